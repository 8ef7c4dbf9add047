"""Changing what a provisioned product is: only what is declared, and only where it differs."""

from dataclasses import dataclass, field, replace
from typing import Any

from pulumi_servicecatalog.model import refusal
from pulumi_servicecatalog.model.desired import ById, ByName, Latest, Spec
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, NotMade
from pulumi_servicecatalog.model.product import LaunchPath
from pulumi_servicecatalog.model.record import FAILED
from pulumi_servicecatalog.model.request import KeepValue, PropertiesRequest, SetValue, UpdateRequest
from pulumi_servicecatalog.model.stack_set import StackSetPreferences
from support.expect import a, present
from support.fakes.gateway import FakeGateway
from support.fakes.run import Run
from support.fakes.samples import (
    PATH,
    V1,
    V2,
    WEB,
    account,
    adopted,
    adoption,
    being_changed,
    product,
    record,
    stack_id,
)
from support.fakes.state import State
from support.fakes.timer import FakeTimer
from support.launches import ROLE, A, B, C, as_stack_set, change, launched, stack_sets, wanted
from support.tables import cases, table

UPDATE = "update_provisioned_product"
PP = "pp-payments"
PROPERTIES = "update_properties"
TO_V2 = adoption(artifact=ByName("v2"))
AT_V2 = {"artifact": ByName("v2")}
OWNER = "arn:aws:iam::123456789012:user/another"
SECOND = LaunchPath(id="lpv2-2", name="everyone")
UPDATES_TAGS = replace(PATH, constraints=("RESOURCE_UPDATE",))
DENIED = refusal.Denied(operation="UpdateProvisionedProduct", reason="no")
INVALID = refusal.Invalid(operation="UpdateProvisionedProduct", reason="It does not fit.")
KEPT = (KeepValue(key="Size"), KeepValue(key="Secret"))
LARGE = {"Size": "large", "Zone": "b"}
SET_LARGE = (SetValue(key="Size", value="large"), KeepValue(key="Secret"), SetValue(key="Zone", value="b"))
NOT_READABLE = {"stack": refusal.Denied(operation="DescribeStacks", reason="no")}
NOT_LISTED = {"launch_paths": refusal.Denied(operation="ListLaunchPaths", reason="no")}
TAGS = {"team": "web", "env": "x"}


def only_request(gateway):
    (request,) = gateway.requests
    assert isinstance(request, UpdateRequest)
    return request


def two_paths(*, taken=None):
    state = adopted("payments")
    last = replace(record(product()), path_id=taken or "")
    return replace(state.with_record(last), launch_paths={WEB.id: (PATH, SECOND)})


def inactive():
    """Return an account in which no version is active, and the last update has failed."""
    state = adopted("payments", status="TAINTED")
    versions = tuple(replace(version, artifact=replace(version.artifact, active=False)) for version in state.versions)
    return replace(state, versions=versions)


def rotated():
    """Return an account in which another version has the name v1 by now."""
    state = adopted("payments")
    old = replace(present(state.version(V1.id)), artifact=replace(V1, name="v1 (old)"))
    new = replace(present(state.version(V1.id)), artifact=replace(V1, id="pa-7"))
    others = [version for version in state.versions if version.artifact.id != V1.id]
    return replace(state, versions=(old, new, *others))


def preferring(*accounts, regions=("eu-west-1",), **pace):
    return StackSetPreferences(accounts=accounts, regions=tuple(regions), **pace)


@dataclass(frozen=True)
class Sends:
    """What AWS has, what is declared, before and now, and members of the only update that is sent, if one is.

    `refused` are the questions that AWS does not answer.
    """

    state: State
    target: Spec
    sent: dict[str, Any]
    earlier: Spec | None = None
    refused: dict[str, refusal.Refusal] = field(default_factory=dict)

    def gateway(self):
        gateway = FakeGateway(self.state, left_out_tags="remove")
        for method, answer in self.refused.items():
            gateway.refuse(method, answer, times=9)
        return gateway


def sends(state, sent, /, *, earlier=None, refused=None, **target):
    """Declare an adoption, and what is sent to make it so."""
    before = None if earlier is None else adoption(**earlier)
    return Sends(state, adoption(**target), sent, before, refused or {})


