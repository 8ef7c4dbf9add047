"""A rollout in memory: waves that are looked at again, tolerance, lost workers, and a run that goes on after a kill."""

from collections import Counter
from typing import Any

import pytest

from pulumi_servicecatalog.fleet import ledger
from pulumi_servicecatalog.fleet.lock import Claim
from pulumi_servicecatalog.fleet.plan import Operation
from pulumi_servicecatalog.fleet.result import Mode, Status
from pulumi_servicecatalog.fleet.rollout import Rollout, WaveEnded
from pulumi_servicecatalog.fleet.runner import ShardDone
from pulumi_servicecatalog.fleet.waves import Order, Share
from support.fleet import BEGINNING, of_size, plan, result, target
from support.fleet_runner import runner
from support.tables import table

IN_THREE = Order(waves=(Share(number=1), Share(number=50, percent=True)))


class WorkerDied(Exception):
    """How an executor says that a worker is gone."""


class World:
    """Does with shards what a test says, and keeps the requests."""

    def __init__(self, *, failing=(), unverified=(), dying=None):
        self.requests = []
        self._failing = failing
        self._unverified = unverified
        self._dying = Counter(dying or {})

    def work(self, request):
        self.requests.append(request)
        number = int(request.shard.target.account)
        if self._dying[number] > 0:
            self._dying[number] -= 1
            raise WorkerDied("SIGKILL")
        bad = number in (self._unverified if request.mode is Mode.VERIFY else self._failing)
        good = Status.UNCHANGED if request.mode is Mode.VERIFY else Status.DONE
        return result(request.shard, Status.FAILED if bad else good, mode=request.mode)

    def done(self, mode=Mode.UPDATE):
        return [int(request.shard.target.account) for request in self.requests if request.mode is mode]


def roll_out(world, of=None, *, order=IN_THREE, written=None, earlier=None, stopping=str):
    started = runner(world.work, written=written, earlier=earlier, stopping=stopping, lost=(WorkerDied,))
    return list(Rollout(plan=of or of_size(4), order=order, runner=started).update())


def statuses(events):
    """Return what became of each shard; none may be missing or come twice."""
    last = [event.result for event in events if isinstance(event, ShardDone) and not event.again]
    numbers = [int(outcome.target.account) for outcome in last]
    assert len(set(numbers)) == len(numbers)
    return {number: outcome.status.value for number, outcome in sorted(zip(numbers, last, strict=True))}


def codes(events):
    return [cause.code for event in events if isinstance(event, ShardDone) for cause in event.result.causes]


def stops(events):
    return [event.stopped for event in events if isinstance(event, WaveEnded)]


def test_each_wave_is_looked_at_again_before_the_next_begins():
    world = World()
    assert set(statuses(roll_out(world)).values()) == {"done"}
    steps = [(request.mode.value, int(request.shard.target.account)) for request in world.requests]
    assert steps == [
        *[("update", 1), ("verify", 1)],
        *[("update", 2), ("verify", 2)],
        *[("update", 3), ("update", 4), ("verify", 3), ("verify", 4)],
    ]


@table(
    "world because",
    (World(failing=[1]), "1 of 1 failed in this wave, and the tolerance is 0", "its update fails"),
    (World(unverified=[1]), "1 of 1 failed in this wave, and the tolerance is 0", "it is not as declared afterwards"),
)
def test_a_failing_first_wave_stops_the_rollout(world, because, reason):
    events = roll_out(world)
    assert statuses(events) == {1: "failed", 2: "stopped", 3: "stopped", 4: "stopped"}
    assert stops(events) == [because]
    assert codes(events) == ["StackNotFound", *["NotAttempted"] * 3]


def test_within_a_wave_no_more_are_begun_than_failures_are_tolerated():
    world = World(failing=[1, 2, 4])
    events = roll_out(world, of_size(6), order=Order(tolerance=Share(number=1)))
    assert statuses(events) == {1: "failed", 2: "failed", **dict.fromkeys((3, 4, 5, 6), "stopped")}
    assert world.done() == [1, 2]


def test_tolerated_failures_do_not_stop_it():
    events = roll_out(World(failing=[2]), of_size(4), order=Order(tolerance=Share(number=25, percent=True)))
    assert statuses(events) == {1: "done", 2: "failed", 3: "done", 4: "done"}
    assert stops(events) == [""]


