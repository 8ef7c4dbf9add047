"""The life of a resource of either kind, over either provider: what an engine asks, and what it is answered."""

from typing import Any

import pytest
from pulumi.runtime import rpc
from pulumi.runtime.proto import provider_pb2

from support.account import TAG_UPDATES
from support.providers import ADOPTED, LAUNCHED, adopt, launch, made, moved_by_hand
from support.tables import table

NONE, SOME = provider_pb2.DiffResponse.DIFF_NONE, provider_pb2.DiffResponse.DIFF_SOME
TOPIC = "arn:aws:sns:eu-west-1:123456789012:deployments"


def test_creating_gives_every_output_and_nothing_differs_then(aws, start, kind):
    target = {**kind.declared, "parameters": {"VisibilityTimeout": "30"}}
    id_, state, inputs = made(start(), target)
    observed, stack = aws.observed()[kind.resource], aws.stack(state["stackId"])
    assert inputs == {**kind.checked, **target}
    assert state.pop("createdTime").endswith("Z")
    assert state == {
        **inputs,
        "provisionedProductId": id_,
        "arn": observed["Arn"],
        "stackId": observed["PhysicalId"],
        "owner": observed["UserArn"],
        "status": "AVAILABLE",
        "statusMessage": "",
        "type": "CFN_STACK",
        "productId": observed["ProductId"],
        "provisioningArtifactId": observed["ProvisioningArtifactId"],
        "provisioningArtifactName": "v1",
        "launchRoleArn": "",
        "liveParameters": {"VisibilityTimeout": "30"},
        "outputs": {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]},
        "lastRecordId": observed["LastRecordId"],
    }
    assert (observed["Id"], stack["StackStatus"]) == (id_, "CREATE_COMPLETE")
    next_run = start()
    assert next_run.check(target, inputs) == (inputs, [])
    diff = next_run.diff(id_, state, inputs)
    assert (diff.changes, list(diff.diffs), list(diff.replaces), diff.hasDetailedDiff) == (NONE, [], [], False)


def test_a_creation_that_is_repeated_takes_what_is_there_and_says_so(aws, start, kind):
    first, _, inputs = made(start(), kind.declared)
    next_run = start()
    again, _ = next_run.create(inputs)
    assert again == first
    said = "taken as it is" if kind is ADOPTED else "launched already"
    assert any(said in line for line in next_run.shown(passing=False))


def test_what_a_launch_alone_takes_is_handed_on(aws, begin, account):
    owner, role = f"arn:aws:iam::{account}:role/team/shop", aws.role("launch")
    more = {"owner": owner, "launchRoleArn": role, "tags": {"team": "shop"}, "notificationArns": [TOPIC]}
    id_, state, inputs = launch(begin().of(LAUNCHED), **more)
    stack, described = aws.stack(state["stackId"]), aws.catalog.describe_provisioned_product(Id=id_)
    assert (state["owner"], state["launchRoleArn"]) == (owner, role)
    assert described["ProvisionedProductDetail"]["LaunchRoleArn"] == role
    assert stack["NotificationARNs"] == [TOPIC]
    assert {"Key": "team", "Value": "shop"} in stack["Tags"]
    assert begin().of(LAUNCHED).diff(id_, state, inputs).changes == NONE


def test_both_kinds_live_in_one_operation_and_each_line_is_shown_on_its_own_resource(aws, begin):
    adopting = begin()
    launching = adopting.of(LAUNCHED)
    adopt(adopting, preflight="off")
    launch(launching)
    assert {name: item["Status"] for name, item in aws.observed().items()} == {
        "payments": "AVAILABLE",
        "shop": "AVAILABLE",
    }
    assert {line.urn for line in adopting.screen.said()} == {adopting.urn, launching.urn}
    assert [line for line in adopting.shown(passing=False) if "Preflight was skipped" in line]


# Diff

