"""What a resource does, whichever provider it is declared over. Every case runs against both, with one expectation."""

import pytest
from pulumi.runtime.proto import provider_pb2

from support.providers import INPUTS, REGION, adopt, codes
from support.tables import table
from support.wire import UNKNOWN, CallFailed

NONE, SOME = provider_pb2.DiffResponse.DIFF_NONE, provider_pb2.DiffResponse.DIFF_SOME


@table(
    "target problems",
    ({}, [], "what can be adopted"),
    ({"physicalId": "nowhere"}, [("physicalId", "StackNotFound")], "a stack that is not there"),
    ({"productName": "no"}, [("productName", "ProductNotFound")], "a product that is not there"),
    ({"provisioningArtifactName": "v2"}, [("provisioningArtifactName", "TemplateMismatch")], "another template"),
    ({"name": "-"}, [("name", "InvalidValue")], "a name that AWS does not take"),
    ({"nmae": "x"}, [("nmae", "UnknownProperty")], "a misspelt property"),
    ({"productId": "prod-x"}, [("productName", "ConflictingProperties")], "a product named twice"),
    (
        {"physicalId": "nowhere", "productName": "no"},
        [("physicalId", "StackNotFound"), ("productName", "ProductNotFound")],
        "two problems at once",
    ),
    ({"physicalId": "nowhere", "preflight": "warn"}, [], "a problem that is only to be reported"),
    ({"name": UNKNOWN, "productName": UNKNOWN}, [], "what is not known yet"),
    ({"expectedAccountId": "9" * 12}, [("expectedAccountId", "UnexpectedAccount")], "another account than expected"),
)
def test_check_finds_the_same(aws, begin, target, problems, reason):
    assert codes(begin().check({**INPUTS, **target})[1]) == problems
    assert aws.observed() == {}


def test_the_state_of_an_adopted_stack_is_the_same(aws, begin):
    id_, state, inputs = adopt(begin())
    observed, stack = aws.observed()["payments"], aws.stack("payments")
    assert inputs == {**INPUTS, "region": REGION}
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
        "liveParameters": {"VisibilityTimeout": "30"},
        "outputs": {output["OutputKey"]: output["OutputValue"] for output in stack["Outputs"]},
        "lastRecordId": observed["LastRecordId"],
        "createdTime": "",
    }


@table(
    "change changes replaces",
    ({}, NONE, [], "nothing"),
    ({"physicalId": "THE ARN"}, NONE, [], "the stack's ARN for its name"),
    ({"parameters": {"VisibilityTimeout": "30"}}, NONE, [], "a parameter with the value that it has"),
    ({"parameters": {"VisibilityTimeout": "31"}}, SOME, [], "a parameter with another value"),
    ({"provisioningArtifactName": "v2"}, SOME, [], "another version"),
    ({"ignoreErrors": True}, SOME, [], "a setting"),
    ({"name": "pay"}, SOME, ["name"], "another name"),
    ({"physicalId": "orders"}, SOME, ["physicalId"], "another stack"),
    ({"region": "us-east-1"}, SOME, ["region"], "another Region"),
)
def test_diff_tells_the_same(aws, begin, change, changes, replaces, reason):
    id_, state, inputs = adopt(begin())
    change = {name: state["stackId"] if value == "THE ARN" else value for name, value in change.items()}
    diff = begin().diff(id_, state, {**inputs, **change})
    assert (diff.changes, list(diff.replaces)) == (changes, replaces)
    assert diff.deleteBeforeReplace or not replaces


def test_an_update_moves_the_version(aws, begin):
    id_, state, inputs = adopt(begin())
    next_run, new = begin(), {**inputs, "provisioningArtifactName": "v2"}
    updated = next_run.update(id_, state, new)
    assert (updated["provisioningArtifactName"], updated["status"]) == ("v2", "AVAILABLE")
    assert next_run.diff(id_, updated, new).changes == NONE


def test_a_creation_that_is_repeated_takes_what_is_there(aws, begin):
    first, _, inputs = adopt(begin())
    next_run = begin()
    again, _ = next_run.create(inputs)
    assert again == first
    assert any("taken as it is" in line for line in next_run.shown(passing=False))


def test_a_refresh_reports_what_aws_has_and_what_is_gone(aws, begin):
    id_, state, inputs = adopt(begin())
    aws.client("servicecatalog").update_provisioned_product(
        ProvisionedProductId=id_, ProductName="web-service", ProvisioningArtifactName="v2"
    )
    read_id, read, _ = begin().read(id_, state, inputs)
    assert (read_id, read["provisioningArtifactName"]) == (id_, "v2")
    begin().delete(id_, state)
    assert begin().read(id_, state, inputs)[0] == ""


def test_what_is_gone_is_made_anew(aws, begin):
    id_, state, inputs = adopt(begin())
    begin().delete(id_, state)
    diff = begin().diff(id_, state, inputs)
    assert diff.changes == SOME
    assert len(diff.replaces) == 1


def test_a_release_says_that_the_stack_is_there_and_may_be_repeated(aws, begin):
    id_, state, _ = adopt(begin())
    next_run = begin()
    next_run.delete(id_, state)
    next_run.delete(id_, state)
    assert aws.stack("payments")["StackStatus"] == "CREATE_COMPLETE"
    assert next_run.shown(passing=False) == [
        f"{id_} is released; the stack payments is still there, in CREATE_COMPLETE.",
        f"{id_} was gone already.",
    ]


def test_what_is_not_done_in_time_keeps_its_id(aws, begin, emulator, account):
    emulator.control.set(account=account, record_seconds=36_000)
    provider = begin()
    inputs, _ = provider.check(INPUTS)
    with pytest.raises(CallFailed) as failed:
        provider.create(inputs, timeout=1.0)
    assert failed.value.state_kept.id == aws.observed()["payments"]["Id"]
    assert failed.value.state_kept.reasons[0].startswith("[NotInTime]")


def test_the_timeout_of_the_configuration_holds_where_none_is_declared(aws, begin, emulator, account):
    emulator.control.set(account=account, record_seconds=36_000)
    provider = begin(createTimeout="1s")
    with pytest.raises(CallFailed) as failed:
        provider.create(provider.check(INPUTS)[0])
    assert failed.value.state_kept.reasons[0].startswith("[NotInTime]")


def test_what_only_looks_gone_from_another_place_is_refused(aws, begin):
    id_, state, inputs = adopt(begin())
    with pytest.raises(CallFailed, match=r"\[RecordedElsewhere\]"):
        begin().read(id_, {**state, "region": "us-east-1"}, {**inputs, "region": "us-east-1"})


def test_a_refusal_is_one_line_with_its_code(aws, begin):
    with pytest.raises(CallFailed) as failed:
        begin().create({**INPUTS, "physicalId": "nowhere", "region": REGION})
    assert "[StackNotFound]" in failed.value.message
    assert "Traceback" not in failed.value.message
    assert failed.value.state_kept is None