@cases(
    {
        "another version keeps every value": sends(
            adopted("payments"), {"artifact_id": "pa-2", "parameters": KEPT}, artifact=ByName("v2")
        ),
        "declared parameters are set and the others kept": sends(
            adopted("payments"), {"parameters": SET_LARGE}, artifact=ByName("v2"), parameters=LARGE
        ),
        "path, tags and language are handed on": sends(
            adopted("payments").with_paths(WEB, UPDATES_TAGS),
            {"path": ById("lpv2-1"), "tags": {"team": "web"}, "language": "jp"},
            artifact=ByName("v2"),
            path=ById("lpv2-1"),
            tags={"team": "web"},
            accept_language="jp",
        ),
        "tainted, and nothing else differs": sends(adopted("payments", status="TAINTED"), {"artifact_id": "pa-1"}),
        "in error, and nothing else differs": sends(adopted("payments", status="ERROR"), {"artifact_id": "pa-1"}),
        "without a declared version the one that it has": sends(
            adopted("payments", artifact_id="pa-2", artifact_name="v2"),
            {"artifact_id": "pa-2"},
            artifact=None,
            parameters={"Size": "large"},
        ),
        "by a policy the version that has come up": sends(
            adopted("payments"), {"artifact_id": V2.id}, artifact=Latest.ACTIVE
        ),
        "a version that was made again under the same name": sends(rotated(), {"artifact_id": "pa-7"}),
        "a tag that is not declared any more goes": sends(
            adopted("payments", tags=TAGS).with_paths(WEB, UPDATES_TAGS),
            {"tags": {"env": "x"}},
            earlier={"tags": TAGS},
            tags={"env": "x"},
        ),
        "the last tag goes by an empty set": sends(
            adopted("payments", tags={"team": "web"}).with_paths(WEB, UPDATES_TAGS),
            {"tags": {}},
            earlier={"tags": {"team": "web"}},
        ),
        "the only path is left out, since AWS finds it": sends(
            adopted("payments"), {"path": None}, artifact=ByName("v2")
        ),
        "of several paths the one that was taken last": sends(
            two_paths(taken=SECOND.id), {"path": ById(SECOND.id)}, artifact=ByName("v2")
        ),
        "the declared path, by its name": sends(
            two_paths(taken="lpv2-old"),
            {"path": ByName("everyone")},
            artifact=ByName("v2"),
            path=ByName("everyone"),
        ),
        "the declared path goes before the last one": sends(
            two_paths(taken=SECOND.id), {"path": ById(PATH.id)}, artifact=ByName("v2"), path=ById(PATH.id)
        ),
        "a path that the caller may not list is left to AWS": sends(
            adopted("payments"),
            {"path": ByName("platform")},
            refused=NOT_LISTED,
            artifact=ByName("v2"),
            path=ByName("platform"),
        ),
        # AWS does not say what becomes of a parameter that an update leaves out: it may get the template's default.
        "a stack that cannot be read keeps the values of the version that it has": sends(
            adopted("payments"), {"parameters": KEPT}, refused=NOT_READABLE, artifact=ByName("v2")
        ),
        "of a stack that cannot be read what is declared is set": sends(
            adopted("payments"),
            {"parameters": SET_LARGE},
            refused=NOT_READABLE,
            artifact=ByName("v2"),
            parameters=LARGE,
        ),
        "a stack set keeps its values as well": Sends(
            as_stack_set(stack_sets()),
            wanted(artifact=ByName("v2"), parameters={"Size": "large"}),
            {"parameters": (SetValue(key="Size", value="large"), KeepValue(key="Secret"))},
        ),
        "a secret that the program says otherwise is set": Sends(
            launched(),
            wanted(parameters={"Size": "small", "Secret": "hunter3"}),
            {"parameters": (SetValue(key="Size", value="small"), SetValue(key="Secret", value="hunter3"))},
            wanted(),
        ),
    }
)
def test_an_update_sends_what_is_declared_once(case):
    gateway = case.gateway()
    run = Run(gateway)
    assert isinstance(change(run, case.target, earlier=case.earlier), Done)
    request = only_request(gateway)
    assert {name: getattr(request, name) for name in case.sent} == case.sent
    assert run.warned == []
    assert present(gateway.state.observed(name=case.target.name)).status == "AVAILABLE"
    assert isinstance(change(Run(gateway), case.target, earlier=case.target), Done)
    assert len(gateway.requests) == 1


