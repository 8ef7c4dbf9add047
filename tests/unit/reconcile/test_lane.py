"""One import at a time in an account and Region: over threads, over processes, and never because of a dead one."""

import threading
from contextlib import ExitStack

import pytest

from pulumi_servicecatalog.host.clock import SystemTimer
from pulumi_servicecatalog.host.lock_file import LaneFile, lane_folder
from pulumi_servicecatalog.model.operation import Operation, StopReason
from pulumi_servicecatalog.reconcile.execution.lane import Lane
from support.waiting import Waiting


def test_a_free_lane_is_entered_at_once(tmp_path):
    waiting = Waiting()
    with Lane(LaneFile(tmp_path / "lane.lock")).turn(waiting.operation) as stop:
        assert stop is None
    assert (waiting.said, waiting.warned, waiting.timer.slept) == ([], [], [])


def test_who_comes_later_waits_and_says_for_how_many():
    lane, waiters = Lane(LaneFile(None)), [Waiting() for _ in range(3)]
    with ExitStack() as stack:
        stack.enter_context(lane.turn(Waiting().operation))
        stops = [stack.enter_context(lane.turn(waiter.operation)) for waiter in waiters]
    assert stops == [StopReason.OUT_OF_TIME] * 3
    assert [waiter.said for waiter in waiters] == [
        ["waiting for 1 import ahead"],
        ["waiting for 2 imports ahead"],
        ["waiting for 3 imports ahead"],
    ]
    assert [waiter.timer.now() for waiter in waiters] == [10.0] * 3


def test_waiting_can_be_cancelled():
    lane, waiting = Lane(LaneFile(None)), Waiting(cancel_at=3.0)
    with lane.turn(Waiting().operation), lane.turn(waiting.operation) as stop:
        assert stop is StopReason.CANCELLED
    assert waiting.timer.now() == 3.0


def test_the_lane_is_free_again_after_a_turn_that_failed():
    lane, waiting = Lane(LaneFile(None)), Waiting()
    with pytest.raises(ZeroDivisionError), lane.turn(Waiting().operation):
        raise ZeroDivisionError
    with lane.turn(waiting.operation) as stop:
        assert stop is None
    assert waiting.said == []


def test_who_gave_up_holds_nobody_up():
    lane, waiting = Lane(LaneFile(None)), Waiting()
    with lane.turn(Waiting().operation), lane.turn(Waiting().operation) as stop:
        assert stop is StopReason.OUT_OF_TIME
    with lane.turn(waiting.operation) as stop:
        assert stop is None
    assert waiting.said == []


def test_threads_never_share_a_turn():
    lane, inside, most = Lane(LaneFile(None)), [], []

    def take_turn():
        with lane.turn(Operation.lasting(60.0, timer=SystemTimer())) as stop:
            assert stop is None
            inside.append(1)
            most.append(len(inside))
            inside.pop()

    threads = [threading.Thread(target=take_turn) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * 20


def test_a_turn_that_has_ended_is_free_for_another_process(tmp_path):
    path = tmp_path / "lane.lock"
    lane = Lane(LaneFile(path))
    with lane.turn(Waiting().operation):
        assert LaneFile(path).acquire(print) is False
    assert LaneFile(path).acquire(print) is True


def test_other_lanes_are_free(tmp_path):
    waiting = Waiting()
    with (
        Lane(LaneFile(tmp_path / "123456789012-eu-west-1.lock")).turn(Waiting().operation),
        Lane(LaneFile(tmp_path / "123456789012-us-east-1.lock")).turn(waiting.operation) as stop,
    ):
        assert stop is None
    assert waiting.said == []


@pytest.mark.parametrize(
    "make", ["file", "folder"], ids=["a file in place of the folder", "a folder in place of the file"]
)
def test_a_lock_that_cannot_be_had_is_reported_once_and_stops_nothing(tmp_path, make):
    path = tmp_path / "lanes" / "lane.lock"
    if make == "file":
        path.parent.write_text("", encoding="utf-8")
    else:
        path.mkdir(parents=True)
    lane, waiting = Lane(LaneFile(path)), Waiting()
    for _ in range(2):
        with lane.turn(waiting.operation) as stop:
            assert stop is None
    (warning,) = waiting.warned
    assert str(path) in warning
    assert "The adoption goes on." in warning


def test_the_lock_files_lie_in_the_users_cache(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert lane_folder() == tmp_path / "pulumi-servicecatalog" / "lanes"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert lane_folder() == tmp_path / ".cache" / "pulumi-servicecatalog" / "lanes"
