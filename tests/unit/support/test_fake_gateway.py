"""The fake AWS refuses to be in a state that AWS could not be in, so that the tests that use it prove something."""

from dataclasses import replace

import pytest

from pulumi_servicecatalog.model.desired import ById
from pulumi_servicecatalog.model.plan import Plan, ResourceChange
from pulumi_servicecatalog.model.product import LaunchPath, ProvisioningParameters
from pulumi_servicecatalog.model.refusal import Invalid, WrongState
from pulumi_servicecatalog.model.request import (
    KeepValue,
    PlanRequest,
    PropertiesRequest,
    ProvisionRequest,
    UpdateRequest,
)
from support.expect import present
from support.fakes.gateway import A_CHANGE, FakeGateway
from support.fakes.samples import (
    OTHER,
    OTHER_V1,
    PATH,
    V1,
    V2,
    VALUES,
    WEB,
    account,
    adopted,
    being_changed,
    product,
    record,
    stack,
    stack_id,
)
from support.tables import table

ADOPTED = adopted("payments")
OTHER_STACK = stack_id("payments", region="us-east-1")
PLAN = Plan(id="plan-1", name="preview", provisioned_product_id="pp-payments", status="CREATE_SUCCESS")
ROLE = "arn:aws:iam::123456789012:role/launch"
LAUNCH = ProvisionRequest(
    name="shop",
    product_id=WEB.id,
    artifact_id=V1.id,
    path=None,
    parameters={"Size": "small", "Secret": "s"},
    tags={},
    notification_arns=(),
    preferences=None,
    token="t-launch",
    language="en",
)
PLANNED = PlanRequest(
    plan_name="preview",
    name="payments",
    product_id=WEB.id,
    artifact_id=V2.id,
    path_id=None,
    parameters=(),
    tags=None,
    token="t-plan",
    language="en",
)


@table(
    "state",
    (account(), "nothing is governed"),
    (ADOPTED, "something is governed"),
    (adopted("payments", status="TAINTED"), "the last operation failed"),
    (being_changed(ends_at=5.0), "AWS is at it"),
    (ADOPTED.without_stack(stack_id("payments")), "the stack was deleted past the catalog"),
    (ADOPTED.with_plan(PLAN), "somebody has made a plan"),
    (
        adopted("payments", status="ERROR", physical_id=None, last_successful_record_id=""),
        "its launch failed before there was a stack",
    ),
    (
        adopted("payments", type="CFN_STACKSET", physical_id="arn:aws:cloudformation:eu-west-1:1:stackset/SC:0a"),
        "it is a stack set",
    ),
)
def test_a_possible_state_is_taken_as_it_is(state, reason):
    assert FakeGateway(state).state == state, reason


@table(
    "state message",
    (account(stack(), stack(id=stack_id("payments") + "x")), "the stack payments exists 2 times", "names are unique"),
    (account(stack(id=OTHER_STACK)), f"{OTHER_STACK} is no stack of this account and Region", "another Region"),
    (account(stack(id=stack_id("orders"))), f"{stack_id('orders')} is not named payments", "an ARN holds the name"),
    (ADOPTED.with_governed(product(status="UNDER_CHANGE")), "work on it is not under way", "nothing would end it"),
    (ADOPTED.with_governed(product(last_record_id="rec-none")), "names rec-none as its last record", "no record"),
    (ADOPTED.with_record(record(product(), "IN_PROGRESS")), "its last record rec-payments is IN_PROGRESS", "not over"),
    (ADOPTED.with_governed(product(product_id="prod-none")), "has a product that is none", "no product"),
    (ADOPTED.with_governed(product(physical_id=None)), "governs None, which is no stack", "it always has a stack"),
    (
        ADOPTED.with_governed(product("orders", physical_id=stack_id("payments"))).with_record(
            record(product("orders"))
        ),
        f"the governed stack {stack_id('payments')} exists 2 times",
        "a stack has one governor",
    ),
)
def test_an_impossible_state_is_refused(state, message, reason):
    with pytest.raises(ValueError, match="AWS could not be in this state") as refused:
        FakeGateway(state)
    assert message in str(refused.value), reason


