"""What drift could not compare is an entry of its own, which counts; what is an entry is no remark beside it."""

from dataclasses import replace
from typing import Any

import pytest

from pulumi_servicecatalog.drift import questions, state, walk
from pulumi_servicecatalog.drift.walk import ShardDrift
from pulumi_servicecatalog.fleet import executors
from pulumi_servicecatalog.model import refusal
from pulumi_servicecatalog.reconcile.session_pool import SessionPool
from pulumi_servicecatalog.reporting.model import DriftKind
from support.expect import present
from support.fakes.gateway import FakeGateway
from support.fakes.samples import account, template
from support.fakes.state import moment
from support.one_resource import Resource, alone
from support.pulumi_state import PLUGIN, document, entry, type_of


def compared(gateway: FakeGateway, resource: Resource, **facts: Any) -> ShardDrift:
    shown = entry(resource.urn, resource.id, type_of(resource.kind, PLUGIN), resource.old_inputs, resource.recorded)
    wanted = questions.of([state.parse(document([shown], **facts), "dev")], lambda connection, _: connection)
    with executors.local(1) as workers:
        (shard,) = walk.walk(
            walk.shards(wanted.answerable), lambda scope: SessionPool(lambda _: gateway, scope), workers
        )
    return shard


def launched() -> tuple[FakeGateway, Resource]:
    gateway, resource = FakeGateway(account()), Resource.launching()
    alone(gateway, resource)
    return gateway, resource


@pytest.mark.parametrize("method", ["stack_template", "artifact_source"])
def test_a_template_that_cannot_be_asked_is_a_part_that_was_not_compared(method: str) -> None:
    gateway, resource = launched()
    own = present(gateway.state.stack(str(present(gateway.state.observed(id=resource.id)).physical_id)))
    text = template().replace("AWS::SQS::Queue", "AWS::SNS::Topic")
    gateway.state = gateway.state.with_stack(replace(own, last_updated_time=moment(90)), text)
    gateway.refuse(method, refusal.Denied(operation="GetTemplate", reason="no"), times=9)
    (one,) = compared(gateway, resource).drift
    assert (one.kind, present(one.problem).code) == (DriftKind.UNASKED, "TemplateNotCompared")


def test_what_was_deleted_outside_is_said_once() -> None:
    gateway, resource = launched()
    gateway.state = gateway.state.without_governed(resource.id)
    shard = compared(gateway, resource)
    assert [present(one.problem).code for one in shard.drift] == ["DeletedOutside"]
    assert [said.code for said in shard.accounts[0].problems] == []
