"""Asterisks are the mask of a NoEcho parameter only. Of any other one they are a value like all values."""

from dataclasses import replace

import pytest

from pulumi_servicecatalog.model.product import ArtifactParameter
from pulumi_servicecatalog.model.refusal import Denied
from pulumi_servicecatalog.model.request import SetValue, UpdateRequest
from support.fakes.gateway import FakeGateway
from support.fakes.samples import SECRET, V1, V2, WEB, account, stack, template, version
from support.one_resource import Engine, Resource
from support.tables import table

PLAIN = ArtifactParameter(key="Plain")
VALUES = {"Plain": "****", "Secret": "****"}


def world(*, of_v2: ArtifactParameter = PLAIN) -> FakeGateway:
    state = account(stack(parameters=VALUES), stack("shop", parameters=VALUES))
    for existing in state.stacks:
        state = state.with_stack(existing, template(PLAIN, SECRET))
    state = state.with_version(version(WEB, V1, PLAIN, SECRET)).with_version(version(WEB, V2, of_v2, SECRET))
    return FakeGateway(state)


def made(kind: str, gateway: FakeGateway) -> Resource:
    """Return a resource that was made without a declared value of Plain, or, as it needs one, with asterisks."""
    if kind == "adopted":
        resource = Resource.adopting()
    else:
        gateway.state = replace(gateway.state, stacks=gateway.state.stacks[:1])
        resource = Resource.launching(parameters={"Plain": "****", "Secret": "hunter2"})
    resource.up(Engine(gateway))
    return resource


def sent(gateway: FakeGateway) -> dict[str, str | None]:
    (request,) = (request for request in gateway.requests if isinstance(request, UpdateRequest))
    return {setting.key: setting.value if isinstance(setting, SetValue) else None for setting in request.parameters}


both = pytest.mark.parametrize("kind", ["adopted", "launched"])


@both
@table("declared", ("other", "another value"), ("*****", "more asterisks"), ("***", "fewer asterisks"))
def test_a_real_value_of_asterisks_is_compared_and_replaced(kind: str, declared: str, reason: str) -> None:
    gateway = world()
    resource = made(kind, gateway)
    resource.inputs["parameters"] = {"Plain": declared}
    assert resource.preview(Engine(gateway)) == ["parameters.Plain"], reason
    resource.up(Engine(gateway))
    assert sent(gateway) == {"Plain": declared, "Secret": None}
    assert resource.preview(Engine(gateway)) == [], "and is as declared afterwards"


@both
def test_declared_asterisks_are_as_they_are_and_need_no_remark(kind: str) -> None:
    gateway = world()
    resource = made(kind, gateway)
    resource.inputs["parameters"] = {"Plain": "****"}
    assert resource.preview(Engine(gateway)) == []


def test_an_adoption_sends_what_differs_from_asterisks() -> None:
    gateway = world()
    resource = Resource.adopting(parameters={"Plain": "other"})
    assert "UpdateFollows" in resource.preview(Engine(gateway))
    resource.up(Engine(gateway))
    assert sent(gateway)["Plain"] == "other"
    assert resource.preview(Engine(gateway)) == []


@both
def test_a_version_that_does_not_allow_asterisks_is_refused_for_a_value_that_is_kept(kind: str) -> None:
    gateway = world(of_v2=replace(PLAIN, allowed_pattern="[a-z]+"))
    resource = made(kind, gateway)
    resource.inputs |= {"provisioningArtifactName": "v2", "parameters": {}}
    failures = resource.check(Engine(gateway)).failures
    assert [problem.code for problem in failures] == ["ParameterNotAllowed"]


def test_an_import_declares_asterisks_that_are_a_value() -> None:
    gateway = world()
    resource = made("adopted", gateway)
    result = Engine(gateway).of(resource.kind).find(resource.id, resource.declared.connection)
    assert result.desired.parameters == {"Plain": "****"}


def test_where_nobody_may_tell_which_parameters_are_noecho_asterisks_may_be_a_mask() -> None:
    gateway = world()
    resource = Resource.adopting(parameters={"Plain": "other"})
    resource.up(Engine(gateway))
    gateway.state = gateway.state.with_stack(stack(parameters=VALUES))
    assert resource.preview(Engine(gateway)) == ["parameters.Plain"]
    gateway.refuse("artifact_parameters", Denied(operation="DescribeProvisioningArtifact", reason="no"), times=5)
    assert resource.preview(Engine(gateway)) == []
