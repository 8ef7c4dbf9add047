"""The outputs of a resource, from what AWS reports; the names are those of schema.json."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from pulumi_servicecatalog.model.governed import Governed


def merged(inputs: Mapping[str, Any], governed: Governed) -> dict[str, Any]:
    """Give the whole state: the inputs, and over them what AWS reports."""
    return {**inputs, **outputs(governed)}


def outputs(governed: Governed) -> dict[str, Any]:
    """Give the output properties. What AWS does not tell is an empty text, so that every output has one type."""
    found, stack = governed.provisioned_product, governed.stack
    return {
        "provisionedProductId": found.id,
        "arn": found.arn,
        "stackId": found.physical_id or (stack.id if stack else ""),
        "status": found.status,
        "statusMessage": found.status_message,
        "type": found.type,
        "productId": found.product_id,
        "provisioningArtifactId": found.artifact_id,
        "provisioningArtifactName": found.artifact_name,
        "launchRoleArn": found.launch_role_arn,
        "liveParameters": dict(stack.parameters) if stack else {},
        "outputs": dict(stack.outputs) if stack else {},
        "lastRecordId": found.last_record_id,
        "createdTime": _iso(found.created_time),
    }


def _iso(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if moment else ""
