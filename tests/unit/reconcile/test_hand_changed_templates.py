"""A preview of an update says that it takes back a template which somebody has changed; it costs one GetTemplate."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from pulumi_servicecatalog.model.product import ArtifactSource
from pulumi_servicecatalog.model.refusal import Denied
from support.fakes.gateway import FakeGateway
from support.fakes.samples import SECRET, SIZE, V1, V2, WEB, account, stack, template, version
from support.fakes.state import moment
from support.one_resource import Engine, Resource, alone
from support.tables import table

BY_HAND = template(SIZE, SECRET).replace("AWS::SQS::Queue", "AWS::SNS::Topic")
LARGE: dict[str, Any] = {"parameters": {"Size": "large", "Secret": "hunter2"}}
TO_V2: dict[str, Any] = {"provisioningArtifactName": V2.name}


def up_and_changed_by_hand(resource: Resource) -> FakeGateway:
    """Bring the resource up; then somebody changes the template of its stack."""
    gateway = FakeGateway(account())
    alone(gateway, resource)
    known = gateway.state.stack(resource.recorded["stackId"])
    assert known is not None
    gateway.state = gateway.state.with_stack(known, BY_HAND)
    gateway.journal.clear()
    return gateway


MAKES = (Resource.adopting, Resource.launching)


@pytest.mark.parametrize("make", MAKES)
@table("inputs", (LARGE, "another value"), (TO_V2, "another version"), ({**LARGE, **TO_V2}, "both"))
def test_the_preview_of_an_update_says_that_it_takes_back_the_changes(make: Any, inputs: Any, reason: str) -> None:
    resource = make(parameters={"Size": "small", "Secret": "hunter2"})
    gateway = up_and_changed_by_hand(resource)
    assert "TemplateReverted" not in resource.preview(Engine(gateway)), "nothing is updated"
    assert gateway.calls("stack_template") == 0, "and nothing is asked for it"
    resource.inputs |= inputs
    assert "TemplateReverted" in resource.preview(Engine(gateway)), reason
    assert gateway.calls("stack_template") == 1


def test_taking_what_is_governed_already_says_it_where_an_update_follows() -> None:
    resource = Resource.adopting()
    gateway = up_and_changed_by_hand(resource)
    lost = replace(resource, state=None, inputs={**resource.inputs, **LARGE})
    assert "TemplateReverted" in lost.preview(Engine(gateway))


def test_where_the_template_cannot_be_read_that_is_said() -> None:
    resource = Resource.adopting()
    gateway = up_and_changed_by_hand(resource)
    gateway.refuse("stack_template", Denied(operation="GetTemplate", reason="no"))
    resource.inputs |= LARGE
    assert "TemplateNotCompared" in resource.preview(Engine(gateway))


@pytest.mark.parametrize("make", MAKES)
def test_the_owner_alone_is_no_update_of_the_stack(make: Any) -> None:
    resource = make()
    gateway = up_and_changed_by_hand(resource)
    resource.inputs["owner"] = "arn:aws:iam::123456789012:user/another"
    assert resource.preview(Engine(gateway)) == ["owner"]
    assert gateway.calls("stack_template") == 0


def test_a_version_that_was_made_from_a_stack_is_compared_by_when_both_were_made() -> None:
    """The origin was updated, and the version made afterwards: it still shows what the version has."""
    origin = stack("origin", last_updated_time=moment(0) - timedelta(hours=1))
    state = account(stack("payments"), origin)
    of_v1 = replace(version(WEB, V1, SIZE, SECRET), source=ArtifactSource(status="AVAILABLE", physical_id=origin.id))
    gateway = FakeGateway(state.with_version(of_v1))
    resource = Resource.adopting()
    alone(gateway, resource)
    resource.inputs |= TO_V2
    shown = resource.preview(Engine(gateway))
    assert "VersionFollows" in shown or "provisioningArtifactName" in shown
    assert "TemplateNotCompared" not in shown
