"""Launching a product: from any state that an earlier run, or somebody else, may have left."""

import json
from dataclasses import replace

from pulumi_servicecatalog.model import refusal
from pulumi_servicecatalog.model.desired import ById, ByName, Latest, Preflight
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, NotMade
from pulumi_servicecatalog.model.product import LaunchPath, ProvisioningParameters
from pulumi_servicecatalog.model.request import PropertiesRequest, ProvisionRequest
from pulumi_servicecatalog.model.stack_set import StackSetPreferences
from pulumi_servicecatalog.reconcile.operations import terminate
from support.expect import a, present
from support.fakes.gateway import FakeGateway
from support.fakes.run import Run
from support.fakes.samples import PATH, V1, V2, VALUES, WEB, account, product, record, stack
from support.fakes.timer import FakeTimer
from support.launches import LAUNCH, ROLE, URN, A, B, as_stack_set, launch, launched, stack_sets, wanted
from support.tables import table

PROVISION = "provision_product"
LOST = refusal.OutcomeUnknown(operation="ProvisionProduct", reason="Connection was closed")
SECOND = LaunchPath(id="lpv2-2", name="everyone")
IN_A = StackSetPreferences(accounts=(A,), regions=("eu-west-1",))
TWO_PATHS = replace(account(), launch_paths={WEB.id: (PATH, SECOND)})


def codes(outcome):
    return [(problem.code, problem.property) for problem in outcome.problems]


def names(gateway):
    return [type(request).__name__ for request in gateway.requests]


def launches(gateway):
    return [request for request in gateway.requests if isinstance(request, ProvisionRequest)]


def shop(gateway):
    return present(gateway.state.observed(name="shop"))


# A launch


def test_a_product_is_launched_and_has_a_stack_of_its_own():
    gateway = FakeGateway(account())
    state = present(a(Done, launch(Run(gateway), wanted())).state)
    made = state.provisioned_product
    assert made == shop(gateway)
    assert (made.status, made.product_name, made.artifact_name) == ("AVAILABLE", "web-service", "v1")
    assert present(state.stack).name == f"SC-123456789012-{made.id}"
    assert present(state.stack).parameters == VALUES
    assert gateway.state.stack("payments") == stack("payments")
    assert names(gateway) == ["ProvisionRequest"]


def test_all_that_is_declared_is_asked_for():
    gateway = FakeGateway(TWO_PATHS)
    topics = ("arn:aws:sns:eu-west-1:123456789012:events",)
    target = wanted(path=ById("lpv2-2"), tags={"team": "web"}, notification_arns=topics, accept_language="jp")
    assert isinstance(launch(Run(gateway), target), Done)
    assert gateway.requests == [
        ProvisionRequest(
            name="shop",
            product_id=WEB.id,
            artifact_id="pa-1",
            path=ById("lpv2-2"),
            parameters={"Size": "small", "Secret": "hunter2"},
            tags={"team": "web"},
            notification_arns=topics,
            preferences=None,
            token=launches(gateway)[0].token,
            language="jp",
        )
    ]


def test_a_stack_set_is_launched_in_the_declared_places_and_has_no_stack_of_its_own():
    gateway = FakeGateway(stack_sets())
    preferences = StackSetPreferences(accounts=(A, B), regions=("eu-west-1",), failure_tolerance_count=0)
    outcome = launch(Run(gateway), wanted(preferences=preferences))
    assert isinstance(outcome, Done)
    assert outcome.state is not None
    assert (outcome.state.provisioned_product.type, outcome.state.stack) == ("CFN_STACKSET", None)
    (request,) = launches(gateway)
    assert request.preferences == preferences


@table(
    "policy guidance artifact_id",
    (Latest.ACTIVE, "DEFAULT", "pa-2", "the newest"),
    (Latest.DEFAULT_GUIDANCE, "DEPRECATED", "pa-1", "the newest that is not deprecated"),
)
def test_the_version_of_a_policy_is_launched(policy, guidance, artifact_id, reason):
    state = account()
    deprecated = replace(V2, guidance=guidance)
    versions = tuple(
        replace(version, artifact=deprecated) if version.artifact == V2 else version for version in state.versions
    )
    gateway = FakeGateway(replace(state, versions=versions))
    assert isinstance(launch(Run(gateway), wanted(artifact=policy)), Done), reason
    assert [request.artifact_id for request in launches(gateway)] == [artifact_id], reason


def test_progress_is_reported_while_aws_is_at_it():
    run = Run(FakeGateway(account(), seconds=20.0))
    launch(run, wanted())
    assert run.said[:2] == ["launching", "rec-1 is CREATED since 0 s"]


