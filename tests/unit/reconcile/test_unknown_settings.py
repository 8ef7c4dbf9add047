"""A setting that is unknown in a preview is a change, and is never taken for its default."""

from collections.abc import Callable
from typing import Any

import pytest

from pulumi_servicecatalog.model.properties import IMPORTED, PROVISIONED, Comparison, ResourceKind, of
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.reconcile.controller import DiffResult
from support.fakes.gateway import FakeGateway
from support.fakes.samples import OTHER, account, stack
from support.one_resource import Engine, Resource, alone
from support.tables import table

MAKES: dict[ResourceKind, Callable[..., Resource]] = {IMPORTED: Resource.adopting, PROVISIONED: Resource.launching}
SETTINGS = [(kind, prop.name) for kind in MAKES for prop in of(kind) if prop.comparison is Comparison.SETTING]


@pytest.fixture
def gateway() -> FakeGateway:
    return FakeGateway(account())


@pytest.fixture(params=MAKES, ids=["imported", "launched"])
def make(request: pytest.FixtureRequest) -> Callable[..., Resource]:
    return MAKES[request.param]


def said(resource: Resource, engine: Engine) -> list[str]:
    checked = resource.check(engine)
    return [problem.code for problem in (*checked.failures, *checked.remarks)]


@pytest.mark.parametrize(("kind", "setting"), [*SETTINGS, *((kind, "timeouts.delete") for kind in MAKES)])
def test_an_unknown_setting_is_a_change(kind: ResourceKind, setting: str, gateway: FakeGateway) -> None:
    name, _, key = setting.partition(".")
    resource = alone(gateway, MAKES[kind]())
    resource.inputs[name] = {key: UNKNOWN} if key else UNKNOWN
    diff = resource.diff(Engine(gateway))
    assert isinstance(diff, DiffResult)
    (change,) = [change for change in diff.changes if change.path.name == name]
    assert (change.setting, change.declared, diff.replaces) == (True, UNKNOWN, [])


@table(
    "before after remarks",
    (True, UNKNOWN, ["RetentionNotKnown"], "it may not be kept any more"),
    (False, UNKNOWN, [], "it was not kept before"),
    (True, True, [], "it is known to be kept"),
    (True, False, [], "it is known, and shown"),
)
def test_a_stack_that_may_not_be_kept_any_more_is_told(
    before: Any, after: object, remarks: list[str], reason: str, make: Callable[..., Resource], gateway: FakeGateway
) -> None:
    resource = alone(gateway, make(retainPhysicalResources=before))
    resource.inputs["retainPhysicalResources"] = after
    diff = resource.diff(Engine(gateway))
    assert isinstance(diff, DiffResult)
    assert [problem.code for problem in diff.remarks] == remarks, reason


@table(
    "preflight stops",
    (UNKNOWN, True, "it may be `error`"),
    ("error", True, "it is"),
    ("warn", False, "it is another one"),
)
def test_a_problem_stops_as_long_as_preflight_may_say_so(
    preflight: object, stops: Any, reason: str, make: Callable[..., Resource], gateway: FakeGateway
) -> None:
    wrong = make(productName="nothing", preflight=preflight)
    assert bool(wrong.check(Engine(gateway)).failures) == stops, reason
    resource = alone(gateway, make())
    resource.inputs |= {"provisioningArtifactName": "v9", "preflight": preflight}
    assert bool(resource.check(Engine(gateway)).failures) == stops, reason


def test_no_plan_is_made_as_long_as_it_is_unknown_whether_one_is_wanted(
    make: Callable[..., Resource], gateway: FakeGateway
) -> None:
    resource = alone(gateway, make())
    resource.inputs |= {"provisioningArtifactName": "v2", "previewChanges": UNKNOWN}
    assert resource.predict_update(Engine(gateway)).lines == ()
    assert [call.method for call in gateway.journal if "plan" in call.method] == []


@pytest.mark.parametrize("unknown", [UNKNOWN, {"create": UNKNOWN, "update": "5m"}], ids=["all", "one"])
def test_an_unknown_timeout_leaves_the_configured_one(
    unknown: Any, make: Callable[..., Resource], gateway: FakeGateway
) -> None:
    resource = make(timeouts=unknown)
    controller = Engine(gateway).of(resource.kind)
    assert controller.seconds_to_create(resource.declared) == 3600.0


@table(
    "applies follows",
    (True, True, "it is declared"),
    (False, False, "it is not"),
    (UNKNOWN, False, "nobody knows"),
)
def test_whether_constraints_wait_is_said_unless_they_do_not(
    applies: object, follows: Any, reason: str, gateway: FakeGateway
) -> None:
    codes = said(Resource.adopting(applyConstraints=applies), Engine(gateway))
    assert ("UpdateFollows" in codes) == follows, reason


@table(
    "retains warned",
    (False, True, "it is declared"),
    (UNKNOWN, False, "nobody knows"),
    (True, False, "it is kept"),
)
def test_a_deletion_that_fails_is_told_where_one_is_declared(
    retains: object, warned: Any, reason: str, gateway: FakeGateway
) -> None:
    gateway.state = gateway.state.with_stack(stack(termination_protection=True), None)
    codes = said(Resource.adopting(retainPhysicalResources=retains), Engine(gateway))
    assert ("TerminationProtected" in codes) == warned, reason


def test_a_move_says_that_a_release_may_not_be_possible(gateway: FakeGateway) -> None:
    resource = alone(gateway, Resource.adopting())
    resource.inputs |= {"productName": OTHER.name, "retainPhysicalResources": UNKNOWN}
    checked = resource.check(Engine(gateway))
    (moves,) = [problem for problem in (*checked.failures, *checked.remarks) if problem.code == "MovesProduct"]
    assert "because retainPhysicalResources may be false" in str(moves)
