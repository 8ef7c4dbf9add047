"""The queue of the threads of one process."""

import threading

from pulumi_servicecatalog.host.clock import SystemTimer
from pulumi_servicecatalog.host.lock_file import LaneFile
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.reconcile.execution.lane import Lane


class Waiter:
    """A thread that takes a turn; `queued` tells that it waits, `entered` is the order of all of them."""

    def __init__(self, lane: Lane, number: int, entered: list[int]) -> None:
        self.said: list[str] = []
        self.queued = threading.Event()
        self.cancelled = threading.Event()
        self._thread = threading.Thread(target=self._take_turn, args=(lane, number, entered), daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._thread.join(timeout=60)
        assert not self._thread.is_alive()

    def _take_turn(self, lane: Lane, number: int, entered: list[int]) -> None:
        operation = Operation.lasting(60.0, timer=SystemTimer(self.cancelled), status=self._hear)
        with lane.turn(operation) as stop:
            if stop is None:
                entered.append(number)

    def _hear(self, line: str) -> None:
        self.said.append(line)
        self.queued.set()


def queue(lane: Lane, count: int, entered: list[int]) -> list[Waiter]:
    """Return this number of waiters, each of which began to wait after the one before."""
    waiters = []
    for number in range(count):
        waiters.append(Waiter(lane, number, entered))
        assert waiters[-1].queued.wait(60)
    return waiters


def test_who_comes_first_is_served_first() -> None:
    lane, entered = Lane(LaneFile(None)), list[int]()
    with lane.turn(Operation.lasting(60.0, timer=SystemTimer())):
        waiters = queue(lane, 6, entered)
    for waiter in waiters:
        waiter.end()
    assert entered == [0, 1, 2, 3, 4, 5]


def test_who_is_cancelled_leaves_the_queue_and_the_others_keep_their_order() -> None:
    lane, entered = Lane(LaneFile(None)), list[int]()
    with lane.turn(Operation.lasting(60.0, timer=SystemTimer())):
        waiters = queue(lane, 4, entered)
        waiters[1].cancelled.set()
        waiters[1].end()
    for waiter in waiters:
        waiter.end()
    assert entered == [0, 2, 3]


def test_each_is_told_how_many_are_ahead_of_it() -> None:
    lane, entered = Lane(LaneFile(None)), list[int]()
    with lane.turn(Operation.lasting(60.0, timer=SystemTimer())):
        waiters = queue(lane, 3, entered)
    for waiter in waiters:
        waiter.end()
    assert [waiter.said[0] for waiter in waiters] == [
        "waiting for 1 import ahead",
        "waiting for 2 imports ahead",
        "waiting for 3 imports ahead",
    ]