# What cannot be launched


@table(
    "state target reported_codes",
    (account(), {"product": ByName("web-servce")}, [("ProductNotFound", "productName")], "no such product"),
    (account(), {"artifact": ByName("v3")}, [("ArtifactNotFound", "provisioningArtifactName")], "no such version"),
    (
        replace(account(), launch_paths={}),
        {},
        [("LaunchNeedsPath", "productName")],
        "the caller is in no portfolio that holds it",
    ),
    (TWO_PATHS, {}, [("LaunchPathOpen", "pathName")], "several paths, and none is named"),
    (TWO_PATHS, {"path": ByName("platfrom")}, [("LaunchPathNotFound", "pathName")], "a path that there is not"),
    (account(), {"parameters": {"Size": "small"}}, [("ParameterMissing", "parameters.Secret")], "a value is missing"),
    (
        account(),
        {"parameters": {"Size": "small", "Secret": "x", "Sise": "y"}},
        [("UnknownParameter", "parameters.Sise")],
        "a parameter that the version lacks",
    ),
    (
        account(),
        {"preferences": StackSetPreferences(accounts=(A,))},
        [("NotAStackSet", "provisioningPreferences")],
        "it is no stack set",
    ),
    (
        stack_sets(),
        {"preferences": StackSetPreferences(regions=("us-east-1",))},
        [("OutsideStackSet", "provisioningPreferences.stackSetRegions")],
        "a Region that the constraint does not name",
    ),
    (
        replace(account(), terms={PATH.id: ProvisioningParameters(tag_options={"team": ("web",)})}),
        {"tags": {"team": "wbe"}},
        [("TagNotAllowed", "tags.team")],
        "a tag that the TagOptions do not allow",
    ),
    (
        replace(account(), terms={PATH.id: ProvisioningParameters(tag_options={"team": ("core", "web")})}),
        {},
        [("TagMissing", "tags.team")],
        "a tag that several TagOptions are for",
    ),
    (
        account().with_paths(WEB, replace(PATH, tags={"team": "core"})),
        {"tags": {"team": "web"}},
        [("TagContradictsPath", "tags.team")],
        "a tag that the path sets to another value",
    ),
    (
        account().with_paths(WEB, replace(PATH, tags={"team": "core"})),
        {"tags": {f"key{number}": "x" for number in range(50)}},
        [("TooManyTags", "tags")],
        "too many tags with those of the path",
    ),
    (
        account(),
        {"owner": "arn:aws:iam::123456789012:root"},
        [("OwnerNotAllowed", "owner")],
        "an owner that AWS refuses after the launch",
    ),
)
def test_what_cannot_be_launched_is_reported_and_nothing_is_made(state, target, reported_codes, reason):
    gateway = FakeGateway(state)
    outcome = launch(Run(gateway), wanted(**target))
    assert isinstance(outcome, NotMade), reason
    assert codes(outcome) == reported_codes, reason
    assert gateway.requests == [], reason
    assert gateway.state == state, reason


def test_what_preflight_warns_of_is_reported_and_stops_nothing():
    gateway = FakeGateway(account())
    gateway.refuse("launch_paths", refusal.Denied(operation="ListLaunchPaths", reason="no"))
    run = Run(gateway)
    assert isinstance(launch(run, wanted()), Done)
    (warned,) = run.warned
    assert "Allow servicecatalog:ListLaunchPaths" in warned


def test_a_program_that_only_wants_to_be_warned_launches_all_the_same():
    gateway = FakeGateway(account())
    outcome = launch(Run(gateway), wanted(preflight=Preflight.WARN, parameters={"Size": "small"}))
    assert isinstance(outcome, MadeButUnhealthy)
    assert "Parameters: [Secret] must have values" in outcome.problems[0].message()
    assert names(gateway) == ["ProvisionRequest"]


def test_without_preflight_nothing_is_looked_at_but_what_the_names_mean():
    gateway = FakeGateway(account())
    assert isinstance(launch(Run(gateway), wanted(preflight=Preflight.OFF)), Done)
    before = [call.method for call in gateway.journal][: [call.method for call in gateway.journal].index(PROVISION)]
    assert set(before) == {"products_named", "artifacts", "identity", "provisioned_product_named"}


# Who bears the name


