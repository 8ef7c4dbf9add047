"""Adopting a stack: from any state that an earlier run, or somebody else, may have left."""

from dataclasses import replace

from pulumi_servicecatalog.model import refusal
from pulumi_servicecatalog.model.desired import ById, ByName, Latest
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, NotMade
from pulumi_servicecatalog.model.plan import Plan
from pulumi_servicecatalog.model.record import FAILED
from pulumi_servicecatalog.model.request import ImportRequest, UpdateRequest
from pulumi_servicecatalog.reconcile.preflight import imported as preflight
from support.expect import a
from support.fakes.gateway import FakeGateway
from support.fakes.run import Run
from support.fakes.samples import (
    OTHER,
    PATH,
    VALUES,
    WEB,
    account,
    adopted,
    adoption,
    being_changed,
    product,
    record,
    stack,
    stack_id,
    template,
)
from support.fakes.state import moment
from support.fakes.timer import FakeTimer
from support.tables import table

PAYMENTS = stack_id("payments")
UPDATED = stack("payments", status="UPDATE_COMPLETE", last_updated_time=moment(1))


def codes(outcome):
    return [(problem.code, problem.property) for problem in outcome.problems]


def test_a_stack_that_nothing_governs_is_imported():
    gateway = FakeGateway(account(stack("payments"), stack("orders")))
    outcome = Run(gateway).adopt(adoption())
    observed = gateway.state.observed(name="payments")
    assert observed is not None
    assert isinstance(outcome, Done)
    assert outcome.state is not None
    assert outcome.state.provisioned_product == observed
    assert outcome.state.stack == stack("payments")
    assert (observed.status, observed.physical_id) == ("AVAILABLE", PAYMENTS)
    assert (observed.product_name, observed.artifact_name) == ("web-service", "v1")
    assert gateway.state.stacks == (stack("payments"), stack("orders"))


@table(
    "target",
    ({"physical_id": PAYMENTS}, "the stack by its ARN"),
    ({"product": ById("prod-web"), "artifact": ById("pa-1")}, "product and version by ID"),
    ({"artifact": None}, "the version whose template the stack has"),
    ({"parameters": {"Size": "small"}}, "parameters that the stack has already"),
)
def test_every_way_to_say_it_makes_the_same_request(target, reason):
    gateway = FakeGateway(account())
    assert isinstance(Run(gateway).adopt(adoption(**target)), Done), reason
    (request,) = gateway.requests
    assert isinstance(request, ImportRequest)
    sent = (request.name, request.stack_id, request.product_id, request.artifact_id, request.language)
    assert sent == ("payments", PAYMENTS, "prod-web", "pa-1", "en"), reason


def test_adopting_twice_makes_one_provisioned_product():
    gateway = FakeGateway(account())
    first, second = (Run(gateway).adopt(adoption()) for _ in range(2))
    assert isinstance(first, Done)
    assert isinstance(second, Done)
    assert first.state == second.state
    assert len(gateway.requests) == 1
    assert "governed the stack already" in second.notes[0]


def test_what_a_killed_run_left_at_rest_is_taken_without_a_request():
    gateway = FakeGateway(adopted("payments"))
    outcome = Run(gateway).adopt(adoption())
    assert isinstance(outcome, Done)
    assert outcome.state is not None
    assert outcome.state.provisioned_product == product("payments", launch_role_arn="")
    assert gateway.requests == []


def test_what_a_killed_run_left_under_change_is_waited_for():
    gateway = FakeGateway(being_changed(ends_at=30.0))
    outcome = Run(gateway).adopt(adoption())
    assert isinstance(outcome, Done)
    assert outcome.state is not None
    assert outcome.state.provisioned_product.status == "AVAILABLE"
    assert gateway.requests == []
    assert gateway.timer.now() >= 30.0