@cases(
    {
        "as adopted": sends(adopted("payments"), {}),
        "no version is declared": sends(adopted("payments"), {}, artifact=None),
        "the same by ARN and ID": sends(
            adopted("payments"), {}, physical_id=stack_id("payments"), artifact=ById("pa-1")
        ),
        "a value that it has": sends(adopted("payments"), {}, parameters={"Size": "small"}),
        "settings that AWS does not keep": sends(
            adopted("payments"), {}, ignore_errors=True, retain_physical_resources=False
        ),
        "tags of the portfolio": sends(
            adopted("payments", tags={"cost-center": "7", "aws:servicecatalog:productArn": "x"}),
            {},
            earlier={"tags": {}},
            tags={},
        ),
        "parameters of a stack that cannot be read": sends(
            adopted("payments"), {}, refused=NOT_READABLE, parameters={"Size": "large"}
        ),
        "a secret that the program says as before": Sends(launched(), wanted(), {}, wanted()),
        "another pace of a stack set alone, which waits for the next operation": Sends(
            as_stack_set(stack_sets()),
            wanted(preferences=preferring(A, max_concurrency_count=2)),
            {},
            wanted(preferences=preferring(A)),
        ),
    }
)
def test_where_nothing_differs_nothing_is_written(case):
    gateway = case.gateway()
    assert isinstance(change(Run(gateway), case.target, earlier=case.earlier), Done)
    assert (gateway.requests, gateway.state) == ([], case.state)


@table(
    "state target code",
    (adopted("payments"), {"artifact": ByName("v3")}, "ArtifactNotFound", "no such version"),
    (adopted("payments"), {"product": ByName("web-servce")}, "ProductNotFound", "no such product"),
    (adopted("payments"), {**AT_V2, "parameters": {"Colour": "red"}}, "UnknownParameter", "no such parameter"),
    (inactive(), {"artifact": Latest.ACTIVE}, "NoLatestArtifact", "a policy that finds no version"),
    (two_paths(), AT_V2, "LaunchPathOpen", "an import takes no path, so none was taken last"),
    (two_paths(taken="lpv2-old"), AT_V2, "LaunchPathOpen", "the path that was taken last does not exist any more"),
    (adopted("payments"), {**AT_V2, "path": ById("lpv2-old")}, "LaunchPathNotFound", "the declared path is gone"),
    (
        adopted("payments").without_stack(stack_id("payments")),
        {"parameters": {"Size": "large"}},
        "StackDeleted",
        "the stack was deleted",
    ),
)
def test_what_cannot_be_changed_is_reported_and_nothing_is_changed(state, target, code, reason):
    gateway = FakeGateway(state)
    outcome = Run(gateway).change(PP, adoption(**target))
    assert isinstance(outcome, NotMade), reason
    assert [problem.code for problem in outcome.problems] == [code], reason
    assert (gateway.requests, gateway.state) == ([], state), reason


def test_an_update_changes_the_stack_of_its_product_and_no_other():
    gateway = FakeGateway(adopted("payments", "orders"))
    others = gateway.state.observed(name="orders")
    outcome = Run(gateway).change(PP, adoption(artifact=ByName("v2"), parameters={"Size": "large"}))
    state = present(a(Done, outcome).state)
    assert state.provisioned_product.artifact_name == "v2"
    assert present(state.stack).id == stack_id("payments")
    assert present(state.stack).parameters == {"Size": "large", "Secret": "****", "Zone": "a"}
    assert gateway.state.observed(name="orders") == others


def test_what_is_gone_is_no_outcome():
    assert Run(FakeGateway(account())).change(PP, TO_V2) is None


