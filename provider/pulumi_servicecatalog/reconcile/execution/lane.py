"""The lane of an account and Region: AWS imports one provisioned product at a time, so imports queue here.

Imports take turns three times over: in a queue of the threads of this process, by a lock file of the processes of this
machine, and by `retry` where AWS itself says that another import runs.
"""

import enum
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from threading import Lock

from pulumi_servicecatalog.host.lock_file import LaneFile
from pulumi_servicecatalog.model.operation import Operation, StopReason
from pulumi_servicecatalog.reconcile.execution.polling import poll
from pulumi_servicecatalog.reconcile.observation import pace


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
    def turn(self, operation: Operation) -> Iterator[StopReason | None]:
        """Hold the lane while the block runs. Yields why there is no turn where the waiting ended before that."""
        ticket = object()
        with self._lock:
            self._queue.append(ticket)
        try:
            stop = self._await_front(ticket, operation) or self._await_file(operation)
            yield stop
        finally:
            with self._lock:
                if self._queue[0] is ticket:  # only the front of the queue can hold the file
                    self._file.release()
                self._queue.remove(ticket)

    def _await_front(self, ticket: object, operation: Operation) -> StopReason | None:
        shown = 0

        def ahead() -> int:
            nonlocal shown
            tickets = self._ahead(ticket)
            if tickets not in {0, shown}:
                operation.status(f"waiting for {tickets} import{'s' if tickets > 1 else ''} ahead")
                shown = tickets
            return tickets

        pauses = (pace.lane(self._ahead(ticket)) for _ in count())
        front = poll(ahead, lambda tickets: tickets == 0, pauses, operation)
        return front if isinstance(front, StopReason) else None

    def _ahead(self, ticket: object) -> int:
        with self._lock:
            return self._queue.index(ticket)

    def _await_file(self, operation: Operation) -> StopReason | None:
        shown = False

        def take() -> bool:
            nonlocal shown
            taken = self._file.acquire(operation.warn)
            if not taken and not shown:
                operation.status("waiting for an import of another process on this machine")
                shown = True
            return taken

        held = poll(take, bool, pace.LANE_FILE.pauses(), operation)
        return held if isinstance(held, StopReason) else None


class OpenLane(Lane):
    """Lets every import through at once, where the program says that AWS alone keeps the turns."""

    def __init__(self) -> None:
        super().__init__(LaneFile(None))

    @contextmanager
    def turn(self, operation: Operation) -> Iterator[StopReason | None]:  # noqa: ARG002 - nobody waits
        """Yield a turn at once."""
        yield None
