"""The preview of an update by a plan: shown, and deleted whatever happens; what AWS does not show is said once."""

from dataclasses import replace

import pytest

from pulumi_servicecatalog.model import refusal
from pulumi_servicecatalog.model.desired import ById, ByName
from pulumi_servicecatalog.model.outcome import Done, NotMade
from pulumi_servicecatalog.model.plan import Plan, ResourceChange
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.product import LaunchPath
from pulumi_servicecatalog.model.request import KeepValue, PlanRequest, SetValue, UpdateRequest
from pulumi_servicecatalog.reconcile.execution import leftover_plans
from pulumi_servicecatalog.reconcile.observation import read
from pulumi_servicecatalog.reconcile.operations import plan as planning
from support.expect import a, present
from support.fakes.gateway import A_CHANGE, FakeGateway
from support.fakes.run import Run
from support.fakes.samples import PATH, WEB, account, adopted, adoption, being_changed, product, record
from support.fakes.timer import FakeTimer
from support.launches import ROLE, as_stack_set, launched, stack_sets, wanted
from support.tables import table

PP = "pp-payments"
TO_V2 = adoption(artifact=ByName("v2"))
SECOND = LaunchPath(id="lpv2-2", name="everyone")
OURS = Plan(id="plan-left", name="pulumi-preview-0a1b", provisioned_product_id=PP, status="CREATE_SUCCESS")
THEIRS = replace(OURS, id="plan-theirs", name="nightly")
DENIED = refusal.Denied(operation="CreateProvisionedProductPlan", reason="You may not.", request_id="r-1")


def previewed(run, target, *, earlier=None, name="payments"):
    provisioned_product = run.gateway.state.observed(name=name)
    assert provisioned_product is not None
    actual = read.read(provisioned_product.id, run.session)
    assert actual is not None
    return planning.preview(actual, target, run.session, run.operation(), earlier=earlier)


def plan_request(gateway):
    (request,) = [call.requested for call in gateway.journal if isinstance(call.requested, PlanRequest)]
    return request


def not_shown(result):
    assert isinstance(result, Problem)
    assert result.code == "ChangesNotPreviewed"
    return result.message()


def test_the_changes_are_shown_and_the_plan_is_deleted():
    before = adopted("payments")
    gateway = FakeGateway(before)
    removed = ResourceChange(action="REMOVE", logical_id="Topic", type="AWS::SNS::Topic")
    gateway.foresees(A_CHANGE, removed)
    run = Run(gateway)
    plan = previewed(run, TO_V2)
    assert isinstance(plan, Plan)
    assert plan.changes == (A_CHANGE, removed)
    assert gateway.state == before
    assert gateway.requests == []
    assert run.said == ["asking AWS what the update would change"]
    assert run.warned == []


def test_the_plan_is_that_of_the_update_which_would_follow():
    gateway = FakeGateway(adopted("payments"))
    target = adoption(artifact=ByName("v2"), parameters={"Size": "large"}, tags={"team": "web"}, accept_language="jp")
    previewed(Run(gateway), target)
    request = plan_request(gateway)
    assert (request.name, request.product_id, request.artifact_id) == ("payments", WEB.id, "pa-2")
    assert request.parameters == (SetValue(key="Size", value="large"), KeepValue(key="Secret"))
    assert (request.tags, request.path_id, request.language) == ({"team": "web"}, None, "jp")
    assert request.plan_name.startswith(leftover_plans.PREFIX)
    Run(gateway).change(PP, target)
    (request_of_update,) = gateway.requests
    update = a(UpdateRequest, request_of_update)
    assert (update.artifact_id, update.parameters, update.tags) == (
        request.artifact_id,
        request.parameters,
        request.tags,
    )


@table(
    "declared path_id",
    (ById(SECOND.id), SECOND.id, "by its ID"),
    (ByName("everyone"), SECOND.id, "by its name, which a plan does not take"),
)
def test_a_declared_path_is_named_by_its_id(declared, path_id, reason):
    gateway = FakeGateway(replace(adopted("payments"), launch_paths={WEB.id: (PATH, SECOND)}))
    assert isinstance(previewed(Run(gateway), adoption(artifact=ByName("v2"), path=declared)), Plan), reason
    assert plan_request(gateway).path_id == path_id, reason


def test_of_several_paths_the_one_that_was_taken_last_is_named():
    state = adopted("payments").with_record(replace(record(product()), path_id=SECOND.id))
    gateway = FakeGateway(replace(state, launch_paths={WEB.id: (PATH, SECOND)}))
    assert isinstance(previewed(Run(gateway), TO_V2), Plan)
    assert plan_request(gateway).path_id == SECOND.id


def test_equal_previews_make_plans_of_their_own():
    gateway = FakeGateway(adopted("payments"))
    for _ in range(2):
        plan = previewed(Run(gateway), TO_V2)
        assert isinstance(plan, Plan)
        assert [change.logical_id for change in plan.changes] == ["Queue"]
    requests = [call.requested for call in gateway.journal if isinstance(call.requested, PlanRequest)]
    assert len({request.token for request in requests}) == 2


