"""What a controller answers beside a resource's life: its checks, what it remembers of them, and its previews."""

from dataclasses import replace
from typing import Any

import pytest

from pulumi_servicecatalog.model.connection import Connection, UnknownConnection
from pulumi_servicecatalog.model.desired import ByName, DesiredImport, DesiredLaunch, Latest, Preflight
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.outcome import Done, NotMade, Unanswered
from pulumi_servicecatalog.model.recorded import RecordedState
from pulumi_servicecatalog.model.refusal import Denied, Refusal
from pulumi_servicecatalog.reconcile.controller import CheckResult, Defaults, DiffResult, Timeouts
from pulumi_servicecatalog.reconcile.execution.lane import Scope
from pulumi_servicecatalog.reconcile.imported import ImportedProvisionedProductController
from pulumi_servicecatalog.reconcile.provisioned import ProvisionedProductController
from pulumi_servicecatalog.reconcile.session_pool import SessionPool
from support.expect import a
from support.fakes.gateway import FakeGateway
from support.fakes.samples import account, adopted, being_changed, stack_id

URN = "urn:pulumi:dev::shop::servicecatalog:index:Resource::payments"
HERE = Connection(region="eu-west-1")
NOT_KNOWN = UnknownConnection(known=HERE, unknown=frozenset({"profile"}))
PP = "pp-payments"
PAYMENTS = DesiredImport(
    name="payments", physical_id="payments", product=ByName("web-service"), artifact=ByName("v1"), connection=HERE
)
LAUNCHED = DesiredLaunch(name="payments", product=ByName("web-service"), artifact=ByName("v1"), connection=HERE)


def importing(gateway: FakeGateway, **defaults: Any) -> ImportedProvisionedProductController:
    return ImportedProvisionedProductController(
        Defaults(**defaults), SessionPool(lambda _connection: gateway, Scope.OFF)
    )


def launching(gateway: FakeGateway) -> ProvisionedProductController:
    return ProvisionedProductController(Defaults(), SessionPool(lambda _connection: gateway, Scope.OFF))


def refusing(refusal: Refusal) -> ImportedProvisionedProductController:
    def refuse(_connection: Connection) -> FakeGateway:
        raise refusal

    return ImportedProvisionedProductController(Defaults(), SessionPool(refuse, Scope.OFF))


def operation(gateway: FakeGateway) -> Operation:
    return Operation.lasting(3600.0, timer=gateway.timer)


def before(desired: DesiredImport | DesiredLaunch = PAYMENTS, **facts: Any) -> RecordedState:
    usual: dict[str, Any] = {"id": PP, "region": "eu-west-1", "stack_id": stack_id("payments"), "connection": HERE}
    return RecordedState(
        **{**usual, **facts}, desired=desired, retain_physical_resources=desired.retain_physical_resources is True
    )


def failures(result: CheckResult) -> list[str]:
    return [problem.code for problem in result.failures]


def remarks(result: CheckResult | DiffResult | Unanswered) -> list[str]:
    assert not isinstance(result, Unanswered), result
    return [problem.code for problem in result.remarks]


# Check


def test_a_check_says_where_the_resource_is() -> None:
    result = importing(FakeGateway(account())).check(None, replace(PAYMENTS, connection=Connection()), urn=URN)
    assert (result.failures, result.region) == ((), "eu-west-1")


def test_a_connection_that_is_not_known_yet_leaves_aws_unasked() -> None:
    denied = refusing(Denied(operation="GetCallerIdentity", reason="no"))
    result = denied.check(None, replace(PAYMENTS, connection=NOT_KNOWN), urn=URN)
    assert (result.failures, result.region) == ((), "eu-west-1")


def test_a_connection_that_leads_nowhere_is_a_problem() -> None:
    denied = refusing(Denied(operation="GetCallerIdentity", reason="no"))
    assert failures(denied.check(None, PAYMENTS, urn=URN)) == ["MissingPermission"]


