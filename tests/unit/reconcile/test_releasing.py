"""Releasing a stack from the catalog: it stays, unless the program says otherwise, and gone is done."""

import pytest

from pulumi_servicecatalog.model import refusal
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, NotMade
from pulumi_servicecatalog.model.request import TerminateRequest
from support.fakes.gateway import FakeGateway
from support.fakes.run import Run
from support.fakes.samples import account, adopted, being_changed, stack, stack_id
from support.fakes.timer import FakeTimer
from support.tables import table

TERMINATE = "terminate_provisioned_product"
PP = "pp-payments"
PAYMENTS = stack_id("payments")


def test_a_released_stack_is_still_there_and_that_is_said():
    gateway = FakeGateway(adopted("payments", "orders"))
    outcome = Run(gateway).release(PP)
    assert outcome == Done(
        state=None, notes=("pp-payments is released; the stack payments is still there, in CREATE_COMPLETE.",)
    )
    assert gateway.state.stack("payments") == stack("payments")
    assert [provisioned_product.name for provisioned_product in gateway.state.provisioned_products] == ["orders"]


def test_without_retain_the_stack_goes_and_that_is_said():
    gateway = FakeGateway(adopted("payments", "orders"))
    outcome = Run(gateway).release(PP, retain=False)
    assert outcome == Done(state=None, notes=(f"pp-payments is gone, and the stack {PAYMENTS} with it.",))
    assert [stack.name for stack in gateway.state.stacks] == ["orders"]


def test_a_stack_that_is_left_although_it_was_to_be_deleted_is_reported():
    """IgnoreErrors stops governing a stack that could not be deleted."""
    gateway = FakeGateway(adopted("payments"))
    gateway.before(TERMINATE, lambda _state: gateway.before("stack", lambda now: now.with_stack(stack())))
    outcome = Run(gateway).release(PP, retain=False, ignore_errors=True)
    assert outcome == Done(
        state=None,
        notes=("pp-payments is released; the stack payments is still there all the same, in CREATE_COMPLETE.",),
    )


@pytest.mark.parametrize("retain", [True, False])
@pytest.mark.parametrize("ignore_errors", [True, False])
def test_the_two_flags_are_sent_as_declared(retain, ignore_errors):
    gateway = FakeGateway(adopted("payments"))
    Run(gateway).release(PP, retain=retain, ignore_errors=ignore_errors)
    (request,) = gateway.requests
    assert isinstance(request, TerminateRequest)
    assert (request.retain_physical_resources, request.ignore_errors) == (retain, ignore_errors)


def test_a_failure_is_reported_and_nothing_is_tried_with_other_flags():
    gateway = FakeGateway(adopted("payments"))
    gateway.fails(leaves="TAINTED")
    outcome = Run(gateway).release(PP, retain=False)
    assert isinstance(outcome, MadeButUnhealthy)
    assert outcome.problems[0].message() == "The release failed: it broke (CfnError); payments DELETE_FAILED: it broke."
    (request,) = gateway.requests
    assert isinstance(request, TerminateRequest)
    assert (request.retain_physical_resources, request.ignore_errors) == (False, False)


def test_a_failed_release_is_a_new_request_the_next_time():
    gateway = FakeGateway(adopted("payments"))
    gateway.fails(leaves="TAINTED")
    Run(gateway).release(PP)
    assert isinstance(Run(gateway).release(PP), Done)
    first, second = gateway.requests
    assert first.token != second.token


def test_what_is_gone_is_done():
    gateway = FakeGateway(account())
    outcome = Run(gateway).release(PP)
    assert outcome == Done(state=None, notes=("pp-payments was gone already.",))
    assert gateway.requests == []


def test_what_goes_away_in_between_is_done():
    gateway = FakeGateway(adopted("payments"))
    gateway.before(TERMINATE, lambda state: state.without_governed(PP))
    assert Run(gateway).release(PP) == Done(state=None, notes=("pp-payments was gone already.",))


def test_releasing_twice_is_done_twice():
    gateway = FakeGateway(adopted("payments"))
    assert isinstance(Run(gateway).release(PP), Done)
    assert isinstance(Run(gateway).release(PP), Done)
    assert len(gateway.requests) == 1


def test_what_is_under_way_is_waited_for_first():
    gateway = FakeGateway(being_changed(ends_at=30.0))
    assert isinstance(Run(gateway).release(PP), Done)
    assert gateway.state.provisioned_products == ()
    assert gateway.timer.now() > 30.0


def test_a_release_that_a_killed_run_began_is_seen_through():
    gateway = FakeGateway(being_changed(ends_at=30.0, becomes=None))
    assert isinstance(Run(gateway).release(PP), Done)
    assert gateway.state.provisioned_products == ()


@table(
    "cancel_at seconds code",
    (None, 60.0, "NotInTime", "the deadline passes"),
    (30.0, 3600.0, "Cancelled", "somebody cancels"),
)
def test_a_release_that_is_not_waited_for_is_kept_in_the_state(cancel_at, seconds, code, reason):
    gateway = FakeGateway(adopted("payments"), seconds=600.0, timer=FakeTimer(cancel_at=cancel_at))
    outcome = Run(gateway, seconds=seconds).release(PP)
    assert isinstance(outcome, MadeButUnhealthy), reason
    assert outcome.state.provisioned_product.id == PP, reason
    assert [problem.code for problem in outcome.problems] == [code], reason


@table(
    "seen note",
    (refusal.Denied(operation="DescribeStacks", reason="no"), "cannot be read by this caller", "it may not be read"),
    (refusal.Throttled(operation="DescribeStacks", reason="5"), "cannot be read by this caller", "AWS is busy"),
)
def test_a_stack_that_cannot_be_looked_at_afterwards_is_not_claimed_to_be_there(seen, note, reason):
    gateway = FakeGateway(adopted("payments"))
    gateway.before(TERMINATE, lambda _state: gateway.refuse("stack", seen))
    outcome = Run(gateway).release(PP)
    assert isinstance(outcome, Done), reason
    assert note in outcome.notes[0], reason


def test_an_unknown_outcome_is_reported_and_the_next_run_finds_it_done():
    gateway = FakeGateway(adopted("payments"))
    lost = refusal.OutcomeUnknown(operation="TerminateProvisionedProduct", reason="cut off")
    gateway.refuse(TERMINATE, lost, after_the_work=True, times=9)
    outcome = Run(gateway).release(PP)
    assert isinstance(outcome, NotMade | MadeButUnhealthy)
    assert outcome.problems[0].code == "OutcomeUnknown"
    assert isinstance(Run(gateway).release(PP), Done)
    assert gateway.state.provisioned_products == ()


def test_a_record_that_cannot_be_found_does_not_mean_that_the_product_is_gone():
    gateway = FakeGateway(being_changed(ends_at=30.0))
    gateway.refuse("record", refusal.Absent(operation="DescribeRecord", reason="rec-payments does not exist."))
    outcome = Run(gateway).release(PP)
    assert isinstance(outcome, NotMade)
    assert "rec-payments does not exist." in outcome.problems[0].message()
