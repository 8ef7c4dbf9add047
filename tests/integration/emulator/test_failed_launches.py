"""A launch that fails, and what can be done with what it leaves: a provisioned product and a rolled back stack."""

from __future__ import annotations

import json

import pytest

from integration.emulator.caller import template

BROKEN = json.dumps(
    {
        "Resources": {
            "Queue": {"Type": "AWS::SQS::Queue"},
            "Broken": {"Type": "Custom::EmulatorFailure", "Properties": {"FailOn": "create", "Reason": "no capacity"}},
        }
    }
)


@pytest.fixture
def failed(aws):
    """A launch that has failed: the search's view of it, and the product."""
    product = aws.product(BROKEN)
    aws.provision(product)
    (existing,) = aws.search()
    return existing, product


def test_it_has_no_successful_record_and_no_outputs(aws, failed):
    existing, _ = failed
    assert existing["Status"] == "ERROR"
    assert "no capacity" in existing["StatusMessage"]
    assert "LastSuccessfulProvisioningRecordId" not in existing
    assert existing["LastProvisioningRecordId"] == existing["LastRecordId"]
    assert aws.refusal("get_provisioned_product_outputs", ProvisionedProductId=existing["Id"]) == (
        "ResourceNotFoundException",
        "Last Successful Provisioning Record doesn't exist.",
    )


def test_its_stack_has_rolled_back_and_has_no_resources(aws, failed):
    stack = failed[0]["PhysicalId"]
    assert aws.stack(stack)["StackStatus"] == "ROLLBACK_COMPLETE"
    assert aws.cloudformation.describe_stack_resources(StackName=stack)["StackResources"] == []


def test_an_update_fails_as_cloudformation_refuses_the_stack(aws, failed):
    existing, product = failed
    version = aws.version(product[0], template())
    answer = aws.catalog.update_provisioned_product(ProvisionedProductId=existing["Id"], ProvisioningArtifactId=version)
    record = aws.record(answer["RecordDetail"])
    assert record["Status"] == "FAILED"
    (error,) = record["RecordErrors"]
    assert "is in ROLLBACK_COMPLETE state and can not be updated" in error["Description"]
    after = aws.provisioned(existing["Id"])
    assert after["Status"] == "ERROR"
    assert "LastSuccessfulProvisioningRecordId" not in after


def test_a_termination_removes_both_and_the_name_is_free(aws, failed):
    existing, product = failed
    answer = aws.catalog.terminate_provisioned_product(ProvisionedProductId=existing["Id"])
    assert aws.record(answer["RecordDetail"])["Status"] == "SUCCEEDED"
    assert aws.search() == []
    assert aws.stack(existing["PhysicalId"])["StackStatus"] == "DELETE_COMPLETE"
    assert aws.provision(product)["Status"] == "CREATED"


def test_it_cannot_be_planned(aws, failed):
    existing, product = failed
    code, message = aws.refusal(
        "create_provisioned_product_plan",
        PlanName="retry",
        PlanType="CLOUDFORMATION",
        ProductId=product[0],
        ProvisioningArtifactId=product[1],
        ProvisionedProductName=existing["Name"],
    )
    assert code == "InvalidStateException"
    assert "ERROR" in message


class TestOnPurpose:
    def test_the_next_launch_fails_and_the_one_after_does_not(self, aws):
        aws.control.add_fault("record-fails", account=aws.account, operation="provision", message="no capacity")
        product = aws.product()
        aws.provision(product)
        (existing,) = aws.search()
        assert (existing["Status"], existing["StatusMessage"]) == ("ERROR", "no capacity")
        assert aws.stack(existing["PhysicalId"])["StackStatus"] == "ROLLBACK_COMPLETE"
        aws.catalog.terminate_provisioned_product(ProvisionedProductId=existing["Id"])
        assert aws.search() == []
        assert aws.record(aws.provision(product))["Status"] == "SUCCEEDED"

    def test_the_next_update_fails_and_the_one_after_does_not(self, aws):
        pp_id, product_id, stack_id = aws.adopted()
        version = aws.version(product_id, template("Queue", "Second"))
        aws.control.add_fault("record-fails", account=aws.account, operation="update", message="no capacity")
        change = {"ProvisionedProductId": pp_id, "ProvisioningArtifactId": version}
        assert aws.record(aws.catalog.update_provisioned_product(**change)["RecordDetail"])["Status"] == "FAILED"
        assert aws.provisioned(pp_id)["Status"] == "TAINTED"
        assert aws.stack(stack_id)["StackStatus"] == "UPDATE_ROLLBACK_COMPLETE"
        assert aws.record(aws.catalog.update_provisioned_product(**change)["RecordDetail"])["Status"] == "SUCCEEDED"
        assert aws.provisioned(pp_id)["Status"] == "AVAILABLE"

    @pytest.mark.parametrize("status", ["TAINTED", "ERROR"])
    def test_the_status_of_a_failure_can_be_chosen(self, aws, status):
        aws.set(failed_provision_status=status, failed_update_status=status)
        pp_id, _, _ = aws.adopted()
        aws.control.add_fault("record-fails", account=aws.account, operation="*", times=2)
        aws.catalog.update_provisioned_product(ProvisionedProductId=pp_id)
        assert aws.provisioned(pp_id)["Status"] == status
        launched = aws.catalog.provision_product(
            ProductName="web-service", ProvisioningArtifactName="v1", ProvisionedProductName="orders"
        )["RecordDetail"]
        assert aws.provisioned(launched["ProvisionedProductId"])["Status"] == status
