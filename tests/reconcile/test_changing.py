"""Changing what a provisioned product is: only what is declared, and only where it differs."""

from dataclasses import replace

import pytest

from fakes.door import FakeDoor
from fakes.run import Run
from fakes.samples import (
    PATH,
    V1,
    V2,
    VALUES,
    WEB,
    account,
    adopted,
    adoption,
    being_changed,
    product,
    record,
    stack_id,
)
from fakes.timer import FakeTimer
from pulumi_servicecatalog.model import refusal
from pulumi_servicecatalog.model.desired import ById, ByName, Latest
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, NotMade
from pulumi_servicecatalog.model.product import LaunchPath
from pulumi_servicecatalog.model.record import FAILED
from pulumi_servicecatalog.model.request import KeepValue, PropertiesRequest, SetValue, UpdateRequest
from pulumi_servicecatalog.model.stack_set import StackSetPreferences
from reconcile.launches import ROLE, A, B, C, as_stack_set, change, launched, stack_sets, wanted
from tables import table

UPDATE = "update_provisioned_product"
PP = "pp-payments"
PROPERTIES = "update_properties"
TO_V2 = adoption(artifact=ByName("v2"))
OWNER = "arn:aws:iam::123456789012:user/another"
SECOND = LaunchPath(id="lpv2-2", name="everyone")
DENIED = refusal.Denied(operation="UpdateProvisionedProduct", reason="no")
INVALID = refusal.Invalid(operation="UpdateProvisionedProduct", reason="It does not fit.")


def only_request(door):
    (request,) = door.requests
    assert isinstance(request, UpdateRequest)
    return request


def test_another_version_is_an_update_that_keeps_every_value():
    door = FakeDoor(adopted("payments", "orders"))
    others = door.state.governed(name="orders")
    outcome = Run(door).change(PP, TO_V2)
    assert isinstance(outcome, Done)
    assert outcome.state is not None
    assert outcome.state.provisioned_product.artifact_name == "v2"
    assert outcome.state.stack is not None
    assert outcome.state.stack.parameters == {**VALUES, "Zone": "a"}
    assert outcome.state.stack.id == stack_id("payments")
    assert only_request(door).parameters == (KeepValue(key="Size"), KeepValue(key="Secret"))
    assert door.state.governed(name="orders") == others


def test_declared_parameters_are_set_and_the_others_kept():
    door = FakeDoor(adopted("payments"))
    outcome = Run(door).change(PP, adoption(artifact=ByName("v2"), parameters={"Size": "large", "Zone": "b"}))
    assert isinstance(outcome, Done)
    assert outcome.state is not None
    assert outcome.state.stack is not None
    assert outcome.state.stack.parameters == {"Size": "large", "Secret": "****", "Zone": "b"}
    assert only_request(door).parameters == (
        SetValue(key="Size", value="large"),
        KeepValue(key="Secret"),
        SetValue(key="Zone", value="b"),
    )


def test_the_path_the_tags_and_the_language_are_handed_on():
    door = FakeDoor(adopted("payments"))
    wish = adoption(artifact=ByName("v2"), path=ById("lpv2-1"), tags={"team": "web"}, accept_language="jp")
    assert isinstance(Run(door).change(PP, wish), Done)
    request = only_request(door)
    assert (request.path, request.tags, request.language) == (ById("lpv2-1"), {"team": "web"}, "jp")


@table(
    "wish",
    ({}, "as adopted"),
    ({"artifact": None}, "no version is declared"),
    ({"physical_id": stack_id("payments"), "artifact": ById("pa-1")}, "the same by ARN and ID"),
    ({"parameters": {"Size": "small"}}, "a value that it has"),
    ({"ignore_errors": True, "retain_physical_resources": False}, "settings that AWS does not keep"),
)
def test_where_nothing_differs_nothing_is_written(wish, reason):
    before = adopted("payments")
    door = FakeDoor(before)
    outcome = Run(door).change(PP, adoption(**wish))
    assert isinstance(outcome, Done), reason
    assert door.requests == [], reason
    assert door.state == before, reason


