"""What a test says of AWS in memory is so, unless AWS could not be so: then the tests would prove nothing."""

from dataclasses import replace

import pytest

from pulumi_servicecatalog.model.plan import Plan, ResourceChange
from pulumi_servicecatalog.model.request import (
    PlanRequest,
)
from support.fakes.gateway import FakeGateway
from support.fakes.samples import (
    V2,
    VALUES,
    WEB,
    account,
    adopted,
    being_changed,
    product,
    record,
    stack,
    stack_id,
)
from support.tables import table

ADOPTED = adopted("payments")
OTHER_STACK = stack_id("payments", region="us-east-1")
PLAN = Plan(id="plan-1", name="preview", provisioned_product_id="pp-payments", status="CREATE_SUCCESS")
PLANNED = PlanRequest(
    plan_name="preview",
    name="payments",
    product_id=WEB.id,
    artifact_id=V2.id,
    path_id=None,
    parameters=(),
    tags=None,
    token="t-plan",
    language="en",
)


@table(
    "state",
    (account(), "nothing is governed"),
    (ADOPTED, "something is governed"),
    (adopted("payments", status="TAINTED"), "the last operation failed"),
    (being_changed(ends_at=5.0), "AWS is at it"),
    (ADOPTED.without_stack(stack_id("payments")), "the stack was deleted past the catalog"),
    (ADOPTED.with_plan(PLAN), "somebody has made a plan"),
    (
        adopted("payments", status="ERROR", physical_id=None, last_successful_record_id=""),
        "its launch failed before there was a stack",
    ),
    (
        adopted("payments", type="CFN_STACKSET", physical_id="arn:aws:cloudformation:eu-west-1:1:stackset/SC:0a"),
        "it is a stack set",
    ),
)
def test_a_possible_state_is_taken_as_it_is(state, reason):
    assert FakeGateway(state).state == state, reason


@table(
    "state message",
    (account(stack(), stack(id=stack_id("payments") + "x")), "the stack payments exists 2 times", "names are unique"),
    (account(stack(id=OTHER_STACK)), f"{OTHER_STACK} is no stack of this account and Region", "another Region"),
    (account(stack(id=stack_id("orders"))), f"{stack_id('orders')} is not named payments", "an ARN holds the name"),
    (ADOPTED.with_governed(product(status="UNDER_CHANGE")), "work on it is not under way", "nothing would end it"),
    (ADOPTED.with_governed(product(last_record_id="rec-none")), "names rec-none as its last record", "no record"),
    (ADOPTED.with_record(record(product(), "IN_PROGRESS")), "its last record rec-payments is IN_PROGRESS", "not over"),
    (ADOPTED.with_governed(product(product_id="prod-none")), "has a product that is none", "no product"),
    (ADOPTED.with_governed(product(physical_id=None)), "governs None, which is no stack", "it always has a stack"),
    (
        ADOPTED.with_governed(product("orders", physical_id=stack_id("payments"))).with_record(
            record(product("orders"))
        ),
        f"the governed stack {stack_id('payments')} exists 2 times",
        "a stack has one governor",
    ),
)
def test_an_impossible_state_is_refused(state, message, reason):
    with pytest.raises(ValueError, match="AWS could not be in this state") as refused:
        FakeGateway(state)
    assert message in str(refused.value), reason


@table(
    "state message",
    (ADOPTED.with_governed(product(status="PLAN_IN_PROGRESS")), "and has no plan", "nothing would end it"),
    (replace(ADOPTED, plans=ADOPTED.with_plan(PLAN).plans), "and has a plan", "it does not wait for it"),
    (
        ADOPTED.with_plan(PLAN).with_plan(replace(PLAN, id="plan-2")),
        "the plan of pp-payments exists 2 times",
        "there is one plan at a time",
    ),
    (
        ADOPTED.with_governed(product(last_successful_record_id="rec-none")),
        "names rec-none as its last successful record",
        "no such record",
    ),
    (
        ADOPTED.with_governed(product(status="TAINTED", last_successful_record_id="rec-payments")).with_record(
            record(product(), "FAILED")
        ),
        "names rec-payments as its last successful record",
        "it has failed",
    ),
)
def test_an_impossible_plan_or_success_is_refused(state, message, reason):
    with pytest.raises(ValueError, match="AWS could not be in this state") as refused:
        FakeGateway(state)
    assert message in str(refused.value), reason


def test_somebody_elses_impossible_act_is_refused_as_well():
    gateway = FakeGateway(ADOPTED)
    with pytest.raises(ValueError, match="exists 2 times"):
        gateway.state = replace(ADOPTED, stacks=(*ADOPTED.stacks, *ADOPTED.stacks))


def test_work_ends_when_its_time_has_come():
    gateway = FakeGateway(being_changed(ends_at=5.0))
    gateway.timer.advance(4.9)
    assert gateway.record("rec-payments").status == "IN_PROGRESS"
    gateway.timer.advance(0.1)
    assert gateway.record("rec-payments").status == "SUCCEEDED"
    assert gateway.state == replace(ADOPTED, under_way=())
    assert gateway.state.stack("payments") == stack(parameters=VALUES)


def test_a_plan_tells_of_what_a_test_foresees_once_its_time_has_come():
    gateway = FakeGateway(ADOPTED, seconds=5.0)
    change = ResourceChange(action="REMOVE", logical_id="Topic")
    gateway.foresees(change)
    plan_id = gateway.create_plan(PLANNED).id
    assert (gateway.plan(plan_id).status, gateway.plan(plan_id).changes) == ("CREATE_IN_PROGRESS", ())
    gateway.timer.advance(5.0)
    assert (gateway.plan(plan_id).status, gateway.plan(plan_id).changes) == ("CREATE_SUCCESS", (change,))
    gateway.delete_plan(plan_id)
    assert gateway.state == ADOPTED


@table(
    "foresee status changes",
    (lambda gateway: gateway.foresees(), "CREATE_FAILED", (), "AWS makes no plan that changes nothing"),
    (lambda gateway: gateway.cannot_plan("no role"), "CREATE_FAILED", (), "AWS cannot make it"),
)
def test_how_a_plan_ends(foresee, status, changes, reason):
    gateway = FakeGateway(ADOPTED, seconds=0.0)
    foresee(gateway)
    plan = gateway.plan(gateway.create_plan(PLANNED).id)
    assert (plan.status, plan.changes, bool(plan.status_message)) == (status, changes, not changes), reason
    assert gateway.requests == [], "a plan changes no resource"


def test_the_history_is_a_call_a_page_of_20():
    state = ADOPTED
    for number in range(20):
        state = state.with_record(record(product(), id=f"rec-{number}"))
    gateway = FakeGateway(state)
    history = [record.id for record in gateway.record_history("pp-payments")]
    assert history == [*(f"rec-{number}" for number in reversed(range(20))), "rec-payments"]
    assert gateway.calls("record_history") == 2