def test_what_stops_nothing_is_a_remark() -> None:
    wrong = replace(PAYMENTS, physical_id="paymnets", preflight=Preflight.WARN)
    result = importing(FakeGateway(account())).check(None, wrong, urn=URN)
    assert (failures(result), remarks(result)) == ([], ["StackNotFound"])


def test_a_preflight_that_is_switched_off_is_said() -> None:
    wrong = replace(PAYMENTS, physical_id="paymnets", preflight=Preflight.OFF)
    result = importing(FakeGateway(account())).check(None, wrong, urn=URN)
    assert (failures(result), remarks(result)) == ([], ["PreflightOff"])


def test_what_has_not_changed_is_not_preflighted_again() -> None:
    gateway = FakeGateway(adopted("payments"))
    assert failures(importing(gateway).check(PAYMENTS, replace(PAYMENTS, ignore_errors=True), urn=URN)) == []
    assert "stack_template" not in {call.method for call in gateway.journal}


def test_the_update_that_would_follow_is_preflighted() -> None:
    unknown = replace(PAYMENTS, artifact=ByName("v9"))
    result = importing(FakeGateway(adopted("payments"))).check(PAYMENTS, unknown, urn=URN)
    assert failures(result) == ["ArtifactNotFound"]


def test_a_replacement_is_not_in_its_own_way_also_where_the_engine_asks_again_without_the_old_inputs() -> None:
    gateway = FakeGateway(adopted("payments"))
    controller = importing(gateway)
    renamed = replace(PAYMENTS, name="billing")
    assert failures(controller.check(PAYMENTS, renamed, urn=URN)) == []
    assert failures(controller.check(None, renamed, urn=URN)) == []
    assert failures(importing(gateway).check(None, renamed, urn=URN)) == ["AlreadyGoverned"]


def test_a_replacement_that_would_delete_the_stack_is_refused_before_aws_is_asked() -> None:
    old = replace(PAYMENTS, retain_physical_resources=False)
    denied = refusing(Denied(operation="GetCallerIdentity", reason="no"))
    assert failures(denied.check(old, replace(old, name="billing"), urn=URN)) == ["ReplacementDeletesStack"]


def test_another_region_is_a_replacement_as_well() -> None:
    old = replace(PAYMENTS, retain_physical_resources=False, connection=Connection(region="us-east-1"))
    new = replace(old, connection=Connection())
    result = importing(FakeGateway(account())).check(old, new, urn=URN)
    assert failures(result) == ["ReplacementDeletesStack"]


# Diff


def test_a_change_of_settings_alone_asks_nothing_of_the_stack() -> None:
    result = importing(FakeGateway(adopted("payments"))).diff(before(), replace(PAYMENTS, ignore_errors=True))
    assert isinstance(result, DiffResult)
    assert [(str(change.path), change.setting) for change in result.changes] == [("ignoreErrors", True)]
    assert (result.differs, result.replaces, result.live_changes) == (True, [], ())


def test_a_connection_that_is_not_known_yet_is_a_change_for_which_aws_is_not_asked() -> None:
    denied = refusing(Denied(operation="GetCallerIdentity", reason="no"))
    result = denied.diff(before(PAYMENTS), replace(PAYMENTS, connection=NOT_KNOWN))
    assert isinstance(result, DiffResult)
    assert ([str(change.path) for change in result.changes], remarks(result)) == (["profile"], ["ConnectionNotKnown"])


def test_another_region_replaces() -> None:
    result = importing(FakeGateway(account())).diff(before(region="us-east-1"), PAYMENTS)
    assert isinstance(result, DiffResult)
    assert result.replaces == ["region"]


def test_what_is_gone_is_made_again() -> None:
    result = importing(FakeGateway(account())).diff(before(), PAYMENTS)
    assert isinstance(result, DiffResult)
    assert (result.gone, result.differs, result.replaces) == (True, True, ["name"])


def test_what_is_under_way_is_a_difference_that_an_update_waits_for() -> None:
    result = importing(FakeGateway(being_changed(ends_at=999.0))).diff(before(), PAYMENTS)
    assert isinstance(result, DiffResult)
    assert [(str(change.path), change.actual) for change in result.changes] == [("status", "UNDER_CHANGE")]


