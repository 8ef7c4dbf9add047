"""Bugs of others that no other test shows: at an AWS in memory."""

import pytest

from pulumi_servicecatalog import codec
from pulumi_servicecatalog.model import refusal
from pulumi_servicecatalog.model.desired import ByName, ProvisionSpec
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, NotMade
from pulumi_servicecatalog.model.properties import IMPORTED
from pulumi_servicecatalog.model.request import KeepValue, UpdateRequest
from pulumi_servicecatalog.reconcile.observation import comparison, read
from pulumi_servicecatalog.reconcile.operations import update
from pulumi_servicecatalog.rules import drift
from support.fakes.gateway import FakeGateway
from support.fakes.run import Run
from support.fakes.samples import V2, VALUES, account, adopted, adoption, being_changed, stack, stack_id

PP = "pp-payments"
DENIED = refusal.Denied(operation="DescribeStacks", reason="no")
TO_V2 = adoption(artifact=ByName("v2"))


@pytest.mark.parametrize("status", ["AVAILABLE", "TAINTED", "ERROR", "UNDER_CHANGE"])
def test_a_read_takes_every_status_and_waits_for_none(status):
    gateway = FakeGateway(
        being_changed(ends_at=999.0) if status == "UNDER_CHANGE" else adopted("payments", status=status)
    )
    observed = read.read(PP, Run(gateway).session)
    assert observed is not None
    assert observed.provisioned_product.status == status
    assert gateway.timer.slept == []


def test_after_an_update_that_failed_the_change_shows_again():
    before, after = adoption(parameters={"Secret": "old"}), adoption(parameters={"Secret": "new"})
    gateway = FakeGateway(adopted("payments"))
    gateway.fails()
    run = Run(gateway)
    outcome = update.change_by_id(PP, after, run.session, run.operation(), earlier=before)
    assert isinstance(outcome, MadeButUnhealthy)
    kept = codec.inputs_after_failure(IMPORTED, {"parameters": after.parameters}, {"parameters": before.parameters})
    recorded = adoption(parameters=kept["parameters"])
    shown = drift.changes(after, outcome.state, drift.Known(earlier=recorded))
    assert [str(change.path) for change in shown] == ["parameters.Secret", "status"]


def test_a_launch_of_what_does_not_exist_ends_at_once():
    gateway = FakeGateway(account())
    refused = refusal.Absent(operation="ProvisionProduct", reason="Principal launch is not found.")
    gateway.refuse("provision_product", refused, times=99)
    target = ProvisionSpec(
        name="shop", product=TO_V2.product, artifact=TO_V2.artifact, parameters={"Size": "a", "Secret": "b"}
    )
    outcome = Run(gateway).launch(target)
    assert isinstance(outcome, NotMade)
    assert "Principal launch is not found" in outcome.problems[0].message()
    assert gateway.calls("provision_product") == 1
    assert gateway.timer.slept == []


def test_a_declared_value_that_is_the_default_is_no_change():
    before = adopted("payments", artifact_id=V2.id, artifact_name=V2.name).without_stack(stack_id("payments"))
    gateway = FakeGateway(before.with_stack(stack(parameters={**VALUES, "Zone": "a"})))
    assert isinstance(Run(gateway).change(PP, adoption(artifact=ByName("v2"), parameters={"Zone": "a"})), Done)
    assert gateway.requests == []


def test_an_update_keeps_the_values_of_a_stack_that_cannot_be_read():
    gateway = FakeGateway(adopted("payments"))
    gateway.refuse("stack", DENIED, times=9)
    assert isinstance(Run(gateway).change(PP, TO_V2), Done)
    (request,) = gateway.requests
    assert isinstance(request, UpdateRequest)
    assert request.parameters == (KeepValue(key="Size"), KeepValue(key="Secret"))


def test_a_value_that_the_program_changes_is_a_change_although_the_stack_cannot_be_read():
    before, after = adoption(parameters={"Size": "small"}), adoption(parameters={"Size": "large"})
    run = Run(FakeGateway(adopted("payments")))
    run.gateway.refuse("stack", DENIED, times=9)
    actual = read.read(PP, run.session)
    assert actual is not None
    (shown,) = comparison.changes(after, actual, run.session, earlier=before)
    assert (str(shown.path), shown.actual, shown.declared) == ("parameters.Size", "small", "large")
    assert comparison.changes(after, actual, run.session, earlier=after) == ()
