"""What a ProvisionedProduct does, whichever provider it is declared over. Every case runs against both."""

import pytest
from pulumi.runtime import rpc
from pulumi.runtime.proto import provider_pb2

from contract.providers.asking import LAUNCHED, kept
from support.account import TAG_UPDATES
from support.providers import INPUTS, LAUNCH, REGION, codes, launch, made
from support.tables import table
from support.wire import UNKNOWN, CallFailed

NONE, SOME = provider_pb2.DiffResponse.DIFF_NONE, provider_pb2.DiffResponse.DIFF_SOME
TOPIC = "arn:aws:sns:eu-west-1:123456789012:deployments"
NEEDY = {
    "Parameters": {
        "Size": {"Type": "String", "AllowedValues": ["small", "large"]},
        "Owner": {"Type": "String", "Description": "Who is woken up at night"},
    },
    "Resources": {"Jobs": {"Type": "AWS::SQS::Queue"}},
}


@pytest.fixture
def start(begin):
    """Begin an operation, and give its calls about the launched resource."""

    def started(**config):
        return begin(**config).of(LAUNCHED, "shop")

    return started


def stack_of(aws, state):
    return aws.stack(state["stackId"])


# Check


VERDICTS = {
    "what can be launched": ({}, []),
    "a product that is not there": ({"productName": "no"}, [("productName", "ProductNotFound")]),
    "a missing version": ({"provisioningArtifactName": "v9"}, [("provisioningArtifactName", "ArtifactNotFound")]),
    "no version at all": ({"provisioningArtifactName": None}, [("provisioningArtifactName", "ArtifactNotNamed")]),
    "a silent latest": ({"provisioningArtifactName": "latest"}, [("provisioningArtifactName", "LatestNeedsPolicy")]),
    "a policy and a version": ({"versionPolicy": "latest-active"}, [("versionPolicy", "PolicyNamesVersion")]),
    "a path that is not there": ({"pathName": "no"}, [("pathName", "LaunchPathNotFound")]),
    "a value": ({"parameters": {"VisibilityTimeout": "-1"}}, [("parameters.VisibilityTimeout", "ParameterNotAllowed")]),
    "a parameter that there is not": (
        {"parameters": {"Visibility": "1"}},
        [("parameters.Visibility", "UnknownParameter")],
    ),
    "a topic that is no ARN": ({"notificationArns": ["topic"]}, [("notificationArns", "InvalidValue")]),
    "more topics than AWS takes": ({"notificationArns": [TOPIC] * 6}, [("notificationArns", "InvalidValue")]),
    "places of a product that is no stack set": (
        {"provisioningPreferences": {"stackSetRegions": [REGION]}},
        [("provisioningPreferences", "NotAStackSet")],
    ),
    "preferences that AWS does not take": (
        {"provisioningPreferences": {"stackSetMaxConcurrencyCount": 0}},
        [("provisioningPreferences", "InvalidValue")],
    ),
    "preferences that exclude each other": (
        {"provisioningPreferences": {"stackSetMaxConcurrencyCount": 1, "stackSetMaxConcurrencyPercentage": 1}},
        [("provisioningPreferences.stackSetMaxConcurrencyPercentage", "ConflictingProperties")],
    ),
    "what only an adoption has": ({"physicalId": "payments"}, [("physicalId", "UnknownProperty")]),
    "what is not known yet": ({"name": UNKNOWN, "productName": UNKNOWN}, []),
    "a topic that is not known yet": ({"notificationArns": [rpc.UNKNOWN]}, []),
}
"""What is declared beyond `LAUNCH`, and the problems of each."""


def test_check_finds_the_same(aws, start):
    provider = start()
    reported = {reason: codes(provider.check({**LAUNCH, **target})[1]) for reason, (target, _) in VERDICTS.items()}
    assert reported == {reason: problems for reason, (_, problems) in VERDICTS.items()}
    assert aws.observed() == {}


def test_a_launch_has_to_have_a_value_for_every_parameter_without_a_default(aws, start):
    aws.add_product("needy", NEEDY)
    _, failures = start().check({**LAUNCH, "productName": "needy", "parameters": {"Size": "huge"}})
    assert codes(failures) == [("parameters.Owner", "ParameterMissing"), ("parameters.Size", "ParameterNotAllowed")]
    assert "Who is woken up at night" in dict(failures)["parameters.Owner"]


