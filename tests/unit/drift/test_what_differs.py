"""What drift says of a resource: what AWS has otherwise, of which kind, by which operation, and what `up` would do."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from pulumi_servicecatalog.drift import entries, questions, state, walk
from pulumi_servicecatalog.drift.walk import ShardDrift
from pulumi_servicecatalog.fleet import executors
from pulumi_servicecatalog.model import refusal
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.reconcile.controller import DiffResult
from pulumi_servicecatalog.reconcile.session_pool import SessionPool
from pulumi_servicecatalog.reporting.model import DriftEntry, DriftKind, Outcome
from support.expect import present
from support.fakes.gateway import FakeGateway
from support.fakes.samples import V2, account, record, stack, stack_id, template
from support.fakes.state import ACCOUNT, REGION, State, moment
from support.one_resource import Engine, Resource, alone
from support.pulumi_state import DYNAMIC, FORMS, PLUGIN, document, encrypted, entry, type_of
from support.tables import table

CATALOG, STACK, UNASKED = DriftKind.CATALOG, DriftKind.STACK, DriftKind.UNASKED
Change = Callable[[State, str], State]


def brought_up(resource: Resource) -> FakeGateway:
    gateway = FakeGateway(account(stack(), stack("orders")))
    alone(gateway, resource)
    return gateway


def compared(gateway: FakeGateway, *resources: Resource, form: str = PLUGIN, **facts: Any) -> ShardDrift:
    """Compare the state of resources that were brought up with what the gateway has now."""
    shown = [
        entry(one.urn, one.id, type_of(one.kind, form), one.old_inputs, one.recorded, **facts) for one in resources
    ]
    wanted = questions.of([state.parse(document(shown), "dev")], lambda connection, _: connection)
    with executors.local(1) as workers:
        (shard,) = walk.walk(
            walk.shards(wanted.answerable), lambda scope: SessionPool(lambda _: gateway, scope), workers
        )
    return shard


def short(drift: tuple[DriftEntry, ...]) -> list[tuple[DriftKind, str]]:
    return [(one.kind, one.property) for one in drift]


def changed(gateway: FakeGateway, change: Change, id_: str) -> None:
    gateway.state = change(gateway.state, id_)


def updated(state_: State, id_: str) -> State:
    """Somebody has updated it to another version in Service Catalog."""
    product = present(state_.observed(id=id_))
    now = replace(product, artifact_id=V2.id, artifact_name=V2.name, last_record_id="rec-other")
    now = replace(now, last_successful_record_id="rec-other")
    done = record(now, type="UPDATE_PROVISIONED_PRODUCT", created_time=moment(60), updated_time=moment(61))
    return state_.with_governed(now).with_record(done)


def tainted(state_: State, id_: str) -> State:
    return state_.with_governed(replace(present(state_.observed(id=id_)), status="TAINTED"))


def given_tags(state_: State, id_: str) -> State:
    return state_.with_governed(replace(present(state_.observed(id=id_)), tags={"team": "others"}))


def resized(state_: State, id_: str) -> State:
    """Somebody has updated the stack itself, past Service Catalog."""
    own = present(state_.stack(str(present(state_.observed(id=id_)).physical_id)))
    parameters = {**own.parameters, "Size": "big"}
    return state_.with_stack(replace(own, parameters=parameters, last_updated_time=moment(90)))


def edited(state_: State, id_: str) -> State:
    own = present(state_.stack(str(present(state_.observed(id=id_)).physical_id)))
    text = template().replace("AWS::SQS::Queue", "AWS::SNS::Topic")
    return state_.with_stack(replace(own, last_updated_time=moment(90)), text)


def without_stack(state_: State, id_: str) -> State:
    return state_.without_stack(str(present(state_.observed(id=id_)).physical_id))


def recreated(state_: State, id_: str) -> State:
    return without_stack(state_, id_).with_stack(stack("payments", id=stack_id("payments").replace("0a1b", "ffff")))


def released(state_: State, id_: str) -> State:
    return state_.without_governed(id_)


DECLARED = {"parameters": {"Size": "small", "Secret": "hunter2"}, "tags": {"team": "shop"}}
ADOPTS, LAUNCHES = Resource.adopting, Resource.launching
_KEPT = {"retainPhysicalResources": True}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("made", [ADOPTS, LAUNCHES])
def test_what_is_as_declared_does_not_differ(made: Any, form: str) -> None:
    resource = made()
    shard = compared(brought_up(resource), resource, form=form)
    assert shard.drift == ()
    (of_account,) = shard.accounts
    assert (of_account.account, of_account.region, of_account.pulumi_stack) == (ACCOUNT, REGION, "dev")
    assert of_account.project == "shop"
    assert (of_account.outcome, of_account.stacks) == (Outcome.READ, 1)


@pytest.mark.parametrize("form", FORMS)
@table(
    "made change differs then",
    (ADOPTS, updated, [(CATALOG, "provisioningArtifactName")], entries.UPDATES, "another version"),
    (
        LAUNCHES,
        updated,
        [(CATALOG, "provisioningArtifactName")],
        entries.UPDATES,
        "another version of a launch",
    ),
    (ADOPTS, tainted, [(CATALOG, "status")], entries.UPDATES, "an update has failed"),
    (LAUNCHES, resized, [(STACK, "parameters.Size")], entries.UPDATES, "the stack was updated by hand"),
    (ADOPTS, released, [(CATALOG, "")], "adopts the stack again", "released by hand"),
    (LAUNCHES, released, [(CATALOG, "")], "launches the product again", "terminated by hand"),
    (ADOPTS, without_stack, [(STACK, "stackId")], entries.CANNOT, "the stack is gone"),
    (LAUNCHES, without_stack, [(STACK, "stackId")], "replaces it", "the stack of a launch is gone"),
    (ADOPTS, recreated, [(STACK, "physicalId")], "replaces it: releases", "another one under its name"),
)
def test_what_aws_has_otherwise_is_said_with_its_kind(
    made: Any, change: Change, differs: Any, then: str, reason: str, form: str
) -> None:
    resource = made()
    gateway = brought_up(resource)
    changed(gateway, change, resource.id)
    shard = compared(gateway, resource, form=form)
    assert short(shard.drift) == differs, reason
    assert all(one.then.startswith(then) for one in shard.drift), reason
    preview = resource.diff(Engine(gateway))
    assert isinstance(preview, DiffResult)
    assert preview.differs, "as a preview has it"


def test_the_record_of_the_operation_says_since_when_and_how() -> None:
    resource = Resource.adopting()
    gateway = brought_up(resource)
    changed(gateway, updated, resource.id)
    (one,) = compared(gateway, resource).drift
    assert (one.declared, one.actual) == ("v1", "v2")
    assert (one.record, one.operation) == ("rec-other", "UPDATE_PROVISIONED_PRODUCT")
    assert one.since == "2026-01-01T00:01:00Z"


def test_a_stack_that_was_updated_by_hand_says_when() -> None:
    resource = Resource.launching()
    gateway = brought_up(resource)
    changed(gateway, resized, resource.id)
    (one,) = compared(gateway, resource).drift
    assert (one.since, one.record) == ("2026-01-01T00:01:30Z", "")


def test_a_record_that_may_not_be_read_is_said_and_the_difference_stays() -> None:
    resource = Resource.adopting()
    gateway = brought_up(resource)
    changed(gateway, updated, resource.id)
    gateway.refuse("record", refusal.Denied(operation="DescribeRecord", reason="no"), times=9)
    shard = compared(gateway, resource)
    assert (short(shard.drift), shard.drift[0].record) == ([(CATALOG, "provisioningArtifactName")], "")
    (said,) = shard.accounts[0].problems
    assert (said.code, said.severity, said.resource) == ("MissingPermission", "warning", resource.urn)


def test_a_template_that_was_edited_behind_the_catalog_is_said() -> None:
    resource = Resource.launching()
    gateway = brought_up(resource)
    changed(gateway, edited, resource.id)
    (one,) = compared(gateway, resource).drift
    assert (one.kind, one.property, present(one.problem).code) == (STACK, "template", "TemplateEdited")
    assert one.since


def test_no_template_is_read_of_a_stack_that_was_never_updated() -> None:
    resource = Resource.adopting()
    gateway = brought_up(resource)
    gateway.journal.clear()
    compared(gateway, resource)
    assert not [call for call in gateway.journal if "template" in call.method]


@pytest.mark.parametrize("form", FORMS)
def test_no_value_of_a_parameter_is_shown(form: str) -> None:
    resource = Resource.launching()
    gateway = brought_up(resource)
    changed(gateway, resized, resource.id)
    shard = compared(gateway, resource, form=form)
    shown = repr(shard.drift) + repr(shard.accounts)
    assert "hunter2" not in shown
    assert "'big'" not in shown
    assert "'small'" not in shown


def test_a_value_that_aws_masks_is_said_to_be_not_comparable_and_counts_for_nothing() -> None:
    resource = Resource.launching()
    shard = compared(brought_up(resource), resource)
    assert shard.drift == ()
    (said,) = shard.accounts[0].problems
    assert (said.code, said.severity) == ("NotComparable", "information")
    assert "Secret" in said.message


@pytest.mark.parametrize("form", FORMS)
def test_what_is_encrypted_was_not_compared_and_is_named(form: str) -> None:
    resource = Resource.launching()
    gateway = brought_up(resource)
    hidden = {**resource.old_inputs, "parameters": {"Size": "small", "Secret": encrypted()}}
    shown = entry(resource.urn, resource.id, type_of(resource.kind, form), hidden, {**resource.recorded, **hidden})
    wanted = questions.of([state.parse(document([shown]), "dev")], lambda connection, _: connection)
    with executors.local(1) as workers:
        (shard,) = walk.walk(
            walk.shards(wanted.answerable), lambda scope: SessionPool(lambda _: gateway, scope), workers
        )
    (one,) = shard.drift
    assert (one.kind, present(one.problem).code) == (UNASKED, "EncryptedInState")
    assert "parameters.Secret" in present(one.problem).message


def test_a_state_that_lacks_inputs_cannot_be_compared() -> None:
    shown = entry("urn:pulumi:dev::shop::t::a", "pp-1", type_of(Resource.adopting().kind, PLUGIN), {"name": "a"}, {})
    wanted = questions.of([state.parse(document([shown]), "dev")], lambda connection, _: connection)
    assert wanted.answerable == ()
    assert [present(one.problem).code for one in wanted.unasked] == ["StateIncomplete"]


@table(
    "form differs",
    (PLUGIN, [], "the engine tells the plugin"),
    (DYNAMIC, [(CATALOG, "provisioningArtifactName")], "nobody tells the dynamic provider, so a preview shows it"),
)
def test_what_the_program_ignores_is_ignored(form: str, differs: Any, reason: str) -> None:
    resource = Resource.adopting()
    gateway = brought_up(resource)
    changed(gateway, updated, resource.id)
    ignored = compared(gateway, resource, form=form, ignoreChanges=["provisioningArtifactName"])
    assert short(ignored.drift) == differs, reason


@table(
    "facts code",
    ({"initErrors": ["it broke"]}, "LastOperationFailed", "it is updated in any case"),
    ({"taint": True}, "MarkedForReplacement", "it is replaced in any case"),
)
def test_what_the_engine_does_in_any_case_differs(facts: Any, code: str, reason: str) -> None:
    resource = Resource.adopting()
    (one,) = compared(brought_up(resource), resource, **facts).drift
    assert present(one.problem).code == code, reason


def test_what_the_engine_refreshes_first_is_said_and_does_not_differ_if_all_is_well() -> None:
    resource = Resource.adopting()
    shard = compared(brought_up(resource), resource, initErrors=["it broke"], refreshBeforeUpdate=True)
    assert shard.drift == ()
    assert [(said.code, said.severity) for said in shard.accounts[0].problems] == [
        ("LastOperationFailed", "information")
    ]


@table(
    "method refused outcome",
    ("identity", refusal.Denied(operation="AssumeRole", reason="not authorized"), Outcome.DENIED, "no role"),
    ("identity", refusal.CredentialsMissing(operation="x", reason="none"), Outcome.FAILED, "no credentials"),
    (
        "provisioned_products",
        refusal.Denied(operation="SearchProvisionedProducts", reason="no"),
        Outcome.DENIED,
        "nothing may be read",
    ),
    ("provisioned_products", refusal.Unreachable(operation="x", reason="broken"), Outcome.FAILED, "no answer"),
)
def test_an_account_that_cannot_be_asked_is_one_entry(
    method: str, refused: Refusal, outcome: Outcome, reason: str
) -> None:
    first, second = Resource.adopting(), Resource.adopting("orders", name="orders", physicalId="orders")
    gateway = brought_up(first)
    alone(gateway, second)
    gateway.refuse(method, refused, times=99)
    shard = compared(gateway, first, second)
    assert shard.drift == ()
    (of_account,) = shard.accounts
    assert (of_account.outcome, of_account.stacks, of_account.account) == (outcome, 2, ACCOUNT), reason
    assert of_account.project == "shop"
    assert of_account.problems


def test_resources_of_one_connection_are_read_once() -> None:
    first, second = Resource.adopting(), Resource.adopting("orders", name="orders", physicalId="orders")
    gateway = brought_up(first)
    alone(gateway, second)
    gateway.journal.clear()
    compared(gateway, first, second)
    assert [call.method for call in gateway.journal].count("provisioned_products") == 1
