"""Provisioned product plans: what a launch or an update would do, seen before it is done."""

from __future__ import annotations

import json
from typing import Any

import botocore.session
import pytest
from botocore.model import StructureShape
from botocore.validate import ParamValidator

from integration.emulator.caller import template
from support.expect import a

TABLE: dict[str, Any] = {
    "Parameters": {"Env": {"Type": "String", "Default": "dev"}},
    "Conditions": {"IsProd": {"Fn::Equals": [{"Ref": "Env"}, "prod"]}},
    "Resources": {
        "Queue": {"Type": "AWS::SQS::Queue", "Properties": {"QueueName": {"Fn::Sub": "${Env}-queue"}}},
        "Topic": {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": {"Ref": "Env"}}},
        "Alarm": {"Type": "AWS::SNS::Topic", "Condition": "IsProd"},
        "Address": {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": {"Fn::GetAtt": ["Queue", "Arn"]}}},
    },
}


PROD = [{"Key": "Env", "Value": "prod"}]  # a change of an adopted stack


def plan(aws, product, name="payments", **more):
    arguments = {"PlanName": f"for-{name}", "PlanType": "CLOUDFORMATION", "ProvisionedProductName": name} | more
    return aws.catalog.create_provisioned_product_plan(
        ProductId=product[0], ProvisioningArtifactId=product[1], **arguments
    )["PlanId"]


def described(aws, plan_id, **page):
    return aws.catalog.describe_provisioned_product_plan(PlanId=plan_id, **page)


def details(aws, plan_id):
    return described(aws, plan_id)["ProvisionedProductPlanDetails"]


def changes(aws, plan_id):
    return {change["LogicalResourceId"]: change for change in described(aws, plan_id)["ResourceChanges"]}


def execute(aws, plan_id):
    answer = aws.catalog.execute_provisioned_product_plan(PlanId=plan_id)
    return aws.record(answer["RecordDetail"])


@pytest.fixture
def aws(aws):
    """The test's account, whose plans are there at once, and whose first updates change what they say."""
    aws.set(plan_seconds=0, auto_tags=False)
    return aws


@pytest.fixture
def adopted(aws):
    """An adopted stack, and two versions of its product: its own, and one with another queue."""
    body = json.dumps(TABLE)
    pp_id, product_id, _ = aws.adopted(body)
    version = aws.provisioned(pp_id)["ProvisioningArtifactId"]
    return pp_id, (product_id, version)


class TestOfAnExistingProduct:
    def test_shows_what_would_be_added_modified_and_removed(self, aws, adopted):
        _, (product_id, _) = adopted
        resources = {name: body for name, body in TABLE["Resources"].items() if name != "Topic"}
        resources["Second"] = {"Type": "AWS::SQS::Queue"}
        resources["Queue"] = {"Type": "AWS::SQS::Queue", "Properties": {"DelaySeconds": 5, "QueueName": "dev-queue"}}
        version = aws.version(product_id, json.dumps(TABLE | {"Resources": resources}))
        provisioned = changes(aws, plan(aws, (product_id, version)))
        assert {name: change["Action"] for name, change in provisioned.items() if name != "Address"} == {
            "Queue": "MODIFY",
            "Second": "ADD",
            "Topic": "REMOVE",
        }
        queue = provisioned["Queue"]
        assert queue["PhysicalResourceId"].endswith("dev-queue")
        assert queue["ResourceType"] == "AWS::SQS::Queue"
        assert (queue["Replacement"], queue["Scope"]) == ("FALSE", ["PROPERTIES"])
        assert queue["Details"] == [
            {
                "Target": {"Attribute": "PROPERTIES", "Name": "DelaySeconds", "RequiresRecreation": "NEVER"},
                "Evaluation": "STATIC",
            }
        ]

    def test_a_parameter_names_itself_as_the_cause_and_may_replace(self, aws, adopted):
        prod = [{"Key": "Env", "Value": "prod"}]
        provisioned = changes(aws, plan(aws, adopted[1], ProvisioningParameters=prod))
        assert provisioned["Alarm"]["Action"] == "ADD"
        assert provisioned["Topic"]["Replacement"] == "FALSE"
        assert provisioned["Queue"]["Replacement"] == "TRUE"
        (detail,) = provisioned["Queue"]["Details"]
        assert (detail["Evaluation"], detail["CausingEntity"]) == ("STATIC", "Env")
        assert detail["Target"]["RequiresRecreation"] == "ALWAYS"

    def test_what_follows_from_another_resource_is_dynamic(self, aws, adopted):
        prod = [{"Key": "Env", "Value": "prod"}]
        address = changes(aws, plan(aws, adopted[1], ProvisioningParameters=prod))["Address"]
        (detail,) = address["Details"]
        assert (detail["Evaluation"], detail["CausingEntity"]) == ("DYNAMIC", "Queue.Arn")
        assert address["Replacement"] == "FALSE"

    @pytest.mark.parametrize(
        ("resource", "replacement", "scope"),
        [
            (
                {"Type": "AWS::SNS::Topic", "Properties": {"TopicName": {"Fn::Sub": "${Queue.QueueName}-topic"}}},
                "CONDITIONAL",
                "PROPERTIES",
            ),
            (
                {"Type": "AWS::SNS::Topic", "Properties": {"DisplayName": {"Fn::Sub": "${Queue}"}}},
                "FALSE",
                "PROPERTIES",
            ),
            ({"Type": "AWS::SNS::Topic", "Metadata": {"Env": {"Ref": "Env"}}}, "FALSE", "METADATA"),
        ],
        ids=["name of a replaced resource", "text of one", "metadata"],
    )
    def test_replacement_follows_from_the_property(self, aws, resource, replacement, scope):
        body = json.dumps(TABLE | {"Resources": {"Queue": TABLE["Resources"]["Queue"], "Topic": resource}})
        pp_id, product_id, _ = aws.adopted(body)
        version = aws.provisioned(pp_id)["ProvisioningArtifactId"]
        prod = [{"Key": "Env", "Value": "prod"}]
        topic = changes(aws, plan(aws, (product_id, version), ProvisioningParameters=prod))["Topic"]
        assert (topic["Replacement"], topic["Scope"]) == (replacement, [scope])

    def test_without_changes_it_fails_and_says_so(self, aws, adopted):
        shown = details(aws, plan(aws, adopted[1]))
        assert shown["Status"] == "CREATE_FAILED"
        assert shown["StatusMessage"].startswith("The submitted information didn't contain changes.")

    def test_that_failed_leaves_an_existing_product_as_it_was_and_open_for_another(self, aws, adopted):
        pp_id, product = adopted
        failed = plan(aws, product)
        assert details(aws, failed)["Status"] == "CREATE_FAILED"
        assert aws.provisioned(pp_id)["Status"] == "AVAILABLE"
        another = plan(aws, product, PlanName="another", ProvisioningParameters=PROD)
        assert details(aws, another)["Status"] == "CREATE_SUCCESS"
        assert aws.provisioned(pp_id)["Status"] == "PLAN_IN_PROGRESS"
        aws.catalog.delete_provisioned_product_plan(PlanId=failed)
        assert aws.provisioned(pp_id)["Status"] == "PLAN_IN_PROGRESS"

    def test_what_cloudformation_refuses_is_its_status_message(self, aws, adopted):
        shown = details(aws, plan(aws, adopted[1], ProvisioningParameters=[{"Key": "Colour", "Value": "blue"}]))
        assert shown["Status"] == "CREATE_FAILED"
        assert shown["StatusMessage"] == "Parameters: [Colour] do not exist in the template"

    def test_changes_nothing_and_its_execution_does(self, aws, adopted):
        pp_id, product = adopted
        made = plan(aws, product, ProvisioningParameters=PROD)
        assert aws.stack("payments")["Parameters"] == [{"ParameterKey": "Env", "ParameterValue": "dev"}]
        record = execute(aws, made)
        assert (record["Status"], record["RecordType"]) == ("SUCCEEDED", "UPDATE_PROVISIONED_PRODUCT")
        assert aws.stack("payments")["Parameters"] == [{"ParameterKey": "Env", "ParameterValue": "prod"}]
        after = aws.provisioned(pp_id)
        assert after["Status"] == "AVAILABLE"
        assert after["LastSuccessfulProvisioningRecordId"] == record["RecordId"]
        assert details(aws, made)["Status"] == "EXECUTE_SUCCESS"

    def test_an_execution_that_fails_taints_and_is_told(self, aws, adopted):
        pp_id, product = adopted
        made = plan(aws, product, ProvisioningParameters=PROD)
        aws.control.add_fault("record-fails", account=aws.account, operation="update", message="no capacity")
        assert execute(aws, made)["Status"] == "FAILED"
        assert aws.provisioned(pp_id)["Status"] == "TAINTED"
        shown = details(aws, made)
        assert (shown["Status"], shown["StatusMessage"]) == ("EXECUTE_FAILED", "no capacity")

    @pytest.mark.parametrize("before", ["AVAILABLE", "TAINTED"])
    def test_puts_the_product_in_plan_in_progress_until_it_is_deleted(self, aws, adopted, before):
        pp_id, product = adopted
        aws.control.force_provisioned_product(pp_id, account=aws.account, status=before)
        made = plan(aws, product, ProvisioningParameters=PROD)
        assert aws.provisioned(pp_id)["Status"] == "PLAN_IN_PROGRESS"
        aws.catalog.delete_provisioned_product_plan(PlanId=made)
        assert aws.provisioned(pp_id)["Status"] == before
        assert aws.refusal("describe_provisioned_product_plan", PlanId=made)[0] == "ResourceNotFoundException"

    def test_leaves_the_status_where_the_switch_says_so(self, aws, adopted):
        aws.set(planned_product_status="keep")
        plan(aws, adopted[1], ProvisioningParameters=PROD)
        assert aws.provisioned(adopted[0])["Status"] == "AVAILABLE"
        code, message = _refused(aws, adopted[1], PlanName="second")
        assert code == "InvalidStateException"
        assert "one plan for each provisioned product" in message

    @pytest.mark.parametrize("status", ["ERROR", "UNDER_CHANGE", "PLAN_IN_PROGRESS"])
    def test_is_refused_unless_the_product_is_available_or_tainted(self, aws, adopted, status):
        aws.control.force_provisioned_product(adopted[0], account=aws.account, status=status)
        code, message = _refused(aws, adopted[1])
        assert code == "InvalidStateException"
        assert status in message


class TestOfANewProduct:
    def test_makes_the_product_but_no_stack(self, aws):
        product = aws.product(json.dumps(TABLE))
        made = plan(aws, product)
        (provisioned,) = aws.search()
        assert provisioned["Status"] == "PLAN_IN_PROGRESS"
        assert "PhysicalId" not in provisioned
        assert "LastRecordId" not in provisioned
        assert aws.cloudformation.describe_stacks()["Stacks"] == []
        assert {name: change["Action"] for name, change in changes(aws, made).items()} == dict.fromkeys(
            ("Queue", "Topic", "Address"), "ADD"
        )

    def test_its_execution_launches(self, aws):
        tags = [{"Key": "team", "Value": "payments"}]
        made = plan(aws, aws.product(), Tags=tags, NotificationArns=[_topic(aws)])
        record = execute(aws, made)
        assert (record["Status"], record["RecordType"]) == ("SUCCEEDED", "PROVISION_PRODUCT")
        (provisioned,) = aws.search()
        assert provisioned["Status"] == "AVAILABLE"
        stack = aws.stack(provisioned["PhysicalId"])
        assert stack["NotificationARNs"] == [_topic(aws)]
        assert tags[0] in stack["Tags"]

    def test_its_deletion_removes_the_product_which_was_never_there(self, aws):
        made = plan(aws, aws.product())
        aws.catalog.delete_provisioned_product_plan(PlanId=made)
        assert aws.search() == []

    def test_its_deletion_after_the_execution_leaves_the_product(self, aws):
        made = plan(aws, aws.product())
        execute(aws, made)
        aws.catalog.delete_provisioned_product_plan(PlanId=made)
        (provisioned,) = aws.search()
        assert provisioned["Status"] == "AVAILABLE"


class TestTime:
    def test_a_plan_takes_a_while(self, slow):
        slow.set(plan_seconds=10, provision_seconds=10)
        made = plan(slow, slow.product())
        assert details(slow, made)["Status"] == "CREATE_IN_PROGRESS"
        assert slow.refusal("execute_provisioned_product_plan", PlanId=made)[0] == "InvalidStateException"
        slow.control.advance(10)
        assert details(slow, made)["Status"] == "CREATE_SUCCESS"
        slow.catalog.execute_provisioned_product_plan(PlanId=made)
        slow.control.advance(1)
        assert details(slow, made)["Status"] == "EXECUTE_IN_PROGRESS"
        assert slow.search()[0]["Status"] == "UNDER_CHANGE"
        assert slow.refusal("delete_provisioned_product_plan", PlanId=made)[0] == "InvalidParametersException"
        slow.control.advance(10)
        shown = details(slow, made)
        assert shown["Status"] == "EXECUTE_SUCCESS"
        assert shown["UpdatedTime"] > shown["CreatedTime"]

    def test_a_plan_that_is_deleted_early_is_not_missed(self, slow):
        slow.set(plan_seconds=10)
        slow.catalog.delete_provisioned_product_plan(PlanId=plan(slow, slow.product()))
        slow.control.advance(20)
        assert slow.catalog.list_provisioned_product_plans()["ProvisionedProductPlans"] == []


class TestAfterTheExecution:
    @pytest.mark.parametrize(("switch", "kept"), [("block", 1), ("keep", 1), ("remove", 0)])
    def test_the_plan_is_kept_or_goes(self, aws, switch, kept):
        aws.set(executed_plan=switch)
        execute(aws, plan(aws, aws.product()))
        assert len(aws.catalog.list_provisioned_product_plans()["ProvisionedProductPlans"]) == kept

    def test_another_needs_its_deletion_first(self, aws):
        product = aws.product()
        made = plan(aws, product)
        execute(aws, made)
        assert _refused(aws, product, PlanName="second")[0] == "InvalidStateException"
        aws.catalog.delete_provisioned_product_plan(PlanId=made)
        plan(aws, product, PlanName="second")

    def test_another_can_be_made_where_the_switch_says_so(self, aws):
        aws.set(executed_plan="keep")
        product = aws.product()
        execute(aws, plan(aws, product))
        plan(aws, product, PlanName="second")

    def test_it_cannot_be_executed_again(self, aws):
        made = plan(aws, aws.product())
        execute(aws, made)
        assert aws.refusal("execute_provisioned_product_plan", PlanId=made)[0] == "InvalidStateException"


class TestMeanwhile:
    @pytest.mark.parametrize("operation", ["update_provisioned_product", "terminate_provisioned_product"])
    def test_an_update_or_a_termination_is_refused_unless_the_switch_allows_it(self, aws, adopted, operation):
        pp_id, product = adopted
        plan(aws, product, ProvisioningParameters=PROD)
        code, message = aws.refusal(operation, ProvisionedProductId=pp_id)
        assert code == "InvalidStateException"
        assert "PLAN_IN_PROGRESS" in message
        aws.set(while_plan_exists="allow")
        answer = getattr(aws.catalog, operation)(ProvisionedProductId=pp_id)
        assert aws.record(answer["RecordDetail"])["Status"] == "SUCCEEDED"

    def test_properties_are_refused(self, aws, adopted):
        plan(aws, adopted[1], ProvisioningParameters=PROD)
        code, _ = aws.refusal(
            "update_provisioned_product_properties",
            ProvisionedProductId=adopted[0],
            ProvisionedProductProperties={"LAUNCH_ROLE": f"arn:aws:iam::{aws.account}:role/launch"},
        )
        assert code == "InvalidStateException"

    def test_the_name_of_a_planned_product_is_taken(self, aws):
        product = aws.product()
        plan(aws, product)
        assert aws.refused_import(aws.make_stack(), product)[0] == "DuplicateResourceException"

    def test_a_termination_takes_the_plan_along(self, aws, adopted):
        aws.set(while_plan_exists="allow")
        pp_id, product = adopted
        made = plan(aws, product)
        aws.catalog.terminate_provisioned_product(ProvisionedProductId=pp_id, RetainPhysicalResources=True)
        assert aws.refusal("describe_provisioned_product_plan", PlanId=made)[0] == "ResourceNotFoundException"


class TestRefusals:
    def test_the_name_of_another_plan_for_the_product(self, aws):
        product = aws.product()
        plan(aws, product, PlanName="review")
        code, message = _refused(aws, product, "orders", PlanName="review")
        assert code == "InvalidParametersException"
        assert "review" in message
        aws.set(plan_name_scope="off")
        plan(aws, product, "orders", PlanName="review")

    def test_an_inactive_version(self, aws):
        product = aws.product()
        aws.catalog.update_provisioning_artifact(ProductId=product[0], ProvisioningArtifactId=product[1], Active=False)
        assert _refused(aws, product)[0] == "InvalidParametersException"

    def test_a_product_that_cloudformation_does_not_make(self, aws):
        made = aws.catalog.create_product(
            Name="elsewhere",
            Owner="platform",
            ProductType="EXTERNAL",
            ProvisioningArtifactParameters={
                "Name": "v1",
                "Type": "EXTERNAL",
                "DisableTemplateValidation": True,
                "Info": {"LoadTemplateFromURL": aws.upload("resource {}")},
            },
        )
        product_id = made["ProductViewDetail"]["ProductViewSummary"]["ProductId"]
        aws.portfolio_with(product_id)
        code, message = _refused(aws, (product_id, made["ProvisioningArtifactDetail"]["Id"]))
        assert code == "InvalidParametersException"
        assert "EXTERNAL" in message

    def test_another_product_where_the_switch_says_so(self, aws, adopted):
        aws.set(product_change="refused")
        pp_id, _ = adopted
        assert _refused(aws, aws.product(name="other"))[0] == "InvalidParametersException"
        assert aws.provisioned(pp_id)["Status"] == "AVAILABLE"

    def test_several_paths(self, aws):
        product = aws.product()
        aws.portfolio_with(product[0], "second")
        assert _refused(aws, product) == (
            "InvalidParametersException",
            "More than one launch path ids exist. Please specify the launch path id",
        )


class TestPages:
    def test_resource_changes_come_twenty_at_a_time(self, aws):
        names = [f"Queue{number:02}" for number in range(45)]
        made = plan(aws, aws.product(template(*names)))
        seen: list[str] = []
        token: dict[str, str] | None = {}
        while token is not None:
            answer = described(aws, made, PageSize=20, **token)
            assert len(answer["ResourceChanges"]) <= 20
            seen += [change["LogicalResourceId"] for change in answer["ResourceChanges"]]
            token = {"PageToken": answer["NextPageToken"]} if "NextPageToken" in answer else None
        assert seen == names

    def test_plans_come_in_pages_and_of_one_product_if_asked(self, aws):
        product = aws.product()
        for number in range(5):
            plan(aws, product, f"product-{number}")
        first = aws.catalog.list_provisioned_product_plans(PageSize=3)
        rest = aws.catalog.list_provisioned_product_plans(PageSize=3, PageToken=first["NextPageToken"])
        listed = [p["PlanName"] for p in first["ProvisionedProductPlans"] + rest["ProvisionedProductPlans"]]
        assert listed == [f"for-product-{number}" for number in range(5)]
        (one,) = aws.search("name:product-3")
        of_one = aws.catalog.list_provisioned_product_plans(ProvisionProductId=one["Id"])["ProvisionedProductPlans"]
        assert [p["ProvisionProductName"] for p in of_one] == ["product-3"]

    @pytest.mark.parametrize(("level", "seen"), [(None, 0), ("User", 0), ("Role", 0), ("Account", 1)])
    def test_others_plans_are_seen_by_access_level(self, aws, level, seen):
        plan(aws, aws.product())
        level = {} if level is None else {"AccessLevelFilter": {"Key": level, "Value": "Self"}}
        assert len(
            aws.in_role("servicecatalog").list_provisioned_product_plans(**level)["ProvisionedProductPlans"]
        ) == (seen)

    def test_plans_of_a_product_that_does_not_exist(self, aws):
        code, _ = aws.refusal("list_provisioned_product_plans", ProvisionProductId="pp-abcdefghijklm")
        assert code == "ResourceNotFoundException"


def test_the_answers_have_the_shapes_of_the_api(aws, adopted):
    """botocore drops what it does not know and does not check what it gets, so the shapes are validated here."""
    made = plan(aws, adopted[1], ProvisioningParameters=PROD)
    model = botocore.session.get_session().get_service_model("servicecatalog")
    answers = {
        "DescribeProvisionedProductPlan": described(aws, made),
        "ListProvisionedProductPlans": aws.catalog.list_provisioned_product_plans(),
    }
    for operation, answer in answers.items():
        answer.pop("ResponseMetadata")
        shape: Any = model.operation_model(operation).output_shape
        assert ParamValidator().validate(answer, shape).generate_report() == ""
        assert set(answer) <= set(shape.members)
    enums: Any = a(StructureShape, model.shape_for("ResourceChange")).members
    for change in answers["DescribeProvisionedProductPlan"]["ResourceChanges"]:
        assert change["Action"] in enums["Action"].enum
        assert change.get("Replacement", "TRUE") in enums["Replacement"].enum
        assert set(change["Scope"]) <= set(enums["Scope"].member.enum)


def _topic(aws):
    return f"arn:aws:sns:us-east-1:{aws.account}:changes"


def _refused(aws, product, name="payments", **more):
    arguments = {"PlanName": f"for-{name}", "PlanType": "CLOUDFORMATION", "ProvisionedProductName": name} | more
    return aws.refusal(
        "create_provisioned_product_plan", ProductId=product[0], ProvisioningArtifactId=product[1], **arguments
    )