def test_a_tainted_product_is_updated_although_nothing_else_differs():
    door = FakeDoor(adopted("payments", status="TAINTED"))
    outcome = Run(door).change(PP, adoption())
    assert isinstance(outcome, Done)
    assert outcome.state is not None
    assert outcome.state.provisioned_product.status == "AVAILABLE"
    assert only_request(door).artifact_id == "pa-1"


def test_without_a_declared_version_an_update_keeps_the_one_that_it_has():
    door = FakeDoor(adopted("payments", artifact_id="pa-2", artifact_name="v2"))
    assert isinstance(Run(door).change(PP, adoption(artifact=None, parameters={"Size": "large"})), Done)
    assert only_request(door).artifact_id == "pa-2"


@table(
    "wish code",
    ({"artifact": ByName("v3")}, "ArtifactNotFound", "no such version"),
    ({"product": ByName("web-servce")}, "ProductNotFound", "no such product"),
    ({"artifact": ByName("v2"), "parameters": {"Colour": "red"}}, "UnknownParameter", "no such parameter"),
)
def test_what_cannot_be_changed_is_told_and_nothing_is_changed(wish, code, reason):
    before = adopted("payments")
    door = FakeDoor(before)
    outcome = Run(door).change(PP, adoption(**wish))
    assert isinstance(outcome, NotMade), reason
    assert [problem.code for problem in outcome.problems] == [code], reason
    assert door.state == before, reason


def test_what_is_gone_is_no_outcome():
    assert Run(FakeDoor(account())).change(PP, TO_V2) is None


def test_what_another_run_has_under_way_is_waited_for_and_may_be_the_wish():
    door = FakeDoor(being_changed(ends_at=30.0, artifact_id="pa-2", artifact_name="v2"))
    outcome = Run(door).change(PP, TO_V2)
    assert isinstance(outcome, Done)
    assert outcome.state is not None
    assert outcome.state.provisioned_product.artifact_name == "v2"
    assert door.requests == []


def test_what_another_run_has_under_way_is_waited_for_and_then_changed():
    door = FakeDoor(being_changed(ends_at=30.0))
    assert isinstance(Run(door).change(PP, TO_V2), Done)
    assert only_request(door).artifact_id == "pa-2"
    assert door.timer.now() > 30.0


def test_the_deadline_counts_while_another_run_is_waited_for():
    door = FakeDoor(being_changed(ends_at=600.0))
    outcome = Run(door, seconds=60.0).change(PP, TO_V2)
    assert isinstance(outcome, MadeButUnhealthy)
    assert outcome.problems[0].message == (
        "The operation that is under way was not done within 60 s; AWS is still at it (record rec-payments)."
    )
    assert door.requests == []


def test_an_update_that_fails_is_told_with_aws_own_words_and_keeps_the_old_version():
    door = FakeDoor(adopted("payments"))
    door.fails(leaves="TAINTED")
    door.events[stack_id("payments")] = ["Queue UPDATE_FAILED: no."]
    outcome = Run(door).change(PP, TO_V2)
    assert isinstance(outcome, MadeButUnhealthy)
    assert outcome.problems[0].message == "The update failed: it broke (CfnError); Queue UPDATE_FAILED: no."
    found = outcome.state.provisioned_product
    assert (found.status, found.artifact_name) == ("TAINTED", "v1")


def test_a_failed_update_is_a_new_request_the_next_time():
    door = FakeDoor(adopted("payments"))
    door.fails(leaves="TAINTED")
    Run(door).change(PP, TO_V2)
    outcome = Run(door).change(PP, TO_V2)
    assert isinstance(outcome, Done)
    first, second = door.requests
    assert first.token != second.token


