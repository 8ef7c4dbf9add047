"""--resources and --trail: what CloudFormation finds of a stack's resources, and who has changed what differs."""

from dataclasses import replace
from typing import Any

from catalog_emulator.cloudformation.accounts import stacks_of
from catalog_emulator.cloudformation.detection import Drifted
from pulumi_servicecatalog.drift import questions, state, walk
from pulumi_servicecatalog.drift.walk import Look, ShardDrift
from pulumi_servicecatalog.fleet import executors
from pulumi_servicecatalog.model import refusal
from pulumi_servicecatalog.reconcile.session_pool import SessionPool
from pulumi_servicecatalog.reporting.model import DriftKind
from support.expect import present
from support.fakes.gateway import FakeGateway
from support.fakes.samples import account
from support.fakes.state import ACCOUNT, REGION, SOMEBODY
from support.one_resource import Resource, alone
from support.pulumi_state import PLUGIN, document, entry, type_of

RESOURCES, TRAIL = Look(resources=True), Look(trail=True)


def compared(gateway: FakeGateway, resource: Resource, look: Look) -> ShardDrift:
    shown = entry(resource.urn, resource.id, type_of(resource.kind, PLUGIN), resource.old_inputs, resource.recorded)
    wanted = questions.of([state.parse(document([shown]), "dev")], lambda connection, _: connection)
    timed = replace(look, timer=lambda: gateway.timer)
    with executors.local(1) as workers:
        (shard,) = walk.walk(
            walk.shards(wanted.answerable), lambda scope: SessionPool(lambda _: gateway, scope), workers, timed
        )
    return shard


def drifted(**facts: Any) -> tuple[FakeGateway, Resource]:
    """Return an adopted stack whose queue somebody has changed behind CloudFormation."""
    gateway, resource = FakeGateway(account()), Resource.adopting(parameters={"Size": "small"})
    alone(gateway, resource)
    stack = present(stacks_of(gateway.world, ACCOUNT, REGION).find("payments"))
    stack.drifted["Queue"] = Drifted(**facts)
    return gateway, resource


def test_a_resource_that_was_changed_differs_where_it_is_asked_for() -> None:
    gateway, resource = drifted(properties={"DelaySeconds": 5})
    (one,) = compared(gateway, resource, RESOURCES).drift
    assert (one.kind, one.property, one.declared, one.actual) == (DriftKind.RESOURCE, "Queue/DelaySeconds", "null", "5")
    assert compared(gateway, resource, Look()).drift == ()


def test_a_resource_that_was_deleted_differs() -> None:
    gateway, resource = drifted(deleted=True)
    (one,) = compared(gateway, resource, RESOURCES).drift
    assert (one.property, one.declared, one.actual) == ("Queue", "AWS::SQS::Queue", "deleted")


def test_the_detection_is_awaited() -> None:
    gateway, resource = drifted(deleted=True)
    gateway.world.settings.change({"update_seconds": 40})
    before = gateway.timer.now()
    assert len(compared(gateway, resource, RESOURCES).drift) == 1
    assert gateway.timer.now() - before >= 40


def test_no_value_of_a_parameter_is_shown_in_a_property() -> None:
    gateway, resource = drifted(properties={"QueueName": "small"})
    (one,) = compared(gateway, resource, RESOURCES).drift
    assert one.actual == "(the value of parameters.Size)"


def test_a_detection_that_does_not_end_was_not_compared() -> None:
    gateway, resource = drifted(deleted=True)
    gateway.world.settings.change({"update_seconds": 9999})
    (one,) = compared(gateway, resource, RESOURCES).drift
    assert (one.kind, present(one.problem).code) == (DriftKind.UNASKED, "DriftNotDetected")


def test_a_detection_that_is_denied_was_not_compared() -> None:
    gateway, resource = drifted(deleted=True)
    gateway.refuse("detect_drift", refusal.Denied(operation="DetectStackDrift", reason="no"), times=9)
    (one,) = compared(gateway, resource, RESOURCES).drift
    assert (one.kind, present(one.problem).code) == (DriftKind.UNASKED, "MissingPermission")


def updated_by_somebody() -> tuple[FakeGateway, Resource]:
    """Return an adoption whose version another program has changed."""
    gateway, resource = FakeGateway(account()), Resource.adopting()
    alone(gateway, resource)
    gateway.timer.sleep(3600)
    alone(gateway, replace(resource, inputs={**resource.inputs, "provisioningArtifactName": "v2"}))
    return gateway, resource


def test_cloudtrail_says_who_it_was() -> None:
    gateway, resource = updated_by_somebody()
    (one,) = compared(gateway, resource, TRAIL).drift
    assert (one.by, one.operation) == (SOMEBODY.caller_arn, "UPDATE_PROVISIONED_PRODUCT")
    assert one.trail
    assert one.record


def test_cloudtrail_is_not_asked_unless_it_is_asked_for() -> None:
    gateway, resource = updated_by_somebody()
    gateway.journal.clear()
    (one,) = compared(gateway, resource, Look()).drift
    assert (one.by, one.trail) == ("", "")
    assert "events" not in [call.method for call in gateway.journal]


def test_what_cloudtrail_denies_is_said_and_the_difference_stays() -> None:
    gateway, resource = updated_by_somebody()
    gateway.refuse("events", refusal.Denied(operation="LookupEvents", reason="no"), times=9)
    shard = compared(gateway, resource, TRAIL)
    (one,) = shard.drift
    assert (one.kind, one.by) == (DriftKind.CATALOG, "")
    assert one.record, "what is known already stays"
    assert [(said.code, said.severity) for said in shard.accounts[0].problems] == [("MissingPermission", "warning")]
