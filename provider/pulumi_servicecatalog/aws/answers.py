"""Parses AWS's answers into the model; the shapes are those of the two API references."""

from collections.abc import Iterable, Mapping
from typing import Any

from pulumi_servicecatalog.model.product import Artifact, ArtifactParameter, ArtifactSource, LaunchPath, Product
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.record import Record, RecordError
from pulumi_servicecatalog.model.stack import Stack

Answer = Mapping[str, Any]


def provisioned_product(attribute: Answer) -> ProvisionedProduct:
    """Parse ProvisionedProductAttribute (Search) or ProvisionedProductDetail (Describe), which tells less."""
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
        launch_role_arn=attribute.get("LaunchRoleArn", ""),
        idempotency_token=attribute.get("IdempotencyToken", ""),
    )


def record(detail: Answer) -> Record:
    """Parse RecordDetail."""
    return Record(
        id=detail["RecordId"],
        status=detail["Status"],
        type=detail.get("RecordType", ""),
        provisioned_product_id=detail.get("ProvisionedProductId", ""),
        provisioned_product_name=detail.get("ProvisionedProductName", ""),
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
    """Parse ProvisioningArtifactParameter."""
    return ArtifactParameter(
        key=detail["ParameterKey"],
        default=detail.get("DefaultValue"),
        type=detail.get("ParameterType", "String"),
        no_echo=detail.get("IsNoEcho", False),
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
