"""CopyProduct: a product with its versions once more, from this account or from one that shares it."""

from __future__ import annotations

import dataclasses
import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from catalog_emulator.core import ids
from catalog_emulator.core.aws_error import InvalidParametersError, ResourceNotFoundError
from catalog_emulator.servicecatalog import offers
from catalog_emulator.servicecatalog.accounts import catalog_of
from catalog_emulator.servicecatalog.operation import OperationRequest, Result, operation
from catalog_emulator.servicecatalog.template_source import keep_copy

if TYPE_CHECKING:
    from catalog_emulator.core.model.artifact import Artifact
    from catalog_emulator.core.model.product import Product
    from catalog_emulator.servicecatalog.catalog import Catalog

_PRODUCT_ARN = re.compile(r"arn:[\w-]+:catalog:(?P<region>[\w-]+):(?P<account>\d{12}):product/(?P<id>prod-[\w-]+)")


@operation("CopyProduct")
def copy_product(request: OperationRequest) -> Result:
    """Copy a product to a new one or to a target, in the time of a launch."""
    catalog = request.catalog
    home, source = _source(catalog, request.get("SourceProductArn"))
    versions = _versions(home, source, request.get("SourceProvisioningArtifactIdentifiers"))
    target_id = request.get("TargetProductId")
    target = catalog.product(target_id) if target_id is not None else _new_product(request, source)
    token = catalog.new_id("copyproduct")
    catalog.copies[token] = None
    due = catalog.now() + timedelta(seconds=catalog.settings.provision_seconds)

    def finish(_: Any) -> None:
        catalog.products.setdefault(target.id, target)
        for artifact in versions:
            _copy(catalog, artifact, target)
        catalog.copies[token] = target.id

    catalog.timeline.at(due, finish)
    return {"CopyProductToken": token}


@operation("DescribeCopyProductStatus")
def describe_copy_status(request: OperationRequest) -> Result:
    """Say whether a copy is complete, and which product it is."""
    token = request.get("CopyProductToken")
    if token not in request.catalog.copies:
        raise ResourceNotFoundError(f"Copy product token {token} not found.")
    target = request.catalog.copies[token]
    return {"CopyProductStatus": "IN_PROGRESS" if target is None else "SUCCEEDED", "TargetProductId": target}


def _source(catalog: Catalog, arn: str) -> tuple[Catalog, Product]:
    """Return the product of an ARN, and its catalog: in this account in any Region, or shared with it."""
    match = _PRODUCT_ARN.fullmatch(arn)
    if match is None:
        raise InvalidParametersError(f"{arn} is not the ARN of a product.")
    own = match["account"] == catalog.account
    home = catalog_of(catalog.world, catalog.account, match["region"]) if own else offers.home_of(catalog, match["id"])
    product = home.product(match["id"])
    if product.arn != arn:
        raise ResourceNotFoundError(f"Product {arn} does not exist or access was denied.")
    return home, product


def _versions(home: Catalog, source: Product, identifiers: list[dict[str, str]] | None) -> list[Artifact]:
    if not identifiers:
        return home.artifacts_of(source.id)
    return [home.artifact(source.id, identifier.get("Id", "")) for identifier in identifiers]


def _new_product(request: OperationRequest, source: Product) -> Product:
    catalog = request.catalog
    product_id = catalog.new_id("prod")
    return dataclasses.replace(
        source,
        id=product_id,
        view_id=catalog.new_id("prodview"),
        arn=ids.catalog_arn(catalog.partition, catalog.region, catalog.account, f"product/{product_id}"),
        ordinal=catalog.next_ordinal(),
        name=request.get("TargetProductName") or source.name,
        created=catalog.now(),
        tags=source.tags if "CopyTags" in (request.get("CopyOptions") or ()) else (),
    )


def _copy(catalog: Catalog, artifact: Artifact, target: Product) -> None:
    artifact_id = catalog.new_id("pa")
    catalog.artifacts[artifact_id] = dataclasses.replace(
        artifact,
        id=artifact_id,
        ordinal=catalog.next_ordinal(),
        product_id=target.id,
        created=catalog.now(),
        template_url=keep_copy(catalog, artifact_id, artifact.template),
        physical_id=None,
    )