def test_a_shard_whose_worker_is_lost_is_begun_again_and_what_was_left_is_claimed():
    world = World(dying={2: 2})
    events = roll_out(world, order=Order())
    assert set(statuses(events).values()) == {"done"}
    tries = [
        request for request in world.requests if request.mode is Mode.UPDATE and request.shard.target.account[-1] == "2"
    ]
    assert [request.attempt for request in tries] == [1, 2, 3]
    assert [request.claim is not None for request in tries] == [False, True, True]


def test_a_shard_that_ends_every_worker_fails_after_the_third():
    world = World(dying={2: 9})
    events = roll_out(world, order=Order(tolerance=Share(number=1)))
    assert statuses(events) == {1: "done", 2: "failed", 3: "done", 4: "done"}
    assert world.done().count(2) == 3


def test_a_lost_worker_is_not_tried_again_once_the_rollout_stops():
    events = roll_out(World(failing=[2], dying={1: 1}), of_size(3), order=Order())
    assert statuses(events) == {1: "failed", 2: "failed", 3: "stopped"}


def test_what_is_done_and_verified_is_passed_over_and_the_rest_is_taken_up():
    written: list[Any] = []
    roll_out(World(failing=[3]), written=written)
    world = World()
    events = roll_out(world, earlier=written)
    assert statuses(events) == {1: "fresh", 2: "fresh", 3: "done", 4: "done"}
    assert (world.done(), world.done(Mode.VERIFY)) == ([3, 4], [3, 4])


def test_what_was_done_and_not_looked_at_again_is_looked_at():
    world = World()
    done = [result(shard).as_dict() for shard in of_size(4).shards]
    assert set(statuses(roll_out(world, earlier=done)).values()) == {"fresh"}
    assert (world.done(), world.done(Mode.VERIFY)) == ([], [1, 2, 3, 4])


def test_what_a_killed_run_began_is_claimed_by_the_next():
    first, *_ = of_size(4).shards
    earlier = [ledger.begun(first, run="killed", attempt=1, at=BEGINNING)]
    world = World()
    roll_out(world, earlier=earlier)
    claims = {request.shard.target.stack: request.claim for request in world.requests if request.mode is Mode.UPDATE}
    assert claims.pop(first.target.stack) == Claim(run="killed", at=BEGINNING)
    assert set(claims.values()) == {None}


def test_another_plan_does_nothing_that_is_fresh():
    written: list[Any] = []
    roll_out(World(), written=written)
    world = World()
    roll_out(world, plan(*of_size(4).targets, target(5)), earlier=written)
    assert world.done() == [1, 2, 3, 4, 5]


def test_an_interrupt_lets_what_runs_end_and_begins_nothing():
    world = World()
    interrupted = []

    def work(request):
        interrupted.append("interrupted")
        return world.work(request)

    started = runner(work, stopping=lambda: "".join(interrupted[:1]))
    events = list(Rollout(plan=of_size(3), order=Order(), runner=started).update())
    assert statuses(events) == {1: "done", 2: "stopped", 3: "stopped"}
    assert stops(events) == ["interrupted"]


def test_after_a_destroy_there_is_nothing_to_look_at():
    world = World()
    destroyed = plan(*of_size(2).targets, operation=Operation.DESTROY)
    assert set(statuses(roll_out(world, destroyed)).values()) == {"done"}
    assert world.done(Mode.VERIFY) == []


def test_a_preview_looks_at_all_whatever_fails():
    world = World(failing=[1, 2])
    events = list(Rollout(plan=of_size(3), order=IN_THREE, runner=runner(world.work)).preview())
    assert statuses(events) == {1: "failed", 2: "failed", 3: "done"}
    assert world.done(Mode.PREVIEW) == [1, 2, 3]
    assert [event.failed for event in events if isinstance(event, WaveEnded)] == [2]


def test_a_bug_in_the_work_is_not_hidden():
    def bug(request):
        return result(request.shard, seconds=1 / 0)

    with pytest.raises(ZeroDivisionError):
        list(Rollout(plan=of_size(1), order=Order(), runner=runner(bug)).update())
