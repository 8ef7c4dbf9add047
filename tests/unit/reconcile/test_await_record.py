"""How often AWS is asked whether it is done, and when nobody asks any more."""

from dataclasses import replace
from datetime import timedelta
from itertools import islice

from hypothesis import given
from hypothesis import strategies as some

from pulumi_servicecatalog.model.operation import Operation, StopReason
from pulumi_servicecatalog.reconcile.execution import await_record
from pulumi_servicecatalog.reconcile.observation.pace import LearnedPace
from support.expect import present
from support.fakes.gateway import FakeGateway
from support.fakes.samples import account, adopted, being_changed
from support.fakes.timer import FakeTimer
from support.sessions import unshared
from support.tables import table


def pauses(pace, count):
    return [round(pause, 3) for pause in islice(pace.pauses(), count)]


def wait(gateway, seconds=3600.0):
    session = unshared(gateway)
    begun = gateway.state.records[-1]
    return await_record.until_ended(begun, session, Operation.lasting(seconds, timer=gateway.timer)), session


def test_the_pauses_grow_from_a_fifth_of_a_second_to_ten():
    grown = pauses(LearnedPace(), 12)
    assert grown[:4] == [0.2, 0.32, 0.512, 0.819]
    assert grown == sorted(grown)
    assert grown[-1] == 10.0


@table(
    "earlier first",
    ([30.0], 30.0, "when it ended"),
    ([10.0, 30.0, 20.0], 10.0, "when the quickest ended, while few are known"),
    ([10.0, *[30.0] * 4, *[40.0] * 4], 30.0, "when the quick ones ended: one in four was quicker"),
    ([1000.0], 60.0, "a minute at most"),
    ([0.1], 0.2, "records that end at once are not waited for longer than new ones"),
    ([], 0.2, "nothing is known"),
)
def test_the_first_pause_follows_from_earlier_records(earlier, first, reason):
    pace = LearnedPace()
    for seconds in earlier:
        pace.learn(seconds)
    assert pauses(pace, 1) == [first], reason


@given(some.lists(some.floats(min_value=0.0, max_value=10.0**6), max_size=40))
def test_whatever_was_learned_a_pause_is_never_too_short_or_too_long(earlier):
    pace = LearnedPace()
    for seconds in earlier:
        pace.learn(seconds)
    assert all(0.05 <= pause <= 60.0 for pause in islice(pace.pauses(), 30))


def test_only_the_newest_records_are_remembered():
    pace = LearnedPace()
    for seconds in [1000.0] * 16 + [2.0] * 16:
        pace.learn(seconds)
    assert pauses(pace, 1) == [2.0]


def test_a_record_that_has_ended_is_not_asked_for_again():
    gateway = FakeGateway(adopted("payments"))
    ended, _ = wait(gateway)
    assert ended == gateway.state.records[0]
    assert gateway.journal == []


def test_a_record_is_waited_for_and_its_time_is_learned():
    gateway = FakeGateway(being_changed(ends_at=100.0))
    ended, session = wait(gateway)
    assert not isinstance(ended, StopReason)
    assert ended.succeeded
    assert 100.0 <= gateway.timer.now() <= 110.0
    assert pauses(session.pace, 1)[0] >= 60.0


def test_a_learned_pace_asks_for_a_record_of_the_usual_length_a_few_times_only():
    gateway = FakeGateway(account(), seconds=30.0)
    session = unshared(gateway)
    session.pace.learn(30.0)
    gateway.state = being_changed(ends_at=30.0)
    await_record.until_ended(gateway.state.records[-1], session, Operation.lasting(3600.0, timer=gateway.timer))
    assert gateway.calls("record") <= 8


@table(
    "cancel_at seconds stop at",
    (None, 60.0, StopReason.OUT_OF_TIME, 60.0, "never past the deadline"),
    (33.3, 3600.0, StopReason.CANCELLED, 33.3, "at the moment of cancelling"),
    (0.0, 3600.0, StopReason.CANCELLED, 0.0, "cancelled before it began"),
    (None, 0.0, StopReason.OUT_OF_TIME, 0.0, "no time at all"),
)
def test_waiting_ends_before_the_record_does(cancel_at, seconds, stop, at, reason):
    gateway = FakeGateway(being_changed(ends_at=600.0), timer=FakeTimer(cancel_at=cancel_at))
    ended, _ = wait(gateway, seconds)
    assert ended is stop, reason
    assert gateway.timer.now() == at, reason
    assert gateway.state.records[-1].status == "IN_PROGRESS", reason


def test_a_record_that_ends_right_at_the_deadline_has_ended():
    gateway = FakeGateway(being_changed(ends_at=60.0))
    ended, _ = wait(gateway, 60.0)
    assert not isinstance(ended, StopReason)
    assert ended.succeeded


def test_how_long_a_record_took_is_learned_from_aws_own_times():
    """A record that another run began is waited for by us only for its last part."""
    state = adopted("payments")
    took = replace(state.records[0], updated_time=present(state.records[0].created_time) + timedelta(seconds=40))
    session = unshared(FakeGateway(state))
    await_record.until_ended(took, session, Operation.lasting(3600.0, timer=FakeTimer()))
    assert pauses(session.pace, 1) == [40.0]