def test_a_secret_that_the_program_changes_is_part_of_the_plan():
    gateway = FakeGateway(launched())
    other = wanted(parameters={"Size": "small", "Secret": "hunter3"})
    assert isinstance(previewed(Run(gateway), other, earlier=wanted(), name="shop"), Plan)
    assert SetValue(key="Secret", value="hunter3") in plan_request(gateway).parameters


@table(
    "target",
    (adoption(), "it is as declared"),
    (adoption(physical_id="orders", artifact=ByName("v2")), "it is replaced, so that there is no update"),
)
def test_where_no_update_would_follow_no_plan_is_made(target, reason):
    gateway = FakeGateway(adopted("payments"))
    assert previewed(Run(gateway), target) is None, reason
    assert gateway.calls("create_plan") == 0, reason


@table("target", (adoption(owner=ROLE), "the owner"), (adoption(launch_role_arn=ROLE), "the launch role"))
def test_what_is_no_update_of_the_stack_needs_no_plan(target, reason):
    gateway = FakeGateway(adopted("payments"))
    assert previewed(Run(gateway), target) is None, reason
    assert gateway.calls("create_plan") == 0, reason


def test_an_update_that_changes_no_resource_is_shown_as_such():
    before = adopted("payments")
    gateway = FakeGateway(before)
    gateway.foresees()
    plan = previewed(Run(gateway), TO_V2)
    assert isinstance(plan, Plan)
    assert plan.changes == ()
    assert gateway.state == before


# What AWS does not show


def test_a_plan_that_cannot_be_made_is_reported_in_aws_words_and_deleted():
    before = adopted("payments")
    gateway = FakeGateway(before)
    gateway.cannot_plan("Role arn:aws:iam::1:role/launch cannot be assumed.")
    message = not_shown(previewed(Run(gateway), TO_V2))
    assert message == (
        "The preview cannot show which resources the update changes: Role arn:aws:iam::1:role/launch cannot be assumed."
    )
    assert gateway.state == before


def test_a_plan_that_cannot_be_made_without_a_reason_is_a_whole_sentence():
    gateway = FakeGateway(adopted("payments"))
    gateway.cannot_plan("")
    assert not_shown(previewed(Run(gateway), TO_V2)).endswith(
        "resources the update changes: AWS could not make the plan."
    )


@pytest.mark.parametrize("method", ["create_plan", "plan", "artifact_parameters"])
def test_without_the_permission_it_is_said_and_nothing_is_left(method):
    before = adopted("payments")
    gateway = FakeGateway(before)
    gateway.refuse(method, DENIED)
    result = previewed(Run(gateway), TO_V2)
    assert not_shown(result).endswith("resources the update changes: You may not. (request r-1).")
    assert "servicecatalog:CreateProvisionedProductPlan" in result.remedy()
    assert gateway.state == before


def test_a_type_that_plans_do_not_cover_is_said_without_asking():
    gateway = FakeGateway(as_stack_set(stack_sets()))
    result = previewed(Run(gateway), wanted(artifact=ByName("v2")), name="shop")
    assert not_shown(result).endswith("AWS makes no plans for stack sets.")
    assert gateway.calls("create_plan") == 0


def test_another_product_of_which_aws_makes_no_plan_is_said():
    gateway = FakeGateway(adopted("payments"))
    gateway.switch(product_change="refused")
    target = adoption(product=ByName("report-bucket"), artifact=ByName("v1"))
    assert "cannot be updated to product prod-other" in not_shown(previewed(Run(gateway), target))


def test_what_is_under_change_has_no_plan():
    gateway = FakeGateway(being_changed(ends_at=60.0))
    assert "UNDER_CHANGE" in not_shown(previewed(Run(gateway), TO_V2))
    assert gateway.timer.now() < 5.0


def test_what_stands_in_the_way_of_the_update_is_reported_instead():
    gateway = FakeGateway(adopted("payments"))
    result = previewed(Run(gateway), adoption(artifact=ByName("v9")))
    assert isinstance(result, Problem)
    assert result.code == "ArtifactNotFound"
    assert gateway.calls("create_plan") == 0


# Waiting


def test_a_preview_waits_two_minutes_for_a_plan_and_deletes_it():
    before = adopted("payments")
    gateway = FakeGateway(before, seconds=600.0)
    assert "not done with the plan within" in not_shown(previewed(Run(gateway), TO_V2))
    assert 120.0 <= gateway.timer.now() < 130.0
    assert gateway.state == before


def test_the_deadline_of_the_preview_counts_as_well():
    before = adopted("payments")
    gateway = FakeGateway(before, seconds=600.0)
    assert not_shown(previewed(Run(gateway, seconds=30.0), TO_V2)).endswith("within 30 s.")
    assert gateway.state == before


