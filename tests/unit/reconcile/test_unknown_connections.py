"""While a part of the connection is unknown, a preview compares with the state, and says that AWS was not asked."""

from collections.abc import Callable
from typing import Any

import pytest

from pulumi_servicecatalog.model import outputs, properties
from pulumi_servicecatalog.model.outcome import Unanswered
from pulumi_servicecatalog.model.problems.base import Severity
from pulumi_servicecatalog.model.properties import PROVISIONED, Comparison
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.reconcile.controller import DiffResult
from support.fakes.gateway import FakeGateway
from support.fakes.samples import OTHER, V1, V2, WEB, account
from support.one_resource import Engine, Resource, alone
from support.tables import table

MAKES: dict[str, Callable[..., Resource]] = {"imported": Resource.adopting, "launched": Resource.launching}
ROLE = "arn:aws:iam::123456789012:role/other"
OTHERWISE: dict[str, dict[str, Any]] = {
    "name": {"name": "other"},
    "physicalId": {"physicalId": "orders"},
    "productId": {"productId": OTHER.id, "productName": None},
    "productName": {"productName": OTHER.name},
    "provisioningArtifactId": {"provisioningArtifactId": V2.id, "provisioningArtifactName": None},
    "provisioningArtifactName": {"provisioningArtifactName": "v9"},
    "pathId": {"pathId": "lpv2-9"},
    "pathName": {"pathName": "nowhere"},
    "parameters": {"parameters": {"Size": "large"}},
    "tags": {"tags": {"team": "web"}},
    "notificationArns": {"notificationArns": ["arn:aws:sns:eu-west-1:123456789012:topic"]},
    "provisioningPreferences": {"provisioningPreferences": {"stackSetRegions": ["eu-west-1"]}},
    "launchRoleArn": {"launchRoleArn": ROLE},
    "owner": {"owner": ROLE},
    "region": {"region": "us-east-1"},
}
"""Another value of each input that is compared with more than what was declared last."""


@pytest.fixture
def gateway() -> FakeGateway:
    return FakeGateway(account())


@pytest.fixture(params=MAKES)
def make(request: pytest.FixtureRequest) -> Callable[..., Resource]:
    return MAKES[request.param]


def diff_of(resource: Resource, gateway: FakeGateway, **inputs: Any) -> DiffResult:
    """Compare, and hold that AWS is not asked."""
    resource.inputs |= inputs
    calls = len(gateway.journal)
    checked, result = resource.check(Engine(gateway)), resource.diff(Engine(gateway))
    assert (checked.failures, checked.remarks, len(gateway.journal)) == ((), (), calls)
    assert not isinstance(result, Unanswered)
    return result


def names(diff: DiffResult) -> set[str]:
    return {change.path.name for change in diff.changes}


def codes(diff: DiffResult) -> list[str]:
    return [problem.code for problem in diff.remarks]


each_part = pytest.mark.parametrize("part", [prop.name for prop in properties.CONNECTION])


def test_every_input_has_another_value_here() -> None:
    compared = {prop.name for prop in properties.PROPERTIES if prop.comparison is not Comparison.SETTING}
    assert set(OTHERWISE) == compared


@each_part
@table(
    "by",
    ({}, "by names"),
    ({"productId": WEB.id, "productName": None}, "the product by its ID"),
    ({"provisioningArtifactId": V1.id, "provisioningArtifactName": None}, "the version by its ID"),
    ({"parameters": {"Size": "small", "Secret": "hunter2"}}, "parameters"),
)
def test_the_unknown_part_alone_differs(
    part: str, by: dict[str, Any], reason: str, make: Callable[..., Resource], gateway: FakeGateway
) -> None:
    resource = alone(gateway, make(**by))
    diff = diff_of(resource, gateway, **{part: UNKNOWN})
    assert (names(diff), diff.live_changes) == ({part}, ()), reason
    (change,) = diff.changes
    assert (change.declared, diff.replaces) == (UNKNOWN, [part] if part == "region" else []), reason
    assert codes(diff)[0] == "ConnectionNotKnown"


