"""A response may lack any of its members, however deep: that is a result without it, or a refusal, and nothing else.

JSON that was cut off on its way is what the SDK reads as such a response.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any
from unittest.mock import Mock

import pytest

from pulumi_servicecatalog.aws.catalog import CatalogCalls
from pulumi_servicecatalog.aws.permissions import PermissionCalls
from pulumi_servicecatalog.aws.plans import PlanCalls
from pulumi_servicecatalog.aws.stack_drift import StackDriftCalls
from pulumi_servicecatalog.aws.stacks import StackCalls
from pulumi_servicecatalog.aws.structure import MissingMemberError, Structure
from pulumi_servicecatalog.aws.trail import TrailCalls
from pulumi_servicecatalog.aws.writes import WriteCalls
from pulumi_servicecatalog.model.refusal import OutcomeUnknown, Unreachable
from pulumi_servicecatalog.model.request import ImportRequest, PropertiesRequest

TAG = {"Key": "team", "Value": "web"}
PRODUCT = {"Id": "pp-1", "Name": "payments", "Status": "AVAILABLE", "PhysicalId": "arn", "Tags": [TAG]}
RECORD = {
    "RecordId": "rec-1",
    "Status": "FAILED",
    "RecordErrors": [{"Code": "CloudFormationError", "Description": "ROLLBACK"}],
    "RecordTags": [TAG],
}
VIEW = {"ProductId": "prod-1", "Name": "web-service", "Type": "CLOUD_FORMATION_TEMPLATE"}
ARTIFACT = {"Id": "pa-1", "Name": "v1", "Active": True}
PARAMETER = {"ParameterKey": "Size", "IsNoEcho": True, "ParameterConstraints": {"AllowedValues": ["small"]}}
PLAN = {"PlanId": "plan-1", "Status": "CREATE_SUCCESS"}
STACK = {
    "StackId": "arn",
    "StackName": "payments",
    "StackStatus": "CREATE_COMPLETE",
    "Parameters": [{"ParameterKey": "Size", "ParameterValue": "small"}],
    "Outputs": [{"OutputKey": "Url", "OutputValue": "here"}],
    "Tags": [TAG],
}
DRIFT = {
    "LogicalResourceId": "Queue",
    "PhysicalResourceId": "q",
    "ResourceType": "AWS::SQS::Queue",
    "StackResourceDriftStatus": "MODIFIED",
    "PropertyDifferences": [{"PropertyPath": "/DelaySeconds", "ExpectedValue": "5", "ActualValue": "9"}],
}
NOW = datetime(2027, 1, 15, tzinfo=UTC)
SESSION = "arn:aws:sts::123456789012:assumed-role/deploy/me"
IMPORT = ImportRequest(
    name="payments", stack_id="arn", product_id="prod-1", artifact_id="pa-1", token="t-1", language="en"
)
PROPERTIES = PropertiesRequest(provisioned_product_id="pp-1", values={}, token="t-1", language="en")

Ask = Callable[[Any], object]

READS: dict[str, tuple[Ask, dict[str, Any]]] = {
    "lookup_events": (
        lambda client: list(TrailCalls(lambda: client).events("servicecatalog.amazonaws.com", NOW, NOW)),
        {"Events": [{"EventId": "1", "EventName": "UpdateStack", "CloudTrailEvent": '{"userIdentity": {"arn": "a"}}'}]},
    ),
    "detect_stack_drift": (
        lambda client: StackDriftCalls(client).detect_drift("arn"),
        {"StackDriftDetectionId": "1"},
    ),
    "describe_stack_drift_detection_status": (
        lambda client: StackDriftCalls(client).drift_detection("1"),
        {"StackDriftDetectionId": "1", "DetectionStatus": "DETECTION_FAILED", "DetectionStatusReason": "no"},
    ),
    "describe_stack_resource_drifts": (
        lambda client: StackDriftCalls(client).resource_drifts("arn"),
        {"StackResourceDrifts": [DRIFT]},
    ),
    "search_provisioned_products": (
        lambda client: list(CatalogCalls(client).provisioned_products()),
        {"ProvisionedProducts": [PRODUCT]},
    ),
    "describe_record": (lambda client: CatalogCalls(client).record("rec-1"), {"RecordDetail": RECORD}),
    "list_record_history": (
        lambda client: list(CatalogCalls(client).record_history("pp-1")),
        {"RecordDetails": [RECORD]},
    ),
    "search_products_as_admin": (
        lambda client: CatalogCalls(client).products_named(VIEW["Name"]),
        {"ProductViewDetails": [{"ProductViewSummary": VIEW}]},
    ),
    "describe_product_as_admin": (
        lambda client: CatalogCalls(client).product("prod-1"),
        {"ProductViewDetail": {"ProductViewSummary": VIEW}},
    ),
    "list_provisioning_artifacts": (
        lambda client: CatalogCalls(client).artifacts("prod-1"),
        {"ProvisioningArtifactDetails": [ARTIFACT]},
    ),
    "describe_provisioning_artifact": (
        lambda client: CatalogCalls(client).artifact_parameters("prod-1", "pa-1"),
        {"ProvisioningArtifactDetail": ARTIFACT, "ProvisioningArtifactParameters": [PARAMETER]},
    ),
    "list_launch_paths": (
        lambda client: CatalogCalls(client).launch_paths("prod-1"),
        {"LaunchPathSummaries": [{"Id": "lpv2-1", "ConstraintSummaries": [{"Type": "LAUNCH"}], "Tags": [TAG]}]},
    ),
    "describe_provisioning_parameters": (
        lambda client: CatalogCalls(client).provisioning_parameters("prod-1", "pa-1", None),
        {
            "ProvisioningArtifactParameters": [PARAMETER],
            "ConstraintSummaries": [{"Type": "LAUNCH"}],
            "TagOptions": [{"Key": "team", "Values": ["web"]}],
            "ProvisioningArtifactPreferences": {"StackSetRegions": ["eu-west-1"]},
        },
    ),
    "describe_provisioned_product_plan": (
        lambda client: PlanCalls(client).plan("plan-1"),
        {"ProvisionedProductPlanDetails": PLAN, "ResourceChanges": [{"Action": "ADD", "Scope": ["Tags"]}]},
    ),
    "list_provisioned_product_plans": (
        lambda client: PlanCalls(client).plans("pp-1"),
        {"ProvisionedProductPlans": [PLAN]},
    ),
    "describe_stacks": (lambda client: list(StackCalls(client).stacks()), {"Stacks": [STACK]}),
    "list_exports": (
        lambda client: StackCalls(client).exports(),
        {"Exports": [{"ExportingStackId": STACK["StackId"], "Name": "net"}]},
    ),
    "describe_stack_events": (
        lambda client: StackCalls(client).failures("payments"),
        {"StackEvents": [{"LogicalResourceId": "Jobs", "ResourceStatus": "CREATE_FAILED"}]},
    ),
    "simulate_principal_policy": (
        lambda client: PermissionCalls(lambda: client).denied_actions(SESSION, ["a:B"], ["*"]),
        {"EvaluationResults": [{"EvalActionName": "a:B", "EvalDecision": "implicitDeny"}]},
    ),
}
WRITES: dict[str, tuple[Ask, dict[str, Any]]] = {
    "import_as_provisioned_product": (
        lambda client: WriteCalls(client).import_as_provisioned_product(IMPORT),
        {"RecordDetail": RECORD},
    ),
    "update_provisioned_product_properties": (
        lambda client: WriteCalls(client).update_properties(PROPERTIES),
        {"RecordId": "rec-1", "Status": "CREATED"},
    ),
}


def without_one_member(value: Any) -> Iterator[tuple[str, Any]]:
    """Return every copy of a value that lacks one member, somewhere in it, with the name of the member."""
    if isinstance(value, dict):
        for name in value:
            yield name, {key: kept for key, kept in value.items() if key != name}
            yield from ((lacking, {**value, name: copy}) for lacking, copy in without_one_member(value[name]))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            for lacking, copy in without_one_member(item):
                yield lacking, [*value[:index], copy, *value[index + 1 :]]


def cases(calls: dict[str, tuple[Ask, dict[str, Any]]]) -> list[Any]:
    return [
        pytest.param(operation, ask, incomplete, id=f"{operation} without {lacking} ({number})")
        for operation, (ask, response) in calls.items()
        for number, (lacking, incomplete) in enumerate(without_one_member(response))
    ]


FALLBACKS = {"describe_provisioning_artifact": ("list_launch_paths", "describe_provisioning_parameters")}
"""What is asked in the end user's words where an administrator's answer holds nothing."""


def client_that_answers(operation: str, response: dict[str, Any]) -> Mock:
    answers = {name: READS[name][1] for name in FALLBACKS.get(operation, ())} | {operation: response}
    return Mock(spec_set=[*answers], **{name: Mock(return_value=deepcopy(answer)) for name, answer in answers.items()})


@pytest.mark.parametrize(("operation", "ask", "incomplete"), cases(READS))
def test_a_read_is_a_result_or_reported_as_not_answered(operation, ask, incomplete):
    with suppress(Unreachable):
        ask(client_that_answers(operation, incomplete))


@pytest.mark.parametrize(("operation", "ask", "incomplete"), cases(WRITES))
def test_of_a_write_the_outcome_is_known_or_reported_as_unknown(operation, ask, incomplete):
    with suppress(OutcomeUnknown):
        ask(client_that_answers(operation, incomplete))


@pytest.mark.parametrize("operation", [*READS, *WRITES])
def test_an_empty_response_is_never_a_result(operation):
    ask, _ = {**READS, **WRITES}[operation]
    if operation == "describe_stack_events":
        assert ask(client_that_answers(operation, {})) == (), "events only explain"
        return
    with pytest.raises((Unreachable, OutcomeUnknown), match="the answer held no ") as caught:
        ask(client_that_answers(operation, {}))
    assert isinstance(caught.value.__cause__, MissingMemberError)


def test_an_identifier_that_is_empty_is_missing():
    with pytest.raises(MissingMemberError, match="Id"):
        Structure({"Id": ""}).text("Id")


def test_a_value_of_a_tag_may_be_empty():
    assert Structure({"Tags": [{"Key": "team", "Value": ""}]}).tags("Tags") == {"team": ""}