def test_cancelling_an_update_keeps_what_there_is():
    door = FakeDoor(adopted("payments"), seconds=600.0, timer=FakeTimer(cancel_at=10.0))
    outcome = Run(door).change(PP, TO_V2)
    assert isinstance(outcome, MadeButUnhealthy)
    assert outcome.problems[0].code == "Cancelled"
    assert outcome.state.provisioned_product.status == "UNDER_CHANGE"


def test_an_unknown_outcome_of_an_update_keeps_the_id_and_the_next_run_goes_on_from_there():
    door = FakeDoor(adopted("payments"))
    lost = refusal.OutcomeUnknown(operation="UpdateProvisionedProduct", reason="cut off")
    door.refuse(UPDATE, lost, after_the_work=True, times=9)
    outcome = Run(door).change(PP, TO_V2)
    assert isinstance(outcome, MadeButUnhealthy)
    assert outcome.state.provisioned_product.id == PP
    assert outcome.problems[0].code == "OutcomeUnknown"
    sent = len(door.requests)
    assert isinstance(Run(door).change(PP, TO_V2), Done)
    assert len(door.requests) == sent


def test_somebody_elses_change_in_between_is_a_refusal_and_not_overwritten():
    door = FakeDoor(adopted("payments"))
    door.before(UPDATE, lambda _: being_changed(ends_at=99.0))
    outcome = Run(door).change(PP, TO_V2)
    assert isinstance(outcome, NotMade)
    assert "UNDER_CHANGE" in outcome.problems[0].message


def test_a_stack_that_is_gone_is_no_reason_to_lose_the_product():
    door = FakeDoor(adopted("payments").without_stack(stack_id("payments")))
    outcome = Run(door).change(PP, adoption(parameters={"Size": "large"}))
    assert isinstance(outcome, Done)
    assert outcome.state is not None
    assert outcome.state.stack is None


def test_a_change_that_another_run_began_and_that_fails_is_a_reason_to_update():
    door = FakeDoor(being_changed(ends_at=5.0, becomes="TAINTED", status=FAILED))
    assert isinstance(Run(door).change(PP, adoption()), Done)
    assert only_request(door).provisioned_product_id == product().id
    assert record(product()).id in {each.id for each in door.state.records}


# The version, by a policy or by a name that has gone over to another ID


def test_a_policy_moves_to_the_version_that_has_come_up():
    door = FakeDoor(adopted("payments"))
    assert isinstance(Run(door).change(PP, adoption(artifact=Latest.ACTIVE)), Done)
    assert only_request(door).artifact_id == V2.id
    assert isinstance(Run(door).change(PP, adoption(artifact=Latest.ACTIVE)), Done)
    assert len(door.requests) == 1


def test_a_policy_that_finds_no_version_is_told_once_an_update_is_needed():
    state = adopted("payments", status="TAINTED")
    inactive = tuple(replace(each, artifact=replace(each.artifact, active=False)) for each in state.versions)
    door = FakeDoor(replace(state, versions=inactive))
    outcome = Run(door).change(PP, adoption(artifact=Latest.ACTIVE))
    assert isinstance(outcome, NotMade)
    assert [problem.code for problem in outcome.problems] == ["NoLatestArtifact"]


def test_a_version_that_was_made_anew_under_the_same_name_is_taken():
    state = adopted("payments")
    old = replace(state.version(V1.id), artifact=replace(V1, name="v1 (old)"))
    rotated = replace(state.version(V1.id), artifact=replace(V1, id="pa-7"))
    versions = (old, rotated, *(each for each in state.versions if each.artifact.id != V1.id))
    door = FakeDoor(replace(state, versions=versions))
    assert isinstance(Run(door).change(PP, adoption()), Done)
    assert only_request(door).artifact_id == "pa-7"


# The launch role and the owner