@each_part
@pytest.mark.parametrize("changed", OTHERWISE)
def test_whatever_else_is_declared_otherwise_differs_too(
    part: str, changed: str, make: Callable[..., Resource], gateway: FakeGateway
) -> None:
    resource = alone(gateway, make())
    prop = properties.BY_NAME[changed]
    if resource.kind not in prop.kinds or part == changed:
        return
    diff = diff_of(resource, gateway, **OTHERWISE[changed], **{part: UNKNOWN})
    assert {changed, part} <= names(diff)
    assert (changed in diff.replaces) == prop.replaces
    goes = resource.kind is PROVISIONED and bool(diff.replaces)
    assert codes(diff) == ["ConnectionNotKnown", *(["StackDeletedByReplacement"] if goes else [])]


@pytest.mark.parametrize("changed", ["name", "region"])
def test_a_launched_stack_that_the_state_keeps_outlives_a_replacement(changed: str, gateway: FakeGateway) -> None:
    resource = alone(gateway, Resource.launching(retainPhysicalResources=True))
    diff = diff_of(resource, gateway, **OTHERWISE[changed], expectedAccountId=UNKNOWN, retainPhysicalResources=False)
    assert codes(diff) == ["ConnectionNotKnown"]


@pytest.mark.parametrize("changed", ["name", "physicalId", "region"])
def test_a_replacement_that_would_delete_an_adopted_stack_is_refused(changed: str, gateway: FakeGateway) -> None:
    resource = alone(gateway, Resource.adopting(retainPhysicalResources=False))
    resource.inputs |= {**OTHERWISE[changed], "expectedAccountId": UNKNOWN}
    failures = resource.check(Engine(gateway)).failures
    assert [problem.code for problem in failures] == ["ReplacementDeletesStack"]


@pytest.mark.parametrize(
    "unknown", [{"region": UNKNOWN}, {"name": UNKNOWN, "profile": UNKNOWN}], ids=["region", "name"]
)
def test_a_replacement_that_may_delete_an_adopted_stack_is_warned_of(
    unknown: dict[str, Any], gateway: FakeGateway
) -> None:
    resource = alone(gateway, Resource.adopting(retainPhysicalResources=False))
    diff = diff_of(resource, gateway, **unknown)
    assert (codes(diff), diff.remarks[1].severity) == (
        ["ConnectionNotKnown", "ReplacementDeletesStack"],
        Severity.WARNING,
    )


def test_a_known_move_to_another_region_says_that_a_launched_stack_goes(gateway: FakeGateway) -> None:
    resource = alone(gateway, Resource.launching())
    resource.inputs |= OTHERWISE["region"]
    diff = resource.diff(Engine(gateway))
    assert isinstance(diff, DiffResult)
    assert (diff.replaces, codes(diff)) == (["region"], ["StackDeletedByReplacement"])


def test_the_region_before_stands_where_none_is_declared(make: Callable[..., Resource], gateway: FakeGateway) -> None:
    resource = alone(gateway, make())
    diff = diff_of(resource, gateway, region=None, expectedAccountId=UNKNOWN)
    assert (names(diff), resource.check(Engine(gateway)).region) == ({"expectedAccountId"}, "eu-west-1")


def test_outputs_may_change_in_an_update_that_asks_aws_only_then(
    make: Callable[..., Resource], gateway: FakeGateway
) -> None:
    resource, engine = alone(gateway, make()), Engine(gateway)
    resource.inputs |= {"expectedAccountId": UNKNOWN, "previewChanges": True}
    prediction = resource.predict_update(engine)
    assert (prediction.kept, prediction.lines) == (outputs.STABLE, ())


@each_part
def test_what_is_new_says_that_aws_was_not_asked_whether_it_can_be_made(
    part: str, make: Callable[..., Resource], gateway: FakeGateway
) -> None:
    (said,) = make(**{part: UNKNOWN}).check(Engine(gateway)).remarks
    assert (said.code, gateway.journal) == ("ConnectionNotKnown", [])
    assert "so AWS was not asked. This preview does not know whether the resource can be made." in said.message()


@each_part
def test_the_unknown_part_differs_where_the_state_has_too_little(part: str, gateway: FakeGateway) -> None:
    resource = alone(gateway, Resource.adopting())
    del resource.recorded["physicalId"]
    assert names(diff_of(resource, gateway, **{part: UNKNOWN})) == {part}