@table(
    "existing",
    (product("shop"), "somebody has launched it by hand"),
    (product("shop", idempotency_token=replace(LAUNCH, declared_by="urn:other").mark), "another program"),
)
def test_the_name_of_another_program_is_not_taken_over(existing, reason):
    state = account(stack("payments"), stack("shop")).with_governed(existing).with_record(record(existing))
    gateway = FakeGateway(state)
    for preflight in Preflight:
        outcome = launch(Run(gateway), wanted(preflight=preflight))
        assert isinstance(outcome, NotMade), reason
        assert codes(outcome) == [("NameTakenByOther", "name")], reason
    assert gateway.requests == [], reason
    assert gateway.state == state, reason


def test_a_name_that_is_taken_between_preflight_and_launch_is_not_taken_over():
    theirs = product("shop", physical_id=stack("orders").id)
    state = account(stack("payments"), stack("orders"))
    gateway = FakeGateway(state)
    gateway.before("provisioned_product_named", lambda now: now.with_governed(theirs).with_record(record(theirs)))
    outcome = launch(Run(gateway), wanted())
    assert isinstance(outcome, NotMade)
    assert codes(outcome) == [("NameTakenByOther", "name")]
    assert gateway.requests == []


def test_a_name_that_is_taken_in_the_last_moment_is_aws_own_refusal():
    theirs = product("shop", physical_id=stack("orders").id)
    gateway = FakeGateway(account(stack("payments"), stack("orders")))
    gateway.before(PROVISION, lambda now: now.with_governed(theirs).with_record(record(theirs)))
    outcome = launch(Run(gateway), wanted())
    assert isinstance(outcome, NotMade)
    assert "already exists" in outcome.problems[0].message()
    assert gateway.state.provisioned_products == (theirs,)


# What a killed run has left


def kill_after(gateway, method):
    """Let the process die once AWS has carried out the method's next call."""
    gateway.refuse(method, Killed(operation=method, reason="killed"), after_the_work=True)


class Killed(BaseException):
    """As a signal does: nothing in the provider catches it."""

    def __init__(self, **_facts):
        super().__init__("killed")


@table(
    "method",
    ("products_named", "before anything is made"),
    ("provisioned_product_named", "right before the launch"),
    (PROVISION, "after the launch has begun"),
    ("record", "while AWS is at it"),
    ("provisioned_product", "while the result is read"),
    ("stack", "while the stack is read"),
)
def test_a_run_that_was_killed_at_any_point_is_resumed_and_makes_one_product(method, reason):
    gateway = FakeGateway(account())
    kill_after(gateway, method)
    try:
        launch(Run(gateway), wanted())
    except Killed:
        killed = True
    assert killed, reason
    assert isinstance(launch(Run(gateway), wanted()), Done), reason
    assert len(launches(gateway)) == 1, reason
    assert [provisioned_product.name for provisioned_product in gateway.state.provisioned_products] == ["shop"], reason
    assert isinstance(launch(Run(gateway), wanted()), Done), reason
    assert len(launches(gateway)) == 1, reason


@table("after_the_work", (False, "the request was lost"), (True, "the answer was lost"))
def test_an_unknown_outcome_is_repeated_under_the_same_token(after_the_work, reason):
    gateway = FakeGateway(account())
    gateway.refuse(PROVISION, LOST, after_the_work=after_the_work, times=2)
    assert isinstance(launch(Run(gateway), wanted()), Done), reason
    assert len(launches(gateway)) == 3, reason
    assert len({request.token for request in launches(gateway)}) == 1, reason
    assert len(gateway.state.provisioned_products) == 1, reason


def test_an_outcome_that_stays_unknown_is_reported_and_the_next_run_takes_what_is_there():
    gateway = FakeGateway(account())
    gateway.refuse(PROVISION, LOST, after_the_work=True, times=99)
    outcome = launch(Run(gateway), wanted())
    assert isinstance(outcome, NotMade)
    assert outcome.problems[0].code == "OutcomeUnknown"
    sent = len(launches(gateway))
    assert isinstance(launch(Run(gateway), wanted()), Done)
    assert len(launches(gateway)) == sent


@table(
    "state target unsearchable sent",
    (launched(), {}, set(), [], "as it is"),
    (launched(), {}, {"pp-shop"}, [], "as it is, although the search does not show it yet"),
    (launched(), {"artifact": ByName("v2")}, set(), ["UpdateRequest"], "and made as declared by now"),
    (as_stack_set(stack_sets()), {"preferences": IN_A}, set(), [], "a stack set, as it is"),
)
def test_what_an_earlier_run_has_launched_is_taken(state, target, unsearchable, sent, reason):
    gateway = FakeGateway(state)
    gateway.unsearchable = unsearchable
    outcome = a(Done, launch(Run(gateway), wanted(**target)))
    assert names(gateway) == sent
    assert outcome.notes == (() if sent else ("pp-shop had been launched already, and was taken as it is.",))
    assert shop(gateway).artifact_name == ("v2" if sent else "v1")


