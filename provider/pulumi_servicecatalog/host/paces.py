"""The paces at which AWS is asked: of the threads of this process, or of all processes that share a folder."""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Lock
from typing import Protocol, TypeVar

from pulumi_servicecatalog.host.cache_folder import FILE_MODE, make_private
from pulumi_servicecatalog.model.limits import Pace

T = TypeVar("T")
Key = tuple[str, ...]


class Paces(Protocol):
    """The pace of each key. Safe to share between threads."""

    def change(self, key: Key, change: Callable[[Pace], tuple[Pace, T]]) -> T:
        """Replace the pace of a key by what a function makes of it, and return what else that returns."""

    def all(self) -> Sequence[tuple[Key, Pace]]:
        """Return every pace that was changed."""


class OwnPaces:
    """Those of this process."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._paces: dict[Key, Pace] = {}

    def change(self, key: Key, change: Callable[[Pace], tuple[Pace, T]]) -> T:
        """Replace the pace of a key."""
        with self._lock:
            self._paces[key], result = change(self._paces.get(key, Pace()))
        return result

    def all(self) -> Sequence[tuple[Key, Pace]]:
        """Return every pace that was changed."""
        with self._lock:
            return list(self._paces.items())


class SharedPaces:
    """Those of all processes of this machine that are handed the same folder: a file for each key, under a lock.

    Where the folder cannot be used, a process has its own: a call is not to fail for that.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._own = OwnPaces()

    def change(self, key: Key, change: Callable[[Pace], tuple[Pace, T]]) -> T:
        """Replace the pace of a key."""
        try:
            return self._changed(key, change)
        except (OSError, NotImplementedError):
            return self._own.change(key, change)

    def _changed(self, key: Key, change: Callable[[Pace], tuple[Pace, T]]) -> T:
        from filelock import FileLock  # noqa: PLC0415 - as in `lock_file`

        make_private(self._folder)
        path = self._folder / f"{hashlib.sha256(json.dumps(key).encode()).hexdigest()[:32]}.json"
        with FileLock(path.with_suffix(".lock"), mode=FILE_MODE, poll_interval=0.005):
            earlier = _read(path)
            pace, result = change(earlier[1] if earlier else Pace())
            path.write_text(json.dumps({"key": key, "pace": pace.as_dict()}), encoding="utf-8")
        return result

    def all(self) -> Sequence[tuple[Key, Pace]]:
        """Return every pace that was changed."""
        return [*self._every(), *self._own.all()]

    def _every(self) -> Iterator[tuple[Key, Pace]]:
        for path in sorted(self._folder.glob("*.json")):
            if known := _read(path):
                yield known


def _read(path: Path) -> tuple[Key, Pace] | None:
    """Return what a file has; None where there is none, or a killed process has left a torn one."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
        return tuple(document["key"]), Pace(**document["pace"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
