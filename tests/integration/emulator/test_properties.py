"""UpdateProvisionedProductProperties: the launch role and the owner of a provisioned product."""

from __future__ import annotations

import pytest


def set_properties(aws, pp_id, **properties):
    return aws.catalog.update_provisioned_product_properties(
        ProvisionedProductId=pp_id, ProvisionedProductProperties=properties
    )


def test_the_launch_role_is_shown_once_the_record_has_succeeded(aws):
    pp_id, _, _ = aws.adopted()
    arguments = {"LAUNCH_ROLE": aws.role("launch")}
    answer = set_properties(aws, pp_id, **arguments)
    assert answer["ProvisionedProductId"] == pp_id
    assert answer["ProvisionedProductProperties"] == arguments
    assert answer["Status"] == "CREATED"
    record = aws.record(answer)
    assert (record["Status"], record["RecordType"]) == ("SUCCEEDED", "UPDATE_PROVISIONED_PRODUCT")
    assert record["LaunchRoleArn"] == aws.provisioned(pp_id)["LaunchRoleArn"] == aws.role("launch")


@pytest.mark.parametrize(
    ("owner", "user"),
    [
        ("arn:aws:iam::{}:user/jane", "arn:aws:iam::{}:user/jane"),
        ("arn:aws:iam::{}:role/team/operators", "arn:aws:iam::{}:role/team/operators"),
        ("arn:aws:sts::{}:assumed-role/operators/jane", "arn:aws:iam::{}:role/operators"),
    ],
    ids=["user", "role", "assumed role"],
)
def test_the_owner_is_shown_by_searches(aws, owner, user):
    pp_id, _, _ = aws.adopted()
    set_properties(aws, pp_id, OWNER=owner.format(aws.account))
    (provisioned,) = aws.search(f"id:{pp_id}")
    assert provisioned["UserArn"] == user.format(aws.account)
    assert provisioned["UserArnSession"] == owner.format(aws.account)


def test_the_new_owner_sees_the_product_as_its_own(aws):
    pp_id, _, _ = aws.adopted()
    mine = {"AccessLevelFilter": {"Key": "Role", "Value": "Self"}}
    developer = aws.in_role("servicecatalog", "developer")
    assert developer.search_provisioned_products(**mine)["ProvisionedProducts"] == []
    set_properties(aws, pp_id, OWNER=aws.role("developer"))
    assert [p["Id"] for p in developer.search_provisioned_products(**mine)["ProvisionedProducts"]] == [pp_id]


@pytest.mark.parametrize(
    ("properties", "said"),
    [
        ({"LAUNCH_ROLE": "arn:aws:iam::111122223333:user/jane"}, "not the ARN of an IAM role"),
        ({"LAUNCH_ROLE": "launch"}, "not the ARN of an IAM role"),
        ({"LAUNCH_ROLE": "arn:aws-cn:iam::111122223333:role/launch"}, "not in partition aws"),
        ({"OWNER": "jane"}, "not the ARN of a user, a role or an assumed role"),
        ({"OWNER": "arn:aws:iam::111122223333:root"}, "not the ARN of a user, a role or an assumed role"),
        ({"OWNER": "arn:aws:iam::999999999999:user/jane"}, "not in account"),
    ],
    ids=[
        "user as role",
        "name as role",
        "role of another partition",
        "name as owner",
        "root as owner",
        "owner elsewhere",
    ],
)
def test_what_is_no_such_principal_is_refused(aws, properties, said):
    pp_id, _, _ = aws.adopted()
    code, message = aws.refusal(
        "update_provisioned_product_properties", ProvisionedProductId=pp_id, ProvisionedProductProperties=properties
    )
    assert code == "InvalidParametersException"
    assert said in message


def test_another_property_is_refused_by_the_model(aws):
    code, message = aws.refusal(
        "update_provisioned_product_properties",
        ProvisionedProductId="pp-abcdefghijklm",
        ProvisionedProductProperties={"NAME": "orders"},
    )
    assert code == "ValidationException"
    assert "[OWNER, LAUNCH_ROLE]" in message


def test_a_product_that_does_not_exist_has_no_properties(aws):
    code, _ = aws.refusal(
        "update_provisioned_product_properties",
        ProvisionedProductId="pp-abcdefghijklm",
        ProvisionedProductProperties={"LAUNCH_ROLE": aws.role("launch")},
    )
    assert code == "ResourceNotFoundException"


def test_a_product_under_change_is_refused(slow):
    slow.set(update_seconds=10)
    pp_id = slow.import_as(slow.make_stack(), slow.product())["ProvisionedProductId"]
    slow.control.advance(1)
    slow.catalog.update_provisioned_product(ProvisionedProductId=pp_id)
    code, message = slow.refusal(
        "update_provisioned_product_properties",
        ProvisionedProductId=pp_id,
        ProvisionedProductProperties={"LAUNCH_ROLE": slow.role("launch")},
    )
    assert code == "InvalidStateException"
    assert "UNDER_CHANGE" in message


@pytest.mark.parametrize("before", ["AVAILABLE", "TAINTED", "ERROR"])
def test_the_product_is_under_change_meanwhile_and_goes_back_to_its_status(slow, before):
    slow.set(properties_seconds=10)
    pp_id = slow.import_as(slow.make_stack(), slow.product())["ProvisionedProductId"]
    slow.control.advance(1)
    slow.control.force_provisioned_product(pp_id, account=slow.account, status=before, message="as it was")
    provisioning = slow.provisioned(pp_id)["LastProvisioningRecordId"]
    answer = set_properties(slow, pp_id, LAUNCH_ROLE=slow.role("launch"))
    assert slow.provisioned(pp_id)["Status"] == "UNDER_CHANGE"
    assert "LaunchRoleArn" not in slow.provisioned(pp_id)
    slow.control.advance(10)
    after = slow.provisioned(pp_id)
    assert (after["Status"], after["StatusMessage"]) == (before, "as it was")
    assert after["LastRecordId"] == answer["RecordId"]
    assert after["LastProvisioningRecordId"] == provisioning
    assert after["LaunchRoleArn"] == slow.role("launch")


def test_properties_that_cannot_be_set_stay_as_they_were(aws):
    pp_id, _, _ = aws.adopted()
    aws.control.add_fault("record-fails", account=aws.account, operation="properties", message="no")
    answer = set_properties(aws, pp_id, LAUNCH_ROLE=aws.role("launch"))
    assert aws.record(answer)["Status"] == "FAILED"
    after = aws.provisioned(pp_id)
    assert after["Status"] == "AVAILABLE"
    assert "LaunchRoleArn" not in after


def test_the_type_of_its_record_can_be_chosen(aws):
    aws.set(properties_record_type="CHANGE_PRODUCTOWNER")
    pp_id, _, _ = aws.adopted()
    assert aws.record(set_properties(aws, pp_id, OWNER=aws.role("launch")))["RecordType"] == "CHANGE_PRODUCTOWNER"


def test_a_repeated_request_is_answered_with_the_same_record(aws):
    pp_id, _, _ = aws.adopted()
    same = {
        "ProvisionedProductId": pp_id,
        "ProvisionedProductProperties": {"OWNER": aws.role("launch")},
        "IdempotencyToken": "once",
    }
    first = aws.catalog.update_provisioned_product_properties(**same)
    assert aws.catalog.update_provisioned_product_properties(**same)["RecordId"] == first["RecordId"]