def test_a_cancelled_preview_deletes_its_plan():
    before = adopted("payments")
    gateway = FakeGateway(before, seconds=600.0, timer=FakeTimer(cancel_at=10.0))
    not_shown(previewed(Run(gateway), TO_V2))
    assert gateway.timer.now() == 10.0
    assert gateway.state == before


class Killed(BaseException):
    """As a signal does: nothing in the provider catches it."""


def test_a_preview_that_is_interrupted_deletes_its_plan():
    before = adopted("payments")
    gateway = FakeGateway(before)
    gateway.refuse("plan", Killed())
    with pytest.raises(Killed):
        previewed(Run(gateway), TO_V2)
    assert gateway.state == before


def test_a_plan_that_cannot_be_deleted_is_warned_of_and_the_next_run_removes_it():
    gateway = FakeGateway(adopted("payments"))
    gateway.refuse("delete_plan", refusal.Denied(operation="DeleteProvisionedProductPlan", reason="no"))
    run = Run(gateway)
    assert isinstance(previewed(run, TO_V2), Plan)
    (warned,) = run.warned
    (left,) = gateway.state.plans
    assert warned == f"The plan {left.plan.name} ({left.plan.id}) of this preview is left behind: no"
    assert isinstance(Run(gateway).change(PP, TO_V2), Done)
    assert gateway.state.plans == ()


def test_after_the_preview_the_status_is_read_anew():
    """The same process may go on to the update, for which the snapshot must not remember the plan."""
    gateway = FakeGateway(adopted("payments"))
    run = Run(gateway)
    assert isinstance(previewed(run, TO_V2), Plan)
    observed = read.read(PP, run.session)
    assert observed is not None
    assert observed.provisioned_product.status == "AVAILABLE"


# Plans that are left


def test_a_plan_that_a_killed_preview_has_left_is_removed_by_the_next_preview():
    gateway = FakeGateway(adopted("payments").with_plan(OURS))
    assert isinstance(previewed(Run(gateway), TO_V2), Plan)
    assert gateway.state == adopted("payments")


def test_a_plan_that_a_killed_preview_has_left_is_removed_by_an_update():
    gateway = FakeGateway(adopted("payments").with_plan(OURS))
    assert isinstance(Run(gateway).change(PP, TO_V2), Done)
    assert gateway.state.plans == ()
    assert present(gateway.state.observed(name="payments")).artifact_name == "v2"


def test_a_plan_that_a_killed_preview_has_left_is_removed_by_a_release():
    gateway = FakeGateway(adopted("payments").with_plan(OURS))
    assert isinstance(Run(gateway).release(PP), Done)
    assert gateway.state.provisioned_products == ()


def test_somebody_elses_plan_is_not_deleted_by_a_preview_which_says_so():
    before = adopted("payments").with_plan(THEIRS)
    gateway = FakeGateway(before)
    message = not_shown(previewed(Run(gateway), TO_V2))
    assert message.endswith("payments has the plan nightly of somebody else.")
    assert gateway.state == before


def test_somebody_elses_plan_stops_an_update_before_anything_is_sent():
    before = adopted("payments").with_plan(THEIRS)
    gateway = FakeGateway(before)
    outcome = Run(gateway).change(PP, TO_V2)
    assert isinstance(outcome, NotMade)
    (problem,) = outcome.problems
    assert problem.code == "PlanInTheWay"
    assert problem.message() == (
        "payments has a provisioned product plan that Pulumi did not create: nightly. "
        "AWS changes nothing until the plan is executed or deleted."
    )
    assert "delete-provisioned-product-plan" in problem.remedy()
    assert gateway.requests == []
    assert gateway.state == before


def test_somebody_elses_plan_stops_a_release_as_well():
    before = adopted("payments").with_plan(THEIRS)
    gateway = FakeGateway(before)
    outcome = Run(gateway).release(PP)
    assert isinstance(outcome, NotMade)
    assert [problem.code for problem in outcome.problems] == ["PlanInTheWay"]
    assert gateway.state == before


def test_plans_that_may_not_be_listed_are_a_refusal():
    gateway = FakeGateway(adopted("payments").with_plan(OURS))
    gateway.refuse("plans", refusal.Denied(operation="ListProvisionedProductPlans", reason="no"))
    outcome = Run(gateway).change(PP, TO_V2)
    assert isinstance(outcome, NotMade)
    assert "ListProvisionedProductPlans" in outcome.problems[0].message()


def test_what_is_gone_once_its_plan_is_removed_is_no_update():
    """A plan for a name that nothing bore has made the provisioned product, which goes with it."""
    fresh = product(status="PLAN_IN_PROGRESS", physical_id=None, last_record_id="", last_successful_record_id="")
    made = replace(account().with_governed(replace(fresh, status="AVAILABLE")).with_plan(OURS))
    state = replace(made, plans=tuple(replace(plan, before=None) for plan in made.plans))
    gateway = FakeGateway(state)
    assert previewed(Run(gateway), TO_V2) is None
    assert gateway.state.provisioned_products == ()