@table(
    "state message",
    (ADOPTED.with_governed(product(status="PLAN_IN_PROGRESS")), "and has no plan", "nothing would end it"),
    (replace(ADOPTED, plans=ADOPTED.with_plan(PLAN).plans), "and has a plan", "it does not wait for it"),
    (
        ADOPTED.with_plan(PLAN).with_plan(replace(PLAN, id="plan-2")),
        "the plan of pp-payments exists 2 times",
        "there is one plan at a time",
    ),
    (
        ADOPTED.with_governed(product(last_successful_record_id="rec-none")),
        "names rec-none as its last successful record",
        "no such record",
    ),
    (
        ADOPTED.with_governed(product(status="TAINTED", last_successful_record_id="rec-payments")).with_record(
            record(product(), "FAILED")
        ),
        "names rec-payments as its last successful record",
        "it has failed",
    ),
)
def test_an_impossible_plan_or_success_is_refused(state, message, reason):
    with pytest.raises(ValueError, match="AWS could not be in this state") as refused:
        FakeGateway(state)
    assert message in str(refused.value), reason


def test_somebody_elses_impossible_act_is_refused_as_well():
    gateway = FakeGateway(ADOPTED)
    with pytest.raises(ValueError, match="exists 2 times"):
        gateway.state = replace(ADOPTED, stacks=(*ADOPTED.stacks, *ADOPTED.stacks))


def test_work_ends_when_its_time_has_come():
    gateway = FakeGateway(being_changed(ends_at=5.0))
    gateway.timer.advance(4.9)
    assert gateway.record("rec-payments").status == "IN_PROGRESS"
    gateway.timer.advance(0.1)
    assert gateway.record("rec-payments").status == "SUCCEEDED"
    assert gateway.state == replace(ADOPTED, under_way=())
    assert gateway.state.stack("payments") == stack(parameters=VALUES)


def test_a_launch_has_its_stack_once_its_time_has_come():
    gateway = FakeGateway(account(), seconds=5.0)
    pp_id = gateway.provision_product(LAUNCH).provisioned_product_id
    gateway.timer.advance(4.9)
    begun = present(gateway.provisioned_product(pp_id))
    assert (begun.status, begun.physical_id, begun.last_successful_record_id) == ("UNDER_CHANGE", None, "")
    gateway.timer.advance(0.1)
    made = present(gateway.provisioned_product(pp_id))
    assert (made.status, made.last_successful_record_id) == ("AVAILABLE", made.last_record_id)
    assert present(gateway.stack(f"SC-123456789012-{pp_id}")).parameters == VALUES


@table(
    "target status",
    ({}, "ERROR", "AWS leaves what it has made"),
    ({"leaves": "TAINTED"}, "TAINTED", "a test wants another status"),
)
def test_a_launch_that_fails_leaves_a_stack_that_was_rolled_back(target, status, reason):
    gateway = FakeGateway(account(), seconds=0.0)
    gateway.fails(**target)
    record = gateway.provision_product(LAUNCH)
    left = present(gateway.provisioned_product(record.provisioned_product_id))
    assert (left.status, left.last_record_id, left.last_successful_record_id) == (status, record.id, ""), reason
    assert present(gateway.stack(left.physical_id or "")).status == "ROLLBACK_COMPLETE", reason
    assert gateway.record(record.id).status == "FAILED", reason


def test_a_launch_that_fails_may_leave_nothing():
    gateway = FakeGateway(account(), seconds=0.0)
    gateway.fails(leaves=None)
    record = gateway.provision_product(LAUNCH)
    assert gateway.record(record.id).status == "FAILED"
    assert (gateway.state.provisioned_products, gateway.state.stacks) == ((), account().stacks)


def test_a_path_gives_a_launch_its_role_and_what_it_is_bound_to():
    terms = ProvisioningParameters(constraints=(("LAUNCH", "As launch"),), tag_options={"team": ("web",)})
    state = replace(account(), terms={PATH.id: terms}, launch_roles={PATH.id: ROLE})
    gateway = FakeGateway(state, seconds=0.0)
    version = present(state.version(V1.id))
    parameters = gateway.provisioning_parameters(WEB.id, V1.id, ById(PATH.id))
    assert parameters == replace(terms, parameters=version.parameters)
    record = gateway.provision_product(LAUNCH)
    assert (record.path_id, record.launch_role_arn) == (PATH.id, ROLE)
    assert present(gateway.provisioned_product(record.provisioned_product_id)).launch_role_arn == ROLE


def test_one_of_two_paths_must_be_named():
    paths = (PATH, LaunchPath(id="lpv2-2", name="everyone", constraints=("STACKSET",)))
    gateway = FakeGateway(replace(account(), launch_paths={WEB.id: paths}), seconds=0.0)
    with pytest.raises(Invalid):
        gateway.provision_product(LAUNCH)
    assert gateway.provisioning_parameters(WEB.id, V1.id, ById("lpv2-2")).constraints == (("STACKSET", ""),)
    record = gateway.provision_product(replace(LAUNCH, path=ById("lpv2-2")))
    made = present(gateway.provisioned_product(record.provisioned_product_id))
    assert (made.type, gateway.stack(made.physical_id or "")) == ("CFN_STACKSET", None)


