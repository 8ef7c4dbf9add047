"""Products: create, describe, search, update, delete; as an end user and as an administrator."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from catalog_emulator.core import ids
from catalog_emulator.core.aws_error import InvalidParametersError, ResourceInUseError, ResourceNotFoundError
from catalog_emulator.core.model.product import Product
from catalog_emulator.core.model.tag import merge_tags, read_tags, show_tags
from catalog_emulator.core.paging import Page, page
from catalog_emulator.servicecatalog import offers
from catalog_emulator.servicecatalog.launch_paths import launch_paths
from catalog_emulator.servicecatalog.operation import OperationRequest, Result, operation
from catalog_emulator.servicecatalog.operations.artifacts import make_artifact, show_artifact_info
from catalog_emulator.servicecatalog.operations.budgets import budgets_of
from catalog_emulator.servicecatalog.operations.tag_options import tag_options_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from catalog_emulator.servicecatalog.catalog import Catalog

_TEXTS = {
    "Name": "name",
    "Owner": "owner",
    "Description": "description",
    "Distributor": "distributor",
    "SupportDescription": "support_description",
    "SupportEmail": "support_email",
    "SupportUrl": "support_url",
}


@operation("CreateProduct")
def create_product(request: OperationRequest) -> Result:
    """Make a product with its first version."""
    catalog = request.catalog
    properties = request.get("ProvisioningArtifactParameters")
    if properties is None:
        raise InvalidParametersError("A product needs ProvisioningArtifactParameters.")
    product_id = catalog.new_id("prod")
    artifact = make_artifact(catalog, product_id, properties)
    product = Product(
        id=product_id,
        view_id=catalog.new_id("prodview"),
        arn=ids.catalog_arn(catalog.partition, catalog.region, catalog.account, f"product/{product_id}"),
        ordinal=catalog.next_ordinal(),
        type=request.get("ProductType"),
        created=catalog.now(),
        tags=read_tags(request.get("Tags")),
        **{field: request.get(member) for member, field in _TEXTS.items()},
    )
    catalog.products[product_id] = product
    catalog.artifacts[artifact.id] = artifact
    return {
        "ProductViewDetail": product.to_detail(),
        "ProvisioningArtifactDetail": artifact.to_detail(),
        "Tags": show_tags(product.tags),
    }


@operation("DescribeProduct")
def describe_product(request: OperationRequest) -> Result:
    """Show a product with its active versions and the caller's launch paths, to who has one."""
    catalog = request.catalog
    home = offers.home_of(catalog, request.get("Id"), request.get("Name"))
    product = home.product_by(request.get("Id"), request.get("Name"))
    return _end_users_view(request, home, product) | {
        "Budgets": budgets_of(home, product.id),
        "LaunchPaths": [{"Id": p.id, "Name": p.name} for p in launch_paths(catalog, product.id, request.caller)],
    }


@operation("DescribeProductView")
def describe_product_view(request: OperationRequest) -> Result:
    """Show a product by the ID of its view, as DescribeProduct does."""
    view_id = request.get("Id")
    for product in offers.products(request.catalog):
        if product.view_id == view_id:
            return _end_users_view(request, offers.home_of(request.catalog, product.id), product)
    raise ResourceNotFoundError(f"Product view {view_id} does not exist or access was denied.")


def _end_users_view(request: OperationRequest, home: Catalog, product: Product) -> Result:
    paths = launch_paths(request.catalog, product.id, request.caller)
    if not paths:
        raise ResourceNotFoundError(f"Product {product.id} does not exist or access was denied.")
    return {
        "ProductViewSummary": product.to_summary(has_default_path=len(paths) == 1),
        "ProvisioningArtifacts": [a.to_view() for a in home.artifacts_of(product.id) if a.active],
    }


@operation("DescribeProductAsAdmin")
def describe_product_as_admin(request: OperationRequest) -> Result:
    """Show a product with all its versions and their templates."""
    catalog = offers.administrators_home(request.catalog, request.get("Id"), request.get("Name"))
    product = catalog.product_by(request.get("Id"), request.get("Name"))
    summaries = [
        {
            "Id": artifact.id,
            "Name": artifact.name,
            "Description": artifact.description,
            "CreatedTime": artifact.created,
            "ProvisioningArtifactMetadata": show_artifact_info(catalog, artifact),
        }
        for artifact in catalog.artifacts_of(product.id)
    ]
    return {
        "ProductViewDetail": product.to_detail(),
        "ProvisioningArtifactSummaries": summaries,
        "Tags": show_tags(product.tags),
        "TagOptions": tag_options_of(catalog, product.id),
        "Budgets": budgets_of(catalog, product.id),
    }


