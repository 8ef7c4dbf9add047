"""A lock between the processes of one machine, which the operating system gives back when its holder is killed.

It only spares AWS a refusal: where it cannot be had (a read-only home, a file system without locks), the lane relies on
AWS, which refuses a second import, and on retries.
"""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from pulumi_servicecatalog.host.cache_folder import FILE_MODE, cache_folder, make_private, restrict

if TYPE_CHECKING:
    from filelock import FileLock


def lane_folder() -> Path:
    """Return the folder of the lock files."""
    return cache_folder("lanes")


class LaneFile:
    """Used by one thread at a time: the one at the front of its lane.

    There are two locks. Who waits for the lane holds the one beside it, and so is the next to get it: a process with
    many imports has to queue for that one again after each, and cannot keep the others away.
    """

    def __init__(self, path: Path | None) -> None:
        """Hold nothing yet.

        Args:
            path: The lock file, whose folder is made when it is needed. None: a lock of no process but this one.

        """
        self._path = path
        self._locks: _Locks | None = None

    @classmethod
    def of(cls, account: str, region: str) -> "LaneFile":
        """Return the lock of an account and Region, in the user's cache."""
        try:
            return cls(lane_folder() / f"{account}-{region}.lock")
        except RuntimeError:  # a user without a home
            return cls(None)

    def acquire(self, warn: Callable[[str], None]) -> bool:
        """Take the lock if it is free. Who gets False tries again, or releases.

        Args:
            warn: Is called once, with a message for the user, if no lock can be had.

        Returns:
            Whether the lane may be used.

        """
        if self._path is None:
            return True
        try:
            make_private(self._path.parent)
            self._locks = self._locks or _Locks(self._path)
            return self._locks.take()
        except (OSError, NotImplementedError) as error:  # the folder is read-only, or its file system has no locks
            reason = getattr(error, "strerror", None) or error
            warn(
                f"The lock file {self._path} cannot be used ({reason}), so imports of other processes on this machine "
                "are only noticed when AWS refuses a second one. The adoption goes on."
            )
            self.release()
            self._path = None
            return True

    def release(self) -> None:
        """Return back what is held of it."""
        if self._locks is not None:
            self._locks.release()


class _Locks:
    """The lock of the lane, and that of who is next."""

    def __init__(self, path: Path) -> None:
        from filelock import FileLock  # noqa: PLC0415 - takes 50 ms, and a preview never needs it

        # The holder is the process, not the thread that took it.
        self._lane = FileLock(path, thread_local=False, mode=FILE_MODE)
        self._next = FileLock(path.with_suffix(".next"), thread_local=False, mode=FILE_MODE)
        for file in (path, path.with_suffix(".next")):
            if file.is_file() and not file.is_symlink():
                restrict(file)

    def take(self) -> bool:
        """Return whether this process has the lane, after a try to get it."""
        if self._lane.is_locked:
            return True
        if not (_take(self._next) and _take(self._lane)):
            return False
        self._next.release()
        return True

    def release(self) -> None:
        for lock in (self._next, self._lane):
            lock.release()


def _take(lock: "FileLock") -> bool:
    """Return whether this process has the lock, taking it if it is free."""
    if not lock.is_locked:
        with suppress(TimeoutError):  # another process has it
            lock.acquire(blocking=False)
    return lock.is_locked
