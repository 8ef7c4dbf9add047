"""Resources out of what `pulumi stack export` prints: as they are declared, and as AWS has reported them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pulumi_servicecatalog.drift import state
from pulumi_servicecatalog.drift.state import StateError, StateResource
from pulumi_servicecatalog.model.properties import IMPORTED
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.policy.resource import Resource
from pulumi_servicecatalog.reporting.model import StackEntry

_ACCOUNT = "expectedAccountId"


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """The resources of this package: with their inputs, and with their outputs, among which the inputs stand again."""

    declared: tuple[Resource, ...] = ()
    made: tuple[Resource, ...] = ()


def is_state(text: str) -> bool:
    """Return whether a text is meant to be a state: one JSON object that has a deployment or a checkpoint."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(document, Mapping) and not {"deployment", "checkpoint"}.isdisjoint(document)


def parse(text: str, name: str) -> State:
    """Return the resources of a state. What is encrypted in it counts as unknown.

    Args:
        text: what `pulumi stack export` has printed, or the file of a backend.
        name: what the file is called.

    Raises:
        StateError: it cannot be used.

    """
    try:
        known = state.parse(text)
    except StateError as error:
        raise StateError(f"{name}: {error}") from error
    return State(
        declared=tuple(_resource(resource, resource.inputs) for resource in known.resources),
        made=tuple(_resource(resource, resource.outputs) for resource in known.resources),
    )


def of_stack(stack: StackEntry) -> Resource | None:
    """Return what an inventory says of a governed stack as a resource; None of one that nothing governs."""
    holder = stack.governed_by
    if holder is None:
        return None
    values = {
        "name": holder.provisioned_product.name,
        "physicalId": stack.stack.id,
        "stackId": stack.stack.id,
        "provisionedProductId": holder.provisioned_product.id,
        "productId": holder.product.id,
        "productName": holder.product.name,
        "provisioningArtifactId": holder.artifact.id,
        "provisioningArtifactName": holder.artifact.name,
        "status": holder.status,
        "region": stack.region,
        "launchRoleArn": UNKNOWN,
    }
    return Resource(urn="", name=stack.stack.name, kind=IMPORTED, values=values)


def _resource(resource: StateResource, values: Mapping[str, Any]) -> Resource:
    account = UNKNOWN if _ACCOUNT in resource.hidden else resource.configured.defaults.connection.expected_account_id
    return Resource(
        urn=resource.urn, name=resource.name, kind=resource.kind, values=values, settings={_ACCOUNT: account}
    )
