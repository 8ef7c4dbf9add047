"""What is sent for each request, member by member, and how AWS's answers of several pages are put together.

botocore's stubber knows Service Catalog's own model: it refuses a request, and an answer, that AWS would not have.
"""

from dataclasses import replace
from typing import Any

import boto3
import pytest
from botocore.stub import Stubber

from pulumi_servicecatalog.aws.catalog import CatalogCalls
from pulumi_servicecatalog.aws.plans import PlanCalls
from pulumi_servicecatalog.aws.writes import WriteCalls
from pulumi_servicecatalog.model.desired import ById, ByName
from pulumi_servicecatalog.model.plan import Plan, ResourceChange
from pulumi_servicecatalog.model.product import ArtifactParameter, ProvisioningParameters
from pulumi_servicecatalog.model.record import Record, RecordOutput
from pulumi_servicecatalog.model.request import (
    KeepValue,
    PlanRequest,
    PropertiesRequest,
    ProvisionRequest,
    SetValue,
    UpdateRequest,
)
from pulumi_servicecatalog.model.stack_set import StackSetPreferences
from support.expect import present
from support.tables import table

ROLE = "arn:aws:iam::123456789012:role/launch"
USER = "arn:aws:iam::123456789012:user/jane"
TOPIC = "arn:aws:sns:eu-west-1:123456789012:launches"
EVERYONE = {"Key": "Account", "Value": "self"}

LAUNCH = ProvisionRequest(
    name="payments",
    product_id="prod-web",
    artifact_id="pa-1",
    path=None,
    parameters={},
    tags={},
    notification_arns=(),
    preferences=None,
    token="t-1",
    language="en",
)
LAUNCH_SENT = {
    "ProvisionedProductName": "payments",
    "ProductId": "prod-web",
    "ProvisioningArtifactId": "pa-1",
    "ProvisioningParameters": [],
    "ProvisionToken": "t-1",
    "AcceptLanguage": "en",
}
UPDATE = UpdateRequest(
    provisioned_product_id="pp-1",
    product_id="prod-web",
    artifact_id="pa-1",
    path=None,
    parameters=(),
    tags=None,
    token="t-1",
    language="en",
)
UPDATE_SENT = {
    "ProvisionedProductId": "pp-1",
    "ProductId": "prod-web",
    "ProvisioningArtifactId": "pa-1",
    "ProvisioningParameters": [],
    "UpdateToken": "t-1",
    "AcceptLanguage": "en",
}
PLAN = PlanRequest(
    plan_name="preview",
    name="payments",
    product_id="prod-web",
    artifact_id="pa-1",
    path_id=None,
    parameters=(),
    tags=None,
    token="t-1",
    language="en",
)
PLAN_SENT = {
    "PlanName": "preview",
    "PlanType": "CLOUDFORMATION",
    "ProvisionedProductName": "payments",
    "ProductId": "prod-web",
    "ProvisioningArtifactId": "pa-1",
    "ProvisioningParameters": [],
    "IdempotencyToken": "t-1",
    "AcceptLanguage": "en",
}
RECORD = {"RecordDetail": {"RecordId": "rec-1", "Status": "CREATED"}}


@pytest.fixture
def client():
    return boto3.client("servicecatalog", region_name="eu-west-1", aws_access_key_id="any", aws_secret_access_key="any")


@pytest.fixture
def aws(client):
    with Stubber(client) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


@table(
    "target sent",
    ({}, {}, "nothing besides what is needed"),
    (
        {"parameters": {"Size": "small", "Age": ""}},
        {"ProvisioningParameters": [{"Key": "Age", "Value": ""}, {"Key": "Size", "Value": "small"}]},
        "the order is the same at every attempt, and an empty value is one",
    ),
    ({"path": ById("lpv2-1")}, {"PathId": "lpv2-1"}, "a path by its ID"),
    ({"path": ByName("platform")}, {"PathName": "platform"}, "a path by its name"),
    ({"tags": {"team": "web"}}, {"Tags": [{"Key": "team", "Value": "web"}]}, "tags"),
    ({"notification_arns": (TOPIC,)}, {"NotificationArns": [TOPIC]}, "topics"),
    (
        {"preferences": StackSetPreferences(accounts=("1" * 12,), regions=("eu-west-1",), failure_tolerance_count=0)},
        {
            "ProvisioningPreferences": {
                "StackSetAccounts": ["1" * 12],
                "StackSetRegions": ["eu-west-1"],
                "StackSetFailureToleranceCount": 0,
            }
        },
        "zero is sent as zero, and None is not sent",
    ),
    (
        {"preferences": StackSetPreferences(max_concurrency_percentage=50, failure_tolerance_percentage=0)},
        {
            "ProvisioningPreferences": {
                "StackSetMaxConcurrencyPercentage": 50,
                "StackSetFailureTolerancePercentage": 0,
            }
        },
        "accounts that are not declared are left to the constraint",
    ),
)
def test_a_launch_sends(client, aws, target, sent, reason):
    aws.add_response("provision_product", RECORD, {**LAUNCH_SENT, **sent})
    assert WriteCalls(client).provision_product(replace(LAUNCH, **target)) == Record(id="rec-1", status="CREATED"), (
        reason
    )


