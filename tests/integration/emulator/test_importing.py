"""ImportAsProvisionedProduct: what it makes, and every rule by which it is refused."""

from __future__ import annotations

import json
import re

import pytest

from integration.emulator.caller import template


def test_an_import_answers_at_once_with_an_open_record_and_the_id(slow):
    record = slow.import_as(slow.make_stack(), slow.product())
    assert record["Status"] == "CREATED"
    assert re.fullmatch(r"pp-[a-z2-7]{13}", record["ProvisionedProductId"])
    assert re.fullmatch(r"rec-[a-z2-7]{13}", record["RecordId"])
    assert record["ProvisionedProductType"] == "CFN_STACK"


def test_the_product_is_visible_under_change_until_the_record_succeeds(slow):
    slow.set(import_seconds=5)
    record = slow.import_as(slow.make_stack(), slow.product())
    pp_id = record["ProvisionedProductId"]
    assert slow.provisioned(pp_id)["Status"] == "UNDER_CHANGE"
    assert [p["Id"] for p in slow.search("status:UNDER_CHANGE")] == [pp_id]
    slow.control.advance(5)
    assert slow.record(record)["Status"] == "SUCCEEDED"
    assert slow.provisioned(pp_id)["Status"] == "AVAILABLE"


def test_an_import_does_not_touch_the_stack(aws):
    stack_id = aws.make_stack()
    before = aws.stack(stack_id)
    record = aws.import_as(stack_id, aws.product())
    assert aws.record(record)["Status"] == "SUCCEEDED"
    assert aws.stack(stack_id) == before


def test_the_provisioned_product_knows_its_stack_product_and_version(aws):
    pp_id, product_id, stack_id = aws.adopted()
    (provisioned,) = aws.search(f"physicalId:{stack_id}")
    assert provisioned["Id"] == pp_id
    assert provisioned["PhysicalId"] == stack_id
    assert provisioned["ProductId"] == product_id
    assert (provisioned["ProductName"], provisioned["ProvisioningArtifactName"]) == ("web-service", "v1")
    assert provisioned["Arn"] == f"arn:aws:servicecatalog:us-east-1:{aws.account}:stack/payments/{pp_id}"


IMPORTABLE = [
    "CREATE_COMPLETE",
    "UPDATE_COMPLETE",
    "UPDATE_ROLLBACK_COMPLETE",
    "IMPORT_COMPLETE",
    "IMPORT_ROLLBACK_COMPLETE",
]
NOT_IMPORTABLE = ["ROLLBACK_COMPLETE", "UPDATE_IN_PROGRESS", "UPDATE_ROLLBACK_FAILED", "DELETE_FAILED", "CREATE_FAILED"]


@pytest.mark.parametrize("status", IMPORTABLE)
def test_the_five_statuses_can_be_imported(aws, status):
    stack_id = aws.make_stack()
    aws.control.force_stack("payments", account=aws.account, status=status)
    assert aws.record(aws.import_as(stack_id, aws.product()))["Status"] == "SUCCEEDED"


@pytest.mark.parametrize("status", NOT_IMPORTABLE)
def test_other_statuses_are_refused_with_the_status(aws, status):
    stack_id = aws.make_stack()
    aws.control.force_stack("payments", account=aws.account, status=status)
    code, message = aws.refused_import(stack_id, aws.product())
    assert code == "InvalidStateException"
    assert f"is in status {status}" in message


def test_a_stack_name_is_refused_unless_the_switch_accepts_it(aws):
    aws.make_stack()
    product = aws.product()
    assert aws.refused_import("payments", product)[0] == "InvalidParametersException"
    aws.set(import_accepts_names=True)
    assert aws.import_as("payments", product)["Status"] == "CREATED"