def test_what_a_killed_run_left_under_change_may_fail():
    gateway = FakeGateway(being_changed(ends_at=30.0, becomes="ERROR", status=FAILED))
    outcome = Run(gateway).adopt(adoption())
    assert isinstance(outcome, MadeButUnhealthy)
    assert outcome.state.provisioned_product.status == "ERROR"
    assert codes(outcome) == [("OperationFailed", "")]
    assert "it broke (CfnError)" in outcome.problems[0].message()


@table(
    "left",
    ({"status": "TAINTED"}, "the update that followed the import has failed"),
    ({"status": "ERROR"}, "the import has failed"),
    ({"artifact_id": "pa-2", "artifact_name": "v2"}, "somebody has moved it to another version since"),
)
def test_what_a_killed_run_left_and_needs_an_update_gets_one(left, reason):
    gateway = FakeGateway(adopted("payments", **left))
    outcome = Run(gateway).adopt(adoption())
    assert isinstance(outcome, Done), reason
    provisioned_product = gateway.state.observed(name="payments")
    assert provisioned_product is not None
    assert (provisioned_product.status, provisioned_product.artifact_name) == ("AVAILABLE", "v1"), reason
    assert [type(request).__name__ for request in gateway.requests] == ["UpdateRequest"], reason


def test_a_killed_run_may_have_left_nothing_after_all():
    gateway = FakeGateway(being_changed(ends_at=30.0, becomes=None, status=FAILED))
    outcome = Run(gateway).adopt(adoption())
    assert isinstance(outcome, NotMade)
    assert "it broke (CfnError)" in outcome.problems[0].message()
    assert gateway.state.provisioned_products == ()


@table(
    "observed target reported_codes",
    (
        product("payments", physical_id=stack_id("orders")),
        {},
        [("NameTaken", "name")],
        "the name governs another stack",
    ),
    (
        product("billing", physical_id=PAYMENTS),
        {},
        [("AlreadyGoverned", "physicalId")],
        "another name governs the stack",
    ),
    (
        product("payments", product_id=OTHER.id, artifact_id="pa-9"),
        {},
        [("AlreadyGoverned", "physicalId")],
        "another product governs it under the name",
    ),
)
def test_what_somebody_else_governs_is_left_alone(observed, target, reported_codes, reason):
    before = account(stack("payments"), stack("orders")).with_governed(observed).with_record(record(observed))
    gateway = FakeGateway(before)
    outcome = Run(gateway).adopt(adoption(**target))
    assert isinstance(outcome, NotMade), reason
    assert codes(outcome) == reported_codes, reason
    assert gateway.state == before, reason
    assert gateway.requests == [], reason


@table(
    "target reported_codes",
    ({"physical_id": "paymets"}, [("StackNotFound", "physicalId")], "no such stack"),
    ({"physical_id": "arn:aws:s3:::b"}, [("NotAStack", "physicalId")], "no stack at all"),
    (
        {"physical_id": stack_id("payments", account="999999999999")},
        [("StackInOtherAccount", "physicalId")],
        "a stack of another account",
    ),
    (
        {"physical_id": stack_id("payments", region="us-east-1")},
        [("StackInOtherRegion", "physicalId")],
        "a stack of another Region",
    ),
    ({"product": ByName("web-servce")}, [("ProductNotFound", "productName")], "no such product"),
    ({"product": ById("prod-none")}, [("ProductNotFound", "productId")], "no such product, by its ID"),
    ({"artifact": ByName("v3")}, [("ArtifactNotFound", "provisioningArtifactName")], "no such version"),
    ({"artifact": ByName("v2")}, [("TemplateMismatch", "provisioningArtifactName")], "another template"),
    (
        {"physical_id": "paymets", "product": ByName("web-servce")},
        [("StackNotFound", "physicalId"), ("ProductNotFound", "productName")],
        "both are reported at once",
    ),
)
def test_what_cannot_be_adopted_is_reported_and_nothing_is_changed(target, reported_codes, reason):
    before = account()
    gateway = FakeGateway(before)
    outcome = Run(gateway).adopt(adoption(**target))
    assert isinstance(outcome, NotMade), reason
    assert codes(outcome) == reported_codes, reason
    assert gateway.requests == [], reason
    assert gateway.state == before, reason


