"""TerminateProvisionedProduct: with the stack, without it, and when the stack will not go."""

from __future__ import annotations

import json

import pytest

STUBBORN = json.dumps(
    {
        "Resources": {
            "Queue": {"Type": "AWS::SQS::Queue"},
            "Stubborn": {
                "Type": "Custom::EmulatorFailure",
                "Properties": {"FailOn": "delete", "Reason": "bucket is not empty"},
            },
        }
    }
)


def test_retaining_keeps_the_stack_as_it_is(aws):
    pp_id, _, stack_id = aws.adopted()
    before = aws.stack(stack_id)
    record = aws.terminate(pp_id, RetainPhysicalResources=True)
    assert (record["Status"], record["RecordType"]) == ("SUCCEEDED", "TERMINATE_PROVISIONED_PRODUCT")
    assert aws.stack(stack_id) == before


def test_without_retaining_the_stack_is_deleted(aws):
    pp_id, _, stack_id = aws.adopted()
    assert aws.terminate(pp_id)["Status"] == "SUCCEEDED"
    assert aws.stack(stack_id)["StackStatus"] == "DELETE_COMPLETE"


def test_afterwards_the_product_is_gone(aws):
    pp_id, _, _ = aws.adopted()
    aws.terminate(pp_id, RetainPhysicalResources=True)
    assert aws.refusal("describe_provisioned_product", Id=pp_id)[0] == "ResourceNotFoundException"
    assert aws.refusal("terminate_provisioned_product", ProvisionedProductId=pp_id)[0] == "ResourceNotFoundException"


def test_while_it_runs_the_product_is_under_change_and_the_stack_is_being_deleted(slow):
    slow.set(terminate_seconds=10)
    pp_id = slow.import_as(slow.make_stack(), slow.product())["ProvisionedProductId"]
    slow.control.advance(1)
    slow.catalog.terminate_provisioned_product(ProvisionedProductId=pp_id)
    slow.control.advance(1)
    assert slow.provisioned(pp_id)["Status"] == "UNDER_CHANGE"
    assert slow.stack("payments")["StackStatus"] == "DELETE_IN_PROGRESS"


def test_a_released_stack_can_be_adopted_again_under_the_same_name(aws):
    product, stack_id = aws.product(), aws.make_stack()
    first = aws.import_as(stack_id, product)
    aws.terminate(first["ProvisionedProductId"], RetainPhysicalResources=True)
    again = aws.import_as(stack_id, product)
    assert again["ProvisionedProductId"] != first["ProvisionedProductId"]


def test_the_name_may_stay_taken_for_a_while(slow):
    slow.set(name_reuse_seconds=30)
    product, stack_id = slow.product(), slow.make_stack()
    pp_id = slow.import_as(stack_id, product)["ProvisionedProductId"]
    slow.control.advance(1)
    slow.catalog.terminate_provisioned_product(ProvisionedProductId=pp_id, RetainPhysicalResources=True)
    slow.control.advance(29)
    assert slow.refused_import(stack_id, product)[0] == "DuplicateResourceException"
    slow.control.advance(2)
    assert slow.import_as(stack_id, product)["Status"] == "CREATED"


@pytest.mark.parametrize("status", ["TAINTED", "ERROR"])
def test_a_stack_that_cannot_be_deleted_leaves_the_product_unhealthy(aws, status):
    aws.set(failed_termination_status=status)
    pp_id, _, stack_id = aws.adopted(STUBBORN)
    record = aws.terminate(pp_id)
    assert record["Status"] == "FAILED"
    assert "[Stubborn]" in record["RecordErrors"][0]["Description"]
    assert aws.provisioned(pp_id)["Status"] == status
    assert aws.stack(stack_id)["StackStatus"] == "DELETE_FAILED"


def test_ignoring_errors_lets_go_of_it_all_the_same(aws):
    pp_id, _, stack_id = aws.adopted(STUBBORN)
    assert aws.terminate(pp_id, IgnoreErrors=True)["Status"] == "SUCCEEDED"
    assert aws.search() == []
    assert aws.stack(stack_id)["StackStatus"] == "DELETE_FAILED"


def test_a_stack_that_was_deleted_elsewhere_fails_unless_errors_are_ignored(aws):
    pp_id, _, stack_id = aws.adopted()
    aws.cloudformation.delete_stack(StackName=stack_id)
    assert aws.terminate(pp_id)["Status"] == "FAILED"
    assert aws.terminate(pp_id, IgnoreErrors=True)["Status"] == "SUCCEEDED"


def test_a_protected_stack_is_not_deleted(aws):
    pp_id, _, stack_id = aws.adopted()
    aws.cloudformation.update_termination_protection(StackName=stack_id, EnableTerminationProtection=True)
    record = aws.terminate(pp_id)
    assert record["Status"] == "FAILED"
    assert "TerminationProtection" in record["RecordErrors"][0]["Description"]
    assert aws.stack(stack_id)["StackStatus"] == "CREATE_COMPLETE"


def test_a_protected_stack_can_be_released(aws):
    pp_id, _, stack_id = aws.adopted()
    aws.cloudformation.update_termination_protection(StackName=stack_id, EnableTerminationProtection=True)
    assert aws.terminate(pp_id, RetainPhysicalResources=True)["Status"] == "SUCCEEDED"


def test_it_takes_a_name_or_an_arn_too(aws):
    aws.adopted()
    (provisioned,) = aws.search()
    answer = aws.catalog.terminate_provisioned_product(
        ProvisionedProductName=provisioned["Arn"], RetainPhysicalResources=True
    )
    assert aws.record(answer["RecordDetail"])["Status"] == "SUCCEEDED"


@pytest.mark.parametrize(
    "names", [{}, {"ProvisionedProductName": "payments", "ProvisionedProductId": "pp-x"}], ids=["neither", "both"]
)
def test_it_takes_exactly_one_of_id_and_name(aws, names):
    assert aws.refusal("terminate_provisioned_product", **names)[0] == "ValidationException"


def test_a_product_under_change_is_refused_in_the_words_that_were_seen_at_aws(slow):
    slow.set(terminate_seconds=10)
    pp_id = slow.import_as(slow.make_stack(), slow.product())["ProvisionedProductId"]
    slow.control.advance(1)
    slow.catalog.terminate_provisioned_product(ProvisionedProductId=pp_id)
    busy = (
        "Can't terminate provisioned product because it's still under change or its status does not allow further "
        "operation"
    )
    assert slow.refusal("terminate_provisioned_product", ProvisionedProductId=pp_id) == ("ValidationException", busy)
    for code in ("InvalidParametersException", "InvalidStateException"):
        slow.set(busy_terminate=code)
        assert slow.refusal("terminate_provisioned_product", ProvisionedProductId=pp_id) == (code, busy)


def test_a_product_that_is_gone_is_not_found_in_the_words_that_programs_match_on(aws):
    missing = ("ResourceNotFoundException", "Provisioned product not found: pp-abcdefghijklm")
    assert aws.refusal("describe_provisioned_product", Id="pp-abcdefghijklm") == missing
    assert aws.refusal("terminate_provisioned_product", ProvisionedProductId="pp-abcdefghijklm") == missing
    missing = ("ResourceNotFoundException", "Provisioned product not found: nobody")
    assert aws.refusal("terminate_provisioned_product", ProvisionedProductName="nobody") == missing
