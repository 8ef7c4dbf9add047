"""The ledger as a file: one writer at a time, each line on the disk before what it says goes on."""

import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout

from pulumi_servicecatalog.fleet import json_lines
from pulumi_servicecatalog.fleet.json_lines import JsonLinesError, Line
from pulumi_servicecatalog.fleet.ledger import Ledger, LedgerError, LedgerLostError


class LedgerFile:
    """A ledger that this process alone writes, as long as it is open."""

    def __init__(self, path: Path, *, empty: bool = False) -> None:
        """Open a ledger, and repair what a killed run has left of its last line.

        Args:
            path: the file, which is made where there is none.
            empty: drop what is in it.

        Raises:
            LedgerError: it cannot be read or written, or another rollout writes it.

        """
        if not path.parent.is_dir():
            raise LedgerError(f"{path}: No such file or directory")
        self._lock = FileLock(f"{path}.lock", blocking=False)
        try:
            self._lock.acquire()
        except Timeout as error:
            raise LedgerError(
                f"{path}: another rollout writes it; wait for its end, or name another --ledger"
            ) from error
        except OSError as error:
            raise LedgerError(f"{path}: {error.strerror}") from error
        try:
            self.ledger = Ledger() if empty else _repaired(path)
            self._file = path.open("w" if empty else "a", encoding="utf-8")
        except OSError as error:
            self._lock.release()
            raise LedgerError(f"{path}: {error.strerror}") from error
        except LedgerError:
            self._lock.release()
            raise

    def write(self, line: Line) -> None:
        """Write a line. Raises LedgerLostError where it is not on the disk then."""
        try:
            self._file.write(json_lines.text(line))
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise LedgerLostError(f"{self._file.name}: {error.strerror}") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with suppress(OSError):  # of a line that `write` has said is lost
            self._file.close()
        self._lock.release()


def _repaired(path: Path) -> Ledger:
    if not path.exists():
        return Ledger()
    try:
        read = json_lines.read(path)
        ledger = Ledger.of(read.lines)
    except JsonLinesError as error:
        raise LedgerError(str(error)) from error
    except LedgerError as error:
        raise LedgerError(f"{path}, {error}") from error
    if not read.whole:
        content = path.read_bytes()
        os.truncate(path, content.rfind(b"\n") + 1)
    return ledger
