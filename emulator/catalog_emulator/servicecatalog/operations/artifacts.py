"""Provisioning artifacts, the versions of products: create, describe, list, update, delete."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from catalog_emulator.core import template
from catalog_emulator.core.aws_error import InputError, InvalidParametersError, ResourceInUseError
from catalog_emulator.core.model.artifact import Artifact
from catalog_emulator.core.model.product import CLOUD_FORMATION
from catalog_emulator.servicecatalog import offers
from catalog_emulator.servicecatalog.operation import OperationRequest, Result, operation
from catalog_emulator.servicecatalog.template_source import keep_copy, read_source

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalog_emulator.servicecatalog.catalog import Catalog


def make_artifact(catalog: Catalog, product_id: str, properties: Mapping[str, Any]) -> Artifact:
    """Make a version from the ProvisioningArtifactProperties of a request; the caller stores it."""
    kind = properties.get("Type", CLOUD_FORMATION)
    _check_type(kind, validated=not properties.get("DisableTemplateValidation"))
    validate = kind == CLOUD_FORMATION and not properties.get("DisableTemplateValidation")
    source = read_source(catalog, properties.get("Info"), validate=validate)
    artifact_id = catalog.new_id("pa")
    return Artifact(
        id=artifact_id,
        ordinal=catalog.next_ordinal(),
        product_id=product_id,
        name=properties.get("Name"),
        description=properties.get("Description"),
        type=kind,
        created=catalog.now(),
        template=source.text,
        template_url=keep_copy(catalog, artifact_id, source.text),
        physical_id=source.physical_id,
    )


def _check_type(kind: str, *, validated: bool) -> None:
    """Refuse what AWS was seen to refuse: a type that is gone, and the validation of what it cannot read.

    Seen in 8infinitecloud/devops-infraestructure-as-product, WORKSHOP-LOG.md, section 4.
    """
    if kind == "TERRAFORM_OPEN_SOURCE":
        raise InputError("1 validation error detected: Value 'TERRAFORM_OPEN_SOURCE' failed to satisfy constraint")
    if kind == "EXTERNAL" and validated:
        raise InvalidParametersError("Product type EXTERNAL requires DisableTemplateValidation set to true")


def show_artifact_info(catalog: Catalog, artifact: Artifact) -> dict[str, str]:
    """Return a version's Info: where its template can be read (DescribeProvisioningArtifact)."""
    info: dict[str, str] = {}
    shows = catalog.settings.stack_artifact_info
    if artifact.physical_id is None or shows in ("both", "template-url"):
        info["TemplateUrl"] = artifact.template_url
    if artifact.physical_id is not None and shows in ("both", "physical-id"):
        info["ImportFromPhysicalId"] = artifact.physical_id
    return info


@operation("CreateProvisioningArtifact")
def create_artifact(request: OperationRequest) -> Result:
    """Add a version to a product."""
    catalog = request.catalog
    product = catalog.product(request.get("ProductId"))
    artifact = make_artifact(catalog, product.id, request.get("Parameters"))
    catalog.artifacts[artifact.id] = artifact
    return _shown(catalog, artifact)


@operation("DescribeProvisioningArtifact")
def describe_artifact(request: OperationRequest) -> Result:
    """Show a version, with the URL of its template and, if requested, its parameters."""
    catalog = _home(request)
    artifact = _asked_for(request, catalog)
    result = _shown(catalog, artifact)
    if request.get("IncludeProvisioningArtifactParameters"):
        result["ProvisioningArtifactParameters"] = _parameters(artifact)
    return result


@operation("ListProvisioningArtifacts")
def list_artifacts(request: OperationRequest) -> Result:
    """List all versions of a product. The API has no way to ask for a next page."""
    catalog = offers.administrators_home(request.catalog, request.get("ProductId"))
    product = catalog.product(request.get("ProductId"))
    return {"ProvisioningArtifactDetails": [a.to_detail() for a in catalog.artifacts_of(product.id)]}


@operation("UpdateProvisioningArtifact")
def update_artifact(request: OperationRequest) -> Result:
    """Rename a version, or change whether it is active and recommended."""
    catalog = request.catalog
    old = catalog.artifact(request.get("ProductId"), request.get("ProvisioningArtifactId"))
    parameters = request.parameters
    new = dataclasses.replace(
        old,
        name=parameters.get("Name", old.name),
        description=parameters.get("Description", old.description),
        active=parameters.get("Active", old.active),
        guidance=parameters.get("Guidance", old.guidance),
    )
    catalog.artifacts[new.id] = new
    return _shown(catalog, new)


@operation("DeleteProvisioningArtifact")
def delete_artifact(request: OperationRequest) -> Result:
    """Delete a version; a product must keep one."""
    catalog = request.catalog
    product = catalog.product(request.get("ProductId"))
    artifact = catalog.artifact(product.id, request.get("ProvisioningArtifactId"))
    if len(catalog.artifacts_of(product.id)) == 1:
        raise ResourceInUseError("A product must have at least one provisioning artifact.")
    del catalog.artifacts[artifact.id]
    return {}


def _home(request: OperationRequest) -> Catalog:
    """Return the catalog of the product that a request names; a version alone names one of the catalog's own."""
    return offers.administrators_home(request.catalog, request.get("ProductId"), request.get("ProductName"))


def _asked_for(request: OperationRequest, catalog: Catalog) -> Artifact:
    parameters = request.parameters
    artifact_id = parameters.get("ProvisioningArtifactId")
    if "ProductId" not in parameters and "ProductName" not in parameters:
        if artifact_id is None:
            raise InvalidParametersError("Specify a product and a provisioning artifact.")
        known = catalog.artifacts.get(artifact_id)
        return catalog.artifact(known.product_id if known else "", artifact_id)
    product = catalog.product_by(parameters.get("ProductId"), parameters.get("ProductName"))
    return catalog.artifact_by(product.id, artifact_id, parameters.get("ProvisioningArtifactName"))


def _shown(catalog: Catalog, artifact: Artifact) -> Result:
    return {
        "ProvisioningArtifactDetail": artifact.to_detail(),
        "Info": show_artifact_info(catalog, artifact),
        "Status": artifact.status,
    }


def _parameters(artifact: Artifact) -> list[dict[str, Any]]:
    return [p.to_document() for p in template.parameters(template.parse(artifact.template))]