@table(
    "wish asked",
    ({"owner": OWNER}, (None, OWNER), "the owner"),
    ({"launch_role_arn": ROLE}, (ROLE, None), "the launch role"),
    ({"owner": OWNER, "launch_role_arn": ROLE}, (ROLE, OWNER), "both, in one request"),
)
def test_the_owner_and_the_launch_role_are_changed_without_an_update_of_the_stack(wish, asked, reason):
    door = FakeDoor(adopted("payments"))
    outcome = Run(door).change(PP, adoption(**wish, accept_language="jp"))
    assert isinstance(outcome, Done), reason
    (request,) = door.requests
    assert isinstance(request, PropertiesRequest), reason
    assert (request.launch_role_arn, request.owner, request.language) == (*asked, "jp"), reason
    assert isinstance(Run(door).change(PP, adoption(**wish)), Done), reason
    assert len(door.requests) == 1, reason


def test_the_role_is_set_before_the_update_that_may_need_it():
    door = FakeDoor(adopted("payments"))
    outcome = Run(door).change(PP, adoption(artifact=ByName("v2"), launch_role_arn=ROLE))
    assert isinstance(outcome, Done)
    assert [type(request) for request in door.requests] == [PropertiesRequest, UpdateRequest]
    assert outcome.state is not None
    found = outcome.state.provisioned_product
    assert (found.artifact_name, found.launch_role_arn) == ("v2", ROLE)


def test_where_the_role_cannot_be_set_nothing_else_is_changed():
    door = FakeDoor(adopted("payments"))
    door.fails(leaves="AVAILABLE")
    outcome = Run(door).change(PP, adoption(artifact=ByName("v2"), launch_role_arn=ROLE))
    assert isinstance(outcome, MadeButUnhealthy)
    assert outcome.problems[0].message == "The update failed: it broke (CfnError)."
    assert [type(request) for request in door.requests] == [PropertiesRequest]


@table(
    "wish refused code",
    ({"artifact": ByName("v9")}, None, "ArtifactNotFound", "the version does not exist"),
    ({"artifact": ByName("v2")}, DENIED, "MissingPermission", "AWS denies the update"),
    ({"artifact": ByName("v2")}, INVALID, "RefusedByAws", "AWS refuses the update"),
)
def test_what_is_half_done_is_not_forgotten(wish, refused, code, reason):
    door = FakeDoor(adopted("payments"))
    if refused is not None:
        door.refuse(UPDATE, refused)
    outcome = Run(door).change(PP, adoption(owner=OWNER, **wish))
    assert isinstance(outcome, MadeButUnhealthy), reason
    assert [problem.code for problem in outcome.problems] == [code], reason
    assert (outcome.state.provisioned_product.id, outcome.state.provisioned_product.owner) == (PP, OWNER), reason


# Tags


def test_a_tag_that_is_not_declared_any_more_goes():
    door = FakeDoor(adopted("payments", tags={"team": "web", "env": "x"}))
    run = Run(door)
    before = adoption(tags={"team": "web", "env": "x"})
    outcome = change(run, adoption(tags={"env": "x"}), earlier=before)
    assert isinstance(outcome, Done)
    assert only_request(door).tags == {"env": "x"}
    assert run.warned == []


def test_the_last_tag_goes_by_an_empty_set():
    door = FakeDoor(adopted("payments", tags={"team": "web"}))
    assert isinstance(change(Run(door), adoption(), earlier=adoption(tags={"team": "web"})), Done)
    assert only_request(door).tags == {}


def test_a_tag_that_aws_keeps_is_warned_of():
    """AWS is known to pass over an update that only removes tags."""
    door = FakeDoor(adopted("payments", tags={"team": "web", "env": "x"}))

    def kept(state):
        return state.with_governed(replace(state.governed(id=PP), tags={"team": "web", "env": "x"}))

    door.before(UPDATE, lambda state: door.before("provisioned_product", kept) or state)
    run = Run(door)
    before = adoption(tags={"team": "web", "env": "x"})
    assert isinstance(change(run, adoption(tags={"env": "x"}), earlier=before), Done)
    (warned,) = run.warned
    assert warned.startswith("[TagKept] AWS kept the tag team although the update left it out. Change another tag")