@pytest.mark.parametrize(
    ("owner", "region"),
    [("999999999999", "us-east-1"), (None, "eu-west-1")],
    ids=["another account", "another region"],
)
def test_a_stack_elsewhere_is_refused(aws, owner, region):
    arn = f"arn:aws:cloudformation:{region}:{owner or aws.account}:stack/payments/3f1c"
    code, message = aws.refused_import(arn, aws.product())
    assert code == "InvalidParametersException"
    assert arn in message


def test_a_stack_that_does_not_exist_is_not_found(aws):
    arn = f"arn:aws:cloudformation:us-east-1:{aws.account}:stack/payments/3f1c"
    assert aws.refused_import(arn, aws.product())[0] == "ResourceNotFoundException"


def test_a_deleted_stack_is_not_found(aws):
    stack_id = aws.make_stack()
    aws.cloudformation.delete_stack(StackName=stack_id)
    assert aws.refused_import(stack_id, aws.product())[0] == "ResourceNotFoundException"


def test_a_nested_stack_is_refused(aws):
    child = {"Type": "AWS::CloudFormation::Stack", "Properties": {"TemplateURL": aws.upload(template())}}
    aws.make_stack("parent", json.dumps({"Resources": {"Child": child}}))
    (resource,) = aws.cloudformation.describe_stack_resources(StackName="parent")["StackResources"]
    code, message = aws.refused_import(resource["PhysicalResourceId"], aws.product())
    assert code == "InvalidParametersException"
    assert "nested" in message


def test_a_stack_of_a_stack_set_is_refused(aws):
    aws.cloudformation.create_stack_set(StackSetName="fleet", TemplateBody=template(), PermissionModel="SELF_MANAGED")
    aws.cloudformation.create_stack_instances(StackSetName="fleet", Accounts=[aws.account], Regions=["us-east-1"])
    (instance,) = aws.cloudformation.list_stack_instances(StackSetName="fleet")["Summaries"]
    code, message = aws.refused_import(instance["StackId"], aws.product())
    assert code == "InvalidParametersException"
    assert "stack set" in message


def test_a_template_that_differs_is_refused(aws):
    code, message = aws.refused_import(aws.make_stack(template=template("Other")), aws.product())
    assert code == "InvalidParametersException"
    assert "does not match" in message


def test_by_default_a_template_in_another_form_matches_and_by_bytes_it_does_not(aws):
    as_yaml = "Resources:\n  Queue: {Type: 'AWS::SQS::Queue'}\n"
    stack_id, product = aws.make_stack(template=as_yaml), aws.product()
    aws.set(match_rule="bytes")
    assert aws.refused_import(stack_id, product)[0] == "InvalidParametersException"
    aws.set(match_rule="meaning")
    assert aws.import_as(stack_id, product)["Status"] == "CREATED"


def test_an_unknown_product_or_version_is_not_found(aws):
    stack_id, (product_id, artifact_id) = aws.make_stack(), aws.product()
    assert aws.refused_import(stack_id, ("prod-unknown", artifact_id))[0] == "ResourceNotFoundException"
    assert aws.refused_import(stack_id, (product_id, "pa-unknown"))[0] == "ResourceNotFoundException"


def test_a_version_of_another_product_is_not_found(aws):
    stack_id, (product_id, _), (_, other) = aws.make_stack(), aws.product(), aws.product(name="other")
    assert aws.refused_import(stack_id, (product_id, other))[0] == "ResourceNotFoundException"


def test_an_inactive_version_is_refused(aws):
    stack_id, product = aws.make_stack(), aws.product()
    aws.catalog.update_provisioning_artifact(ProductId=product[0], ProvisioningArtifactId=product[1], Active=False)
    code, message = aws.refused_import(stack_id, product)
    assert code == "InvalidParametersException"
    assert "not active" in message