def test_check_writes_down_that_the_stack_goes_with_the_resource(aws, start):
    provider = start()
    assert provider.check(LAUNCH)[0] == {**LAUNCH, "region": REGION, "retainPhysicalResources": False}
    assert provider.check({**LAUNCH, "retainPhysicalResources": True})[0]["retainPhysicalResources"] is True


UNKNOWNS = [
    {"notificationArns": [TOPIC, rpc.UNKNOWN]},
    {"parameters": {"VisibilityTimeout": UNKNOWN}},
    {"tags": {"team": UNKNOWN}},
    {"provisioningPreferences": {"stackSetRegions": [REGION, rpc.UNKNOWN]}},
    {"provisioningPreferences": {"stackSetAccounts": UNKNOWN, "stackSetFailureToleranceCount": 0}},
    {"provisioningPreferences": UNKNOWN},
    {"versionPolicy": UNKNOWN},
]


def test_what_is_not_known_yet_stays_in_its_place(aws, start):
    provider = start()
    for unknown in UNKNOWNS:
        inputs, failures = provider.check({**LAUNCH, **unknown})
        assert (failures, {name: inputs[name] for name in unknown}) == ([], unknown)


def test_the_name_of_what_somebody_else_launched_is_refused(aws, start):
    aws.client("servicecatalog").provision_product(
        ProvisionedProductName="shop", ProductName="web-service", ProvisioningArtifactName="v1", PathName="platform"
    )
    provider = start()
    assert codes(provider.check(LAUNCH)[1]) == [("name", "NameTakenByOther")]
    with pytest.raises(CallFailed, match=r"\[NameTakenByOther\]") as failed:
        provider.create({**LAUNCH, "region": REGION})
    assert failed.value.state_kept is None


# Create


def test_a_launch_makes_a_stack_and_gives_every_output(aws, start):
    target = {"parameters": {"VisibilityTimeout": "45"}, "tags": {"team": "shop"}, "notificationArns": [TOPIC]}
    id_, state, inputs = launch(start(), **target)
    observed, stack = aws.observed()["shop"], stack_of(aws, state)
    assert {**state, "createdTime": ""} == {
        **inputs,
        "provisionedProductId": id_,
        "arn": observed["Arn"],
        "stackId": stack["StackId"],
        "owner": observed["UserArn"],
        "status": "AVAILABLE",
        "statusMessage": "",
        "type": "CFN_STACK",
        "productId": observed["ProductId"],
        "provisioningArtifactId": observed["ProvisioningArtifactId"],
        "provisioningArtifactName": "v1",
        "launchRoleArn": "",
        "liveParameters": {"VisibilityTimeout": "45"},
        "outputs": {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]},
        "lastRecordId": observed["LastRecordId"],
        "createdTime": "",
    }
    assert stack["NotificationARNs"] == [TOPIC]
    assert {"Key": "team", "Value": "shop"} in stack["Tags"]


def test_a_launch_that_is_repeated_takes_what_this_resource_has_launched(aws, start):
    first, _, inputs = launch(start())
    next_run = start()
    again, _ = next_run.create(inputs)
    assert again == first
    assert any("launched already" in line for line in next_run.shown(passing=False))


def test_what_is_declared_beyond_a_launch_follows_it(aws, start, account):
    owner, role = f"arn:aws:iam::{account}:role/team/shop", f"arn:aws:iam::{account}:role/launch"
    id_, state, inputs = launch(start(), owner=owner, launchRoleArn=role)
    assert (state["owner"], state["launchRoleArn"]) == (owner, role)
    described = aws.client("servicecatalog").describe_provisioned_product(Id=id_)["ProvisionedProductDetail"]
    assert described["LaunchRoleArn"] == role
    assert start().diff(id_, state, inputs).changes == NONE


# Diff


def test_nothing_differs_after_the_launch(aws, start):
    id_, state, inputs = launch(start(), parameters={"VisibilityTimeout": "45"}, tags={"team": "shop"})
    next_run = start()
    declared = {name: value for name, value in inputs.items() if name not in {"region", "retainPhysicalResources"}}
    assert next_run.check(declared, inputs) == (inputs, [])
    assert next_run.diff(id_, state, inputs).changes == NONE