def test_what_another_run_has_under_way_is_waited_for_and_may_be_what_is_declared():
    gateway = FakeGateway(being_changed(ends_at=30.0, artifact_id="pa-2", artifact_name="v2"))
    outcome = Run(gateway).change(PP, TO_V2)
    assert isinstance(outcome, Done)
    assert outcome.state is not None
    assert outcome.state.provisioned_product.artifact_name == "v2"
    assert gateway.requests == []


def test_what_another_run_has_under_way_is_waited_for_and_then_changed():
    gateway = FakeGateway(being_changed(ends_at=30.0))
    assert isinstance(Run(gateway).change(PP, TO_V2), Done)
    assert only_request(gateway).artifact_id == "pa-2"
    assert gateway.timer.now() > 30.0


def test_the_deadline_counts_while_another_run_is_waited_for():
    gateway = FakeGateway(being_changed(ends_at=600.0))
    outcome = Run(gateway, seconds=60.0).change(PP, TO_V2)
    assert isinstance(outcome, MadeButUnhealthy)
    assert outcome.problems[0].message() == (
        "The running operation did not finish within 60 s, and AWS is still running it (record rec-payments)."
    )
    assert gateway.requests == []


def test_an_update_that_fails_is_reported_with_aws_own_words_and_keeps_the_old_version():
    gateway = FakeGateway(adopted("payments"))
    gateway.fails(leaves="TAINTED")
    gateway.event(stack_id("payments"), "Queue", "UPDATE_FAILED", "no.")
    outcome = Run(gateway).change(PP, TO_V2)
    assert isinstance(outcome, MadeButUnhealthy)
    assert outcome.problems[0].message() == "The update failed: it broke (CfnError); Queue UPDATE_FAILED: no."
    provisioned_product = outcome.state.provisioned_product
    assert (provisioned_product.status, provisioned_product.artifact_name) == ("TAINTED", "v1")


def test_a_failed_update_is_a_new_request_the_next_time():
    gateway = FakeGateway(adopted("payments"))
    gateway.fails(leaves="TAINTED")
    Run(gateway).change(PP, TO_V2)
    outcome = Run(gateway).change(PP, TO_V2)
    assert isinstance(outcome, Done)
    first, second = gateway.requests
    assert first.token != second.token


def test_cancelling_an_update_keeps_what_there_is():
    gateway = FakeGateway(adopted("payments"), seconds=600.0, timer=FakeTimer(cancel_at=10.0))
    outcome = Run(gateway).change(PP, TO_V2)
    assert isinstance(outcome, MadeButUnhealthy)
    assert outcome.problems[0].code == "Cancelled"
    assert outcome.state.provisioned_product.status == "UNDER_CHANGE"


def test_an_unknown_outcome_of_an_update_keeps_the_id_and_the_next_run_goes_on_from_there():
    gateway = FakeGateway(adopted("payments"))
    lost = refusal.OutcomeUnknown(operation="UpdateProvisionedProduct", reason="cut off")
    gateway.refuse(UPDATE, lost, after_the_work=True, times=9)
    outcome = Run(gateway).change(PP, TO_V2)
    assert isinstance(outcome, MadeButUnhealthy)
    assert outcome.state.provisioned_product.id == PP
    assert outcome.problems[0].code == "OutcomeUnknown"
    sent = len(gateway.requests)
    assert isinstance(Run(gateway).change(PP, TO_V2), Done)
    assert len(gateway.requests) == sent


def test_somebody_elses_change_in_between_is_waited_for():
    gateway = FakeGateway(adopted("payments"))
    gateway.before(UPDATE, lambda _: being_changed(ends_at=99.0))
    assert isinstance(Run(gateway).change(PP, TO_V2), Done)
    assert gateway.timer.now() >= 99.0


def test_a_change_that_another_run_began_and_that_fails_is_a_reason_to_update():
    gateway = FakeGateway(being_changed(ends_at=5.0, becomes="TAINTED", status=FAILED))
    assert isinstance(Run(gateway).change(PP, adoption()), Done)
    assert only_request(gateway).provisioned_product_id == product().id
    assert record(product()).id in {kept.id for kept in gateway.state.records}


# The launch role and the owner


