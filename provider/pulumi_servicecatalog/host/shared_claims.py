"""What the processes of one engine operation claim, so that each of them knows the claims of the others.

Pulumi runs every explicit provider, and the dynamic provider, in a process of its own. The address of the engine is the
same for all processes of an operation, and for those of no other one. Each process writes its claims to a file of its
own and holds that locked. The operating system gives the lock back when the process ends, however it ends, so that a
file which nobody holds counts for nothing; the next process removes it.

A process writes a claim before it reads those of the others. So of two that claim the same, at least one gets to know.
"""

import atexit
import hashlib
import json
import os
import platform
import secrets
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from pulumi_servicecatalog.host.cache_folder import FILE_MODE, cache_folder, make_private

Key = tuple[str, ...]

_TRIES = 5
"""Another process that looks whether a fresh file is held, holds it for that moment."""

_READ = 1 << 16
"""Bytes that are read at a time."""

if sys.platform == "win32":
    import msvcrt

    _BEYOND = 1 << 30
    """Windows locks bytes: one that no claim reaches."""

    def _lock(descriptor: int) -> None:
        position = os.lseek(descriptor, 0, os.SEEK_CUR)
        os.lseek(descriptor, _BEYOND, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        finally:
            os.lseek(descriptor, position, os.SEEK_SET)

    _test = _lock  # Windows has no other lock by this way: two that test at one moment take a dead file for held
else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _test(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)  # any number of processes may test at one moment


class SharedClaims:
    """One for each process; safe to share between threads.

    Where there is no engine, no home, or no file system with locks, nobody else's claims are known.
    """

    def __init__(self, engine: Callable[[], str] = lambda: "") -> None:
        """Claim nothing yet, and touch no file.

        Args:
            engine: Returns the address of the engine, when the first claim is made; "" where there is none.

        """
        self._engine = engine
        self._guard = Lock()
        self._files: _Files | None = None
        self._shared: set[tuple[Key, str]] = set()
        self._undisputed: set[tuple[Key, str]] = set()
        self._unsaid = True

    def within(self, *location: str) -> "LocalClaims":
        """Return the claims in one account and Region."""
        return LocalClaims(self, location)

    def claim(self, key: Key, holder: str) -> str:
        """Claim a key; return who has claimed it in another process, and "" where that is nobody else.

        What was claimed without finding anybody stays so: the second one gets to know of the first.
        """
        with self._guard:
            if (key, holder) in self._undisputed:
                return ""
            self._share(key, holder)
            other = next((claimed for claimed in self._of_others(key) if claimed != holder), "")
            if not other:
                self._undisputed.add((key, holder))
            return other

    def announce(self, key: Key, holder: str) -> None:
        """Let the other processes know of a holder, which does not have to be the only one."""
        with self._guard:
            self._share(key, holder)

    def holder(self, key: Key) -> str:
        """Return who has claimed a key in another process; "" for nobody."""
        with self._guard:
            return next(self._of_others(key), "")

    def unusable(self) -> tuple[str, str] | None:
        """Return the folder that cannot be used and why, the first time that it is asked after that was noticed."""
        with self._guard:
            failure = self._files.failure if self._files is not None and self._unsaid else None
            self._unsaid = self._unsaid and failure is None
            return failure

    def close(self) -> None:
        """Remove the file; a process that is killed leaves it to the next one."""
        with self._guard:
            if self._files is not None:
                self._files.close()

    def _share(self, key: Key, holder: str) -> None:
        if (key, holder) not in self._shared:
            self._shared.add((key, holder))
            self._of_operation().write([*key, holder])

    def _of_others(self, key: Key) -> Iterator[str]:
        return self._of_operation().of_others(key)

    def _of_operation(self) -> "_Files":
        if self._files is None:
            self._files = _Files(self._engine())
        return self._files


@dataclass(frozen=True, slots=True)
class LocalClaims:
    """The claims in one account and Region."""

    claims: SharedClaims
    location: Key

    def claim(self, what: str, value: str, holder: str) -> str:
        """Claim a value of some sort; see `SharedClaims.claim`."""
        return self.claims.claim(self._key(what, value), holder)

    def announce(self, what: str, value: str, holder: str) -> None:
        """Let the other processes know of a holder; see `SharedClaims.announce`."""
        self.claims.announce(self._key(what, value), holder)

    def holder(self, what: str, value: str) -> str:
        """Return who has claimed it in another process; "" for nobody."""
        return self.claims.holder(self._key(what, value))

    def unusable(self) -> tuple[str, str] | None:
        """Return the folder that cannot be used and why, once; see `SharedClaims.unusable`."""
        return self.claims.unusable()

    def _key(self, what: str, value: str) -> Key:
        """Return the key of a value, which may be a secret input and so is not written down itself."""
        return (*self.location, what, hashlib.sha256(value.encode("utf-8", "surrogatepass")).hexdigest())


class _Files:
    """The files of one operation. Used by one thread at a time."""

    def __init__(self, engine: str) -> None:
        self._folder = _folder() if engine else None
        # Several machines may share a home, and have engines at equal addresses.
        self._operation = hashlib.sha256(f"{platform.node()} {engine}".encode()).hexdigest()[:16]
        self._own: _OwnFile | None = None
        self._others: dict[str, _OthersFile] = {}
        self.failure: tuple[str, str] | None = None

    def write(self, claim: list[str]) -> None:
        if self._folder is None:
            return
        try:
            if self._own is None:
                self._own = _OwnFile.opened(self._folder, self._operation)
                atexit.register(self.close)
            self._own.write(claim)
        except OSError as error:  # the folder is read-only, its disk is full, or its file system has no locks
            self.failure = (str(self._folder), error.strerror or str(error))
            self._folder = None

    def of_others(self, key: Key) -> Iterator[str]:
        """Return the holders of a key, with what the others have written by now."""
        if self._folder is not None:
            with suppress(OSError):
                names = set(os.listdir(self._folder))  # noqa: PTH208 - names alone, since it is done for every claim
                self._read(self._folder, {name for name in names if name.startswith(self._operation)})
        for other in self._others.values():
            yield from other.claims.get(key, ())

    def _read(self, folder: Path, names: set[str]) -> None:
        for name in self._others.keys() - names:
            self._others.pop(name).close()
        for name in names:
            if self._own is None or name != self._own.path.name:
                self._others.setdefault(name, _OthersFile(folder / name)).read()

    def close(self) -> None:
        if self._own is not None:
            self._own.remove()
        self._own, self._folder = None, None


@dataclass(frozen=True, slots=True)
class _OwnFile:
    """The file of this process, which holds it locked until it ends."""

    path: Path
    descriptor: int

    @classmethod
    def opened(cls, folder: Path, operation: str) -> "_OwnFile":
        make_private(folder)
        _remove_ended(folder)
        for _ in range(_TRIES):
            path = folder / f"{operation}-{secrets.token_hex(8)}"
            descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_APPEND, FILE_MODE)
            if _is_free(descriptor) and os.fstat(descriptor).st_nlink:
                return cls(path, descriptor)
            cls(path, descriptor).remove()
        raise OSError(f"no file in {folder} can be locked")

    def write(self, claim: list[str]) -> None:
        os.write(self.descriptor, (json.dumps(claim) + "\n").encode())

    def remove(self) -> None:
        with suppress(OSError):
            self.path.unlink()
        os.close(self.descriptor)


