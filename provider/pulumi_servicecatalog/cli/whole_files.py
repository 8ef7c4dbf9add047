"""Files that are written together: all of them, or none; and each whole, or as it was before."""

import errno
import os
from collections.abc import Mapping
from pathlib import Path


def write(folder: Path, texts: Mapping[str, str]) -> None:
    """Write files into a folder, which is made where there is none. Files of the same names are replaced.

    Args:
        folder: where.
        texts: what, by the names of the files.

    Raises:
        OSError: one cannot be written, so that none was.

    """
    folder.mkdir(parents=True, exist_ok=True)
    beside = {folder / f".{name}.partial": folder / name for name in texts}
    try:
        for (partial, path), text in zip(beside.items(), texts.values(), strict=True):
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
            partial.write_text(text, encoding="utf-8", newline="\n")
        for partial, path in beside.items():
            partial.replace(path)
    finally:
        for partial in beside:
            partial.unlink(missing_ok=True)