@table(
    "state denied code",
    (account(replace(stack("payments"), status="UPDATE_IN_PROGRESS")), "", "StackStatusNotImportable", "is updated"),
    (account().with_stack(UPDATED, template()), "", "TemplateMismatch", "has been updated"),
    (account().without_stack(PAYMENTS), "", "StackNotFound", "is deleted"),
    (account().with_stack(UPDATED), "stack_template", "MissingPermission", "is updated, and may not be read any more"),
)
def test_what_has_happened_to_the_stack_since_the_preview_is_seen_before_the_import(state, denied, code, reason):
    gateway = FakeGateway(account())
    run = Run(gateway)
    assert preflight.examine(adoption(), run.session).problems == ()
    gateway.state = state
    if denied:
        gateway.refuse(denied, refusal.Denied(operation="GetTemplate", reason="no"), times=9)
    outcome = run.adopt(adoption())
    assert isinstance(outcome, NotMade), reason
    assert code in [problem.code for problem in outcome.problems], reason
    assert gateway.requests == [], reason


def test_a_stack_that_is_missing_is_reported_with_one_of_nearly_the_same_name():
    outcome = Run(FakeGateway(account())).adopt(adoption(physical_id="paymets"))
    assert isinstance(outcome, NotMade)
    assert outcome.problems[0].message().endswith('in account 123456789012, eu-west-1. Did you mean "payments"?')


def test_parameters_that_differ_are_set_by_an_update_that_follows():
    gateway = FakeGateway(account())
    outcome = Run(gateway).adopt(adoption(parameters={"Size": "large"}))
    assert isinstance(outcome, Done)
    assert outcome.state is not None
    assert outcome.state.stack is not None
    assert outcome.state.stack.parameters == {**VALUES, "Size": "large"}
    assert [type(request).__name__ for request in gateway.requests] == ["ImportRequest", "UpdateRequest"]


def test_progress_is_reported_while_aws_is_at_it():
    run = Run(FakeGateway(account(), seconds=20.0))
    run.adopt(adoption())
    assert run.said[0] == "importing"
    assert run.said[1] == "rec-1 is CREATED since 0 s"
    assert all(line.startswith("rec-1 is IN_PROGRESS") for line in run.said[2:-1])
    assert run.said[-1] == "rec-1 is SUCCEEDED", "the last line stays where the operation is shown"


def test_an_import_that_aws_fails_keeps_what_there_is_with_aws_own_words():
    gateway = FakeGateway(account(), timer=FakeTimer())
    gateway.fails(leaves="ERROR")
    gateway.event(PAYMENTS, "Queue", "CREATE_FAILED", "no.")
    outcome = Run(gateway).adopt(adoption())
    assert isinstance(outcome, MadeButUnhealthy)
    assert outcome.state.provisioned_product == gateway.state.observed(name="payments")
    assert codes(outcome) == [("OperationFailed", "")]
    assert outcome.problems[0].message() == "The import failed: it broke (CfnError); Queue CREATE_FAILED: no."
    assert len(gateway.requests) == 1


def test_an_import_that_leaves_nothing_made_nothing():
    gateway = FakeGateway(account())
    gateway.fails(leaves=None)
    outcome = Run(gateway).adopt(adoption())
    assert isinstance(outcome, NotMade)
    assert "it broke (CfnError)" in outcome.problems[0].message()
    assert replace(gateway.state, records=()) == account()


# What follows the import


def requested(gateway):
    return [type(request).__name__ for request in gateway.requests]


@table(
    "policy",
    (Latest.ACTIVE, "the newest"),
    (Latest.DEFAULT_GUIDANCE, "the newest that is not deprecated"),
)
def test_by_a_policy_the_stack_is_adopted_at_the_version_that_it_has_and_then_moved(policy, reason):
    gateway = FakeGateway(account())
    run = Run(gateway)
    outcome = run.adopt(adoption(artifact=policy))
    assert isinstance(outcome, Done), reason
    first, second = gateway.requests
    assert a(ImportRequest, first).artifact_id == "pa-1", reason
    assert a(UpdateRequest, second).artifact_id == "pa-2", reason
    assert outcome.state is not None
    assert outcome.state.provisioned_product.artifact_name == "v2", reason
    assert run.warned == [], reason