Differences = dict[str, tuple[dict[str, Any], list[str]]]
OF_EITHER: Differences = {
    "another version": ({"provisioningArtifactName": "v2"}, []),
    "a parameter": ({"parameters": {"VisibilityTimeout": "45"}}, []),
    "a tag": ({"tags": {"team": "shop"}}, []),
    "a setting": ({"ignoreErrors": True}, []),
    "another owner": ({"owner": "arn:aws:iam::123456789012:role/team"}, []),
    "another name": ({"name": "store"}, ["name"]),
    "another Region": ({"region": "us-east-1"}, ["region"]),
}
DIFFERENCES: dict[Any, Differences] = {
    ADOPTED: {**OF_EITHER, "another stack": ({"physicalId": "orders"}, ["physicalId"])},
    LAUNCHED: {
        **OF_EITHER,
        "what deleting does": ({"retainPhysicalResources": True}, []),
        "topics": ({"notificationArns": [TOPIC]}, ["notificationArns"]),
        "topics that are not known yet": ({"notificationArns": [rpc.UNKNOWN]}, ["notificationArns"]),
    },
}
EQUAL: dict[Any, dict[str, Any]] = {
    ADOPTED: {"a parameter with the value that it has": {"parameters": {"VisibilityTimeout": "30"}}},
    LAUNCHED: {"no topics for none": {"notificationArns": []}},
}


def test_diff_tells_the_same(aws, start, kind):
    id_, state, inputs = made(start(), kind.declared)
    next_run = start()
    diffs = {why: next_run.diff(id_, state, {**inputs, **new}) for why, (new, _) in DIFFERENCES[kind].items()}
    assert {why: (diff.changes, list(diff.replaces)) for why, diff in diffs.items()} == {
        why: (SOME, replaces) for why, (_, replaces) in DIFFERENCES[kind].items()
    }
    assert all(diff.deleteBeforeReplace for diff in diffs.values() if diff.replaces)
    equal = {**EQUAL[kind], **({"the ARN for the name": {"physicalId": state["stackId"]}} if kind is ADOPTED else {})}
    assert [why for why, new in equal.items() if next_run.diff(id_, state, {**inputs, **new}).changes != NONE] == []


@pytest.mark.parametrize("retain", [False, True], ids=["deleted", "retained"])
def test_a_replacement_of_a_launch_says_that_it_deletes_the_stack(aws, begin, retain):
    id_, state, inputs = launch(begin().of(LAUNCHED), retainPhysicalResources=retain)
    next_run = begin().of(LAUNCHED)
    next_run.diff(id_, state, {**inputs, "notificationArns": [TOPIC]})
    lines = next_run.shown(passing=False)
    assert [state["stackId"] in line for line in next_run.reported("StackDeletedByReplacement")] == [True] * (
        not retain
    )
    assert not [line for line in lines if "AWS has" in line], "which topics it has AWS does not tell"


def test_what_was_terminated_elsewhere_is_made_again(aws, start, kind):
    id_, state, inputs = made(start(), kind.declared)
    aws.catalog.terminate_provisioned_product(ProvisionedProductId=id_, RetainPhysicalResources=kind is ADOPTED)
    next_run = start()
    diff = next_run.diff(id_, state, inputs)
    assert (diff.changes, len(diff.replaces)) == (SOME, 1)
    next_run.delete(id_, state)
    again, _ = next_run.create(inputs)
    assert aws.observed()[kind.resource]["Id"] == again != id_


# Update