def test_a_policy_says_which_version_follows() -> None:
    latest = replace(PAYMENTS, artifact=Latest.ACTIVE)
    result = importing(FakeGateway(adopted("payments"))).diff(before(latest), latest)
    assert remarks(result) == ["VersionFollows"]


def test_a_stack_that_cannot_be_read_is_said_once() -> None:
    gateway = FakeGateway(adopted("payments"))
    gateway.refuse("stack", Denied(operation="DescribeStacks", reason="no"), times=9)
    controller = importing(gateway)
    sized = replace(PAYMENTS, parameters={"Size": "small"})
    first = controller.diff(before(sized), sized)
    assert remarks(first) == ["StackNotReadable"]
    assert isinstance(first, DiffResult)
    (said,) = first.remarks
    assert said.message() == (
        "The stack of payments cannot be read: neither changed parameters nor its deletion would be seen. "
        "An update sets the declared parameters, whatever the stack has."
    )
    assert remarks(controller.diff(before(sized), sized)) == []


def test_a_launch_that_never_worked_is_launched_again() -> None:
    state = adopted("payments", status="ERROR", last_successful_record_id="")
    result = launching(FakeGateway(state)).diff(before(LAUNCHED), LAUNCHED)
    assert isinstance(result, DiffResult)
    assert (result.replaces, remarks(result)) == (["status"], ["LaunchedAnew"])
    sized = replace(LAUNCHED, parameters={"Size": "small"})
    gateway = FakeGateway(replace(state, stacks=()))
    assert remarks(launching(gateway).diff(before(sized), sized)) == ["LaunchedAnew"], "it never had a stack to read"


def test_a_replacement_of_what_was_launched_says_that_its_stack_goes() -> None:
    topics = replace(LAUNCHED, notification_arns=("arn:aws:sns:eu-west-1:123456789012:topic",))
    result = launching(FakeGateway(adopted("payments"))).diff(before(LAUNCHED), topics)
    assert isinstance(result, DiffResult)
    assert (result.replaces, remarks(result)) == (["notificationArns"], ["StackDeletedByReplacement"])
    kept = replace(topics, retain_physical_resources=True)
    again = launching(FakeGateway(adopted("payments")))
    assert remarks(again.diff(before(LAUNCHED), kept)) == ["StackDeletedByReplacement"], "the state decides, as in `up`"
    assert remarks(again.diff(before(replace(LAUNCHED, retain_physical_resources=True)), topics)) == []


# Operations


@pytest.mark.parametrize("act", ["create", "update", "delete"])
def test_an_operation_that_leads_nowhere_changes_nothing(act: str) -> None:
    controller, gateway = refusing(Denied(operation="GetCallerIdentity", reason="no")), FakeGateway(account())
    outcome = {
        "create": lambda: controller.create(PAYMENTS, operation(gateway), urn=URN),
        "update": lambda: controller.update(before(), PAYMENTS, operation(gateway)),
        "delete": lambda: controller.delete(before(), operation(gateway)),
    }[act]()
    assert isinstance(outcome, NotMade)
    assert [problem.code for problem in outcome.problems] == ["MissingPermission"]


def test_an_update_of_what_is_gone_says_so() -> None:
    gateway = FakeGateway(account())
    outcome = importing(gateway).update(before(), replace(PAYMENTS, artifact=ByName("v2")), operation(gateway))
    assert isinstance(outcome, NotMade)
    assert [problem.code for problem in outcome.problems] == ["Gone"]


def test_what_is_gone_is_deleted() -> None:
    gateway = FakeGateway(account())
    assert isinstance(importing(gateway).delete(before(), operation(gateway)), Done)


def test_the_resource_says_how_long_an_operation_may_take_and_the_configuration_for_the_rest() -> None:
    controller = importing(FakeGateway(account()), timeouts=Timeouts(create=1.0, update=2.0, delete=3.0))
    slow = replace(PAYMENTS, timeouts={"update": 7.0})
    assert (controller.seconds_to_create(slow), controller.seconds_to_update(slow)) == (1.0, 7.0)
    assert controller.seconds_to_delete(before()) == 3.0
    assert controller.seconds_to_delete(before(delete_timeout=9.0)) == 9.0


