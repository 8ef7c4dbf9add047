"""The outputs of a resource, from what AWS reports; the names are those of schema.json."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from pulumi_servicecatalog.model.governed import Governed
from pulumi_servicecatalog.rules.drift import Change


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


def as_found(inputs: Mapping[str, Any], changes: Iterable[Change]) -> dict[str, Any]:
    """Give the inputs with AWS's own values in the place of those that have drifted."""
    found = dict(inputs)
    for change in changes:
        name, _, key = change.property.partition(".")
        if name not in inputs and not key:  # of the status, say, no program declares anything
            continue
        value = {**found.get(name, {}), key: change.actual} if key else change.actual
        found[name] = {k: v for k, v in value.items() if v is not None} if isinstance(value, Mapping) else value
    return found


def _iso(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if moment else ""