def test_a_tag_that_is_named_like_something_else_that_goes_is_not_taken_for_it():
    state = as_stack_set(stack_sets())
    tagged = replace(state.governed(name="shop"), tags={"provisioningPreferences": "x"})
    run = Run(FakeDoor(state.with_governed(tagged)))
    assert isinstance(change(run, wanted(), earlier=wanted(preferences=StackSetPreferences(accounts=(A,)))), Done)
    assert run.warned == []


def test_tags_of_the_portfolio_are_no_reason_to_update():
    door = FakeDoor(adopted("payments", tags={"cost-center": "7", "aws:servicecatalog:productArn": "x"}))
    assert isinstance(change(Run(door), adoption(tags={}), earlier=adoption(tags={})), Done)
    assert door.requests == []


# Paths


def two_paths(*, taken=None):
    state = adopted("payments")
    last = replace(record(product()), path_id=taken or "")
    return replace(state.with_record(last), launch_paths={WEB.id: (PATH, SECOND)})


@table(
    "state declared path",
    (adopted("payments"), None, None, "the only one is left out: AWS finds it"),
    (two_paths(taken=SECOND.id), None, ById(SECOND.id), "of several the one that was taken last"),
    (two_paths(taken="lpv2-old"), ByName("everyone"), ByName("everyone"), "the declared one, by its name"),
    (two_paths(taken=SECOND.id), ById(PATH.id), ById(PATH.id), "the declared one goes before the last one"),
)
def test_the_path_of_an_update(state, declared, path, reason):
    door = FakeDoor(state)
    assert isinstance(Run(door).change(PP, adoption(artifact=ByName("v2"), path=declared)), Done), reason
    assert only_request(door).path == path, reason


@table(
    "state declared code",
    (two_paths(), None, "LaunchPathOpen", "an import takes no path, so none was taken last"),
    (two_paths(taken="lpv2-old"), None, "LaunchPathOpen", "the one that was taken last does not exist any more"),
    (adopted("payments"), ById("lpv2-old"), "LaunchPathNotFound", "the declared one does not exist any more"),
)
def test_a_path_that_cannot_be_told_is_a_problem_and_nothing_is_changed(state, declared, code, reason):
    door = FakeDoor(state)
    outcome = Run(door).change(PP, adoption(artifact=ByName("v2"), path=declared))
    assert isinstance(outcome, NotMade), reason
    assert [problem.code for problem in outcome.problems] == [code], reason
    assert door.requests == [], reason


def test_a_caller_who_may_not_list_paths_leaves_the_path_to_aws():
    door = FakeDoor(adopted("payments"))
    door.refuse("launch_paths", refusal.Denied(operation="ListLaunchPaths", reason="no"))
    assert isinstance(Run(door).change(PP, adoption(artifact=ByName("v2"), path=ByName("platform"))), Done)
    assert only_request(door).path == ByName("platform")


# What has failed


@pytest.mark.parametrize("status", ["TAINTED", "ERROR"])
def test_what_did_not_end_well_is_retried_by_an_update(status):
    door = FakeDoor(adopted("payments", status=status))
    outcome = Run(door).change(PP, adoption())
    assert isinstance(outcome, Done)
    assert outcome.state is not None
    assert outcome.state.provisioned_product.status == "AVAILABLE"


def test_a_retry_that_fails_again_is_told_again():
    door = FakeDoor(adopted("payments", status="TAINTED"))
    for _ in range(2):
        door.fails()
        assert isinstance(Run(door).change(PP, adoption()), MadeButUnhealthy)
    assert len({request.token for request in door.requests}) == 2


# A stack that cannot be read


CANNOT_READ = refusal.Denied(operation="DescribeStacks", reason="no")


