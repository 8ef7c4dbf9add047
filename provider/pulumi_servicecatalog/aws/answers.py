"""Parses AWS's answers into the model; the shapes are those of the two API references."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from pulumi_servicecatalog.aws import members
from pulumi_servicecatalog.model.plan import Plan, ResourceChange
from pulumi_servicecatalog.model.product import (
    Artifact,
    ArtifactParameter,
    ArtifactSource,
    LaunchPath,
    Product,
    ProvisioningParameters,
)
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.record import Record, RecordError, RecordOutput
from pulumi_servicecatalog.model.stack import Stack

Answer = Mapping[str, Any]


def provisioned_product(attribute: Answer) -> ProvisionedProduct:
    """Parse ProvisionedProductAttribute, which the search gives and which tells no launch role."""
    return ProvisionedProduct(
        id=attribute["Id"],
        name=attribute["Name"],
        arn=attribute.get("Arn", ""),
        type=attribute.get("Type", ""),
        status=attribute["Status"],
        status_message=attribute.get("StatusMessage", ""),
        created_time=attribute.get("CreatedTime"),
        physical_id=attribute.get("PhysicalId") or None,
        product_id=attribute.get("ProductId", ""),
        product_name=attribute.get("ProductName", ""),
        artifact_id=attribute.get("ProvisioningArtifactId", ""),
        artifact_name=attribute.get("ProvisioningArtifactName", ""),
        tags=_pairs(attribute.get("Tags", ())),
        last_record_id=attribute.get("LastRecordId", ""),
        last_successful_record_id=attribute.get("LastSuccessfulProvisioningRecordId", ""),
        owner=attribute.get("UserArn", ""),
        idempotency_token=attribute.get("IdempotencyToken", ""),
        plain=members.plain(attribute),
    )


def described_product(detail: Answer) -> ProvisionedProduct:
    """Parse ProvisionedProductDetail, which tells the launch role, and otherwise less than the search."""
    return replace(provisioned_product(detail), launch_role_arn=detail.get("LaunchRoleArn", ""))


def record(detail: Answer) -> Record:
    """Parse RecordDetail, or the answer of UpdateProvisionedProductProperties, which tells some of it."""
    return Record(
        id=detail["RecordId"],
        status=detail["Status"],
        type=detail.get("RecordType", ""),
        provisioned_product_id=detail.get("ProvisionedProductId", ""),
        provisioned_product_name=detail.get("ProvisionedProductName", ""),
        provisioned_product_type=detail.get("ProvisionedProductType", ""),
        product_id=detail.get("ProductId", ""),
        artifact_id=detail.get("ProvisioningArtifactId", ""),
        path_id=detail.get("PathId", ""),
        launch_role_arn=detail.get("LaunchRoleArn", ""),
        created_time=detail.get("CreatedTime"),
        updated_time=detail.get("UpdatedTime"),
        errors=tuple(
            RecordError(code=each.get("Code", ""), description=each.get("Description", ""))
            for each in detail.get("RecordErrors", ())
        ),
        tags=_pairs(detail.get("RecordTags", ())),
    )


def record_output(output: Answer) -> RecordOutput:
    """Parse RecordOutput."""
    return RecordOutput(
        key=output["OutputKey"], value=output.get("OutputValue", ""), description=output.get("Description", "")
    )


def product(summary: Answer) -> Product:
    """Parse ProductViewSummary."""
    return Product(
        id=summary["ProductId"],
        name=summary["Name"],
        type=summary.get("Type", ""),
        owner=summary.get("Owner", ""),
    )


def artifact(detail: Answer) -> Artifact:
    """Parse ProvisioningArtifactDetail."""
    return Artifact(
        id=detail["Id"],
        name=detail.get("Name", ""),
        active=detail.get("Active", True),
        guidance=detail.get("Guidance", "DEFAULT"),
        type=detail.get("Type", ""),
        created_time=detail.get("CreatedTime"),
        description=detail.get("Description", ""),
    )


def artifact_parameter(detail: Answer) -> ArtifactParameter:
    """Parse ProvisioningArtifactParameter. AWS tells limits as strings, and an empty list where all is allowed."""
    limits = detail.get("ParameterConstraints", {})
    return ArtifactParameter(
        key=detail["ParameterKey"],
        default=detail.get("DefaultValue"),
        type=detail.get("ParameterType", "String"),
        no_echo=detail.get("IsNoEcho", False),
        description=detail.get("Description", ""),
        allowed_values=tuple(limits.get("AllowedValues", ())) or None,
        allowed_pattern=limits.get("AllowedPattern") or None,
        min_length=_whole(limits.get("MinLength")),
        max_length=_whole(limits.get("MaxLength")),
        min_value=_number(limits.get("MinValue")),
        max_value=_number(limits.get("MaxValue")),
        constraint_description=limits.get("ConstraintDescription") or None,
    )


def provisioning_parameters(answer: Answer) -> ProvisioningParameters:
    """Parse the answer of DescribeProvisioningParameters."""
    preferences = answer.get("ProvisioningArtifactPreferences", {})
    return ProvisioningParameters(
        parameters=tuple(artifact_parameter(each) for each in answer.get("ProvisioningArtifactParameters", ())),
        constraints=tuple(
            (each.get("Type", ""), each.get("Description", "")) for each in answer.get("ConstraintSummaries", ())
        ),
        usage_instructions=tuple(
            (each.get("Type", ""), each.get("Value", "")) for each in answer.get("UsageInstructions", ())
        ),
        tag_options={each["Key"]: tuple(each.get("Values", ())) for each in answer.get("TagOptions", ())},
        stack_set_accounts=tuple(preferences.get("StackSetAccounts", ())),
        stack_set_regions=tuple(preferences.get("StackSetRegions", ())),
        output_keys=tuple(each["Key"] for each in answer.get("ProvisioningArtifactOutputKeys", ())),
    )


def artifact_source(answer: Answer) -> ArtifactSource:
    """Parse `Status` and `Info` of DescribeProvisioningArtifact; the keys of `Info` are those that it was made with."""
    info = answer.get("Info", {})
    return ArtifactSource(
        status=answer["Status"],
        template_url=info.get("TemplateUrl") or info.get("LoadTemplateFromURL") or None,
        physical_id=info.get("ImportFromPhysicalId") or None,
    )


def launch_path(summary: Answer) -> LaunchPath:
    """Parse LaunchPathSummary."""
    return LaunchPath(
        id=summary["Id"],
        name=summary.get("Name", ""),
        constraints=tuple(each.get("Type", "") for each in summary.get("ConstraintSummaries", ())),
        tags=_pairs(summary.get("Tags", ())),
    )


def plan(detail: Answer) -> Plan:
    """Parse ProvisionedProductPlanDetails, ProvisionedProductPlanSummary or what making one answers: they tell less."""
    return Plan(
        id=detail["PlanId"],
        name=detail.get("PlanName", ""),
        provisioned_product_id=detail.get("ProvisionProductId", ""),
        status=detail.get("Status", ""),
        status_message=detail.get("StatusMessage", ""),
    )


def resource_change(change: Answer) -> ResourceChange:
    """Parse ResourceChange."""
    return ResourceChange(
        action=change.get("Action", ""),
        logical_id=change.get("LogicalResourceId", ""),
        physical_id=change.get("PhysicalResourceId", ""),
        type=change.get("ResourceType", ""),
        replacement=change.get("Replacement", ""),
        scope=tuple(change.get("Scope", ())),
    )


def stack(detail: Answer) -> Stack:
    """Parse Stack of DescribeStacks."""
    return Stack(
        id=detail["StackId"],
        name=detail["StackName"],
        status=detail["StackStatus"],
        status_reason=detail.get("StackStatusReason", ""),
        parameters={  # of an SSM parameter this is its name, not the value that it resolves to
            each["ParameterKey"]: each.get("ParameterValue", "") for each in detail.get("Parameters", ())
        },
        outputs={each["OutputKey"]: each.get("OutputValue", "") for each in detail.get("Outputs", ())},
        tags=_pairs(detail.get("Tags", ())),
        parent_id=detail.get("ParentId") or None,
        root_id=detail.get("RootId") or None,
        termination_protection=detail.get("EnableTerminationProtection", False),
        last_updated_time=detail.get("LastUpdatedTime"),
    )


def _pairs(tags: Iterable[Answer]) -> dict[str, str]:
    return {each["Key"]: each["Value"] for each in tags}


def _whole(text: str | None) -> int | None:
    number = _number(text)
    return None if number is None else int(number)


def _number(text: str | None) -> float | None:
    """Read a limit; one that is no number is left to AWS to judge."""
    try:
        return float(text) if text else None
    except ValueError:
        return None