def test_a_stack_that_has_the_version_of_the_policy_already_is_only_adopted():
    state = account()
    newest = tuple(version for version in state.versions if version.artifact.id != "pa-2")
    gateway = FakeGateway(replace(state, versions=newest))
    assert isinstance(Run(gateway).adopt(adoption(artifact=Latest.ACTIVE)), Done)
    assert requested(gateway) == ["ImportRequest"]


def test_a_move_by_a_policy_that_is_refused_keeps_the_adopted_stack():
    gateway = FakeGateway(account())
    gateway.refuse("update_provisioned_product", refusal.Denied(operation="UpdateProvisionedProduct", reason="no"))
    outcome = Run(gateway).adopt(adoption(artifact=Latest.ACTIVE))
    assert isinstance(outcome, MadeButUnhealthy)
    assert codes(outcome) == [("MissingPermission", "")]
    assert outcome.state.provisioned_product.artifact_name == "v1"


def test_a_policy_that_finds_no_version_stops_the_adoption():
    state = account()
    deprecated = tuple(
        replace(version, artifact=replace(version.artifact, guidance="DEPRECATED")) for version in state.versions
    )
    gateway = FakeGateway(replace(state, versions=deprecated))
    outcome = Run(gateway).adopt(adoption(artifact=Latest.DEFAULT_GUIDANCE))
    assert isinstance(outcome, NotMade)
    assert codes(outcome) == [("NoLatestArtifact", "versionPolicy")]
    assert gateway.requests == []


def test_constraints_are_applied_by_an_update_where_that_is_declared():
    gateway = FakeGateway(account())
    assert isinstance(Run(gateway).adopt(adoption(apply_constraints=True)), Done)
    assert requested(gateway) == ["ImportRequest", "UpdateRequest"]


def test_tags_are_set_by_an_update_that_follows():
    allowing = replace(PATH, constraints=("RESOURCE_UPDATE",))
    gateway = FakeGateway(replace(account(), launch_paths={WEB.id: (allowing,)}))
    outcome = Run(gateway).adopt(adoption(tags={"team": "web"}))
    assert isinstance(outcome, Done)
    assert requested(gateway) == ["ImportRequest", "UpdateRequest"]
    assert outcome.state is not None
    assert outcome.state.provisioned_product.tags["team"] == "web"


OWNER = "arn:aws:iam::123456789012:user/another"


def test_the_owner_follows_the_import():
    gateway = FakeGateway(account())
    outcome = Run(gateway).adopt(adoption(owner=OWNER))
    assert isinstance(outcome, Done)
    assert requested(gateway) == ["ImportRequest", "PropertiesRequest"]
    assert outcome.state is not None
    assert outcome.state.provisioned_product.owner == OWNER


def test_a_plan_that_a_killed_preview_has_left_is_no_hindrance_to_what_follows():
    state = adopted("payments", artifact_id="pa-2", artifact_name="v2")
    plan = Plan(id="plan-1", name="pulumi-preview-0a1b", provisioned_product_id="pp-payments")
    gateway = FakeGateway(state.with_plan(plan))
    assert isinstance(Run(gateway).adopt(adoption()), Done)
    assert gateway.state.plans == ()


def test_a_stack_that_was_adopted_in_another_language_before_is_adopted_again():
    """AWS refuses a token that comes again with another request, and the language is part of the request."""
    gateway = FakeGateway(account())
    first = Run(gateway).adopt(adoption())
    assert isinstance(first, Done)
    assert first.state is not None
    gateway.state = gateway.state.without_governed(first.state.provisioned_product.id)
    assert isinstance(Run(gateway).adopt(adoption(accept_language="jp")), Done)