DIFFERENCES = {
    "nothing": ({}, NONE, []),
    "no topics for none": ({"notificationArns": []}, NONE, []),
    "another version": ({"provisioningArtifactName": "v2"}, SOME, []),
    "another parameter": ({"parameters": {"VisibilityTimeout": "45"}}, SOME, []),
    "a tag": ({"tags": {"team": "shop"}}, SOME, []),
    "a setting": ({"retainPhysicalResources": True}, SOME, []),
    "another owner": ({"owner": "arn:aws:iam::123456789012:role/team"}, SOME, []),
    "another name": ({"name": "store"}, SOME, ["name"]),
    "other topics": ({"notificationArns": [TOPIC]}, SOME, ["notificationArns"]),
    "topics that are not known yet": ({"notificationArns": [rpc.UNKNOWN]}, SOME, ["notificationArns"]),
    "another Region": ({"region": "us-east-1"}, SOME, ["region"]),
}


def test_diff_tells_the_same(aws, start):
    id_, state, inputs = launch(start())
    next_run = start()
    diffs = {reason: next_run.diff(id_, state, {**inputs, **new}) for reason, (new, _, _) in DIFFERENCES.items()}
    assert {reason: (diff.changes, list(diff.replaces)) for reason, diff in diffs.items()} == {
        reason: (changes, replaces) for reason, (_, changes, replaces) in DIFFERENCES.items()
    }
    assert all(diff.deleteBeforeReplace for diff in diffs.values() if diff.replaces)


@pytest.mark.parametrize("retain", [False, True], ids=["deleted", "retained"])
def test_a_replacement_says_that_it_deletes_the_stack(aws, start, retain):
    id_, state, inputs = launch(start(), retainPhysicalResources=retain)
    next_run = start()
    next_run.diff(id_, state, {**inputs, "name": "store"})
    assert [state["stackId"] in line for line in next_run.reported("StackDeletedByReplacement")] == [True] * (
        not retain
    )


def test_no_sentence_says_of_what_aws_does_not_tell_that_aws_has_it(aws, start):
    id_, state, inputs = launch(start())
    next_run = start()
    next_run.diff(id_, state, {**inputs, "notificationArns": [TOPIC]})
    assert not [line for line in next_run.shown(passing=False) if "AWS has" in line]


def test_what_is_gone_is_launched_anew(aws, start):
    id_, state, inputs = launch(start())
    aws.client("servicecatalog").terminate_provisioned_product(ProvisionedProductId=id_)
    next_run = start()
    diff = next_run.diff(id_, state, inputs)
    assert (diff.changes, len(diff.replaces)) == (SOME, 1)
    next_run.delete(id_, state)
    again, _ = next_run.create(inputs)
    assert aws.observed()["shop"]["Id"] == again != id_


# Update


@table(
    "new parameters tags version",
    ({"provisioningArtifactName": "v2"}, {"VisibilityTimeout": "30"}, {}, "v2", "the version"),
    ({"parameters": {"VisibilityTimeout": "45"}}, {"VisibilityTimeout": "45"}, {}, "v1", "a parameter"),
    ({"tags": {"team": "shop"}}, {"VisibilityTimeout": "30"}, {"team": "shop"}, "v1", "a tag"),
)
def test_an_update_changes_in_place(aws, start, new, parameters, tags, version, reason):
    aws.constrain("web-service", "RESOURCE_UPDATE", TAG_UPDATES)
    id_, state, inputs = launch(start())
    next_run = start()
    checked, failures = next_run.check({**inputs, **new}, inputs)
    assert failures == []
    updated = next_run.update(id_, state, checked)
    stack, observed = stack_of(aws, updated), aws.observed()["shop"]
    assert (updated["stackId"], observed["Id"]) == (state["stackId"], id_)
    assert observed["ProvisioningArtifactName"] == updated["provisioningArtifactName"] == version
    assert {parameter["ParameterKey"]: parameter["ParameterValue"] for parameter in stack["Parameters"]} == parameters
    assert updated["liveParameters"] == parameters
    shown = {tag["Key"]: tag["Value"] for tag in observed["Tags"]}
    assert {key: value for key, value in shown.items() if not key.startswith("aws:")} == tags
    assert start().diff(id_, updated, checked).changes == NONE


def test_a_removed_tag_that_aws_keeps_is_reported_and_not_removed_for_ever(aws, start):
    aws.constrain("web-service", "RESOURCE_UPDATE", TAG_UPDATES)
    id_, state, inputs = launch(start(), tags={"team": "shop", "cost": "12"})
    next_run, new = start(), {**inputs, "tags": {"team": "shop"}}
    assert next_run.diff(id_, state, new).changes == SOME
    updated = next_run.update(id_, state, new)
    assert len(next_run.reported("TagKept")) == 1
    assert start().diff(id_, updated, new).changes == NONE


