"""What both controllers answer alike: comparisons, questions that lead nowhere, previews, and what is found."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.desired import ById, ByName, DesiredImport, DesiredLaunch
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.outcome import NotMade, Outcome, Unanswered
from pulumi_servicecatalog.model.problems.stacks import NothingToImport
from pulumi_servicecatalog.model.recorded import RecordedState
from pulumi_servicecatalog.model.refusal import CredentialsRefused, Denied
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.reconcile.controller import Defaults, DiffResult, ImportResult
from pulumi_servicecatalog.reconcile.execution.lane import Scope
from pulumi_servicecatalog.reconcile.imported import ImportedProvisionedProductController
from pulumi_servicecatalog.reconcile.provisioned import ProvisionedProductController
from pulumi_servicecatalog.reconcile.session_pool import SessionPool
from support.fakes.gateway import FakeGateway
from support.fakes.samples import OTHER, V1, V2, WEB, account, adopted, stack_id, version
from support.fakes.state import REGION, State
from support.launches import URN, launched
from support.tables import table

HERE = Connection(region=REGION)
EXPIRED = CredentialsRefused(operation="Any", reason="expired", code="ExpiredToken")
VALUES = {"Size": "small", "Secret": "hunter2"}


@dataclass
class Program:
    """A program with one resource: what it declares, and the controller that a fresh process of a provider has."""

    kind: str
    gateway: FakeGateway
    defaults: Defaults = field(default_factory=Defaults)

    def __post_init__(self) -> None:
        self.controller = self._controller()
        self.warned: list[str] = []

    def _controller(self) -> Any:
        sessions = SessionPool(lambda _: self.gateway, Scope.OFF)
        made = ImportedProvisionedProductController if self.kind == "imported" else ProvisionedProductController
        return made(self.defaults, sessions)

    def again(self) -> "Program":
        """Return the same program in the next operation of the engine, which has observed nothing yet."""
        return Program(self.kind, self.gateway, self.defaults)

    def desired(self, **facts: Any) -> Any:
        usual: dict[str, Any] = {"product": ByName(WEB.name), "artifact": ByName(V1.name), "connection": HERE}
        if self.kind == "imported":
            return DesiredImport(**{"name": "payments", "physical_id": "payments", **usual, **facts})
        return DesiredLaunch(**{"name": "shop", "parameters": VALUES, **usual, **facts})

    def recorded(self, desired: Any = None, **facts: Any) -> RecordedState:
        usual = {"id": f"pp-{self.name}", "desired": desired or self.desired(), "connection": HERE}
        retain = self.kind == "imported"
        return RecordedState(**{**usual, "retain_physical_resources": retain, **facts})

    @property
    def name(self) -> str:
        return "payments" if self.kind == "imported" else "shop"

    @property
    def operation(self) -> Operation:
        return Operation.lasting(3600.0, timer=self.gateway.timer, warn=self.warned.append)


def made(kind: str, **facts: Any) -> State:
    """Return an account in which the resource of this kind exists."""
    return adopted("payments", **facts) if kind == "imported" else launched(**facts)


def program(kind: str, state: State) -> Program:
    return Program(kind, FakeGateway(state))


@pytest.fixture(params=["imported", "provisioned"])
def existing(request: pytest.FixtureRequest) -> Program:
    """A resource that an earlier operation has made."""
    return program(request.param, made(request.param))


def codes(problems: Iterable[Any]) -> list[str]:
    return [problem.code for problem in problems]


def changed(diff: Any) -> list[str]:
    assert isinstance(diff, DiffResult)
    return [str(change.path) for change in diff.changes]


# What differs


@table(
    "desired changes replaces",
    ({}, [], [], "nothing"),
    ({"name": "other"}, ["name"], ["name"], "the name"),
    ({"artifact": ByName("v2")}, ["provisioningArtifactName"], [], "the version"),
    ({"parameters": None}, [], [], "parameters that are declared no more"),
    ({"retain_physical_resources": None}, ["retainPhysicalResources"], [], "a setting, which the state alone keeps"),
    ({"connection": Connection(region="us-east-1")}, ["region"], ["region"], "the Region"),
)
def test_what_differs_from_the_declaration(
    desired: dict[str, Any], changes: list[str], replaces: list[str], reason: str, existing: Program
) -> None:
    if "retain_physical_resources" in desired:
        desired = {"retain_physical_resources": existing.kind != "imported"}
    diff = existing.controller.diff(existing.recorded(region=REGION), existing.desired(**desired))
    assert (changed(diff), diff.replaces, diff.differs) == (changes, replaces, bool(changes)), reason


def test_a_setting_is_no_difference_of_what_aws_has(existing: Program) -> None:
    desired = existing.desired(retain_physical_resources=existing.kind != "imported", artifact=ByName("v2"))
    diff = existing.controller.diff(existing.recorded(), desired)
    assert [str(live_change.path) for live_change in diff.live_changes] == ["provisioningArtifactName"]


# Where AWS does not answer, or it is another account


@pytest.mark.parametrize("question", ["diff", "read", "find", "preview_update", "preview_update_by_name"])
def test_a_question_that_aws_refuses_is_not_answered(question: str, existing: Program) -> None:
    for method in ("provisioned_products", "provisioned_product", "provisioned_product_named"):
        existing.gateway.refuse(method, EXPIRED)
    desired, recorded = existing.desired(preview_changes=True), existing.recorded()
    moved = replace(desired, artifact=ByName("v2"))
    ask: dict[str, Callable[[], Any]] = {
        "diff": lambda: existing.controller.diff(recorded, desired),
        "read": lambda: existing.controller.read(recorded, desired),
        "find": lambda: existing.controller.find(existing.name, HERE),
        "preview_update": lambda: existing.controller.preview_update(recorded, moved, existing.operation),
        "preview_update_by_name": lambda: existing.controller.preview_update_by_name(
            desired, moved, existing.operation
        ),
    }
    answer = ask[question]()
    assert isinstance(answer, Unanswered)
    assert codes(answer.problems) == ["CredentialsExpired"]


@pytest.mark.parametrize("operation", ["create", "update", "delete"])
def test_an_operation_that_leads_nowhere_makes_nothing(operation: str, existing: Program) -> None:
    existing.gateway.refuse("identity", EXPIRED)
    desired, recorded = existing.desired(), existing.recorded()
    ask: dict[str, Callable[[], Outcome]] = {
        "create": lambda: existing.controller.create(desired, existing.operation, urn=URN),
        "update": lambda: existing.controller.update(recorded, desired, existing.operation),
        "delete": lambda: existing.controller.delete(recorded, existing.operation),
    }
    outcome = ask[operation]()
    assert isinstance(outcome, NotMade)
    assert codes(outcome.problems) == ["CredentialsExpired"]
    assert existing.gateway.requests == []


@pytest.mark.parametrize("question", ["check", "diff", "read", "update", "delete", "preview_update"])
def test_nothing_is_asked_or_done_in_another_account_than_the_states(question: str, existing: Program) -> None:
    recorded = existing.recorded(stack_id=stack_id(existing.name, account="999999999999"))
    desired = existing.desired(preview_changes=True)
    ask: dict[str, Callable[[], Any]] = {
        "check": lambda: Unanswered(problems=existing.controller.check(None, desired, urn=URN).failures),
        "diff": lambda: existing.controller.diff(recorded, desired),
        "read": lambda: existing.controller.read(recorded, desired),
        "update": lambda: existing.controller.update(recorded, desired, existing.operation),
        "delete": lambda: existing.controller.delete(recorded, existing.operation),
        "preview_update": lambda: existing.controller.preview_update(recorded, desired, existing.operation),
    }
    expected = "RecordedElsewhere"
    if question == "check":
        existing.gateway.refuse("identity", EXPIRED)
        expected = "CredentialsExpired"
    assert codes(ask[question]().problems) == [expected]
    assert existing.gateway.requests == []


# What an update would change in the stack


def test_a_preview_shows_what_an_update_would_change_where_the_program_asks_for_it(existing: Program) -> None:
    recorded, moved = existing.recorded(), existing.desired(artifact=ByName("v2"), preview_changes=True)
    (shown,) = existing.controller.preview_update(recorded, moved, existing.operation)
    assert "Queue" in shown
    (same,) = existing.again().controller.preview_update_by_name(existing.desired(), moved, existing.operation)
    assert same == shown
    assert existing.gateway.requests == []
    assert existing.gateway.state.plans == ()


@table(
    "desired",
    ({"artifact": ByName("v2")}, "the program does not ask for it"),
    ({"artifact": UNKNOWN, "preview_changes": True}, "a value is not known yet"),
    ({"preview_changes": True}, "no update would follow"),
)
def test_a_preview_that_shows_nothing(desired: dict[str, Any], reason: str, existing: Program) -> None:
    answer = existing.controller.preview_update(existing.recorded(), existing.desired(**desired), existing.operation)
    assert answer == (), reason


def test_a_plan_that_fails_is_shown_as_what_it_says(existing: Program) -> None:
    existing.gateway.cannot_plan("the template is broken")
    moved = existing.desired(artifact=ByName("v2"), preview_changes=True)
    (shown,) = existing.controller.preview_update(existing.recorded(), moved, existing.operation)
    assert "the template is broken" in shown


# What `pulumi import` finds


@pytest.mark.parametrize("by", ["name", "id", "stack"])
def test_what_exists_is_found_with_a_declaration_that_changes_nothing(by: str, existing: Program) -> None:
    identifier = {"name": existing.name, "id": f"pp-{existing.name}", "stack": stack_id(existing.name)}[by]
    result = existing.controller.find(identifier, Connection())
    assert isinstance(result, ImportResult)
    assert result.desired.connection == HERE
    assert (result.desired.product, result.desired.artifact) == (ByName(WEB.name), ByName(V1.name))
    assert result.desired.parameters == {"Size": "small"}, "what AWS masks is left out"
    again = existing.again().controller.diff(existing.recorded(result.desired), result.desired)
    assert again == DiffResult()


def test_what_a_name_does_not_tell_apart_is_declared_by_its_id(existing: Program) -> None:
    state = existing.gateway.state.with_product(replace(OTHER, name=WEB.name))
    existing.gateway.state = state.with_version(replace(version(WEB, V2), artifact=replace(V2, name=V1.name)))
    result = existing.controller.find(existing.name, HERE)
    assert (result.desired.product, result.desired.artifact) == (ById(WEB.id), ById(V1.id))


def test_who_may_not_read_the_catalog_gets_a_declaration_by_ids(existing: Program) -> None:
    gateway, denied = existing.gateway, Denied(operation="SearchProducts", reason="no")
    for method in ("products_named", "artifacts"):
        gateway.refuse(method, denied, times=99)
    result = existing.controller.find(existing.name, HERE)
    assert (result.desired.product, result.desired.artifact) == (ById(WEB.id), ById(V1.id))


def test_of_a_stack_that_cannot_be_read_it_is_said_that_there_is_nothing_to_import(existing: Program) -> None:
    existing.gateway.denied = frozenset({"cloudformation:DescribeStacks"})
    (problem,) = existing.controller.find("nobody", HERE).problems
    assert problem == NothingToImport(id="nobody")


@pytest.mark.parametrize("identifier", ["nobody", "pp-nobody", stack_id("nobody")])
def test_nothing_is_found_where_there_is_nothing(identifier: str, existing: Program) -> None:
    (problem,) = existing.controller.find(identifier, HERE).problems
    assert problem == NothingToImport(id=identifier)


@pytest.mark.parametrize("identifier", ["payments", stack_id("payments")])
def test_of_a_stack_that_nothing_governs_it_is_said_how_to_adopt_it(identifier: str) -> None:
    controller = ImportedProvisionedProductController(
        Defaults(), SessionPool(lambda _: FakeGateway(account()), Scope.OFF)
    )
    result = controller.find(identifier, HERE)
    assert result == Unanswered(problems=(NothingToImport(id=identifier, stack="payments"),))


def test_a_stack_of_another_account_is_not_looked_for(existing: Program) -> None:
    answer = existing.controller.find(stack_id("payments", account="999999999999"), HERE)
    assert codes(answer.problems) == ["StackInOtherAccount"]