def test_a_product_of_another_type_is_refused(aws):
    made = aws.catalog.create_product(
        Name="terraform",
        Owner="platform",
        ProductType="EXTERNAL",
        ProvisioningArtifactParameters={
            "Type": "EXTERNAL",
            "DisableTemplateValidation": True,
            "Info": {"LoadTemplateFromURL": aws.upload(template())},
        },
    )
    product_id = made["ProductViewDetail"]["ProductViewSummary"]["ProductId"]
    code, message = aws.refused_import(aws.make_stack(), (product_id, made["ProvisioningArtifactDetail"]["Id"]))
    assert code == "InvalidParametersException"
    assert "EXTERNAL" in message


def test_a_name_that_is_taken_is_a_duplicate(aws):
    aws.adopted()
    other = aws.make_stack("other")
    code, message = aws.refused_import(other, aws.product(name="second"), name="payments")
    assert code == "DuplicateResourceException"
    assert "payments" in message


def test_a_stack_that_is_governed_already_is_a_duplicate_and_says_by_what(aws):
    pp_id, _, stack_id = aws.adopted()
    code, message = aws.refused_import(stack_id, aws.product(name="second"), name="again")
    assert code == "DuplicateResourceException"
    assert pp_id in message


def test_a_launch_path_is_only_needed_where_the_switch_says_so(aws):
    stack_id = aws.make_stack()
    made = aws.catalog.create_product(
        Name="in no portfolio",
        Owner="platform",
        ProductType="CLOUD_FORMATION_TEMPLATE",
        ProvisioningArtifactParameters={"Info": {"LoadTemplateFromURL": aws.upload(template())}},
    )
    product = (
        made["ProductViewDetail"]["ProductViewSummary"]["ProductId"],
        made["ProvisioningArtifactDetail"]["Id"],
    )
    aws.set(import_needs_launch_path=True)
    assert aws.refused_import(stack_id, product) == (
        "ResourceNotFoundException",
        f"No launch paths found for resource: {product[0]}",
    )
    aws.set(import_needs_launch_path=None)
    assert aws.import_as(stack_id, product)["Status"] == "CREATED"


def test_nothing_is_made_by_an_import_that_is_refused(aws):
    aws.refused_import(aws.make_stack(template=template("Other")), aws.product())
    assert aws.search() == []
    assert aws.catalog.list_record_history(AccessLevelFilter={"Key": "Account", "Value": "Self"})["RecordDetails"] == []


class TestOnlyOneAtATime:
    """ "You can only import one provisioned product at a time." """

    @pytest.fixture
    def two(self, slow):
        """Two stacks and two products, with imports that take ten seconds."""
        slow.set(import_seconds=10)
        return slow.make_stack("one"), slow.make_stack("two"), slow.product(), slow.product(name="second")

    def test_a_second_import_is_refused_while_the_first_runs(self, slow, two):
        one, other, product, _ = two
        first = slow.import_as(one, product, "one")
        code, message = slow.refused_import(other, product, "two")
        assert code == "InvalidStateException"
        assert first["ProvisionedProductId"] in message

    def test_it_is_accepted_when_the_first_has_ended(self, slow, two):
        one, other, product, _ = two
        slow.import_as(one, product, "one")
        slow.control.advance(10)
        assert slow.import_as(other, product, "two")["Status"] == "CREATED"

    @pytest.mark.parametrize(
        ("scope", "refused"),
        [
            ("account-region", {"same product", "other product"}),
            ("account", {"same product", "other product", "other region"}),
            ("product", {"same product"}),
            ("off", set()),
        ],
    )
    def test_within_what_is_a_switch(self, slow, two, scope, refused):
        one, other, product, second = two
        there = slow.elsewhere("eu-west-1")
        wanted = {
            "same product": (slow, other, product),
            "other product": (slow, slow.make_stack("three"), second),
            "other region": (there, there.make_stack(), there.product()),
        }
        slow.set(import_scope=scope)
        slow.import_as(one, product, "one")
        assert {case for case, what in wanted.items() if not self.is_accepted(case, *what)} == refused

    @staticmethod
    def is_accepted(case, where, stack_id, product) -> bool:
        """Try an import, and wait for no other that this made."""
        try:
            where.import_as(stack_id, product, case.replace(" ", "-"))
        except where.catalog.exceptions.InvalidStateException:
            return False
        return True


