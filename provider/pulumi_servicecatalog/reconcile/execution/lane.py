"""The lane of an account and Region: AWS imports one provisioned product at a time, so imports queue here.

Three walls, from near to far: a queue of the threads of this process, a lock file for the processes of this machine,
and patience where AWS itself says that another import runs (in `adopting`).
"""

import enum
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

from pulumi_servicecatalog.host.lock_file import LaneFile
from pulumi_servicecatalog.model.operation import Operation, Stop

_LOOK, _LONGEST_LOOK = 0.01, 0.5
"""Seconds between two looks at whether it is one's turn: short for who is next, lest the lane stands idle."""


class Scope(enum.Enum):
    """Within what imports take turns. AWS's documents name the account and Region; `off` leaves it all to AWS."""

    ACCOUNT_REGION = "account-region"
    ACCOUNT = "account"
    OFF = "off"


class Lane:
    """First come, first served among the threads of a process; processes take turns, one import each."""

    def __init__(self, file: LaneFile) -> None:
        self._file = file
        self._queue: deque[object] = deque()
        self._lock = Lock()

    @contextmanager
    def turn(self, operation: Operation) -> Iterator[Stop | None]:
        """Hold the lane while the block runs. Gives the reason, and no turn, where waiting ended before that."""
        ticket = object()
        with self._lock:
            self._queue.append(ticket)
        try:
            stop = self._await_front(ticket, operation) or self._await_file(operation)
            yield stop
        finally:
            with self._lock:
                if self._queue[0] is ticket:  # only who is at the front can hold the file
                    self._file.release()
                self._queue.remove(ticket)

    def _await_front(self, ticket: object, operation: Operation) -> Stop | None:
        told = 0
        while True:
            with self._lock:
                ahead = self._queue.index(ticket)
            if ahead == 0:
                return None
            if ahead != told:
                operation.say(f"waiting for {ahead} import{'s' if ahead > 1 else ''} ahead")
                told = ahead
            stop = operation.pause(min(_LOOK * ahead**2, _LONGEST_LOOK))
            if stop is not None:
                return stop

    def _await_file(self, operation: Operation) -> Stop | None:
        told = False
        while not self._file.acquire(operation.warn):
            if not told:
                operation.say("waiting for an import of another process on this machine")
                told = True
            stop = operation.pause(_LOOK)
            if stop is not None:
                return stop
        return None


class OpenLane(Lane):
    """Lets everybody through at once, where the program says that AWS alone is to keep the turns."""

    def __init__(self) -> None:
        super().__init__(LaneFile(None))

    @contextmanager
    def turn(self, operation: Operation) -> Iterator[Stop | None]:  # noqa: ARG002 - nobody waits
        """Give a turn at once."""
        yield None