@table(
    "target sent",
    ({}, {}, "nothing besides what is needed"),
    (
        {"tags": {"team": "web", "cost": "1"}},
        {"Tags": [{"Key": "cost", "Value": "1"}, {"Key": "team", "Value": "web"}]},
        "tags that are declared",
    ),
    ({"tags": {}}, {"Tags": []}, "no tags are declared, which is not the same as none being said"),
    (
        {"preferences": StackSetPreferences(operation="DELETE", accounts=("1" * 12,), max_concurrency_count=3)},
        {
            "ProvisioningPreferences": {
                "StackSetOperationType": "DELETE",
                "StackSetAccounts": ["1" * 12],
                "StackSetMaxConcurrencyCount": 3,
            }
        },
        "what is done with the instances",
    ),
    (
        {"preferences": StackSetPreferences(failure_tolerance_count=0)},
        {"ProvisioningPreferences": {"StackSetFailureToleranceCount": 0}},
        "no operation is named where none is requested",
    ),
)
def test_an_update_sends(client, aws, target, sent, reason):
    aws.add_response("update_provisioned_product", RECORD, {**UPDATE_SENT, **sent})
    assert WriteCalls(client).update_provisioned_product(replace(UPDATE, **target)).id == "rec-1", reason


@table(
    "values sent",
    ({"launchRoleArn": ROLE}, {"LAUNCH_ROLE": ROLE}, "another launch role alone"),
    ({"owner": USER}, {"OWNER": USER}, "another owner alone"),
    ({"launchRoleArn": ROLE, "owner": USER}, {"LAUNCH_ROLE": ROLE, "OWNER": USER}, "both"),
)
def test_a_change_of_properties_sends(client, aws, values, sent, reason):
    response = {"ProvisionedProductId": "pp-1", "RecordId": "rec-1", "Status": "CREATED"}
    expected_request = {
        "ProvisionedProductId": "pp-1",
        "ProvisionedProductProperties": sent,
        "IdempotencyToken": "t-1",
        "AcceptLanguage": "en",
    }
    aws.add_response("update_provisioned_product_properties", response, expected_request)
    request = PropertiesRequest(provisioned_product_id="pp-1", values=values, token="t-1", language="en")
    expected = Record(id="rec-1", status="CREATED", provisioned_product_id="pp-1")
    assert WriteCalls(client).update_properties(request) == expected, reason


@table(
    "target sent",
    ({}, {}, "nothing besides what is needed"),
    ({"path_id": "lpv2-1"}, {"PathId": "lpv2-1"}, "a path"),
    ({"tags": {}}, {"Tags": []}, "no tags are to be left"),
    (
        {"parameters": (SetValue(key="Size", value="small"), KeepValue(key="Secret"))},
        {
            "ProvisioningParameters": [
                {"Key": "Size", "Value": "small"},
                {"Key": "Secret", "UsePreviousValue": True},
            ]
        },
        "a value that is kept is not sent",
    ),
)
def test_a_plan_is_asked_for_by(client, aws, target, sent, reason):
    response = {"PlanId": "plan-1", "PlanName": "preview", "ProvisionProductId": "pp-1"}
    aws.add_response("create_provisioned_product_plan", response, {**PLAN_SENT, **sent})
    expected = Plan(id="plan-1", name="preview", provisioned_product_id="pp-1")
    assert PlanCalls(client).create_plan(replace(PLAN, **target)) == expected, reason


