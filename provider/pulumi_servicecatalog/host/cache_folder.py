"""The folders in the user's cache, in which the provider's processes on one machine take notice of one another."""

import os
from contextlib import suppress
from pathlib import Path

PRODUCT = "pulumi-servicecatalog"
FILE_MODE = 0o600
_FOLDER_MODE = 0o700


def cache_folder(name: str) -> Path:
    """Return one of them, where XDG has the user's cache. XDG ignores a relative folder.

    Raises:
        RuntimeError: the user has no home.

    """
    cache = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (cache if cache.is_absolute() else Path.home() / ".cache") / PRODUCT / name


def make_private(folder: Path) -> None:
    """Make the folder for the user alone: anyone who can open a file in it can hold its lock."""
    folder.mkdir(mode=_FOLDER_MODE, parents=True, exist_ok=True)
    if folder.parent.name == PRODUCT:
        for ours in (folder.parent, folder):
            restrict(ours, _FOLDER_MODE)


def restrict(path: Path, mode: int = FILE_MODE) -> None:
    """Close what an earlier version, or `mkdir` for a parent, has left open to everybody; a lock works all the same."""
    with suppress(OSError):
        path.chmod(mode)
