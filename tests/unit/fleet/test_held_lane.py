"""A shard on a cluster holds its lane, knows what a dead worker has left, and is not begun without end."""

import pytest

from pulumi_servicecatalog.fleet import held_lane
from pulumi_servicecatalog.fleet.lock import Claim
from pulumi_servicecatalog.fleet.result import Mode
from pulumi_servicecatalog.fleet.shard_work import Request
from support.fleet import BEGINNING, of_size, result

(SHARD,) = of_size(1).shards
REQUEST = Request(shard=SHARD, mode=Mode.UPDATE, run="run-1", begun=BEGINNING, wait_seconds=60)
OURS = Claim(run="run-1", at=BEGINNING)


class Flag:
    def __init__(self, *, begun: bool = False) -> None:
        self.begun = begun

    def is_set(self) -> bool:
        return self.begun

    def set(self) -> None:
        self.begun = True


class Lease:
    def __init__(self, *, free: bool = True) -> None:
        self.free = free
        self.events: list[object] = []

    def acquire(self, timeout: float) -> bool:
        self.events.append(timeout)
        return self.free

    def release(self) -> None:
        self.events.append("released")


def work(earlier: int, of: int = 3, *, lane: Lease | None = None):
    requests: list[Request] = []
    flags = [Flag(begun=number < earlier) for number in range(of)]

    def do(request):
        requests.append(request)
        return result(request.shard)

    outcome = held_lane.work(do, REQUEST, flags, lane or Lease())
    return outcome, requests, [flag.begun for flag in flags]


def test_the_lane_is_held_while_the_shard_is_done():
    lane = Lease()
    outcome, requests, begun = work(0, lane=lane)
    assert (outcome.status.good, requests, begun) == (True, [REQUEST], [True, False, False])
    assert lane.events == [60, "released"]


def test_what_a_dead_worker_has_left_is_claimed():
    _, (request,), begun = work(1)
    assert (request.claim, begun) == (OURS, [True, True, False])


def test_a_shard_that_ends_every_worker_is_given_up():
    outcome, requests, _ = work(3)
    assert (outcome.lost, requests, outcome.run) == (True, [], "run-1")


def test_a_lane_that_stays_held_is_reported():
    lane = Lease(free=False)
    outcome, requests, _ = work(0, lane=lane)
    assert ([cause.code for cause in outcome.causes], requests, lane.events) == (["PulumiStackLocked"], [], [60])


def test_the_lane_is_free_again_after_a_bug():
    lane = Lease()
    with pytest.raises(ZeroDivisionError):
        held_lane.work(lambda _request: result(SHARD, seconds=1 / 0), REQUEST, [Flag()], lane)
    assert lane.events[-1] == "released"