@table(
    "wish parameters",
    ({}, (KeepValue(key="Size"), KeepValue(key="Secret")), "those of the version that it has"),
    (
        {"parameters": {"Size": "large", "Zone": "b"}},
        (SetValue(key="Size", value="large"), KeepValue(key="Secret"), SetValue(key="Zone", value="b")),
        "what is declared is set",
    ),
)
def test_a_stack_that_cannot_be_read_keeps_its_values_all_the_same(wish, parameters, reason):
    """AWS does not say what becomes of a parameter that an update leaves out: it may get the template's default."""
    door = FakeDoor(adopted("payments"))
    door.refuse("stack", CANNOT_READ, times=9)
    assert isinstance(Run(door).change(PP, adoption(artifact=ByName("v2"), **wish)), Done), reason
    assert only_request(door).parameters == parameters, reason


def test_parameters_of_a_stack_that_cannot_be_read_are_no_drift():
    door = FakeDoor(adopted("payments"))
    door.refuse("stack", CANNOT_READ, times=9)
    assert isinstance(Run(door).change(PP, adoption(parameters={"Size": "large"})), Done)
    assert door.requests == []


def test_a_stack_set_keeps_its_values_as_well():
    door = FakeDoor(as_stack_set(stack_sets()))
    assert isinstance(change(Run(door), wanted(artifact=ByName("v2"), parameters={"Size": "large"})), Done)
    assert only_request(door).parameters == (SetValue(key="Size", value="large"), KeepValue(key="Secret"))


def test_where_even_the_version_that_it_has_is_gone_only_what_is_declared_is_sent():
    state = adopted("payments")
    door = FakeDoor(state)
    door.refuse("stack", CANNOT_READ, times=9)
    absent = refusal.Absent(operation="DescribeProvisioningArtifact", reason="pa-1 does not exist.")
    door.before(
        "artifact_parameters",
        lambda now: (
            door.before("artifact_parameters", lambda then: door.refuse("artifact_parameters", absent) or then) or now
        ),
    )
    wish = adoption(artifact=ByName("v2"), parameters={"Size": "large", "Secret": "hunter2"})
    assert isinstance(Run(door).change(PP, wish), Done)
    assert only_request(door).parameters == (
        SetValue(key="Size", value="large"),
        SetValue(key="Secret", value="hunter2"),
    )


# NoEcho


def test_a_secret_is_set_where_the_program_says_another_one_and_kept_where_not():
    door = FakeDoor(launched())
    assert isinstance(change(Run(door), wanted(), earlier=wanted()), Done)
    assert door.requests == []
    other = wanted(parameters={"Size": "small", "Secret": "hunter3"})
    assert isinstance(change(Run(door), other, earlier=wanted()), Done)
    assert only_request(door).parameters == (
        SetValue(key="Size", value="small"),
        SetValue(key="Secret", value="hunter3"),
    )


# Stack sets


def preferring(*accounts, regions=("eu-west-1",), **pace):
    return StackSetPreferences(accounts=accounts, regions=tuple(regions), **pace)


def steps(door):
    return [
        (request.preferences.operation, request.preferences.accounts, request.preferences.regions)
        for request in door.requests
        if isinstance(request, UpdateRequest) and request.preferences is not None
    ]