class TestAfterwards:
    """What AWS does not say about the time after an import is a switch."""

    def test_outputs_are_those_of_the_stack(self, aws):
        body = template(Outputs={"Url": {"Value": {"Ref": "Queue"}}})
        pp_id, _, stack_id = aws.adopted(body)
        outputs = aws.catalog.get_provisioned_product_outputs(ProvisionedProductId=pp_id)["Outputs"]
        assert {o["OutputKey"] for o in outputs} == {"CloudformationStackARN", "Url"}
        assert next(o for o in outputs if o["OutputKey"] == "CloudformationStackARN")["OutputValue"] == stack_id

    def test_or_there_is_no_successful_record_yet(self, aws):
        aws.set(import_outputs="missing")
        pp_id, _, _ = aws.adopted()
        assert aws.refusal("get_provisioned_product_outputs", ProvisionedProductId=pp_id) == (
            "ResourceNotFoundException",
            "Last Successful Provisioning Record doesn't exist.",
        )

    @pytest.mark.parametrize("counts", [True, False])
    def test_the_import_counts_as_a_provisioning_record_or_not(self, aws, counts):
        aws.set(import_sets_last_successful_record=counts)
        pp_id, _, _ = aws.adopted()
        detail = aws.provisioned(pp_id)
        assert detail["LastRecordId"].startswith("rec-")
        assert ("LastProvisioningRecordId" in detail) is counts
        assert ("LastSuccessfulProvisioningRecordId" in detail) is counts

    @pytest.mark.parametrize("record_type", ["PROVISION_PRODUCT", "IMPORT_PROVISIONED_PRODUCT"])
    def test_the_record_type(self, aws, record_type):
        aws.set(import_record_type=record_type)
        assert aws.import_as(aws.make_stack(), aws.product())["RecordType"] == record_type

    def test_the_path(self, aws):
        assert "PathId" not in aws.import_as(aws.make_stack("one"), aws.product(), "one")
        aws.set(import_path_id="first")
        path_id = aws.import_as(aws.make_stack("two"), aws.product(name="second"), "two")["PathId"]
        assert path_id.startswith("lpv2-")

    def test_the_status_of_the_stack(self, aws):
        aws.set(import_stack_status="IMPORT_COMPLETE")
        _, _, stack_id = aws.adopted()
        assert aws.stack(stack_id)["StackStatus"] == "IMPORT_COMPLETE"


class TestThatFails:
    """The stack changes while its import is under way."""

    @pytest.fixture
    def failed(self, slow):
        def fail(**settings):
            slow.set(import_seconds=5, **settings)
            record = slow.import_as(slow.make_stack(), slow.product())
            slow.control.force_stack("payments", account=slow.account, status="UPDATE_ROLLBACK_FAILED")
            slow.control.advance(5)
            return slow.record(record)

        return fail

    def test_its_record_says_why(self, failed):
        record = failed()
        assert record["Status"] == "FAILED"
        (error,) = record["RecordErrors"]
        assert error["Code"] == "InvalidStateException"
        assert "UPDATE_ROLLBACK_FAILED" in error["Description"]

    @pytest.mark.parametrize("status", ["ERROR", "TAINTED"])
    def test_the_provisioned_product_stays_unhealthy(self, slow, failed, status):
        record = failed(failed_import_status=status)
        detail = slow.provisioned(record["ProvisionedProductId"])
        assert detail["Status"] == status
        assert detail["StatusMessage"] == record["RecordErrors"][0]["Description"]

    def test_or_it_is_gone(self, slow, failed):
        failed(failed_import_status="GONE")
        assert slow.search() == []
