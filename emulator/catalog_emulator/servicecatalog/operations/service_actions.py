"""Service actions: kept, and attached to versions. None is run here: nothing is there to run SSM documents."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from catalog_emulator.core.aws_error import (
    AwsError,
    DuplicateResourceError,
    InvalidParametersError,
    ResourceInUseError,
    ResourceNotFoundError,
)
from catalog_emulator.core.model.service_action import ServiceAction
from catalog_emulator.core.paging import page
from catalog_emulator.servicecatalog.operation import OperationRequest, Result, operation

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from catalog_emulator.servicecatalog.catalog import Catalog

_CODES = {
    "DuplicateResourceException": "DUPLICATE_RESOURCE",
    "ResourceNotFoundException": "RESOURCE_NOT_FOUND",
    "InvalidParametersException": "INVALID_PARAMETER",
}


@operation("CreateServiceAction")
def create_action(request: OperationRequest) -> Result:
    """Make an action; its definition needs the name and the version of a document."""
    catalog, definition = request.catalog, request.get("Definition")
    missing = [key for key in ("Name", "Version") if key not in definition]
    if missing:
        raise InvalidParametersError(f"Definition needs {', '.join(missing)}.")
    action = ServiceAction(
        id=catalog.new_id("act"),
        ordinal=catalog.next_ordinal(),
        name=request.get("Name"),
        definition=definition,
        description=request.get("Description"),
    )
    catalog.actions[action.id] = action
    return {"ServiceActionDetail": action.to_detail()}


@operation("DescribeServiceAction")
def describe_action(request: OperationRequest) -> Result:
    """Show an action."""
    return {"ServiceActionDetail": _action(request.catalog, request.get("Id")).to_detail()}


@operation("UpdateServiceAction")
def update_action(request: OperationRequest) -> Result:
    """Change what the request names, leave the rest."""
    catalog, parameters = request.catalog, request.parameters
    old = _action(catalog, request.get("Id"))
    new = dataclasses.replace(
        old,
        name=parameters.get("Name", old.name),
        definition=old.definition | parameters.get("Definition", {}),
        description=parameters.get("Description", old.description),
    )
    catalog.actions[new.id] = new
    return {"ServiceActionDetail": new.to_detail()}


@operation("DeleteServiceAction")
def delete_action(request: OperationRequest) -> Result:
    """Delete an action that no version offers."""
    action = _action(request.catalog, request.get("Id"))
    if action.artifacts:
        raise ResourceInUseError(f"Service action {action.id} is associated with provisioning artifacts.")
    del request.catalog.actions[action.id]
    return {}


@operation("ListServiceActions")
def list_actions(request: OperationRequest) -> Result:
    """List all actions."""
    return _listed(request, list(request.catalog.actions.values()))


@operation("ListServiceActionsForProvisioningArtifact")
def list_actions_of_artifact(request: OperationRequest) -> Result:
    """List the actions that a version offers."""
    key = _artifact(request.catalog, request.parameters)
    return _listed(request, [a for a in request.catalog.actions.values() if key in a.artifacts])


@operation("ListProvisioningArtifactsForServiceAction")
def list_artifacts_of_action(request: OperationRequest) -> Result:
    """List the versions that offer an action."""
    catalog = request.catalog
    shown = page(
        [a for a in _action(catalog, request.get("ServiceActionId")).artifacts if a[1] in catalog.artifacts],
        cap=20,
        size=request.get("PageSize"),
        token=request.get("PageToken"),
        position=list,
    )
    views = [
        {
            "ProductViewSummary": catalog.products[product_id].to_summary(),
            "ProvisioningArtifact": catalog.artifacts[artifact_id].to_view(),
        }
        for product_id, artifact_id in shown.items
    ]
    return {"ProvisioningArtifactViews": views, "NextPageToken": shown.token}


@operation("AssociateServiceActionWithProvisioningArtifact")
def associate_action(request: OperationRequest) -> Result:
    """Let a version offer an action."""
    _associate(request.catalog, request.parameters)
    return {}


@operation("DisassociateServiceActionFromProvisioningArtifact")
def disassociate_action(request: OperationRequest) -> Result:
    """Let a version offer an action no longer."""
    _disassociate(request.catalog, request.parameters)
    return {}


@operation("BatchAssociateServiceActionWithProvisioningArtifact")
def batch_associate(request: OperationRequest) -> Result:
    """Attach many actions; those that could not be are named."""
    return _batch(request, _associate)


@operation("BatchDisassociateServiceActionFromProvisioningArtifact")
def batch_disassociate(request: OperationRequest) -> Result:
    """Detach many actions; those that could not be are named."""
    return _batch(request, _disassociate)


@operation("DescribeServiceActionExecutionParameters")
def describe_execution_parameters(request: OperationRequest) -> Result:
    """Show that an action takes no parameters: the documents are not known here."""
    _action_of_product(request)
    return {"ServiceActionParameters": []}


@operation("ExecuteProvisionedProductServiceAction")
def execute_action(request: OperationRequest) -> Result:
    """Refuse what can be known to be wrong, and then that actions are run at all."""
    _action_of_product(request)
    raise InvalidParametersError("The emulator keeps service actions and runs none.")


def _action_of_product(request: OperationRequest) -> ServiceAction:
    """Return an action that a provisioned product's version offers.

    A product that is not there is a ValidationException here, as seen in sam-goodwin/itty-aws.
    """
    catalog, pp_id = request.catalog, str(request.get("ProvisionedProductId"))
    if pp_id not in catalog.provisioned:
        raise AwsError(f"Provisioned product not found: {pp_id}", code="ValidationException")
    provisioned = catalog.provisioned[pp_id]
    action = _action(catalog, request.get("ServiceActionId"))
    if (provisioned.product_id, provisioned.artifact_id) not in action.artifacts:
        raise ResourceNotFoundError(f"Service action {action.id} is not associated with provisioned product {pp_id}.")
    return action


def _associate(catalog: Catalog, members: Mapping[str, Any]) -> None:
    action, key = _action(catalog, members["ServiceActionId"]), _artifact(catalog, members)
    if key in action.artifacts:
        raise DuplicateResourceError(f"Service action {action.id} is already associated with {key[1]}.")
    catalog.actions[action.id] = dataclasses.replace(action, artifacts=(*action.artifacts, key))


def _disassociate(catalog: Catalog, members: Mapping[str, Any]) -> None:
    action, key = _action(catalog, members["ServiceActionId"]), _artifact(catalog, members)
    if key not in action.artifacts:
        raise ResourceNotFoundError(f"Service action {action.id} is not associated with {key[1]}.")
    catalog.actions[action.id] = dataclasses.replace(
        action, artifacts=tuple(known for known in action.artifacts if known != key)
    )


def _batch(request: OperationRequest, act: Callable[[Catalog, Mapping[str, Any]], None]) -> Result:
    failed = []
    for association in request.get("ServiceActionAssociations"):
        try:
            act(request.catalog, association)
        except AwsError as error:
            code = _CODES.get(error.code, "INTERNAL_FAILURE")
            failed.append(association | {"ErrorCode": code, "ErrorMessage": error.message})
    return {"FailedServiceActionAssociations": failed}


def _listed(request: OperationRequest, actions: list[ServiceAction]) -> Result:
    shown = page(
        actions,
        cap=20,
        size=request.get("PageSize"),
        token=request.get("PageToken"),
        position=lambda action: [action.ordinal],
    )
    return {"ServiceActionSummaries": [a.to_summary() for a in shown.items], "NextPageToken": shown.token}


def _action(catalog: Catalog, action_id: str) -> ServiceAction:
    try:
        return catalog.actions[action_id]
    except KeyError:
        raise ResourceNotFoundError(f"Service action {action_id} not found.") from None


def _artifact(catalog: Catalog, members: Mapping[str, Any]) -> tuple[str, str]:
    artifact = catalog.artifact(members["ProductId"], members["ProvisioningArtifactId"])
    return artifact.product_id, artifact.id
