"""How often AWS is asked whether it is done, and when nobody asks any more."""

from dataclasses import replace
from datetime import timedelta
from itertools import islice

from hypothesis import given
from hypothesis import strategies as some

from fakes.door import FakeDoor
from fakes.samples import account, adopted, being_changed
from fakes.timer import FakeTimer
from pulumi_servicecatalog.reconcile import waiting
from pulumi_servicecatalog.reconcile.operation import Operation, Stop
from pulumi_servicecatalog.reconcile.pace import Pace
from pulumi_servicecatalog.reconcile.site import Site
from tables import table


def pauses(pace, count):
    return [round(pause, 3) for pause in islice(pace.pauses(), count)]


def wait(door, seconds=3600.0):
    site = Site.through(door)
    begun = door.state.records[-1]
    return waiting.until_ended(site, begun, Operation.lasting(seconds, timer=door.timer)), site


def test_the_pauses_grow_from_a_fifth_of_a_second_to_ten():
    found = pauses(Pace(), 12)
    assert found[:4] == [0.2, 0.32, 0.512, 0.819]
    assert found == sorted(found)
    assert found[-1] == 10.0


@table(
    "earlier first",
    ([30.0], 28.5, "shortly before it usually ends"),
    ([10.0, 30.0, 20.0], 19.0, "the usual one is the median"),
    ([1000.0], 60.0, "a minute at most"),
    ([0.1], 0.2, "records that end at once are not waited for longer than new ones"),
    ([], 0.2, "nothing is known"),
)
def test_the_first_pause_follows_from_earlier_records(earlier, first, reason):
    pace = Pace()
    for seconds in earlier:
        pace.learn(seconds)
    assert pauses(pace, 1) == [first], reason


@given(some.lists(some.floats(min_value=0.0, max_value=10.0**6), max_size=40))
def test_whatever_was_learned_a_pause_is_never_too_short_or_too_long(earlier):
    pace = Pace()
    for seconds in earlier:
        pace.learn(seconds)
    assert all(0.05 <= pause <= 60.0 for pause in islice(pace.pauses(), 30))


def test_only_the_newest_records_are_remembered():
    pace = Pace()
    for seconds in [1000.0] * 16 + [2.0] * 16:
        pace.learn(seconds)
    assert pauses(pace, 1) == [1.9]


def test_a_record_that_has_ended_is_not_asked_for_again():
    door = FakeDoor(adopted("payments"))
    ended, _ = wait(door)
    assert ended == door.state.records[0]
    assert door.journal == []


def test_a_record_is_waited_for_and_its_time_is_learned():
    door = FakeDoor(being_changed(ends_at=100.0))
    ended, site = wait(door)
    assert not isinstance(ended, Stop)
    assert ended.succeeded
    assert 100.0 <= door.timer.now() <= 110.0
    assert pauses(site.pace, 1)[0] >= 60.0


def test_a_learned_pace_asks_for_a_record_of_the_usual_length_a_few_times_only():
    door = FakeDoor(account(), seconds=30.0)
    site = Site.through(door)
    site.pace.learn(30.0)
    door.state = being_changed(ends_at=30.0)
    waiting.until_ended(site, door.state.records[-1], Operation.lasting(3600.0, timer=door.timer))
    assert door.calls("record") <= 8


@table(
    "cancel_at seconds stop at",
    (None, 60.0, Stop.OUT_OF_TIME, 60.0, "never past the deadline"),
    (33.3, 3600.0, Stop.CANCELLED, 33.3, "at the moment of cancelling"),
    (0.0, 3600.0, Stop.CANCELLED, 0.0, "cancelled before it began"),
    (None, 0.0, Stop.OUT_OF_TIME, 0.0, "no time at all"),
)
def test_waiting_ends_before_the_record_does(cancel_at, seconds, stop, at, reason):
    door = FakeDoor(being_changed(ends_at=600.0), timer=FakeTimer(cancel_at=cancel_at))
    ended, _ = wait(door, seconds)
    assert ended is stop, reason
    assert door.timer.now() == at, reason
    assert door.state.records[-1].status == "IN_PROGRESS", reason


def test_a_record_that_ends_right_at_the_deadline_has_ended():
    door = FakeDoor(being_changed(ends_at=60.0))
    ended, _ = wait(door, 60.0)
    assert not isinstance(ended, Stop)
    assert ended.succeeded


def test_how_long_a_record_took_is_learned_from_aws_own_times():
    """A record that another run began is waited for by us only for its last part."""
    state = adopted("payments")
    took = replace(state.records[0], updated_time=state.records[0].created_time + timedelta(seconds=40))
    site = Site.through(FakeDoor(state))
    waiting.until_ended(site, took, Operation.lasting(3600.0, timer=FakeTimer()))
    assert pauses(site.pace, 1) == [38.0]