@table(
    "target values",
    ({"owner": OWNER}, {"owner": OWNER}, "the owner"),
    ({"launch_role_arn": ROLE}, {"launchRoleArn": ROLE}, "the launch role"),
    ({"owner": OWNER, "launch_role_arn": ROLE}, {"launchRoleArn": ROLE, "owner": OWNER}, "both, in one request"),
)
def test_the_owner_and_the_launch_role_are_changed_without_an_update_of_the_stack(target, values, reason):
    gateway = FakeGateway(adopted("payments"))
    outcome = Run(gateway).change(PP, adoption(**target, accept_language="jp"))
    assert isinstance(outcome, Done), reason
    (request,) = gateway.requests
    assert isinstance(request, PropertiesRequest), reason
    assert (request.values, request.language) == (values, "jp"), reason
    assert isinstance(Run(gateway).change(PP, adoption(**target)), Done), reason
    assert len(gateway.requests) == 1, reason


def test_the_role_is_set_before_the_update_that_may_need_it():
    gateway = FakeGateway(adopted("payments"))
    outcome = Run(gateway).change(PP, adoption(artifact=ByName("v2"), launch_role_arn=ROLE))
    assert isinstance(outcome, Done)
    assert [type(request) for request in gateway.requests] == [PropertiesRequest, UpdateRequest]
    assert outcome.state is not None
    provisioned_product = outcome.state.provisioned_product
    assert (provisioned_product.artifact_name, provisioned_product.launch_role_arn) == ("v2", ROLE)


def test_where_the_role_cannot_be_set_nothing_else_is_changed():
    gateway = FakeGateway(adopted("payments"))
    gateway.fails()
    outcome = Run(gateway).change(PP, adoption(artifact=ByName("v2"), launch_role_arn=ROLE))
    assert isinstance(outcome, MadeButUnhealthy)
    assert outcome.problems[0].message() == "The update failed: it broke (CfnError)."
    assert [type(request) for request in gateway.requests] == [PropertiesRequest]


@table(
    "target refused code",
    ({"artifact": ByName("v9")}, None, "ArtifactNotFound", "the version does not exist"),
    ({"artifact": ByName("v2")}, DENIED, "MissingPermission", "AWS denies the update"),
    ({"artifact": ByName("v2")}, INVALID, "RefusedByAws", "AWS refuses the update"),
)
def test_what_is_half_done_is_not_forgotten(target, refused, code, reason):
    gateway = FakeGateway(adopted("payments"))
    if refused is not None:
        gateway.refuse(UPDATE, refused)
    outcome = Run(gateway).change(PP, adoption(owner=OWNER, **target))
    assert isinstance(outcome, MadeButUnhealthy), reason
    assert [problem.code for problem in outcome.problems] == [code], reason
    assert (outcome.state.provisioned_product.id, outcome.state.provisioned_product.owner) == (PP, OWNER), reason


# Tags


def test_a_tag_that_aws_keeps_is_warned_of():
    """AWS is known to pass over an update that only removes tags."""
    gateway = FakeGateway(adopted("payments", tags={"team": "web", "env": "x"}))

    def kept(state):
        return state.with_governed(replace(state.observed(id=PP), tags={"team": "web", "env": "x"}))

    gateway.before(UPDATE, lambda _state: gateway.before("provisioned_product", kept))
    run = Run(gateway)
    before = adoption(tags={"team": "web", "env": "x"})
    assert isinstance(change(run, adoption(tags={"env": "x"}), earlier=before), Done)
    (warned,) = run.warned
    assert warned.startswith("[TagKept] AWS kept the tag team, although the update removed it. Change another tag")


def test_a_tag_that_is_named_like_something_else_that_goes_is_not_taken_for_it():
    state = as_stack_set(stack_sets())
    tagged = replace(present(state.observed(name="shop")), tags={"provisioningPreferences": "x"})
    run = Run(FakeGateway(state.with_governed(tagged)))
    assert isinstance(change(run, wanted(), earlier=wanted(preferences=StackSetPreferences(accounts=(A,)))), Done)
    assert run.warned == []


# What has failed


def test_a_retry_that_fails_again_is_reported_again():
    gateway = FakeGateway(adopted("payments", status="TAINTED"))
    for _ in range(2):
        gateway.fails()
        assert isinstance(Run(gateway).change(PP, adoption()), MadeButUnhealthy)
    assert len({request.token for request in gateway.requests}) == 2


