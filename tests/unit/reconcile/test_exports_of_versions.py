"""A launch or an update whose exports another stack has, or uses, is an error of the preview, and AWS refuses it."""

import json
from dataclasses import replace
from typing import Any

import pytest

from pulumi_servicecatalog.model.refusal import Unreachable
from pulumi_servicecatalog.model.request import ProvisionRequest
from pulumi_servicecatalog.model.unknown import UNKNOWN
from support.fakes.gateway import FakeGateway
from support.fakes.samples import OTHER, OTHER_V1, SECRET, SIZE, V2, WEB, account, template, version
from support.fakes.state import ACCOUNT, REGION
from support.one_resource import Engine, Resource, alone
from support.tables import table

NET = {"Fn::Sub": "net-${Size}"}


def with_outputs(outputs: dict[str, Any]) -> str:
    return json.dumps({**json.loads(template(SIZE, SECRET)), "Outputs": outputs})


def exporting(name: Any) -> str:
    return with_outputs({"Net": {"Value": "x", "Export": {"Name": name}}})


def world(name: Any = NET) -> FakeGateway:
    """Return an account where version 2 of web-service has an export."""
    return FakeGateway(account().with_version(replace(version(WEB, V2, SIZE, SECRET), template=exporting(name))))


def launched(gateway: FakeGateway, name: str = "first", size: str = "small") -> Resource:
    """Launch version 2 under a name."""
    values = {"Size": size, "Secret": "hunter2"}
    program = Resource.launching(name, name=name, provisioningArtifactName="v2", parameters=values)
    return alone(gateway, program)


def importing(gateway: FakeGateway, export: str) -> None:
    """Launch a stack that imports an export."""
    text = json.dumps(
        {
            "Resources": {"Queue": {"Type": "AWS::SQS::Queue"}},
            "Outputs": {"Net": {"Value": {"Fn::ImportValue": export}}},
        }
    )
    gateway.state = gateway.state.with_version(replace(version(OTHER, OTHER_V1), template=text))
    program = Resource.launching("user", name="user", productName=OTHER.name, parameters={})
    alone(gateway, program)


def about_to(kind: str, gateway: FakeGateway, size: object) -> Resource:
    """Return a resource that is about to have version 2 with this size."""
    values = {"Size": size, "Secret": "hunter2"}
    if kind == "launched":
        return Resource.launching(provisioningArtifactName="v2", parameters=values)
    program = alone(gateway, Resource.launching() if kind == "launched before" else Resource.adopting())
    program.inputs |= {"provisioningArtifactName": "v2", "parameters": values}
    return program


def codes(problems: Any) -> list[str]:
    return [problem.code for problem in problems if problem.code.startswith("Export")]


@pytest.mark.parametrize("kind", ["launched", "launched before", "adopted before"])
@table(
    "size failures",
    ("small", ["ExportTaken"], "a name that another stack exports"),
    ("large", [], "a free name"),
    (UNKNOWN, [], "a name that is not known yet"),
)
def test_a_taken_export_is_an_error(kind: str, size: object, failures: list[str], reason: str) -> None:
    gateway = world()
    launched(gateway)
    program = about_to(kind, gateway, size)
    result = program.check(Engine(gateway))
    assert codes(result.failures) == failures, reason
    assert codes(result.remarks) == []
    program.inputs["preflight"] = "off"
    if isinstance(size, str):
        assert type(program.up(Engine(gateway))).__name__ == ("MadeButUnhealthy" if failures else "Done")


@pytest.mark.parametrize("kind", ["launched", "launched before", "adopted before"])
def test_an_export_named_after_a_resource_is_said_not_to_be_judged(kind: str) -> None:
    gateway = world({"Ref": "Queue"})
    assert codes(about_to(kind, gateway, "small").check(Engine(gateway)).remarks) == ["ExportNotJudged"]


def test_an_export_named_after_the_stack_is_free_and_costs_no_question() -> None:
    gateway = world({"Fn::Sub": "${AWS::StackName}-net"})
    assert codes(about_to("launched", gateway, "small").check(Engine(gateway)).remarks) == []
    assert gateway.calls("exports") == 0


def test_who_may_not_list_exports_is_told_what_is_not_judged() -> None:
    gateway = world()
    gateway.denied = frozenset({"cloudformation:ListExports"})
    result = about_to("launched", gateway, "small").check(Engine(gateway))
    (message,) = (problem.message() for problem in result.remarks if problem.code == "ExportNotJudged")
    assert "(Net)" in message
    assert "cloudformation:ListExports" in message
    assert result.failures == ()


def test_exports_that_cannot_be_listed_stop_nothing() -> None:
    gateway = world()
    gateway.refuse("exports", Unreachable(operation="ListExports", reason="no route"))
    result = about_to("launched", gateway, "small").check(Engine(gateway))
    assert (codes(result.remarks), result.failures) == (["ExportNotJudged"], ())