@table(
    "refused described",
    (0, True, "its record tells of its stack"),
    (1, False, "nobody tells of its stack yet"),
)
def test_a_launch_that_the_search_does_not_show_yet_is_made_all_the_same(refused, described, reason):
    gateway = FakeGateway(account())
    gateway.unsearchable = {"pp-1"}
    throttled = refusal.Throttled(operation="DescribeRecord", reason="Rate exceeded")
    gateway.refuse("record_outputs", throttled, times=refused)
    state = present(a(Done, launch(Run(gateway), wanted(tags={"team": "web"}))).state)
    its_stack = present(shop(gateway).physical_id)
    assert names(gateway) == ["ProvisionRequest"]
    assert (state.provisioned_product.id, state.provisioned_product.physical_id) == (
        "pp-1",
        its_stack if described else None,
    )
    assert state.stack == (gateway.state.stack(its_stack) if described else None)


def test_what_goes_away_while_it_is_taken_over_is_reported_and_launched_by_the_next_run():
    gateway = FakeGateway(launched())
    gateway.before("provisioned_product", lambda now: now.without_governed("pp-shop"))
    outcome = launch(Run(gateway), wanted())
    assert isinstance(outcome, NotMade)
    assert codes(outcome) == [("Gone", "")]
    assert isinstance(launch(Run(gateway), wanted()), Done)


# A launch that fails


NOT_MADE = "The following resource(s) failed to create: [Queue]."
FAILING = json.dumps(
    {
        "Parameters": {"Size": {"Type": "String"}, "Secret": {"Type": "String", "NoEcho": True}},
        "Resources": {
            "Queue": {"Type": "Custom::EmulatorFailure", "Properties": {"FailOn": "create", "Reason": "no."}}
        },
    }
)


@table(
    "template message",
    (None, "The launch failed: it broke (CfnError).", "the record tells"),
    (
        FAILING,
        f"The launch failed: ROLLBACK_COMPLETE: {NOT_MADE} Queue: no. (CloudFormationError); Queue CREATE_FAILED: no.",
        "the events too",
    ),
)
def test_a_launch_that_fails_keeps_the_id_with_aws_own_words(template, message, reason):
    state = account()
    failing = replace(present(state.version(V1.id)), template=template or "")
    gateway = FakeGateway(state.with_version(failing) if template else state)
    if not template:
        gateway.fails()
    outcome = a(MadeButUnhealthy, launch(Run(gateway), wanted()))
    assert outcome.state.provisioned_product == shop(gateway)
    assert (shop(gateway).status, codes(outcome)) == ("ERROR", [("OperationFailed", "")])
    assert outcome.problems[0].message() == message


def test_a_launch_that_fails_and_is_removed_by_somebody_made_nothing_and_the_next_run_launches_again():
    gateway = FakeGateway(account())
    gateway.fails()
    gateway.before("record", lambda _: gateway.timer.advance(9.0))
    gateway.before("provisioned_product", lambda state: state.without_governed("pp-1"))
    outcome = launch(Run(gateway), wanted())
    assert isinstance(outcome, NotMade)
    assert "it broke (CfnError)" in outcome.problems[0].message()
    gateway.timer.advance(60)
    assert isinstance(launch(Run(gateway), wanted()), Done)
    assert len({request.token for request in launches(gateway)}) == 2


def test_a_failed_launch_is_replaced_by_another_one():
    """The engine deletes before it creates, since the name is taken."""
    gateway = FakeGateway(account())
    gateway.fails()
    launch(Run(gateway), wanted())
    run = Run(gateway)
    ended = terminate.Termination(
        provisioned_product_id="pp-1", retain_physical_resources=False, ignore_errors=False, language="en"
    )
    assert isinstance(terminate.release(ended, run.session, run.operation()), Done)
    gateway.timer.advance(60)
    outcome = launch(run, wanted())
    assert isinstance(outcome, Done)
    assert shop(gateway).status == "AVAILABLE"
    assert len({request.token for request in launches(gateway)}) == 2


# Tokens that are used up


@table(
    "replays_current",
    (False, "a repeated token is answered as it was at first"),
    (True, "a repeated token is answered with the record as it is now"),
)
def test_a_token_whose_product_is_gone_is_followed_by_another_one(replays_current, reason):
    gateway = FakeGateway(account(), replays_current=replays_current)
    for launch_number in range(1, 4):
        assert isinstance(launch(Run(gateway), wanted()), Done), reason
        assert len({request.token for request in launches(gateway)}) == launch_number, reason
        assert shop(gateway).idempotency_token == launches(gateway)[-1].token, reason
        gateway.timer.advance(3600)
        made = shop(gateway)
        gateway.state = gateway.state.without_governed(made.id).without_stack(made.physical_id)


