"""The outputs of a resource, from what AWS reports; the names are those of schema.json."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.rules.drift import Change


def merged(
    inputs: Mapping[str, Any], observed: ObservedState, recorded: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Give the whole state: the inputs, and over them what AWS reports.

    The launch role is told by a call for each provisioned product, which a refresh of many does not make: then the
    recorded one stays.
    """
    told = outputs(observed)
    if observed.provisioned_product.launch_role_arn is None:
        told["launchRoleArn"] = (recorded or inputs).get("launchRoleArn") or ""
    return {**inputs, **told}


def after_failed_update(recorded: Mapping[str, Any], declared: Mapping[str, Any]) -> dict[str, Any]:
    """Give the inputs to record once an update has failed.

    What AWS does not tell of itself stays as it was, so that the next preview shows the change again.
    """
    kept = {name: recorded[name] for name in _UNTOLD if name in recorded}
    return {**{name: value for name, value in declared.items() if name not in _UNTOLD}, **kept}


_UNTOLD = ("parameters", "tags", "provisioningPreferences")
"""Inputs of which AWS tells nothing, or not all: values that it masks, tags that are to go, places of stack sets."""


def outputs(observed: ObservedState) -> dict[str, Any]:
    """Give the output properties. What AWS does not tell is an empty text, so that every output has one type."""
    found, stack = observed.provisioned_product, observed.stack
    return {
        "provisionedProductId": found.id,
        "arn": found.arn,
        "stackId": found.physical_id or (stack.id if stack else ""),
        "owner": found.owner,
        "status": found.status,
        "statusMessage": found.status_message,
        "type": found.type,
        "productId": found.product_id,
        "provisioningArtifactId": found.artifact_id,
        "provisioningArtifactName": found.artifact_name,
        "launchRoleArn": found.launch_role_arn or "",
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