# Read


def test_a_refresh_reports_what_aws_has_and_what_is_gone(aws, start):
    id_, state, inputs = launch(start())
    aws.client("servicecatalog").update_provisioned_product(
        ProvisionedProductId=id_, ProductName="web-service", ProvisioningArtifactName="v2"
    )
    next_run = start()
    read_id, read, _ = next_run.read(id_, state, inputs)
    assert (read_id, read["provisioningArtifactName"]) == (id_, "v2")
    assert next_run.diff(id_, read, inputs).changes == SOME
    start().delete(id_, state)
    assert start().read(id_, state, inputs)[0] == ""


# Delete


@pytest.mark.parametrize(
    ("retain", "status", "said"),
    [
        (None, "DELETE_COMPLETE", "is gone, and the stack"),
        (False, "DELETE_COMPLETE", "is gone, and the stack"),
        (True, "CREATE_COMPLETE", "is still there"),
    ],
    ids=["by default", "false", "true"],
)
def test_deleting_deletes_the_stack_unless_it_is_retained(aws, start, retain, status, said):
    id_, state, _ = launch(start(), **({} if retain is None else {"retainPhysicalResources": retain}))
    next_run = start()
    next_run.delete(id_, state)
    assert aws.observed() == {}
    assert stack_of(aws, state)["StackStatus"] == status
    assert said in next_run.shown(passing=False)[0]


# Failure


def test_a_failed_launch_keeps_its_id_and_is_launched_anew(aws, start, emulator, account):
    emulator.control.set(account=account, provision_seconds=1)  # what fails in the second of its repeat is the same
    emulator.control.add_fault("record-fails", account=account, operation="provision", message="no capacity")
    provider = start()
    inputs, _ = provider.check(LAUNCH)
    with pytest.raises(CallFailed, match="no capacity") as failed:
        provider.create(inputs)
    id_, state, recorded = kept(failed.value)
    assert (id_, state["status"], recorded) == (aws.observed()["shop"]["Id"], "ERROR", inputs)
    next_run = start()
    diff = next_run.diff(id_, state, inputs)
    assert (diff.changes, list(diff.replaces)) == (SOME, ["status"])
    (line,) = next_run.reported("LaunchedAnew")
    assert "no capacity" in line
    next_run.delete(id_, state)
    again, state = next_run.create(inputs)
    assert (again != id_, state["status"]) == (True, "AVAILABLE")
    assert start().diff(again, state, inputs).changes == NONE


def test_a_launch_that_is_not_done_in_time_keeps_its_id_and_is_waited_for(aws, start, emulator, account):
    emulator.control.add_fault("record-hangs", account=account, operation="provision", times=None)
    provider = start()
    inputs, _ = provider.check(LAUNCH)
    with pytest.raises(CallFailed) as failed:
        provider.create(inputs, timeout=1.0)
    id_, state, _ = kept(failed.value)
    assert failed.value.state_kept.reasons[0].startswith("[NotInTime]")
    next_run = start()
    diff = next_run.diff(id_, state, inputs)
    assert (diff.changes, list(diff.replaces)) == (SOME, [])
    emulator.control.remove_faults(account=account)
    updated = next_run.update(id_, state, inputs)
    assert (updated["status"], updated["outputs"].keys()) == ("AVAILABLE", {"JobsUrl", "AlarmsArn"})
    assert start().diff(id_, updated, inputs).changes == NONE


def test_an_update_of_what_went_away_in_between_says_so(aws, start):
    id_, state, inputs = launch(start())
    aws.client("servicecatalog").terminate_provisioned_product(ProvisionedProductId=id_)
    with pytest.raises(CallFailed, match=r"\[Gone\]"):
        start().update(id_, state, {**inputs, "provisioningArtifactName": "v2"})


def test_both_kinds_live_in_one_operation(aws, begin):
    provider = begin()
    launch(provider.of(LAUNCHED, "shop"))
    made(provider, INPUTS)
    assert {name: provisioned_product["Status"] for name, provisioned_product in aws.observed().items()} == {
        "payments": "AVAILABLE",
        "shop": "AVAILABLE",
    }