def test_where_even_the_version_that_it_has_is_gone_only_what_is_declared_is_sent():
    state = adopted("payments")
    gateway = FakeGateway(state)
    gateway.refuse("stack", NOT_READABLE["stack"], times=9)
    absent = refusal.Absent(operation="DescribeProvisioningArtifact", reason="pa-1 does not exist.")
    gateway.before(
        "artifact_parameters",
        lambda _state: gateway.before(
            "artifact_parameters", lambda _then: gateway.refuse("artifact_parameters", absent)
        ),
    )
    target = adoption(artifact=ByName("v2"), parameters={"Size": "large", "Secret": "hunter2"})
    assert isinstance(Run(gateway).change(PP, target), Done)
    assert only_request(gateway).parameters == (
        SetValue(key="Size", value="large"),
        SetValue(key="Secret", value="hunter2"),
    )


# Stack sets


def steps(gateway):
    return [
        (request.preferences.operation, request.preferences.accounts, request.preferences.regions)
        for request in gateway.requests
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
    gateway = FakeGateway(as_stack_set(stack_sets()))
    target = wanted(preferences=now, artifact=ByName(artifact))
    earlier = wanted(preferences=before) if before else None
    assert isinstance(change(Run(gateway), target, earlier=earlier), Done), reason
    assert steps(gateway) == sent, reason
    assert len({request.token for request in gateway.requests}) == len(sent), reason


def test_places_that_nobody_can_tell_apart_are_a_refusal_and_not_passed_over():
    gateway = FakeGateway(as_stack_set(stack_sets()))
    gateway.refuse("provisioning_parameters", refusal.Denied(operation="DescribeProvisioningParameters", reason="no"))
    outcome = change(Run(gateway), wanted(preferences=preferring()), earlier=wanted(preferences=preferring(A)))
    assert isinstance(outcome, NotMade)
    assert "DescribeProvisioningParameters" in outcome.problems[0].message()


@table(
    "refused",
    (DENIED, "AWS denies it"),
    (INVALID, "AWS refuses it"),
)
def test_a_later_step_that_is_refused_leaves_the_earlier_ones_done(refused, reason):
    gateway = FakeGateway(as_stack_set(stack_sets()))
    gateway.before(UPDATE, lambda _state: gateway.before(UPDATE, lambda _now: gateway.refuse(UPDATE, refused)))
    target = wanted(preferences=preferring(A, C))
    outcome = change(Run(gateway), target, earlier=wanted(preferences=preferring(A, B)))
    assert isinstance(outcome, MadeButUnhealthy), reason
    first, _ = gateway.requests
    observed = present(gateway.state.observed(name="shop"))
    assert outcome.state.provisioned_product.last_record_id == observed.last_record_id, reason
    preferences = present(a(UpdateRequest, first).preferences)
    assert steps(gateway)[0] == ("DELETE", preferences.accounts, preferences.regions), reason


def test_a_step_that_fails_ends_the_steps():
    gateway = FakeGateway(as_stack_set(stack_sets()))
    gateway.fails()
    target = wanted(preferences=preferring(A, C))
    outcome = change(Run(gateway), target, earlier=wanted(preferences=preferring(A, B)))
    assert isinstance(outcome, MadeButUnhealthy)
    assert steps(gateway) == [("DELETE", (B,), ("eu-west-1",))]


def test_what_is_done_to_a_stack_set_is_said():
    run = Run(FakeGateway(as_stack_set(stack_sets())))
    change(run, wanted(preferences=preferring(A, B)), earlier=wanted(preferences=preferring(A)))
    assert run.said[0] == "updating the stack set (CREATE)"


def test_an_update_that_changes_no_resource_is_reported_with_what_to_name_instead():
    """AWS fails it, and taints the product: the same update would fail again."""
    gateway = FakeGateway(adopted("payments"))
    gateway.fails(saying="No updates are to be performed.")
    outcome = Run(gateway).change("pp-payments", adoption(artifact=ByName("v2")))
    assert isinstance(outcome, MadeButUnhealthy)
    assert "Use the version that the stack has" in outcome.problems[0].remedy()
