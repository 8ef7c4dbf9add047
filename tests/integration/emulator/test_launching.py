"""ProvisionProduct: a stack of its own for the provisioned product."""

from __future__ import annotations

import json

import pytest

from integration.emulator.caller import template

PARAMETER = json.dumps(
    {
        "Parameters": {"Env": {"Type": "String", "AllowedValues": ["dev", "prod"]}},
        "Resources": {"Queue": {"Type": "AWS::SQS::Queue"}},
    }
)


def test_a_launch_makes_a_stack_and_governs_it(aws):
    record = aws.provision(aws.product())
    assert aws.record(record)["Status"] == "SUCCEEDED"
    (provisioned,) = aws.search(f"id:{record['ProvisionedProductId']}")
    assert provisioned["Status"] == "AVAILABLE"
    stack = aws.stack(provisioned["PhysicalId"])
    assert stack["StackName"] == f"SC-{aws.account}-{provisioned['Id']}"
    assert stack["StackStatus"] == "CREATE_COMPLETE"


def test_the_stack_is_being_made_while_the_record_is_in_progress(slow):
    slow.set(provision_seconds=10)
    record = slow.provision(slow.product())
    slow.control.advance(1)
    (provisioned,) = slow.search()
    assert provisioned["Status"] == "UNDER_CHANGE"
    assert slow.stack(provisioned["PhysicalId"])["StackStatus"] == "CREATE_IN_PROGRESS"
    slow.control.advance(10)
    assert slow.stack(provisioned["PhysicalId"])["StackStatus"] == "CREATE_COMPLETE"
    assert slow.record(record)["Status"] == "SUCCEEDED"


def test_parameters_and_tags_reach_the_stack(aws):
    product = aws.product(PARAMETER)
    tags = [{"Key": "team", "Value": "payments"}]
    aws.provision(product, ProvisioningParameters=[{"Key": "Env", "Value": "prod"}], Tags=tags)
    (provisioned,) = aws.search()
    stack = aws.stack(provisioned["PhysicalId"])
    assert stack["Parameters"] == [{"ParameterKey": "Env", "ParameterValue": "prod"}]
    assert stack["Tags"] == provisioned["Tags"]
    assert [tag for tag in provisioned["Tags"] if not tag["Key"].startswith("aws:")] == tags


@pytest.mark.parametrize("arguments", [[], [{"Key": "Env", "Value": "test"}]], ids=["missing", "not allowed"])
def test_a_launch_that_cloudformation_refuses_ends_in_error(aws, arguments):
    record = aws.provision(aws.product(PARAMETER), ProvisioningParameters=arguments)
    ended = aws.record(record)
    assert ended["Status"] == "FAILED"
    detail = aws.provisioned(record["ProvisionedProductId"])
    assert detail["Status"] == "ERROR"
    assert detail["StatusMessage"] == ended["RecordErrors"][0]["Description"]
    assert "Env" in detail["StatusMessage"]


def test_a_launch_whose_resource_fails_ends_in_error_and_leaves_the_rolled_back_stack(aws):
    failing = {"Type": "Custom::EmulatorFailure", "Properties": {"FailOn": "create", "Reason": "no capacity"}}
    aws.provision(aws.product(json.dumps({"Resources": {"Broken": failing}})))
    (provisioned,) = aws.search()
    assert provisioned["Status"] == "ERROR"
    assert "no capacity" in provisioned["StatusMessage"]
    assert aws.stack(provisioned["PhysicalId"])["StackStatus"] == "ROLLBACK_COMPLETE"


def test_product_version_and_path_can_be_named(aws):
    aws.product()
    record = aws.catalog.provision_product(
        ProductName="web-service", ProvisioningArtifactName="v1", PathName="all", ProvisionedProductName="payments"
    )["RecordDetail"]
    assert aws.record(record)["Status"] == "SUCCEEDED"


def test_an_ambiguous_version_name_is_refused(aws):
    product_id, _ = aws.product()
    aws.version(product_id, template(), name="v1")
    code, message = aws.refusal(
        "provision_product", ProductId=product_id, ProvisioningArtifactName="v1", ProvisionedProductName="payments"
    )
    assert code == "InvalidParametersException"
    assert "Multiple Provisioning Artifact with name v1" in message


def test_a_taken_name_is_told_as_aws_tells_it(aws):
    product = aws.product()
    aws.provision(product)
    assert aws.refusal(
        "provision_product",
        ProductId=product[0],
        ProvisioningArtifactId=product[1],
        ProvisionedProductName="payments",
    ) == ("InvalidParametersException", "A stack named payments already exists.")


def test_a_caller_without_a_launch_path_cannot_launch(aws):
    product = aws.product()
    aws.set(launch_path_principals="caller")
    code, message = aws.refusal(
        "provision_product",
        ProductId=product[0],
        ProvisioningArtifactId=product[1],
        ProvisionedProductName="payments",
    )
    assert (code, message) == ("ResourceNotFoundException", f"No launch paths found for resource: {product[0]}")


def test_an_assumed_role_is_let_in_as_its_role(aws):
    aws.set(launch_path_principals="caller")
    product = aws.product()
    record = aws.in_role("servicecatalog", "developer").provision_product(
        ProductId=product[0], ProvisioningArtifactId=product[1], ProvisionedProductName="payments"
    )["RecordDetail"]
    assert aws.record(record)["Status"] == "SUCCEEDED"
    (provisioned,) = aws.search()
    assert provisioned["UserArn"] == f"arn:aws:iam::{aws.account}:role/developer"
    assert provisioned["UserArnSession"] == f"arn:aws:sts::{aws.account}:assumed-role/developer/me"


@pytest.mark.parametrize(("level", "seen"), [("Account", 1), ("Role", 0), ("User", 0)])
def test_access_levels_narrow_a_search(aws, level, seen):
    aws.in_role("servicecatalog").provision_product(
        **dict(zip(("ProductId", "ProvisioningArtifactId"), aws.product(), strict=True)),
        ProvisionedProductName="payments",
    )
    narrow = {"AccessLevelFilter": {"Key": level, "Value": "Self"}}
    assert len(aws.search(**narrow)) == seen
    assert len(aws.in_role("servicecatalog").search_provisioned_products(**narrow)["ProvisionedProducts"]) == 1