def test_an_update_changes_version_parameters_and_tags_in_place(aws, start, kind):
    aws.constrain("web-service", "RESOURCE_UPDATE", TAG_UPDATES)
    id_, state, inputs = made(start(), kind.declared)
    change = {
        "provisioningArtifactName": "v2",
        "parameters": {"VisibilityTimeout": "45"},
        "tags": {"team": "shop", "cost": "12"},
    }
    next_run = start()
    checked, failures = next_run.check({**inputs, **change}, inputs)
    assert failures == []
    updated = next_run.update(id_, state, checked)
    stack, observed = aws.stack(updated["stackId"]), aws.observed()[kind.resource]
    assert (updated["stackId"], stack["StackStatus"]) == (state["stackId"], "UPDATE_COMPLETE")
    assert (observed["Id"], observed["ProvisioningArtifactName"]) == (id_, "v2")
    assert (updated["provisioningArtifactName"], updated["status"]) == ("v2", "AVAILABLE")
    assert updated["liveParameters"] == {item["ParameterKey"]: item["ParameterValue"] for item in stack["Parameters"]}
    assert updated["liveParameters"] == {"VisibilityTimeout": "45"}
    tags = {item["Key"]: item["Value"] for item in observed["Tags"] if not item["Key"].startswith("aws:")}
    assert tags == change["tags"]
    assert next_run.diff(id_, updated, checked).changes == NONE


def test_a_setting_that_aws_does_not_keep_is_an_update_without_a_request(aws, start, kind):
    id_, state, inputs = made(start(), kind.declared)
    new = {**inputs, "ignoreErrors": True}
    updated = start().update(id_, state, new)
    assert (updated["ignoreErrors"], updated["lastRecordId"]) == (True, state["lastRecordId"])
    assert start().diff(id_, updated, new).changes == NONE


def test_a_removed_tag_that_aws_keeps_is_reported_and_not_removed_for_ever(aws, begin):
    aws.constrain("web-service", "RESOURCE_UPDATE", TAG_UPDATES)
    id_, state, inputs = launch(begin().of(LAUNCHED), tags={"team": "shop", "cost": "12"})
    next_run, new = begin().of(LAUNCHED), {**inputs, "tags": {"team": "shop"}}
    assert next_run.diff(id_, state, new).changes == SOME
    updated = next_run.update(id_, state, new)
    assert len(next_run.reported("TagKept")) == 1
    assert begin().of(LAUNCHED).diff(id_, updated, new).changes == NONE


# Read


def test_a_change_by_hand_shows_in_the_diff_and_in_a_refresh(aws, start, kind):
    id_, state, inputs = made(start(), kind.declared)
    moved_by_hand(aws, id_)
    next_run = start()
    assert next_run.diff(id_, state, inputs).changes == SOME
    assert [line.partition(": ")[2] for line in next_run.shown(passing=False)] == ["AWS has v2, and v1 is declared."]
    read_id, read, _ = next_run.read(id_, state, inputs)
    assert (read_id, read["provisioningArtifactName"]) == (id_, "v2")
    assert next_run.diff(id_, read, inputs).changes == SOME


# Delete


@table(
    "of retain status said",
    (
        ADOPTED,
        None,
        "CREATE_COMPLETE",
        "is released; the stack payments is still there, in CREATE_COMPLETE.",
        "adopted",
    ),
    (ADOPTED, False, "DELETE_COMPLETE", "is gone, and the stack", "adopted, not to be retained"),
    (LAUNCHED, None, "DELETE_COMPLETE", "is gone, and the stack", "launched"),
    (LAUNCHED, True, "CREATE_COMPLETE", "is still there", "launched, to be retained"),
)
def test_deleting_deletes_the_stack_or_retains_it_and_may_be_repeated(aws, begin, of, retain, status, said, reason):
    id_, state, inputs = made(begin().of(of), {**of.declared, "retainPhysicalResources": retain})
    next_run = begin().of(of)
    next_run.delete(id_, state)
    next_run.delete(id_, state)
    first, second = next_run.shown(passing=False)
    assert first.startswith(f"{id_} ")
    assert said in first
    assert second == f"{id_} was gone already."
    assert (aws.observed(), aws.stack(state["stackId"])["StackStatus"]) == ({}, status)
    assert begin().of(of).read(id_, state, inputs) == ("", {}, {})
