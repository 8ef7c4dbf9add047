"""UpdateProvisionedProduct: the stack really goes over to the version's template, with its parameters."""

from __future__ import annotations

import json
from typing import Any

import pytest

from integration.emulator.caller import template

TOPIC: dict[str, Any] = {
    "Parameters": {"Env": {"Type": "String", "Default": "dev"}, "Secret": {"Type": "String", "NoEcho": True}},
    "Resources": {"Topic": {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": {"Fn::Sub": "${Env}-topic"}}}},
    "Outputs": {"Env": {"Value": {"Ref": "Env"}}},
}
SECRET = {"ParameterKey": "Secret", "ParameterValue": "s3cret"}


@pytest.fixture
def adopted(aws):
    """An adopted stack with parameters: provisioned product and product."""
    body = json.dumps(TOPIC)
    product = aws.product(body)
    record = aws.import_as(aws.make_stack(template=body, Parameters=[SECRET]), product)
    return record["ProvisionedProductId"], product[0]


def parameters(aws):
    return {p["ParameterKey"]: p["ParameterValue"] for p in aws.stack("payments")["Parameters"]}


KEEP_SECRET = {"Key": "Secret", "UsePreviousValue": True}


def test_a_new_version_changes_the_stack_and_the_product(aws, adopted):
    pp_id, product_id = adopted
    wider = TOPIC | {"Resources": TOPIC["Resources"] | {"Queue": {"Type": "AWS::SQS::Queue"}}}
    version = aws.version(product_id, json.dumps(wider))
    record = aws.update(pp_id, ProvisioningArtifactId=version, ProvisioningParameters=[KEEP_SECRET])
    assert record["Status"] == "SUCCEEDED"
    assert record["RecordType"] == "UPDATE_PROVISIONED_PRODUCT"
    assert aws.stack("payments")["StackStatus"] == "UPDATE_COMPLETE"
    resources = aws.cloudformation.describe_stack_resources(StackName="payments")["StackResources"]
    assert {r["LogicalResourceId"] for r in resources} == {"Topic", "Queue"}
    assert aws.provisioned(pp_id)["ProvisioningArtifactId"] == version
    assert aws.provisioned(pp_id)["LastSuccessfulProvisioningRecordId"] == record["RecordId"]


def test_the_old_version_is_shown_until_the_record_succeeds(slow):
    slow.set(update_seconds=10)
    product = slow.product()
    pp_id = slow.import_as(slow.make_stack(), product)["ProvisionedProductId"]
    slow.control.advance(1)
    version = slow.version(product[0], template("Queue", "Second"))
    slow.catalog.update_provisioned_product(ProvisionedProductId=pp_id, ProvisioningArtifactId=version)
    slow.control.advance(1)
    assert slow.provisioned(pp_id)["ProvisioningArtifactId"] == product[1]
    assert slow.stack("payments")["StackStatus"] == "UPDATE_IN_PROGRESS"
    slow.control.advance(9)
    assert slow.provisioned(pp_id)["ProvisioningArtifactId"] == version
    assert slow.stack("payments")["StackStatus"] == "UPDATE_COMPLETE"


def test_a_parameter_reaches_the_stack_and_its_resources(aws, adopted):
    aws.update(adopted[0], ProvisioningParameters=[{"Key": "Env", "Value": "prod"}, KEEP_SECRET])
    assert parameters(aws) == {"Env": "prod", "Secret": "****"}
    (output,) = aws.stack("payments")["Outputs"]
    assert output["OutputValue"] == "prod"
    (topic,) = aws.cloudformation.describe_stack_resources(StackName="payments")["StackResources"]
    attributes = aws.client("sns").get_topic_attributes(TopicArn=topic["PhysicalResourceId"])["Attributes"]
    assert attributes["DisplayName"] == "prod-topic"


def test_use_previous_value_keeps_it(aws, adopted):
    aws.update(adopted[0], ProvisioningParameters=[{"Key": "Env", "Value": "prod"}, KEEP_SECRET])
    keep = {"Key": "Env", "UsePreviousValue": True}
    assert aws.update(adopted[0], ProvisioningParameters=[keep, KEEP_SECRET])["Status"] == "SUCCEEDED"
    assert parameters(aws)["Env"] == "prod"


def test_use_previous_value_with_a_value_is_refused(aws, adopted):
    both = {"Key": "Env", "UsePreviousValue": True, "Value": "prod"}
    assert aws.refusal(
        "update_provisioned_product", ProvisionedProductId=adopted[0], ProvisioningParameters=[both]
    ) == (
        "InvalidParametersException",
        "Cannot specify usePreviousValue as true and non empty value for a parameter",
    )


def test_use_previous_value_with_an_empty_value_is_accepted(aws, adopted):
    empty = [{"Key": key, "UsePreviousValue": True, "Value": ""} for key in ("Env", "Secret")]
    assert aws.update(adopted[0], ProvisioningParameters=empty)["Status"] == "SUCCEEDED"


def test_parameters_that_are_left_out_fall_back_to_the_default_or_are_kept(aws, adopted):
    env = {"Key": "Env", "Value": "prod"}
    aws.update(adopted[0], ProvisioningParameters=[env, KEEP_SECRET])
    aws.set(omitted_parameters="previous")
    aws.update(adopted[0])
    assert parameters(aws)["Env"] == "prod"
    aws.set(omitted_parameters="default")
    aws.update(adopted[0], ProvisioningParameters=[KEEP_SECRET])
    assert parameters(aws)["Env"] == "dev"


def test_a_parameter_that_the_template_lacks_fails_the_record(aws, adopted):
    unknown = [{"Key": "Colour", "Value": "blue"}, KEEP_SECRET]
    record = aws.update(adopted[0], ProvisioningParameters=unknown)
    assert record["Status"] == "FAILED"
    assert record["RecordErrors"][0]["Description"] == "Parameters: [Colour] do not exist in the template"
    assert aws.provisioned(adopted[0])["Status"] == "TAINTED"


def test_an_update_that_fails_rolls_back_and_taints(aws, adopted):
    pp_id, product_id = adopted
    before = aws.provisioned(pp_id)
    failing = {"Type": "Custom::EmulatorFailure", "Properties": {"FailOn": ["create"], "Reason": "quota reached"}}
    broken = TOPIC | {"Resources": TOPIC["Resources"] | {"Broken": failing}}
    version = aws.version(product_id, json.dumps(broken))
    record = aws.update(pp_id, ProvisioningArtifactId=version, ProvisioningParameters=[KEEP_SECRET])
    assert record["Status"] == "FAILED"
    assert "quota reached" in record["RecordErrors"][0]["Description"]
    after = aws.provisioned(pp_id)
    assert after["Status"] == "TAINTED"
    assert "quota reached" in after["StatusMessage"]
    assert after["ProvisioningArtifactId"] == before["ProvisioningArtifactId"]
    assert after["LastSuccessfulProvisioningRecordId"] == before["LastSuccessfulProvisioningRecordId"]
    assert after["LastProvisioningRecordId"] == record["RecordId"]
    assert aws.stack("payments")["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"


def test_a_tainted_product_is_healed_by_an_update(aws, adopted):
    unknown = [{"Key": "Colour", "Value": "blue"}, KEEP_SECRET]
    aws.update(adopted[0], ProvisioningParameters=unknown)
    aws.update(adopted[0], ProvisioningParameters=[KEEP_SECRET])
    detail = aws.provisioned(adopted[0])
    assert detail["Status"] == "AVAILABLE"
    assert "StatusMessage" not in detail


@pytest.mark.parametrize(("switch", "status"), [("succeed", "SUCCEEDED"), ("fail", "FAILED")])
def test_an_update_that_changes_nothing(aws, adopted, switch, status):
    aws.set(empty_update=switch, auto_tags=False)
    assert aws.update(adopted[0], ProvisioningParameters=[KEEP_SECRET])["Status"] == status


def test_a_stack_that_is_gone_taints(aws, adopted):
    aws.cloudformation.delete_stack(StackName="payments")
    record = aws.update(adopted[0])
    assert record["Status"] == "FAILED"
    assert "does not exist" in record["RecordErrors"][0]["Description"]


def test_a_product_under_change_is_refused_unless_the_switch_allows_it(slow):
    slow.set(update_seconds=10)
    pp_id = slow.import_as(slow.make_stack(), slow.product())["ProvisionedProductId"]
    slow.control.advance(1)
    slow.catalog.update_provisioned_product(ProvisionedProductId=pp_id)
    status = "it's still under change or its status does not allow further operation"
    busy = f"Can't update provisioned product because {status}"
    for code in ("InvalidParametersException", "ValidationException", "InvalidStateException"):
        slow.set(busy_update=code)
        assert slow.refusal("update_provisioned_product", ProvisionedProductId=pp_id) == (code, busy)
    slow.set(while_under_change="allow")
    assert slow.catalog.update_provisioned_product(ProvisionedProductId=pp_id)["RecordDetail"]["Status"] == "CREATED"


def test_an_update_whose_product_is_terminated_meanwhile_fails(slow):
    slow.set(update_seconds=10, terminate_seconds=1, while_under_change="allow")
    pp_id = slow.import_as(slow.make_stack(), slow.product())["ProvisionedProductId"]
    slow.control.advance(1)
    record = slow.catalog.update_provisioned_product(ProvisionedProductId=pp_id)["RecordDetail"]
    slow.catalog.terminate_provisioned_product(ProvisionedProductId=pp_id, RetainPhysicalResources=True)
    slow.control.advance(20)
    assert slow.record(record)["Status"] == "FAILED"


def test_an_inactive_version_is_refused(aws, adopted):
    version = aws.version(adopted[1], json.dumps(TOPIC))
    aws.catalog.update_provisioning_artifact(ProductId=adopted[1], ProvisioningArtifactId=version, Active=False)
    refused = aws.refusal("update_provisioned_product", ProvisionedProductId=adopted[0], ProvisioningArtifactId=version)
    assert refused[0] == "InvalidParametersException"


class TestPath:
    def test_the_only_path_is_taken(self, aws, adopted):
        assert aws.update(adopted[0], ProvisioningParameters=[KEEP_SECRET])["PathId"].startswith("lpv2-")

    def test_of_several_one_must_be_named(self, aws, adopted):
        pp_id, product_id = adopted
        aws.portfolio_with(product_id, "second")
        code, message = aws.refusal("update_provisioned_product", ProvisionedProductId=pp_id)
        assert (code, message) == (
            "InvalidParametersException",
            "More than one launch path ids exist. Please specify the launch path id",
        )
        record = aws.update(pp_id, PathName="second", ProvisioningParameters=[KEEP_SECRET])
        assert record["Status"] == "SUCCEEDED"

    def test_a_stale_path_is_refused(self, aws, adopted):
        code, message = aws.refusal(
            "update_provisioned_product", ProvisionedProductId=adopted[0], PathId="lpv2-abcdefghijklm"
        )
        assert (code, message) == ("InvalidParametersException", "Invalid PathId: lpv2-abcdefghijklm")

    def test_without_a_path_an_update_is_refused_unless_the_switch_says_otherwise(self, aws, adopted):
        pp_id, product_id = adopted
        (portfolio,) = aws.catalog.list_portfolios_for_product(ProductId=product_id)["PortfolioDetails"]
        aws.catalog.disassociate_product_from_portfolio(ProductId=product_id, PortfolioId=portfolio["Id"])
        assert aws.refusal("update_provisioned_product", ProvisionedProductId=pp_id) == (
            "ResourceNotFoundException",
            f"No launch paths found for resource: {product_id}",
        )
        aws.set(update_needs_launch_path=False)
        assert aws.update(pp_id, ProvisioningParameters=[KEEP_SECRET])["Status"] == "SUCCEEDED"


class TestAnotherProduct:
    def update(self, aws):
        pp_id, _, _ = aws.adopted()
        other, version = aws.product(template("Queue", "Second"), name="other")
        return pp_id, {"ProvisionedProductId": pp_id, "ProductId": other, "ProvisioningArtifactId": version}

    def test_is_taken_over(self, aws):
        pp_id, arguments = self.update(aws)
        assert aws.record(aws.catalog.update_provisioned_product(**arguments)["RecordDetail"])["Status"] == "SUCCEEDED"
        assert aws.provisioned(pp_id)["ProductId"] == arguments["ProductId"]

    def test_is_refused_where_the_switch_says_so(self, aws):
        aws.set(product_change="refused")
        pp_id, arguments = self.update(aws)
        before = aws.provisioned(pp_id)
        code, message = aws.refusal("update_provisioned_product", **arguments)
        assert code == "InvalidParametersException"
        assert arguments["ProductId"] in message
        assert aws.provisioned(pp_id) == before
        same = {"ProvisionedProductId": pp_id, "ProductId": before["ProductId"]}
        assert aws.record(aws.catalog.update_provisioned_product(**same)["RecordDetail"])["Status"] == "SUCCEEDED"
