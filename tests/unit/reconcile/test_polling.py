"""The one way to wait, and the paces of everything that is waited for."""

from itertools import count, islice

import pytest
from hypothesis import given
from hypothesis import strategies as some

from pulumi_servicecatalog.model.operation import Operation, StopReason
from pulumi_servicecatalog.reconcile.execution.polling import poll
from pulumi_servicecatalog.reconcile.observation import pace
from pulumi_servicecatalog.reconcile.observation.pace import Pace
from support.fakes.timer import FakeTimer
from support.tables import table

STEADY = Pace(first=1.0)
EVERY_PACE = [value for value in vars(pace).values() if isinstance(value, Pace)]


def counting(until, pauses=None, *, timer=None, seconds=60.0, known=None):
    """Poll a counter that begins at 1."""
    numbers = count(1)
    operation = Operation.lasting(seconds, timer=timer or FakeTimer())
    pauses = STEADY.pauses() if pauses is None else pauses
    return poll(lambda: next(numbers), until, pauses, operation, known=known)


def test_an_answer_that_will_do_is_returned_without_a_pause():
    timer = FakeTimer()
    assert counting(lambda number: number == 1, timer=timer) == 1
    assert timer.slept == []


def test_it_is_asked_again_after_each_pause_until_the_answer_will_do():
    timer = FakeTimer()
    assert counting(lambda number: number == 4, [1.0, 2.0, 3.0, 4.0], timer=timer) == 4
    assert timer.slept == [1.0, 2.0, 3.0]


def test_an_answer_that_is_known_is_judged_before_anything_is_asked():
    assert counting(lambda number: number == 7, known=7) == 7
    assert counting(lambda number: number == 1, known=7) == 1


def test_after_the_last_pause_any_answer_will_do():
    assert counting(lambda _: False, [1.0, 1.0]) == 3


@table(
    "cancel_at seconds stop at",
    (None, 2.5, StopReason.OUT_OF_TIME, 2.5, "the last pause ends at the deadline"),
    (1.5, 60.0, StopReason.CANCELLED, 1.5, "at the moment of cancelling"),
    (None, 0.0, StopReason.OUT_OF_TIME, 0.0, "no time at all"),
)
def test_the_operation_ends_the_waiting(cancel_at, seconds, stop, at, reason):
    timer = FakeTimer(cancel_at=cancel_at)
    assert counting(lambda _: False, timer=timer, seconds=seconds) is stop, reason
    assert timer.now() == at, reason


def test_the_answer_right_at_the_deadline_counts():
    assert counting(lambda number: number == 4, seconds=2.5) == 4


def test_what_the_question_raises_ends_the_waiting():
    def ask():
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        poll(ask, bool, STEADY.pauses(), Operation.lasting(60.0, timer=FakeTimer()))


def test_a_part_of_an_operation_ends_no_later_than_the_whole():
    operation = Operation.lasting(60.0, timer=FakeTimer())
    assert [operation.at_most(seconds).deadline for seconds in (10.0, 60.0, 100.0)] == [10.0, 60.0, 60.0]


def test_pauses_grow_up_to_the_longest():
    assert list(Pace(first=1.0, growth=2.0, longest=5.0, times=5).pauses()) == [1.0, 2.0, 4.0, 5.0, 5.0]


def test_jitter_shortens_a_pause_and_not_the_growth():
    pauses = islice(Pace(first=1.0, growth=2.0, longest=8.0, jitter=0.5).pauses(), 50)
    longest = [1.0, 2.0, 4.0, *[8.0] * 47]
    assert all(most / 2 <= pause <= most for pause, most in zip(pauses, longest, strict=True))


@pytest.mark.parametrize("waited", EVERY_PACE, ids=lambda waited: f"first {waited.first}")
def test_no_pace_asks_without_a_pause_or_sleeps_for_more_than_a_quarter_of_a_minute(waited):
    assert all(0.0 < pause <= 15.0 for pause in islice(waited.pauses(), 100))


@given(some.integers(min_value=1, max_value=10_000))
def test_the_next_one_in_the_lane_looks_the_most_often(ahead):
    assert pace.lane(1) <= pace.lane(ahead) <= 0.5