def test_a_plan_has_the_changes_of_all_pages_and_the_newest_status(client, aws):
    details = {"PlanId": "plan-1", "PlanName": "preview", "ProvisionProductId": "pp-1", "Status": "CREATE_SUCCESS"}
    first = {"ProvisionedProductPlanDetails": {**details, "Status": "CREATE_IN_PROGRESS"}, "NextPageToken": "more"}
    changed = {
        "Action": "MODIFY",
        "LogicalResourceId": "Queue",
        "PhysicalResourceId": "queue-1",
        "ResourceType": "AWS::SQS::Queue",
        "Replacement": "CONDITIONAL",
        "Scope": ["PROPERTIES", "TAGS"],
    }
    added = {"Action": "ADD", "LogicalResourceId": "Topic", "ResourceType": "AWS::SNS::Topic"}
    operation = "describe_provisioned_product_plan"
    aws.add_response(operation, {**first, "ResourceChanges": [changed]}, {"PlanId": "plan-1"})
    aws.add_response(
        operation,
        {"ProvisionedProductPlanDetails": {**details, "StatusMessage": "done"}, "ResourceChanges": [added]},
        {"PlanId": "plan-1", "PageToken": "more"},
    )
    assert PlanCalls(client).plan("plan-1") == Plan(
        id="plan-1",
        name="preview",
        provisioned_product_id="pp-1",
        status="CREATE_SUCCESS",
        status_message="done",
        changes=(
            ResourceChange(
                action="MODIFY",
                logical_id="Queue",
                physical_id="queue-1",
                type="AWS::SQS::Queue",
                replacement="CONDITIONAL",
                scope=("PROPERTIES", "TAGS"),
            ),
            ResourceChange(action="ADD", logical_id="Topic", type="AWS::SNS::Topic"),
        ),
    )


def test_the_plans_of_all_callers_are_listed_through_all_pages(client, aws):
    request = {"ProvisionProductId": "pp-1", "AccessLevelFilter": EVERYONE}
    for number, (token, page) in enumerate([("more", {}), (None, {"PageToken": "more"})], 1):
        response: dict[str, Any] = {
            "ProvisionedProductPlans": [{"PlanId": f"plan-{number}", "PlanName": "n", "ProvisionProductId": "pp-1"}]
        }
        if token:
            response["NextPageToken"] = token
        aws.add_response("list_provisioned_product_plans", response, {**request, **page})
    assert [plan.id for plan in PlanCalls(client).plans("pp-1")] == ["plan-1", "plan-2"]


def test_a_plan_is_deleted_although_something_of_it_stays_behind(client, aws):
    aws.add_response("delete_provisioned_product_plan", {}, {"PlanId": "plan-1", "IgnoreErrors": True})
    PlanCalls(client).delete_plan("plan-1")


def test_a_plan_that_does_not_exist_is_deleted(client, aws):
    aws.add_client_error("delete_provisioned_product_plan", "ResourceNotFoundException")
    PlanCalls(client).delete_plan("plan-1")


def test_what_does_not_exist_has_no_plans(client, aws):
    aws.add_client_error("list_provisioned_product_plans", "ResourceNotFoundException")
    assert PlanCalls(client).plans("pp-1") == []


def test_the_history_is_read_a_page_of_20_at_a_time_and_only_as_far_as_it_is_wanted(client, aws):
    request = {
        "AccessLevelFilter": EVERYONE,
        "SearchFilter": {"Key": "provisionedproduct", "Value": "pp-1"},
        "PageSize": 20,
    }
    first = [{"RecordId": f"rec-{number}", "Status": "SUCCEEDED"} for number in range(20)]
    aws.add_response("list_record_history", {"RecordDetails": first, "NextPageToken": "more"}, request)
    history = CatalogCalls(client).record_history("pp-1")
    assert [next(history).id for _ in first] == [detail["RecordId"] for detail in first]
    aws.assert_no_pending_responses()
    last = {"RecordDetails": [{"RecordId": "rec-last", "Status": "FAILED"}]}
    aws.add_response("list_record_history", last, {**request, "PageToken": "more"})
    assert [record.id for record in history] == ["rec-last"]


def test_a_record_has_its_tags_and_the_type_of_what_it_made(client, aws):
    detail = {
        "RecordId": "rec-1",
        "Status": "SUCCEEDED",
        "ProvisionedProductType": "CFN_STACKSET",
        "RecordTags": [{"Key": "team", "Value": "web"}],
    }
    aws.add_response("describe_record", {"RecordDetail": detail})
    record = CatalogCalls(client).record("rec-1")
    assert (record.provisioned_product_type, record.tags) == ("CFN_STACKSET", {"team": "web"})


def test_the_outputs_of_a_record_are_those_of_all_pages(client, aws):
    first = {"RecordDetail": {}, "RecordOutputs": [{"OutputKey": "Url", "OutputValue": "https://a.example"}]}
    last = {"RecordDetail": {}, "RecordOutputs": [{"OutputKey": "Empty", "Description": "is empty"}]}
    aws.add_response("describe_record", {**first, "NextPageToken": "more"}, {"Id": "rec-1"})
    aws.add_response("describe_record", last, {"Id": "rec-1", "PageToken": "more"})
    assert CatalogCalls(client).record_outputs("rec-1") == [
        RecordOutput(key="Url", value="https://a.example"),
        RecordOutput(key="Empty", description="is empty"),
    ]


