"""Both controllers, asked as a provider asks them, at an AWS in memory: a whole life without Pulumi."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.desired import ById, ByName, DesiredImport, DesiredLaunch, Latest, Preflight
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.outcome import Done, NotMade, Outcome, Unanswered
from pulumi_servicecatalog.model.recorded import RecordedState
from pulumi_servicecatalog.model.refusal import CredentialsRefused, Denied
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.reconcile.controller import Defaults, DiffResult, ImportResult, ReadResult, Timeouts
from pulumi_servicecatalog.reconcile.execution.lane import Scope
from pulumi_servicecatalog.reconcile.imported import ImportedProvisionedProductController
from pulumi_servicecatalog.reconcile.provisioned import ProvisionedProductController
from pulumi_servicecatalog.reconcile.session_pool import SessionPool
from support.fakes.gateway import FakeGateway
from support.fakes.samples import OTHER, V1, V2, WEB, account, adopted, being_changed, stack_id, version
from support.fakes.state import REGION, State, moment
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


@pytest.fixture(params=["imported", "provisioned"])
def fresh(request: pytest.FixtureRequest) -> Program:
    """A resource that is not made yet."""
    return program(request.param, account())


def codes(problems: Iterable[Any]) -> list[str]:
    return [each.code for each in problems]


def changed(diff: Any) -> list[str]:
    assert isinstance(diff, DiffResult)
    return [str(each.path) for each in diff.changes]


def test_a_whole_life_goes_through_the_controller(fresh: Program) -> None:
    declared = fresh.desired()
    assert fresh.controller.check(None, declared, urn=URN).failures == ()
    outcome = fresh.controller.create(declared, fresh.operation, urn=URN)
    assert isinstance(outcome, Done)
    assert outcome.state is not None
    recorded = fresh.recorded(declared, id=outcome.state.provisioned_product.id, stack_id=outcome.state.stack_id)

    later = fresh.again()
    assert later.controller.diff(recorded, declared) == DiffResult()
    read = later.controller.read(recorded, declared)
    assert isinstance(read, ReadResult)
    assert (read.observed.provisioned_product.name, read.changes) == (fresh.name, ())

    moved = replace(declared, artifact=ByName(V2.name))
    assert changed(later.controller.diff(recorded, moved)) == ["provisioningArtifactName"]
    updated = later.controller.update(recorded, moved, later.operation)
    assert isinstance(updated, Done)
    recorded = replace(recorded, desired=moved)
    assert later.again().controller.diff(recorded, moved) == DiffResult()

    last = later.again()
    deleted = last.controller.delete(recorded, last.operation)
    assert isinstance(deleted, Done)
    assert deleted.state is None
    assert last.again().controller.read(recorded, None) is None
    assert last.gateway.state.provisioned_products == ()
    assert (last.gateway.state.stack(fresh.name) is not None) == recorded.retain_physical_resources


# What a check says


def test_what_is_made_already_is_neither_preflighted_nor_asked_about(existing: Program) -> None:
    declared = existing.desired()
    result = existing.controller.check(declared, declared, urn=URN)
    assert (result.failures, result.remarks, result.region) == ((), (), REGION)
    assert {call.method for call in existing.gateway.journal} == {"identity"}


def test_an_update_is_preflighted_as_an_update(existing: Program) -> None:
    declared = existing.desired()
    result = existing.controller.check(declared, replace(declared, artifact=ByName("v9")), urn=URN)
    assert codes(result.failures) == ["ArtifactNotFound"]


def test_where_the_connection_is_not_known_yet_aws_is_not_asked(fresh: Program) -> None:
    result = fresh.controller.check(None, fresh.desired(connection=UNKNOWN), urn=URN)
    assert (result.failures, result.region, fresh.gateway.journal) == ((), None, [])


@table(
    "mode failures remarks",
    (Preflight.ERROR, ["ProductNotFound"], [], "error, which is the default"),
    (Preflight.WARN, [], ["ProductNotFound"], "warn"),
    (Preflight.OFF, [], ["PreflightOff"], "off"),
)
def test_how_much_preflight_may_stop(
    mode: Preflight, failures: list[str], remarks: list[str], reason: str, fresh: Program
) -> None:
    result = fresh.controller.check(None, fresh.desired(product=ById("prod-9"), preflight=mode), urn=URN)
    assert (codes(result.failures), codes(result.remarks)) == (failures, remarks), reason


def test_a_replacement_that_would_delete_an_adopted_stack_is_refused() -> None:
    existing = program("imported", made("imported"))
    before = existing.desired(retain_physical_resources=False)
    for after in (replace(before, name="pay"), replace(before, connection=Connection(region="us-east-1"))):
        result = existing.again().controller.check(before, after, urn=URN)
        expected = ["ReplacementDeletesStack"] if after.name == "pay" else []
        assert codes(result.failures) == expected


def test_another_region_of_a_stack_that_is_not_retained_is_refused_once_it_is_known() -> None:
    existing = program("imported", made("imported"))
    before = existing.desired(retain_physical_resources=False, connection=Connection(region="us-east-1"))
    result = existing.controller.check(before, replace(before, connection=HERE), urn=URN)
    assert "ReplacementDeletesStack" in codes(result.failures)


def test_what_is_replaced_is_remembered_where_the_engine_asks_a_second_time() -> None:
    existing = program("provisioned", made("provisioned", idempotency_token="another"))
    before = existing.desired()
    after = replace(before, notification_arns=("arn:aws:sns:eu-west-1:123456789012:events",))
    assert existing.controller.check(before, after, urn=URN).failures == ()
    assert existing.controller.check(None, after, urn=URN).failures == ()


# What differs


def test_what_is_gone_is_made_again_and_nothing_is_deleted(existing: Program) -> None:
    diff = existing.controller.diff(existing.recorded(id="pp-gone"), existing.desired())
    assert (diff.gone, diff.differs, diff.replaces) == (True, True, ["name"])
    assert existing.controller.read(existing.recorded(id="pp-gone"), None) is None


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


def test_where_the_connection_is_not_known_yet_nothing_is_compared_with_aws(existing: Program) -> None:
    diff = existing.controller.diff(existing.recorded(), existing.desired(connection=UNKNOWN, artifact=ByName("v2")))
    assert (diff.live_changes, existing.gateway.journal) == ((), [])


def test_a_setting_is_no_difference_of_what_aws_has(existing: Program) -> None:
    desired = existing.desired(retain_physical_resources=existing.kind != "imported", artifact=ByName("v2"))
    diff = existing.controller.diff(existing.recorded(), desired)
    assert [str(each.path) for each in diff.live_changes] == ["provisioningArtifactName"]


def test_what_aws_still_works_on_is_waited_for_by_an_update() -> None:
    existing = program("imported", being_changed("payments", ends_at=60.0))
    diff = existing.controller.diff(existing.recorded(), existing.desired())
    assert changed(diff) == ["status"]
    outcome = existing.controller.update(existing.recorded(), existing.desired(), existing.operation)
    assert isinstance(outcome, Done)
    assert existing.gateway.requests == []


def test_a_policy_says_from_which_version_to_which(existing: Program) -> None:
    newer = replace(version(WEB, V2), artifact=replace(V2, created_time=moment(9)))
    existing.gateway.state = existing.gateway.state.with_version(newer)
    desired = existing.desired(artifact=Latest.ACTIVE)
    diff = existing.controller.diff(existing.recorded(desired), desired)
    assert codes(diff.remarks) == ["VersionFollows"]
    assert "from version v1 to v2" in diff.remarks[0].message


def test_a_stack_that_cannot_be_read_is_said_once(existing: Program) -> None:
    denied = Denied(operation="DescribeStacks", reason="no")
    existing.gateway.refuse("stack", denied, times=9)
    existing.gateway.refuse("stacks", denied, times=9)
    desired = existing.desired(parameters=VALUES)
    first, second = (existing.controller.diff(existing.recorded(desired), desired) for _ in range(2))
    assert (codes(first.remarks), codes(second.remarks)) == (["StackNotReadable"], [])
    assert (first.changes, second.changes) == ((), ())


@table(
    "facts code",
    ({"status": "ERROR", "last_successful_record_id": "", "physical_id": None}, "LaunchedAnew", "it never worked"),
    ({}, "StackDeletedByReplacement", "it works, and its stack is deleted with it"),
)
def test_what_happens_to_the_stack_of_a_launch_that_is_replaced(facts: dict[str, Any], code: str, reason: str) -> None:
    existing = program("provisioned", launched(**facts))
    desired = existing.desired(parameters=None, **({} if facts else {"name": "other"}))
    assert codes(existing.controller.diff(existing.recorded(), desired).remarks) == [code], reason


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


def test_an_update_of_what_is_gone_makes_nothing(existing: Program) -> None:
    outcome = existing.controller.update(existing.recorded(id="pp-gone"), existing.desired(), existing.operation)
    assert isinstance(outcome, NotMade)
    assert codes(outcome.problems) == ["Gone"]


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


def test_a_preview_of_what_is_gone_or_replaced_shows_nothing(existing: Program) -> None:
    moved = existing.desired(artifact=ByName("v2"), preview_changes=True)
    controller, operation = existing.controller, existing.operation
    assert controller.preview_update(existing.recorded(id="pp-gone"), moved, operation) == ()
    assert controller.preview_update_by_name(None, moved, operation) == ()
    assert controller.preview_update_by_name(existing.desired(), replace(moved, name="other"), operation) == ()
    nobody = {"name": "nobody"}
    assert controller.preview_update_by_name(existing.desired(**nobody), replace(moved, **nobody), operation) == ()


def test_a_plan_that_fails_is_shown_as_what_it_says(existing: Program) -> None:
    existing.gateway.cannot_plan("the template is broken")
    moved = existing.desired(artifact=ByName("v2"), preview_changes=True)
    (shown,) = existing.controller.preview_update(existing.recorded(), moved, existing.operation)
    assert "the template is broken" in shown


def test_the_provider_may_ask_for_previews_of_every_resource(existing: Program) -> None:
    existing.defaults = Defaults(preview_changes=True)
    moved = existing.desired(artifact=ByName("v2"))
    assert existing.again().controller.preview_update(existing.recorded(), moved, existing.operation) != ()
    no = replace(moved, preview_changes=False)
    assert existing.again().controller.preview_update(existing.recorded(), no, existing.operation) == ()


# What `pulumi import` finds


@pytest.mark.parametrize("by", ["name", "id", "stack"])
def test_what_exists_is_found_with_a_declaration_that_changes_nothing(by: str, existing: Program) -> None:
    identifier = {"name": existing.name, "id": f"pp-{existing.name}", "stack": stack_id(existing.name)}[by]
    found = existing.controller.find(identifier, Connection())
    assert isinstance(found, ImportResult)
    assert found.desired.connection == HERE
    assert (found.desired.product, found.desired.artifact) == (ByName(WEB.name), ByName(V1.name))
    assert found.desired.parameters == {"Size": "small"}, "what AWS masks is left out"
    again = existing.again().controller.diff(existing.recorded(found.desired), found.desired)
    assert again == DiffResult()


def test_what_a_name_does_not_tell_apart_is_declared_by_its_id(existing: Program) -> None:
    state = existing.gateway.state.with_product(replace(OTHER, name=WEB.name))
    existing.gateway.state = state.with_version(replace(version(WEB, V2), artifact=replace(V2, name=V1.name)))
    found = existing.controller.find(existing.name, HERE)
    assert (found.desired.product, found.desired.artifact) == (ById(WEB.id), ById(V1.id))


@pytest.mark.parametrize("identifier", ["nobody", "pp-nobody", stack_id("nobody")])
def test_nothing_is_found_where_there_is_nothing(identifier: str, existing: Program) -> None:
    assert existing.controller.find(identifier, HERE) is None


def test_a_stack_of_another_account_is_not_looked_for(existing: Program) -> None:
    answer = existing.controller.find(stack_id("payments", account="999999999999"), HERE)
    assert codes(answer.problems) == ["StackInOtherAccount"]


# How long


def test_how_long_an_operation_may_take_is_said_by_the_resource_and_else_by_the_provider(existing: Program) -> None:
    existing.defaults = Defaults(timeouts=Timeouts(create=1.0, update=2.0, delete=3.0))
    controller = existing.again().controller
    silent, telling = existing.desired(), existing.desired(timeouts={"create": 10.0, "update": 20.0})
    assert (controller.seconds_to_create(silent), controller.seconds_to_create(telling)) == (1.0, 10.0)
    assert (controller.seconds_to_update(silent), controller.seconds_to_update(telling)) == (2.0, 20.0)
    ends = existing.recorded(), existing.recorded(delete_timeout=30.0)
    assert [controller.seconds_to_delete(each) for each in ends] == [3.0, 30.0]
