"""Check over the wire: every problem on its property, before anything is changed; what is not known yet is kept."""

import pytest

from support.providers import INPUTS, REGION
from support.wire import UNKNOWN

WRITES = {"ImportAsProvisionedProduct", "UpdateProvisionedProduct", "TerminateProvisionedProduct"}


def codes(failures):
    return {property_: reason.split("]")[0].lstrip("[") for property_, reason in failures}


def test_a_misspelt_property_names_the_right_one(engine):
    _, [(property_, reason)] = engine.check({**INPUTS, "provisioningArtefactName": "v1"})
    assert property_ == "provisioningArtefactName"
    assert reason.startswith(
        '[UnknownProperty] There is no property "provisioningArtefactName". '
        'Did you mean "provisioning_artifact_name" or "provisioning_artifact_id"?'
    )


def test_every_slip_is_told_at_once_each_on_its_property(engine):
    _, failures = engine.check({"nmae": "payments", "physicalId": "arn:aws:s3:::b", "tags": {"a": 1}})
    assert codes(failures) == {
        "nmae": "UnknownProperty",
        "name": "MissingProperty",
        "physicalId": "NotAStack",
        "productName": "ProductNotNamed",
        "tags": "InvalidValue",
    }


def test_slips_are_shown_without_asking_aws(operation):
    engine = operation(AWS_ENDPOINT_URL="http://127.0.0.1:1")
    _, failures = engine.check({**INPUTS, "name": "-"})
    assert codes(failures) == {"name": "InvalidValue"}


def test_what_would_fail_in_aws_is_told_before_anything_is_changed(aws, emulator, account, engine):
    emulator.control.forget_journal(account=account)
    target = {"name": "payments", "physicalId": "paymets", "productName": "web-servce"}
    _, failures = engine.check(target)
    assert codes(failures) == {"physicalId": "StackNotFound", "productName": "ProductNotFound"}
    assert 'Did you mean "payments"?' in dict(failures)["physicalId"]
    requested = {call["operation"] for call in emulator.control.journal(account=account)}
    assert requested
    assert not requested & WRITES


def test_every_failure_is_one_line(engine):
    _, failures = engine.check({"nmae": "payments\nx", "physicalId": "arn:aws:s3:::b"})
    assert failures
    assert not [reason for _, reason in failures if "\n" in reason or "Traceback" in reason]


def test_what_is_not_known_yet_is_kept_and_judged_later(aws, engine):
    target = {**INPUTS, "physicalId": UNKNOWN, "parameters": {"VisibilityTimeout": UNKNOWN}}
    assert engine.check(target) == ({**target, "region": REGION}, [])


def test_where_the_region_is_not_known_yet_aws_is_not_asked(aws, emulator, account, engine):
    emulator.control.forget_journal(account=account)
    target = {**INPUTS, "region": UNKNOWN}
    assert engine.check(target) == (target, [])
    assert emulator.control.journal(account=account) == []


def test_outputs_that_are_awaited_are_no_inputs(aws, engine):
    inputs, failures = engine.check({**INPUTS, "status": None, "outputs": None})
    assert failures == []
    assert inputs == {**INPUTS, "region": REGION}


@pytest.mark.parametrize("change", [{"name": "pay"}, {"physicalId": "orders"}], ids=["another name", "another stack"])
def test_a_replacement_that_would_delete_the_stack_is_refused(aws, engine, change):
    old = {**INPUTS, "retainPhysicalResources": False, "region": REGION}
    _, [(property_, reason)] = engine.check({**old, **change}, old)
    assert property_ == "retainPhysicalResources"
    assert reason.startswith("[ReplacementDeletesStack]")


@pytest.mark.parametrize("change", [{"name": UNKNOWN}, {"physicalId": UNKNOWN}], ids=["the name", "the stack"])
def test_a_replacement_is_not_suspected_while_nobody_knows(aws, engine, change):
    old = {**INPUTS, "retainPhysicalResources": False, "region": REGION}
    assert engine.check({**old, **change}, old)[1] == []


@pytest.mark.parametrize(
    ("config", "variables", "region"),
    [
        ({"servicecatalog:region": "eu-west-1", "aws:region": "us-east-1"}, {"AWS_REGION": "us-west-2"}, "eu-west-1"),
        ({"aws:region": "eu-west-1"}, {"AWS_REGION": "us-west-2"}, "eu-west-1"),
        ({}, {"AWS_REGION": "eu-west-1"}, "eu-west-1"),
        ({}, {"AWS_DEFAULT_REGION": "eu-west-1"}, "eu-west-1"),
    ],
    ids=["servicecatalog:region", "aws:region", "AWS_REGION", "AWS_DEFAULT_REGION"],
)
def test_the_region_comes_from_the_nearest_place_that_names_one(aws, operation, config, variables, region):
    inputs, failures = operation(config, **variables).check(INPUTS)
    assert (inputs["region"], failures) == (region, [])


def test_the_regions_own_property_comes_first(aws, operation):
    inputs, failures = operation({"aws:region": "us-east-1"}).check({**INPUTS, "region": REGION})
    assert (inputs["region"], failures) == (REGION, [])