def test_new_properties_that_fail_change_nothing():
    gateway = FakeGateway(adopted("payments", status="TAINTED"), seconds=0.0)
    before = present(gateway.provisioned_product("pp-payments"))
    gateway.fails()
    request = PropertiesRequest(
        provisioned_product_id="pp-payments", values={"launchRoleArn": ROLE}, token="t-1", language="en"
    )
    record = gateway.update_properties(request)
    left = gateway.provisioned_product("pp-payments")
    assert left == replace(before, last_record_id=record.id)


def test_properties_of_what_is_under_change_are_refused():
    gateway = FakeGateway(being_changed(ends_at=5.0))
    request = PropertiesRequest(
        provisioned_product_id="pp-payments", values={"launchRoleArn": ROLE}, token="t-1", language="en"
    )
    with pytest.raises(WrongState):
        gateway.update_properties(request)


def test_a_plan_tells_of_what_a_test_foresees_once_its_time_has_come():
    gateway = FakeGateway(ADOPTED, seconds=5.0)
    change = ResourceChange(action="REMOVE", logical_id="Topic")
    gateway.foresees(change)
    plan_id = gateway.create_plan(PLANNED).id
    assert (gateway.plan(plan_id).status, gateway.plan(plan_id).changes) == ("CREATE_IN_PROGRESS", ())
    gateway.timer.advance(5.0)
    assert (gateway.plan(plan_id).status, gateway.plan(plan_id).changes) == ("CREATE_SUCCESS", (change,))
    gateway.delete_plan(plan_id)
    assert gateway.state == ADOPTED


@table(
    "foresee status changes",
    (lambda _: None, "CREATE_SUCCESS", (A_CHANGE,), "a test has not said anything"),
    (lambda gateway: gateway.foresees(), "CREATE_FAILED", (), "AWS makes no plan that changes nothing"),
    (lambda gateway: gateway.cannot_plan("no role"), "CREATE_FAILED", (), "AWS cannot make it"),
)
def test_how_a_plan_ends(foresee, status, changes, reason):
    gateway = FakeGateway(ADOPTED, seconds=0.0)
    foresee(gateway)
    plan = gateway.plan(gateway.create_plan(PLANNED).id)
    assert (plan.status, plan.changes, bool(plan.status_message)) == (status, changes, not changes), reason
    assert gateway.requests == [], "a plan changes no resource"


def test_another_product_can_be_refused():
    gateway = FakeGateway(ADOPTED, seconds=0.0)
    request = UpdateRequest(
        provisioned_product_id="pp-payments",
        product_id=OTHER.id,
        artifact_id=OTHER_V1.id,
        path=None,
        parameters=(),
        tags=None,
        token="t-1",
        language="en",
    )
    planned = replace(PLANNED, product_id=OTHER.id, artifact_id=OTHER_V1.id)
    gateway.product_change_refused = True
    with pytest.raises(Invalid):
        gateway.update_provisioned_product(request)
    with pytest.raises(Invalid):
        gateway.create_plan(planned)
    gateway.product_change_refused = False
    assert gateway.record(gateway.update_provisioned_product(request).id).succeeded


@table(
    "fails succeeded",
    (False, "rec-2", "it succeeded"),
    (True, "rec-payments", "it failed, and the one before it counts"),
)
def test_the_last_success_after_an_update(fails, succeeded, reason):
    gateway = FakeGateway(ADOPTED, seconds=5.0)
    if fails:
        gateway.fails()
    request = UpdateRequest(
        provisioned_product_id="pp-payments",
        product_id=WEB.id,
        artifact_id=V1.id,
        path=None,
        parameters=(KeepValue(key="Size"), KeepValue(key="Secret")),
        tags=None,
        token="t-1",
        language="en",
    )
    gateway.update_provisioned_product(request)
    assert present(gateway.provisioned_product("pp-payments")).last_successful_record_id == "rec-payments", reason
    gateway.timer.advance(5.0)
    assert present(gateway.provisioned_product("pp-payments")).last_successful_record_id == succeeded, reason


def test_the_history_is_a_call_a_page_of_20():
    state = ADOPTED
    for number in range(20):
        state = state.with_record(record(product(), id=f"rec-{number}"))
    gateway = FakeGateway(state)
    history = [record.id for record in gateway.record_history("pp-payments")]
    assert history == [*(f"rec-{number}" for number in reversed(range(20))), "rec-payments"]
    assert gateway.calls("record_history") == 2