@table(
    "size failures ends",
    ("large", ["ExportInUse"], "MadeButUnhealthy", "another name, so that the old one goes"),
    ("small", [], "Done", "it stays"),
)
def test_an_update_keeps_what_another_stack_imports(size: str, failures: list[str], ends: str, reason: str) -> None:
    gateway = world()
    program = launched(gateway)
    importing(gateway, "net-small")
    program.inputs |= {"parameters": {"Size": size, "Secret": "other"}}
    assert codes(program.check(Engine(gateway)).failures) == failures, reason
    program.inputs["preflight"] = "off"
    outcome = program.up(Engine(gateway))
    assert type(outcome).__name__ == ends
    assert failures == [] or "cannot be deleted as it is in use by" in str(getattr(outcome, "problems", ""))


def test_a_stack_whose_export_is_in_use_is_not_deleted() -> None:
    gateway = world()
    program = launched(gateway)
    importing(gateway, "net-small")
    outcome = program.delete(Engine(gateway))
    assert "cannot be deleted as it is in use by" in str(getattr(outcome, "problems", ""))
    (request,) = (item for item in gateway.requests if isinstance(item, ProvisionRequest) and item.name == "first")
    existing = gateway.state.observed(name=request.name)
    assert existing is not None
    live = gateway.state.stack(existing.physical_id or "")
    assert live is not None
    assert live.status == "CREATE_COMPLETE"


@table(
    "retain failures",
    (False, [], "the old stack is deleted first, and its exports with it"),
    (True, ["ExportTaken"], "the old stack stays"),
)
def test_a_replacement_may_export_what_the_replaced_stack_exported(
    retain: bool,  # noqa: FBT001 - a column
    failures: list[str],
    reason: str,
) -> None:
    gateway = world()
    program = Resource.launching(
        provisioningArtifactName="v2",
        parameters={"Size": "small", "Secret": "hunter2"},
        retainPhysicalResources=retain,
    )
    program = alone(gateway, program)
    program.inputs |= {"name": "renamed"}
    engine = Engine(gateway)
    assert codes(program.check(engine).failures) == failures, reason
    assert codes(program.check(engine, again=True).failures) == failures
    assert (type(program.up(Engine(gateway))).__name__ == "Done") is (failures == [])


@table("imports codes_", ("net-small", ["ExportInUse"], "another stack imports it"), ("", [], "nobody does"))
def test_a_replacement_that_deletes_a_stack_in_use_is_an_error(imports: str, codes_: list[str], reason: str) -> None:
    gateway = world()
    program = launched(gateway)
    program.inputs |= {"retainPhysicalResources": False}
    program = alone(gateway, program)
    if imports:
        importing(gateway, imports)
    program.inputs |= {"name": "renamed"}
    result = program.check(Engine(gateway))
    assert codes(result.failures) == codes_, reason
    assert all("small" not in problem.message() for problem in result.failures)


@pytest.mark.parametrize(("stored", "ends"), [("free", "Done"), ("small", "MadeButUnhealthy")])
def test_the_emulator_exports_what_the_parameter_store_has(stored: str, ends: str) -> None:
    gateway = world()
    launched(gateway)
    size = replace(SIZE, type="AWS::SSM::Parameter::Value<String>")
    text = json.dumps(
        {**json.loads(template(size, SECRET)), "Outputs": {"Net": {"Value": "x", "Export": {"Name": NET}}}}
    )
    gateway.state = gateway.state.with_version(replace(version(WEB, V2, size, SECRET), template=text))
    gateway.world.services.parameters[ACCOUNT, REGION, "/size"] = stored
    program = about_to("launched", gateway, "/size")
    assert codes(program.check(Engine(gateway)).remarks) == ["ExportNotJudged"]
    assert type(program.up(Engine(gateway))).__name__ == ends


@pytest.mark.parametrize("kind", ["launched", "launched before", "adopted before"])
def test_an_import_of_what_no_stack_exports_is_a_warning(kind: str) -> None:
    gateway = world()
    text = with_outputs({"Net": {"Value": {"Fn::ImportValue": "net-small"}}})
    gateway.state = gateway.state.with_version(replace(version(WEB, V2, SIZE, SECRET), template=text))
    program = about_to(kind, gateway, "small")
    result = program.check(Engine(gateway))
    assert [problem.code for problem in result.remarks if "Import" in problem.code] == ["ImportMissing"]
    program.inputs["preflight"] = "off"
    assert type(program.up(Engine(gateway))).__name__ == "MadeButUnhealthy"


def test_who_may_not_list_exports_is_told_of_imports() -> None:
    gateway = world()
    text = with_outputs({"Net": {"Value": {"Fn::ImportValue": "net-small"}}})
    gateway.state = gateway.state.with_version(replace(version(WEB, V2, SIZE, SECRET), template=text))
    gateway.denied = frozenset({"cloudformation:ListExports"})
    result = about_to("launched", gateway, "small").check(Engine(gateway))
    (message,) = (problem.message() for problem in result.remarks if problem.code == "ExportNotJudged")
    assert "what is imported (by Net) is exported" in message
