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
    """Used by one thread at a time: the one at the front of its lane.

    There are two locks. Who waits for the lane holds the one beside it, and so is the next to get it: a process with
    many imports has to queue for that one again after each, and cannot keep the others away.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._next: IO[bytes] | None = None
        self._held: IO[bytes] | None = None

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
        """Take the lock if it is free, and tell whether the lane may be used. Says once if no lock can be had.

        Who is refused asks again, or releases.
        """
        if self._path is None or self._held is not None:
            return True
        try:
            self._next = self._next or _lock(self._path.with_suffix(".next"))
            self._held = _lock(self._path) if self._next is not None else None
        except OSError as error:  # the folder is read-only, or its file system has no locks
            warn(
                f"The lock file {self._path} cannot be used ({error.strerror}), so imports of other processes on this "
                "machine are only noticed when AWS refuses a second one. The adoption goes on."
            )
            self.release()
            self._path = None
            return True
        if self._held is None:
            return False
        self._give_back_next()
        return True

    def release(self) -> None:
        """Give back what is held of it. The files stay: removing one would let two hold it."""
        self._give_back_next()
        if self._held is not None:
            self._held.close()
            self._held = None

    def _give_back_next(self) -> None:
        if self._next is not None:
            self._next.close()
            self._next = None


def _lock(path: Path) -> IO[bytes] | None:
    """Give the locked file; None where another process holds it. The lock lasts as long as the file is open."""
    path.parent.mkdir(parents=True, exist_ok=True)
    opened = path.open("ab")
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        opened.close()
        return None
    except OSError:
        opened.close()
        raise
    return opened
