"""The files and folders that are not clean yet, a path on each line of pending.txt. The list only gets shorter."""

from collections.abc import Collection, Iterable
from pathlib import Path

PENDING_FILE = Path(__file__).with_name("pending.txt")


def read(path: Path = PENDING_FILE) -> list[str]:
    """Return the entries: a file, or a folder that ends with a slash."""
    lines = (line.partition("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines())
    return [line for line in lines if line]


def is_pending(path: str, entries: Iterable[str]) -> bool:
    """Return whether a file is one of the entries or lies in one."""
    return any(path == entry or (entry.endswith("/") and path.startswith(entry)) for entry in entries)


def clean(entries: Iterable[str], unclean_files: Collection[str]) -> list[str]:
    """Return the entries in which there is nothing left to clean."""
    return [entry for entry in entries if not any(is_pending(path, [entry]) for path in unclean_files)]


def remove(entries: Collection[str], path: Path = PENDING_FILE) -> None:
    """Take entries out of the file."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if line.partition("#")[0].strip() not in entries), encoding="utf-8")