def test_another_version_is_another_token_since_aws_refuses_one_that_was_used_for_something_else():
    gateway = FakeGateway(account())
    launch(Run(gateway), wanted())
    made = shop(gateway)
    gateway.timer.advance(3600)
    gateway.state = gateway.state.without_governed(made.id).without_stack(made.physical_id)
    outcome = launch(Run(gateway), wanted(artifact=ByName("v2")))
    assert isinstance(outcome, Done)
    assert shop(gateway).artifact_name == "v2"


# Waiting


@table(
    "cancel_at seconds code",
    (None, 60.0, "NotInTime", "the deadline passes"),
    (30.0, 3600.0, "Cancelled", "somebody cancels"),
)
def test_a_launch_that_is_not_waited_for_keeps_the_id_and_the_next_run_waits_for_it(cancel_at, seconds, code, reason):
    gateway = FakeGateway(account(), seconds=600.0, timer=FakeTimer(cancel_at=cancel_at))
    outcome = launch(Run(gateway, seconds=seconds), wanted())
    assert isinstance(outcome, MadeButUnhealthy), reason
    assert outcome.state.provisioned_product.id == "pp-1", reason
    assert [problem.code for problem in outcome.problems] == [code], reason
    gateway.timer = FakeTimer(start=gateway.timer.now())
    assert isinstance(launch(Run(gateway), wanted()), Done), reason
    assert len(launches(gateway)) == 1, reason


def test_cancelling_before_aws_has_accepted_the_launch_makes_nothing():
    gateway = FakeGateway(account(), timer=FakeTimer(cancel_at=5.0))
    gateway.refuse(PROVISION, refusal.Throttled(operation="ProvisionProduct", reason="Rate exceeded"), times=99)
    outcome = launch(Run(gateway), wanted())
    assert isinstance(outcome, NotMade)
    assert outcome.problems[0].message() == "The launch was cancelled before it started."
    assert gateway.state == account()


def test_launches_do_not_queue_behind_imports():
    """AWS imports one stack at a time, and launches many."""
    gateway = FakeGateway(account())
    run = Run(gateway)
    with run.session.lane.turn(run.operation()) as stop:
        assert stop is None
        assert isinstance(launch(run, wanted()), Done)


# What a launch does not take, and follows it


@table(
    "state target values",
    (account(), {"owner": ROLE}, {"owner": ROLE}, "the owner"),
    (account(), {"launch_role_arn": ROLE}, {"launchRoleArn": ROLE}, "the launch role"),
    (
        account(),
        {"owner": ROLE, "launch_role_arn": ROLE},
        {"launchRoleArn": ROLE, "owner": ROLE},
        "both, in one request",
    ),
    (replace(account(), launch_roles={PATH.id: ROLE}), {"launch_role_arn": ROLE}, None, "what the constraint gave"),
)
def test_the_owner_and_the_launch_role_follow_the_launch_and_no_update_does(state, target, values, reason):
    gateway = FakeGateway(state)
    made = present(a(Done, launch(Run(gateway), wanted(**target))).state)
    first, *follow = gateway.requests
    assert isinstance(first, ProvisionRequest)
    assert [a(PropertiesRequest, request).values for request in follow] == ([] if values is None else [values])
    assert made.provisioned_product == shop(gateway)


def test_what_follows_may_be_refused_and_the_id_is_kept():
    gateway = FakeGateway(account())
    denied = refusal.Denied(operation="UpdateProvisionedProductProperties", reason="no")
    gateway.refuse("update_properties", denied)
    outcome = launch(Run(gateway), wanted(owner=ROLE))
    assert isinstance(outcome, MadeButUnhealthy)
    assert outcome.state.provisioned_product.id == "pp-1"
    assert codes(outcome) == [("MissingPermission", "")]
    assert isinstance(launch(Run(gateway), wanted(owner=ROLE)), Done)
    assert len(launches(gateway)) == 1


def test_what_another_program_declares_under_another_name_is_not_touched():
    state = launched()
    gateway = FakeGateway(state)
    assert isinstance(launch(Run(gateway), wanted(name="till"), declared_by=URN.replace("web", "till")), Done)
    assert gateway.state.observed(name="shop") == state.observed(name="shop")