@table(
    "path sent",
    (None, {}, "there is one only"),
    (ById("lpv2-1"), {"PathId": "lpv2-1"}, "a path by its ID"),
    (ByName("platform"), {"PathName": "platform"}, "a path by its name"),
)
def test_what_a_launch_takes_is_asked_by_path(client, aws, path, sent, reason):
    request = {"ProductId": "prod-web", "ProvisioningArtifactId": "pa-1", **sent}
    aws.add_response("describe_provisioning_parameters", {"ProvisioningArtifactParameters": []}, request)
    parameters = CatalogCalls(client).provisioning_parameters("prod-web", "pa-1", path)
    assert parameters == ProvisioningParameters(), reason


def test_what_a_launch_takes_and_is_bound_to_is_reported_whole(client, aws):
    response = {
        "ProvisioningArtifactParameters": [{"ParameterKey": "Size"}],
        "ConstraintSummaries": [{"Type": "LAUNCH", "Description": "As launch"}, {"Type": "STACKSET"}],
        "TagOptions": [{"Key": "team", "Values": ["web", "data"]}],
        "ProvisioningArtifactPreferences": {"StackSetAccounts": ["1" * 12], "StackSetRegions": ["eu-west-1"]},
    }
    aws.add_response("describe_provisioning_parameters", response)
    assert CatalogCalls(client).provisioning_parameters("prod-web", "pa-1", None) == ProvisioningParameters(
        parameters=(ArtifactParameter(key="Size"),),
        constraints=(("LAUNCH", "As launch"), ("STACKSET", "")),
        tag_options={"team": ("web", "data")},
        stack_set_accounts=("1" * 12,),
        stack_set_regions=("eu-west-1",),
    )


@table(
    "constraints limits",
    ({}, {}, "nothing is reported"),
    ({"AllowedValues": []}, {}, "an empty list allows everything"),
    ({"AllowedValues": ["a", ""]}, {"allowed_values": ("a", "")}, "a list of values"),
    ({"AllowedPattern": "[a-z]*"}, {"allowed_pattern": "[a-z]*"}, "a pattern"),
    ({"MinLength": "0", "MaxLength": "64"}, {"min_length": 0, "max_length": 64}, "lengths come as strings"),
    ({"MinValue": "-1.5", "MaxValue": "10"}, {"min_value": -1.5, "max_value": 10.0}, "values come as strings"),
    ({"MaxValue": "many"}, {}, "what is no number limits nothing here"),
    ({"ConstraintDescription": "small"}, {"constraint_description": "small"}, "the author's words"),
)
def test_the_limits_of_a_parameter(client, aws, constraints, limits, reason):
    parameter = {
        "ParameterKey": "Size",
        "IsNoEcho": True,
        "Description": "How large",
        "ParameterConstraints": constraints,
    }
    aws.add_response("describe_provisioning_parameters", {"ProvisioningArtifactParameters": [parameter]})
    (parsed,) = CatalogCalls(client).provisioning_parameters("prod-web", "pa-1", None).parameters
    assert parsed == ArtifactParameter(key="Size", no_echo=True, description="How large", **limits), reason


DESCRIBED = {"Id": "pp-1", "Name": "payments", "Status": "AVAILABLE"}


@table(
    "described launch_role_arn",
    ({"LaunchRoleArn": ROLE}, ROLE, "it has a launch role"),
    ({}, "", "it has none"),
)
@pytest.mark.parametrize("in_search", [True, False], ids=["the search shows it", "the search does not show it yet"])
def test_the_launch_role_is_the_one_that_is_described(client, aws, described, launch_role_arn, in_search, reason):
    shown = {**DESCRIBED, "PhysicalId": "arn", "UserArn": USER, "LastSuccessfulProvisioningRecordId": "rec-1"}
    aws.add_response("describe_provisioned_product", {"ProvisionedProductDetail": {**DESCRIBED, **described}})
    aws.add_response("search_provisioned_products", {"ProvisionedProducts": [shown] if in_search else []})
    provisioned_product = present(CatalogCalls(client).provisioned_product("pp-1"))
    assert provisioned_product.launch_role_arn == launch_role_arn, reason
    assert (
        provisioned_product.physical_id,
        provisioned_product.owner,
        provisioned_product.last_successful_record_id,
    ) == (("arn", USER, "rec-1") if in_search else (None, "", ""))


def test_the_search_alone_tells_of_no_launch_role(client, aws):
    aws.add_response("search_provisioned_products", {"ProvisionedProducts": [DESCRIBED]})
    (provisioned_product,) = CatalogCalls(client).provisioned_products()
    assert provisioned_product.launch_role_arn is None
