"""A ProvisionedProduct whose product has a STACKSET constraint, over both providers: a stack set instead of a stack."""

import pytest
from pulumi.runtime.proto import provider_pb2

from support.provider_calls import kept
from support.providers import LAUNCHED, REGION, codes, made
from support.wire import CallFailed

NONE, SOME = provider_pb2.DiffResponse.DIFF_NONE, provider_pb2.DiffResponse.DIFF_SOME
ELSEWHERE = "us-east-1"
FLEET = {"name": "fleet", "productName": "web-service", "provisioningArtifactName": "v1"}


@pytest.fixture
def fleet(aws, account):
    """The sample's product, as one whose stack sets may be in two Regions."""
    aws.make_stack_set("web-service", REGION, ELSEWHERE)
    return {**FLEET, "provisioningPreferences": {"stackSetAccounts": [account], "stackSetRegions": [REGION]}}


@pytest.fixture
def start(begin):
    return lambda **config: begin(**config).of(LAUNCHED, "fleet")


def instances(aws):
    """Return the instances of the only stack set, by their Regions."""
    cloudformation = aws.cloudformation
    (stack_set,) = cloudformation.list_stack_sets()["Summaries"]
    listed = cloudformation.list_stack_instances(StackSetName=stack_set["StackSetName"])["Summaries"]
    return {instance["Region"]: instance for instance in listed}


def regions(aws):
    return set(instances(aws))


def parameters(aws):
    """Return the parameters of the instance that is here."""
    stack = aws.stack(instances(aws)[REGION]["StackId"])
    return {parameter["ParameterKey"]: parameter["ParameterValue"] for parameter in stack["Parameters"]}


def preferring(target, **preferences):
    return {**target, "provisioningPreferences": {**target["provisioningPreferences"], **preferences}}


def test_its_stack_id_is_the_stack_set_and_it_has_no_outputs_of_its_own(aws, start, fleet, account):
    id_, state, inputs = made(start(), fleet)
    assert state["stackId"].startswith(f"arn:aws:cloudformation:{REGION}:{account}:stackset/")
    assert (state["type"], state["outputs"], state["liveParameters"]) == ("CFN_STACKSET", {}, {})
    assert regions(aws) == {REGION}
    next_run = start()
    assert next_run.check(fleet, inputs) == (inputs, [])
    assert next_run.diff(id_, state, inputs).changes == NONE
    read_id, read, _ = next_run.read(id_, state, inputs)
    assert (read_id, read) == (id_, state)


@pytest.mark.parametrize(
    "pace",
    [
        {"stackSetFailureToleranceCount": 0, "stackSetMaxConcurrencyCount": 1},
        {"stackSetFailureTolerancePercentage": 0, "stackSetMaxConcurrencyPercentage": 100},
    ],
    ids=["counts", "percentages"],
)
def test_numbers_arrive_as_aws_takes_them_also_zero(aws, start, fleet, pace):
    _, state, inputs = made(start(), preferring(fleet, **pace))
    assert state["status"] == "AVAILABLE"
    assert {name: inputs["provisioningPreferences"][name] for name in pace} == pace


def test_another_region_and_version_come_the_first_region_goes_and_what_is_not_declared_keeps_its_value(
    aws, start, fleet
):
    id_, state, inputs = made(start(), {**fleet, "parameters": {"VisibilityTimeout": "45"}})
    del inputs["parameters"]
    both = {**preferring(inputs, stackSetRegions=[REGION, ELSEWHERE]), "provisioningArtifactName": "v2"}
    next_run = start()
    assert next_run.diff(id_, state, both).changes == SOME
    state = next_run.update(id_, state, both)
    assert (regions(aws), parameters(aws)) == ({REGION, ELSEWHERE}, {"VisibilityTimeout": "45"})
    next_run, other = start(), preferring(both, stackSetRegions=[ELSEWHERE])
    assert next_run.diff(id_, state, both).changes == NONE
    state = next_run.update(id_, state, other)
    assert regions(aws) == {ELSEWHERE}
    assert start().diff(id_, state, other).changes == NONE


def test_a_region_that_failed_to_be_added_shows_again(aws, start, fleet, emulator, account):
    id_, state, inputs = made(start(), fleet)
    emulator.control.add_fault("record-fails", account=account, operation="update", message="no capacity")
    both = preferring(inputs, stackSetRegions=[REGION, ELSEWHERE])
    with pytest.raises(CallFailed, match="no capacity") as failed:
        start().update(id_, state, both)
    _, state, recorded = kept(failed.value)
    assert recorded["provisioningPreferences"] == inputs["provisioningPreferences"]
    emulator.control.force_provisioned_product(id_, account=account, region=REGION, status="AVAILABLE")
    assert start().diff(id_, state, both).changes == SOME


def test_places_outside_of_the_constraint_are_reported_before(aws, start, fleet):
    target = preferring(fleet, stackSetRegions=["us-west-2"], stackSetAccounts=["9" * 12])
    assert codes(start().check(target)[1]) == [
        ("provisioningPreferences.stackSetAccounts", "OutsideStackSet"),
        ("provisioningPreferences.stackSetRegions", "OutsideStackSet"),
    ]


def test_deleting_deletes_the_stack_set(aws, start, fleet):
    id_, state, _ = made(start(), fleet)
    start().delete(id_, state)
    assert aws.observed() == {}
    assert [stack_set["Status"] for stack_set in aws.cloudformation.list_stack_sets()["Summaries"]] == ["DELETED"]
