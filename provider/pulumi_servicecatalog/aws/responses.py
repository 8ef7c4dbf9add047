"""Parses AWS's responses into the model; what each structure holds is said in the two API references.

Each function raises `MissingMemberError` where a response lacks what AWS always sends.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from pulumi_servicecatalog.aws import members
from pulumi_servicecatalog.aws.structure import Structure
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


def provisioned_product(attribute: Structure) -> ProvisionedProduct:
    """Parse ProvisionedProductAttribute of the search, which has no launch role."""
    return ProvisionedProduct(
        id=attribute.text("Id"),
        name=attribute.text("Name"),
        arn=attribute.optional_text("Arn"),
        type=attribute.optional_text("Type"),
        status=attribute.text("Status"),
        status_message=attribute.optional_text("StatusMessage"),
        created_time=attribute.optional_time("CreatedTime"),
        physical_id=attribute.text_or_none("PhysicalId"),
        product_id=attribute.optional_text("ProductId"),
        product_name=attribute.optional_text("ProductName"),
        artifact_id=attribute.optional_text("ProvisioningArtifactId"),
        artifact_name=attribute.optional_text("ProvisioningArtifactName"),
        tags=attribute.tags("Tags"),
        last_record_id=attribute.optional_text("LastRecordId"),
        last_successful_record_id=attribute.optional_text("LastSuccessfulProvisioningRecordId"),
        owner=attribute.optional_text("UserArn"),
        idempotency_token=attribute.optional_text("IdempotencyToken"),
        plain=members.plain(attribute),
    )


def described_product(detail: Structure) -> ProvisionedProduct:
    """Parse ProvisionedProductDetail, which has the launch role, and otherwise less than the search."""
    launch_role_arn = detail.optional_text("LaunchRoleArn")
    return replace(provisioned_product(detail), launch_role_arn=launch_role_arn, searched=False)


def record(detail: Structure) -> Record:
    """Parse RecordDetail, or the response of UpdateProvisionedProductProperties, which has some of its members."""
    return Record(
        id=detail.text("RecordId"),
        status=detail.text("Status"),
        type=detail.optional_text("RecordType"),
        provisioned_product_id=detail.optional_text("ProvisionedProductId"),
        provisioned_product_name=detail.optional_text("ProvisionedProductName"),
        provisioned_product_type=detail.optional_text("ProvisionedProductType"),
        product_id=detail.optional_text("ProductId"),
        artifact_id=detail.optional_text("ProvisioningArtifactId"),
        path_id=detail.optional_text("PathId"),
        launch_role_arn=detail.optional_text("LaunchRoleArn"),
        created_time=detail.optional_time("CreatedTime"),
        updated_time=detail.optional_time("UpdatedTime"),
        errors=tuple(
            RecordError(code=error.optional_text("Code"), description=error.optional_text("Description"))
            for error in detail.optional_structures("RecordErrors")
        ),
        tags=detail.tags("RecordTags"),
    )


def record_output(output: Structure) -> RecordOutput:
    """Parse RecordOutput."""
    return RecordOutput(
        key=output.text("OutputKey"),
        value=output.optional_text("OutputValue"),
        description=output.optional_text("Description"),
    )


def product(summary: Structure) -> Product:
    """Parse ProductViewSummary."""
    return Product(
        id=summary.text("ProductId"),
        name=summary.text("Name"),
        type=summary.optional_text("Type"),
        owner=summary.optional_text("Owner"),
    )


def artifact(detail: Structure) -> Artifact:
    """Parse ProvisioningArtifactDetail."""
    return Artifact(
        id=detail.text("Id"),
        name=detail.optional_text("Name"),
        active=detail.flag("Active", default=True),
        guidance=detail.optional_text("Guidance", "DEFAULT"),
        type=detail.optional_text("Type"),
        created_time=detail.optional_time("CreatedTime"),
        description=detail.optional_text("Description"),
    )


def artifact_parameters(response: Structure) -> list[ArtifactParameter]:
    """Parse the response of DescribeProvisioningArtifact. A version without parameters may have no list of them."""
    response.structure("ProvisioningArtifactDetail")  # without it the response was cut off, and says nothing of them
    return list(map(_artifact_parameter, response.optional_structures("ProvisioningArtifactParameters")))


def provisioning_parameters(response: Structure) -> ProvisioningParameters:
    """Parse the response of DescribeProvisioningParameters."""
    preferences = response.optional_structure("ProvisioningArtifactPreferences")
    return ProvisioningParameters(
        parameters=tuple(map(_artifact_parameter, response.structures("ProvisioningArtifactParameters"))),
        constraints=tuple(
            (constraint.optional_text("Type"), constraint.optional_text("Description"))
            for constraint in response.optional_structures("ConstraintSummaries")
        ),
        tag_options={
            option.text("Key"): option.texts("Values") for option in response.optional_structures("TagOptions")
        },
        stack_set_accounts=preferences.texts("StackSetAccounts"),
        stack_set_regions=preferences.texts("StackSetRegions"),
        rules=_rules(response),
    )


def _rules(response: Structure) -> Mapping[str, Any] | None:
    """Parse the rules of TEMPLATE constraints, which UsageInstructions has as JSON."""
    for instruction in response.optional_structures("UsageInstructions"):
        if instruction.optional_text("Type") == "rules":
            try:
                rules = json.loads(instruction.optional_text("Value"))
            except ValueError:
                return None
            return rules if isinstance(rules, dict) else None
    return None


def artifact_source(response: Structure) -> ArtifactSource:
    """Parse `Status` and `Info` of DescribeProvisioningArtifact; the keys of `Info` are those that it was made with."""
    info = response.optional_structure("Info")
    return ArtifactSource(
        status=response.text("Status"),
        template_url=info.text_or_none("TemplateUrl") or info.text_or_none("LoadTemplateFromURL"),
        physical_id=info.text_or_none("ImportFromPhysicalId"),
    )


def launch_path(summary: Structure) -> LaunchPath:
    """Parse LaunchPathSummary."""
    constraints = summary.optional_structures("ConstraintSummaries")
    return LaunchPath(
        id=summary.text("Id"),
        name=summary.optional_text("Name"),
        constraints=tuple(constraint.optional_text("Type") for constraint in constraints),
        tags=summary.tags("Tags"),
    )


def plan(detail: Structure) -> Plan:
    """Parse ProvisionedProductPlanDetails or -PlanSummary, or the response of a creation, which has less."""
    return Plan(
        id=detail.text("PlanId"),
        name=detail.optional_text("PlanName"),
        provisioned_product_id=detail.optional_text("ProvisionProductId"),
        status=detail.optional_text("Status"),
        status_message=detail.optional_text("StatusMessage"),
    )


def resource_change(change: Structure) -> ResourceChange:
    """Parse ResourceChange."""
    return ResourceChange(
        action=change.optional_text("Action"),
        logical_id=change.optional_text("LogicalResourceId"),
        physical_id=change.optional_text("PhysicalResourceId"),
        type=change.optional_text("ResourceType"),
        replacement=change.optional_text("Replacement"),
        scope=change.texts("Scope"),
    )


def stack(detail: Structure) -> Stack:
    """Parse Stack of DescribeStacks."""
    return Stack(
        id=detail.text("StackId"),
        name=detail.text("StackName"),
        status=detail.text("StackStatus"),
        status_reason=detail.optional_text("StackStatusReason"),
        parameters={  # of an SSM parameter this is its name, not the value that it resolves to
            parameter.text("ParameterKey"): parameter.optional_text("ParameterValue")
            for parameter in detail.optional_structures("Parameters")
        },
        outputs={
            output.text("OutputKey"): output.optional_text("OutputValue")
            for output in detail.optional_structures("Outputs")
        },
        tags=detail.tags("Tags"),
        parent_id=detail.text_or_none("ParentId"),
        root_id=detail.text_or_none("RootId"),
        termination_protection=detail.flag("EnableTerminationProtection", default=False),
        last_updated_time=detail.optional_time("LastUpdatedTime"),
    )


def _artifact_parameter(detail: Structure) -> ArtifactParameter:
    """Parse ProvisioningArtifactParameter. Limits are strings, and an empty list allows everything."""
    limits = detail.optional_structure("ParameterConstraints")
    return ArtifactParameter(
        key=detail.text("ParameterKey"),
        default=detail.default_text("DefaultValue"),
        type=detail.optional_text("ParameterType", "String"),
        no_echo=detail.flag("IsNoEcho", default=False),
        description=detail.optional_text("Description"),
        allowed_values=limits.texts("AllowedValues") or None,
        allowed_pattern=limits.text_or_none("AllowedPattern"),
        min_length=_integer(limits.text_or_none("MinLength")),
        max_length=_integer(limits.text_or_none("MaxLength")),
        min_value=_number(limits.text_or_none("MinValue")),
        max_value=_number(limits.text_or_none("MaxValue")),
        constraint_description=limits.text_or_none("ConstraintDescription"),
    )


def _integer(text: str | None) -> int | None:
    number = _number(text)
    return None if number is None else int(number)


def _number(text: str | None) -> float | None:
    """Read a limit; one that is no number is left to AWS to judge."""
    try:
        return float(text) if text else None
    except ValueError:
        return None