# The preview of an update

V2 = replace(PAYMENTS, artifact=ByName("v2"), preview_changes=True)


def test_a_preview_shows_the_plan_that_aws_makes_of_the_update() -> None:
    gateway = FakeGateway(adopted("payments"))
    (table,) = a(tuple, importing(gateway).preview_update(before(), V2, operation(gateway)))
    assert table.startswith("This update of payments changes")
    assert gateway.plans(PP) == []


def test_a_preview_finds_by_name_what_it_is_about() -> None:
    gateway = FakeGateway(adopted("payments"))
    (table,) = a(tuple, importing(gateway).preview_update_by_name(PAYMENTS, V2, operation(gateway)))
    assert table.startswith("This update of payments changes")


def test_the_configuration_decides_where_the_resource_says_nothing() -> None:
    gateway = FakeGateway(adopted("payments"))
    silent = replace(V2, preview_changes=None)
    assert importing(gateway).preview_update(before(), silent, operation(gateway)) == ()
    asking = importing(gateway, preview_changes=True)
    assert asking.preview_update(before(), silent, operation(gateway)) != ()


@pytest.mark.parametrize(
    ("old", "new", "state"),
    [
        (PAYMENTS, replace(V2, preview_changes=False), adopted("payments")),
        (PAYMENTS, replace(V2, connection=NOT_KNOWN), adopted("payments")),
        (PAYMENTS, replace(V2, name="billing"), adopted("payments")),
        (PAYMENTS, V2, account()),
        (None, V2, adopted("payments")),
    ],
    ids=["it is not asked for", "the connection is not known", "it is a replacement", "it is gone", "it is new"],
)
def test_where_no_update_follows_no_plan_is_made(old: Any, new: DesiredImport, state: Any) -> None:
    gateway = FakeGateway(state)
    assert importing(gateway).preview_update_by_name(old, new, operation(gateway)) == ()


def test_an_update_that_needs_nothing_has_no_plan() -> None:
    gateway = FakeGateway(adopted("payments"))
    same = replace(PAYMENTS, preview_changes=True)
    assert importing(gateway).preview_update(before(), same, operation(gateway)) == ()
    assert importing(FakeGateway(account())).preview_update(before(), V2, operation(gateway)) == ()


def test_a_preview_that_leads_nowhere_or_elsewhere_is_a_value() -> None:
    gateway = FakeGateway(adopted("payments"))
    denied = refusing(Denied(operation="GetCallerIdentity", reason="no"))
    for answer in (
        denied.preview_update(before(), V2, operation(gateway)),
        denied.preview_update_by_name(PAYMENTS, V2, operation(gateway)),
        importing(gateway).preview_update(
            before(stack_id=stack_id("payments", region="us-east-1")), V2, operation(gateway)
        ),
        importing(gateway).diff(before(stack_id=stack_id("payments", region="us-east-1")), PAYMENTS),
    ):
        assert isinstance(answer, Unanswered)


# Finding what is to be imported


def test_a_stack_of_another_account_is_not_found_and_said_so() -> None:
    other = stack_id("payments", account="999999999999")
    answer = importing(FakeGateway(account())).find(other, HERE)
    assert isinstance(answer, Unanswered)
    assert [problem.code for problem in answer.problems] == ["StackInOtherAccount"]


def test_what_is_not_there_is_not_found() -> None:
    answer = importing(FakeGateway(account())).find("pp-unknown", HERE)
    assert isinstance(answer, Unanswered)
    assert [problem.code for problem in answer.problems] == ["NothingToImport"]


def test_what_is_found_is_declared_as_a_launch_where_that_is_asked_for() -> None:
    result = launching(FakeGateway(adopted("payments"))).find(PP, HERE)
    assert result is not None
    assert not isinstance(result, Unanswered)
    assert (result.desired.name, result.desired.artifact) == ("payments", ByName("v1"))
    assert result.desired.parameters == {"Size": "small"}, "a masked value is left out"
