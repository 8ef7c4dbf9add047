"""A lock between the processes of one machine, which the operating system gives back when its holder is killed.

It only spares AWS a refusal: where it cannot be had (a read-only home, a system without flock), the lane relies on AWS,
which refuses a second import, and on patience.
"""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    fcntl = None
else:
    import fcntl


def lane_folder() -> Path:
    """Give the folder of the lock files: in the user's cache, as XDG names it."""
    cache = os.environ.get("XDG_CACHE_HOME")
    return (Path(cache) if cache else Path.home() / ".cache") / "pulumi-servicecatalog" / "lanes"


class LaneFile:
    """Used by one thread at a time: the one at the front of its lane."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._open: IO[bytes] | None = None

    @classmethod
    def of(cls, account: str, region: str) -> "LaneFile":
        """Give the lock of an account and Region, in the user's cache."""
        if fcntl is None:
            return cls(None)
        try:
            return cls(lane_folder() / f"{account}-{region}.lock")
        except RuntimeError:  # a user without a home
            return cls(None)

    def acquire(self, warn: Callable[[str], None]) -> bool:
        """Take the lock if it is free, and tell whether the lane may be used. Says once if no lock can be had."""
        if self._path is None:
            return True
        try:
            opened = self._opened(self._path)
        except OSError as error:
            warn(
                f"The lock file {self._path} cannot be used ({error.strerror}), so imports of other processes on this "
                "machine are only noticed when AWS refuses a second one. The adoption goes on."
            )
            self._path = None
            return True
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:  # a file system without locks
            self._path = None
        return True

    def release(self) -> None:
        """Give the lock back, if it is held. The file stays: removing it would let two hold it."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def _opened(self, path: Path) -> IO[bytes]:
        if self._open is None:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._open = path.open("ab")
        return self._open