@operation("SearchProducts")
def search_products(request: OperationRequest) -> Result:
    """List the products that the caller may launch."""
    catalog = request.catalog
    usable = [p for p in offers.products(catalog) if launch_paths(catalog, p.id, request.caller)]
    shown = _search(request, usable, cap=100)
    summaries = [
        p.to_summary(has_default_path=len(launch_paths(catalog, p.id, request.caller)) == 1) for p in shown.items
    ]
    return {
        "ProductViewSummaries": summaries,
        "ProductViewAggregations": {},
        "NextPageToken": shown.token,
    }


@operation("SearchProductsAsAdmin")
def search_products_as_admin(request: OperationRequest) -> Result:
    """List the products of a portfolio, or all."""
    catalog = request.catalog
    portfolio_id = request.get("PortfolioId")
    if portfolio_id is None:
        sees_imported = catalog.settings.imported_admin_views == "answer"
        listed = offers.products(catalog) if sees_imported else list(catalog.products.values())
    else:
        offers.portfolio(catalog, portfolio_id)
        homes = [offer.home for offer in offers.usable(catalog) if offer.portfolio.id == portfolio_id]
        inside = {a.product_id for home in homes for a in home.associations_of(portfolio_id)}
        listed = [p for p in offers.products(catalog) if p.id in inside]
    shown = _search(request, listed, cap=20)
    return {"ProductViewDetails": [p.to_detail() for p in shown.items], "NextPageToken": shown.token}


@operation("UpdateProduct")
def update_product(request: OperationRequest) -> Result:
    """Change what the request names, leave the rest."""
    catalog = request.catalog
    old = catalog.product(request.get("Id"))
    parameters = request.parameters
    texts: dict[str, Any] = {field: parameters[member] for member, field in _TEXTS.items() if member in parameters}
    tags = merge_tags(old.tags, read_tags(request.get("AddTags")), request.get("RemoveTags") or ())
    new = dataclasses.replace(old, tags=tags, **texts)
    catalog.products[new.id] = new
    return {"ProductViewDetail": new.to_detail(), "Tags": show_tags(new.tags)}


@operation("DeleteProduct")
def delete_product(request: OperationRequest) -> Result:
    """Delete a product that is in no portfolio; provisioned products keep running without it."""
    catalog = request.catalog
    product = catalog.product(request.get("Id"))
    if any(a.product_id == product.id for a in catalog.associations.values()):
        raise ResourceInUseError(f"Product {product.id} is associated with a portfolio.")
    del catalog.products[product.id]
    for artifact in catalog.artifacts_of(product.id):
        del catalog.artifacts[artifact.id]
    return {}


def _search(request: OperationRequest, listed: list[Product], *, cap: int) -> Page[Product]:
    catalog = request.catalog
    filters: Mapping[str, list[str]] = request.get("Filters") or {}
    matching = [p for p in listed if _passes(p, filters)]
    return page(
        matching,
        cap=cap,
        size=request.get("PageSize") or 20,
        token=request.get("PageToken"),
        position=lambda product: _position(catalog, product, request.get("SortBy")),
        descending=request.get("SortOrder") == "DESCENDING",
    )


def _passes(product: Product, filters: Mapping[str, list[str]]) -> bool:
    text = f"{product.name} {product.owner} {product.description or ''} {product.id}".lower()
    return (
        all(word.lower() in text for word in filters.get("FullTextSearch", ()))
        and product.owner in filters.get("Owner", (product.owner,))
        and product.type in filters.get("ProductType", (product.type,))
        and not filters.get("SourceProductId")
    )


def _position(catalog: Catalog, product: Product, sort_by: str | None) -> list[Any]:
    if sort_by == "Title":
        return [product.name, product.ordinal, product.id]
    if sort_by == "VersionCount":
        versions = offers.home_of(catalog, product.id).artifacts_of(product.id)
        return [len(versions), product.ordinal, product.id]
    return [product.ordinal, product.id]