@table(
    "before now artifact sent",
    (
        preferring(A, B),
        preferring(A, C),
        "v1",
        [("DELETE", (B,), ("eu-west-1",)), ("CREATE", (C,), ("eu-west-1",))],
        "what goes goes first, and what stays is not touched",
    ),
    (preferring(A), preferring(A, B), "v1", [("CREATE", (B,), ("eu-west-1",))], "an account more"),
    (
        preferring(A, B),
        preferring(A, C),
        "v2",
        [("UPDATE", (A,), ("eu-west-1",)), ("DELETE", (B,), ("eu-west-1",)), ("CREATE", (C,), ("eu-west-1",))],
        "another version first for what stays",
    ),
    (preferring(A), preferring(A), "v2", [("UPDATE", (A,), ("eu-west-1",))], "another version alone"),
    (None, preferring(A), "v2", [("UPDATE", (A,), ("eu-west-1",))], "nobody remembers where it ran"),
    (preferring(A), preferring(), "v1", [("CREATE", (B, C), ("eu-west-1",))], "no accounts: all of the constraint"),
    (
        preferring(regions=()),
        preferring(A, B, regions=["eu-west-1"]),
        "v1",
        [("DELETE", (C,), ("eu-west-1", "eu-west-3")), ("DELETE", (A, B), ("eu-west-3",))],
        "no places before: it ran in all of the constraint",
    ),
    (
        preferring(regions=()),
        preferring(regions=()),
        "v2",
        [("UPDATE", (), ())],
        "no places at all: AWS updates the stack set",
    ),
)
def test_a_stack_set_goes_from_place_to_place_by_one_kind_of_operation_at_a_time(before, now, artifact, sent, reason):
    door = FakeDoor(as_stack_set(stack_sets()))
    wish = wanted(preferences=now, artifact=ByName(artifact))
    earlier = wanted(preferences=before) if before else None
    assert isinstance(change(Run(door), wish, earlier=earlier), Done), reason
    assert steps(door) == sent, reason
    assert len({request.token for request in door.requests}) == len(sent), reason


def test_another_pace_alone_waits_for_the_next_operation():
    door = FakeDoor(as_stack_set(stack_sets()))
    wish = wanted(preferences=preferring(A, max_concurrency_count=2))
    assert isinstance(change(Run(door), wish, earlier=wanted(preferences=preferring(A))), Done)
    assert door.requests == []


def test_places_that_nobody_can_tell_apart_are_a_refusal_and_not_passed_over():
    door = FakeDoor(as_stack_set(stack_sets()))
    door.refuse("provisioning_parameters", refusal.Denied(operation="DescribeProvisioningParameters", reason="no"))
    outcome = change(Run(door), wanted(preferences=preferring()), earlier=wanted(preferences=preferring(A)))
    assert isinstance(outcome, NotMade)
    assert "DescribeProvisioningParameters" in outcome.problems[0].message


@table(
    "refused",
    (DENIED, "AWS denies it"),
    (INVALID, "AWS refuses it"),
)
def test_a_later_step_that_is_refused_leaves_the_earlier_ones_done(refused, reason):
    door = FakeDoor(as_stack_set(stack_sets()))
    door.before(UPDATE, lambda state: door.before(UPDATE, lambda now: door.refuse(UPDATE, refused) or now) or state)
    wish = wanted(preferences=preferring(A, C))
    outcome = change(Run(door), wish, earlier=wanted(preferences=preferring(A, B)))
    assert isinstance(outcome, MadeButUnhealthy), reason
    first, _ = door.requests
    assert outcome.state.provisioned_product.last_record_id == door.state.governed(name="shop").last_record_id, reason
    assert steps(door)[0] == ("DELETE", first.preferences.accounts, first.preferences.regions), reason


def test_a_step_that_fails_ends_the_steps():
    door = FakeDoor(as_stack_set(stack_sets()))
    door.fails()
    wish = wanted(preferences=preferring(A, C))
    outcome = change(Run(door), wish, earlier=wanted(preferences=preferring(A, B)))
    assert isinstance(outcome, MadeButUnhealthy)
    assert steps(door) == [("DELETE", (B,), ("eu-west-1",))]


def test_what_is_done_to_a_stack_set_is_said():
    run = Run(FakeDoor(as_stack_set(stack_sets())))
    change(run, wanted(preferences=preferring(A, B)), earlier=wanted(preferences=preferring(A)))
    assert run.said[0] == "updating the stack set (CREATE)"


def test_an_update_that_changes_no_resource_is_told_with_what_to_name_instead():
    """AWS fails it, and taints the product: the same update would fail again."""
    door = FakeDoor(adopted("payments"))
    door.fails(saying="No updates are to be performed.")
    outcome = Run(door).change("pp-payments", adoption(artifact=ByName("v2")))
    assert isinstance(outcome, MadeButUnhealthy)
    assert "Name the version that the stack has" in outcome.problems[0].remedy