@dataclass(slots=True)
class _OthersFile:
    """The file of another process, of which only the new lines are read. It counts only as long as it is held."""

    path: Path
    claims: dict[Key, list[str]] = field(default_factory=dict)
    _descriptor: int | None = None
    _rest: bytes = b""

    def read(self) -> None:
        with suppress(OSError):  # it was removed meanwhile
            if self._descriptor is None:
                self._descriptor = os.open(self.path, os.O_RDWR)
            if _is_nobodys(self._descriptor):
                self.close()
                return
            while text := os.read(self._descriptor, _READ):
                *lines, self._rest = (self._rest + text).split(b"\n")
                for line in lines:
                    *key, holder = json.loads(line)
                    self.claims.setdefault(tuple(key), []).append(holder)

    def close(self) -> None:
        """Forget what it said."""
        if self._descriptor is not None:
            os.close(self._descriptor)
        self.claims.clear()
        self._descriptor, self._rest = None, b""


def _folder() -> Path | None:
    try:
        return cache_folder("operations")
    except RuntimeError:  # a user without a home
        return None


def _is_free(descriptor: int) -> bool:
    """Return whether nobody else holds the file; from then on until it is closed, this process does."""
    return _succeeds(_lock, descriptor)


def _is_nobodys(descriptor: int) -> bool:
    """Return whether its process has ended. It has to be closed then, since until that nobody can hold it."""
    return _succeeds(_test, descriptor)


def _succeeds(lock: Callable[[int], None], descriptor: int) -> bool:
    try:
        lock(descriptor)
    except OSError:
        return False
    return True


def _remove_ended(folder: Path) -> None:
    """Remove the files of processes that have ended."""
    for path in folder.iterdir():
        with suppress(OSError):
            descriptor = os.open(path, os.O_RDWR)
            try:
                if _is_nobodys(descriptor):
                    path.unlink()
            finally:
                os.close(descriptor)
