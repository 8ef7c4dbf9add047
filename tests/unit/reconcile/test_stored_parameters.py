"""The names that parameters of Systems Manager types have are looked up, as CloudFormation does, sent or kept."""

from dataclasses import replace
from typing import Any

import pytest

from pulumi_servicecatalog.model.refusal import Unreachable
from pulumi_servicecatalog.model.unknown import UNKNOWN
from support.fakes.gateway import FakeGateway
from support.fakes.samples import SECRET, SIZE, V2, WEB, account, version
from support.fakes.state import ACCOUNT, REGION
from support.one_resource import Engine, Resource, alone
from support.tables import table

TYPES = ("AWS::SSM::Parameter::Value<String>", "AWS::SSM::Parameter::Name")


def world(type_: str = TYPES[0], *, hidden: bool = False) -> FakeGateway:
    """Return an account in which version 2 makes the name of a stored parameter of Size, or of Secret."""
    size = SIZE if hidden else replace(SIZE, type=type_)
    secret = replace(SECRET, type=type_) if hidden else SECRET
    gateway = FakeGateway(account().with_version(version(WEB, V2, size, secret)))
    gateway.world.services.parameters[ACCOUNT, REGION, "/size"] = "small"
    return gateway


def about_to(kind: str, gateway: FakeGateway, size: object) -> Resource:
    """Return a resource that is about to have version 2; None keeps the value `small`."""
    values = {"Secret": "hunter2"} if size is None else {"Size": size, "Secret": "hunter2"}
    if kind == "launched":
        return Resource.launching(provisioningArtifactName="v2", parameters=values)
    program = alone(gateway, Resource.launching() if kind == "launched before" else Resource.adopting())
    program.inputs |= {"provisioningArtifactName": "v2", "parameters": values}
    return program


def codes(problems: Any) -> list[tuple[str, str]]:
    return [(item.code, item.property) for item in problems if item.code.startswith("Stored")]


@pytest.mark.parametrize("type_", TYPES)
@pytest.mark.parametrize("kind", ["launched", "launched before", "adopted before"])
@table(
    "size exists",
    ("/size", True, "a name that exists"),
    ("/other", False, "one that does not"),
    (UNKNOWN, True, "one that is not known yet"),
)
def test_a_name_that_does_not_exist_now_is_a_warning(
    kind: str,
    type_: str,
    size: object,
    exists: bool,  # noqa: FBT001 - a column
    reason: str,
) -> None:
    gateway = world(type_)
    program = about_to(kind, gateway, size)
    result = program.check(Engine(gateway))
    assert codes(result.remarks) == ([] if exists else [("StoredParameterMissing", "parameters.Size")]), reason
    assert codes(result.failures) == []
    program.inputs["preflight"] = "off"
    if size is not UNKNOWN:
        assert (type(program.up(Engine(gateway))).__name__ == "Done") is exists, reason


@pytest.mark.parametrize("kind", ["launched before", "adopted before"])
def test_a_kept_value_that_a_version_takes_for_a_name_is_looked_up(kind: str) -> None:
    gateway = world()
    program = about_to(kind, gateway, None)
    assert codes(program.check(Engine(gateway)).remarks) == [("StoredParameterMissing", "parameters.Size")]
    program.inputs["preflight"] = "off"
    assert type(program.up(Engine(gateway))).__name__ == "MadeButUnhealthy"


def test_who_may_not_look_is_told() -> None:
    gateway = world()
    gateway.denied = frozenset({"ssm:GetParameters"})
    result = about_to("launched", gateway, "/size").check(Engine(gateway))
    assert codes(result.remarks) == [("StoredParameterNotChecked", "parameters.Size")]
    assert result.failures == ()


def test_a_parameter_store_that_does_not_answer_stops_nothing() -> None:
    gateway = world()
    gateway.refuse("not_stored", Unreachable(operation="GetParameters", reason="no route"))
    result = about_to("launched", gateway, "/size").check(Engine(gateway))
    assert codes(result.remarks) == [("StoredParameterNotChecked", "parameters.Size")]
    assert result.failures == ()


def test_a_kept_value_that_aws_hides_cannot_be_looked_up() -> None:
    gateway = world(hidden=True)
    program = about_to("adopted before", gateway, "small")
    program.inputs["parameters"] = {"Size": "small"}
    assert codes(program.check(Engine(gateway)).remarks) == [("StoredParameterNotChecked", "parameters.Secret")]


def test_names_are_looked_up_once_and_only_where_there_are_some() -> None:
    gateway = world()
    about_to("adopted before", gateway, "/size").check(Engine(gateway))
    assert gateway.calls("not_stored") == 1
    Resource.launching("other", name="other").check(Engine(gateway))
    assert gateway.calls("not_stored") == 1
