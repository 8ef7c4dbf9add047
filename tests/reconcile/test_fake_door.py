"""The fake AWS refuses to be in a state that AWS could not be in, so that the tests that use it prove something."""

from dataclasses import replace

import pytest

from fakes.door import FakeDoor
from fakes.samples import VALUES, account, adopted, being_changed, product, record, stack, stack_id
from tables import table

GOVERNED = adopted("payments")
OTHER_STACK = stack_id("payments", region="us-east-1")


@table(
    "state",
    (account(), "nothing is governed"),
    (GOVERNED, "something is governed"),
    (adopted("payments", status="TAINTED"), "the last operation failed"),
    (being_changed(ends_at=5.0), "AWS is at it"),
    (GOVERNED.without_stack(stack_id("payments")), "the stack was deleted past the catalog"),
)
def test_a_possible_state_is_taken_as_it_is(state, reason):
    assert FakeDoor(state).state == state, reason


@table(
    "state told",
    (account(stack(), stack(id=stack_id("payments") + "x")), "the stack payments exists 2 times", "names are unique"),
    (account(stack(id=OTHER_STACK)), f"{OTHER_STACK} is no stack of this account and Region", "another Region"),
    (account(stack(id=stack_id("orders"))), f"{stack_id('orders')} is not named payments", "an ARN holds the name"),
    (GOVERNED.with_governed(product(status="UNDER_CHANGE")), "work on it is not under way", "nothing would end it"),
    (GOVERNED.with_governed(product(last_record_id="rec-none")), "names rec-none as its last record", "no record"),
    (GOVERNED.with_record(record(product(), "IN_PROGRESS")), "its last record rec-payments is IN_PROGRESS", "not over"),
    (GOVERNED.with_governed(product(artifact_id="pa-none")), "has a product or version that is none", "no version"),
    (GOVERNED.with_governed(product(physical_id=None)), "governs None, which is no stack", "it always has a stack"),
    (
        GOVERNED.with_governed(product("orders", physical_id=stack_id("payments"))).with_record(
            record(product("orders"))
        ),
        f"the governed stack {stack_id('payments')} exists 2 times",
        "a stack has one governor",
    ),
)
def test_an_impossible_state_is_refused(state, told, reason):
    with pytest.raises(ValueError, match="AWS could not be in this state") as refused:
        FakeDoor(state)
    assert told in str(refused.value), reason


def test_somebody_elses_impossible_act_is_refused_as_well():
    door = FakeDoor(GOVERNED)
    with pytest.raises(ValueError, match="exists 2 times"):
        door.state = replace(GOVERNED, stacks=(*GOVERNED.stacks, *GOVERNED.stacks))


def test_work_ends_when_its_time_has_come():
    door = FakeDoor(being_changed(ends_at=5.0))
    door.timer.advance(4.9)
    assert door.record("rec-payments").status == "IN_PROGRESS"
    door.timer.advance(0.1)
    assert door.record("rec-payments").status == "SUCCEEDED"
    assert door.state == replace(GOVERNED, under_way=())
    assert door.state.stack("payments") == stack(parameters=VALUES)
