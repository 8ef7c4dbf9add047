"""TagOptions: make, show, change, remove, and attach to portfolios and products."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from catalog_emulator.core.aws_error import DuplicateResourceError, ResourceInUseError, ResourceNotFoundError
from catalog_emulator.core.model.tag_option import TagOption
from catalog_emulator.core.paging import page
from catalog_emulator.servicecatalog.operation import OperationRequest, Result, operation

if TYPE_CHECKING:
    from catalog_emulator.servicecatalog.catalog import Catalog


@operation("CreateTagOption")
def create_tag_option(request: OperationRequest) -> Result:
    """Make a TagOption; a pair of key and value is there once."""
    catalog = request.catalog
    option = TagOption(
        id=catalog.new_id("tag"),
        ordinal=catalog.next_ordinal(),
        key=request.get("Key"),
        value=request.get("Value"),
        owner=catalog.account,
    )
    _check_unique(catalog, option)
    catalog.tag_options[option.id] = option
    return {"TagOptionDetail": option.to_detail()}


@operation("DescribeTagOption")
def describe_tag_option(request: OperationRequest) -> Result:
    """Show a TagOption."""
    return {"TagOptionDetail": _option(request.catalog, request.get("Id")).to_detail()}


@operation("UpdateTagOption")
def update_tag_option(request: OperationRequest) -> Result:
    """Change a TagOption's value, or whether it is active."""
    catalog = request.catalog
    old = _option(catalog, request.get("Id"))
    new = dataclasses.replace(
        old, value=request.parameters.get("Value", old.value), active=request.parameters.get("Active", old.active)
    )
    _check_unique(catalog, new)
    catalog.tag_options[new.id] = new
    return {"TagOptionDetail": new.to_detail()}


@operation("DeleteTagOption")
def delete_tag_option(request: OperationRequest) -> Result:
    """Remove a TagOption that is attached to nothing."""
    catalog = request.catalog
    option = _option(catalog, request.get("Id"))
    if option.resource_ids:
        raise ResourceInUseError(f"TagOption {option.id} is associated with {', '.join(option.resource_ids)}.")
    del catalog.tag_options[option.id]
    return {}


@operation("ListTagOptions")
def list_tag_options(request: OperationRequest) -> Result:
    """List TagOptions by key, value or activity, or all."""
    filters: dict[str, Any] = request.get("Filters") or {}
    shown = page(
        [
            option
            for option in request.catalog.tag_options.values()
            if all(option.to_detail()[name] == value for name, value in filters.items())
        ],
        cap=20,
        size=request.get("PageSize"),
        token=request.get("PageToken"),
        position=lambda option: [option.ordinal],
    )
    return {"TagOptionDetails": [option.to_detail() for option in shown.items], "PageToken": shown.token}


@operation("AssociateTagOptionWithResource")
def associate_tag_option(request: OperationRequest) -> Result:
    """Attach a TagOption to a portfolio or a product."""
    catalog, resource_id = request.catalog, request.get("ResourceId")
    option = _option(catalog, request.get("TagOptionId"))
    if resource_id not in catalog.portfolios and resource_id not in catalog.products:
        raise ResourceNotFoundError(f"Resource {resource_id} not found.")
    if resource_id in option.resource_ids:
        raise DuplicateResourceError(f"TagOption {option.id} is associated with {resource_id} already.")
    catalog.tag_options[option.id] = dataclasses.replace(option, resource_ids=(*option.resource_ids, resource_id))
    return {}


@operation("DisassociateTagOptionFromResource")
def disassociate_tag_option(request: OperationRequest) -> Result:
    """Take a TagOption away from a portfolio or a product."""
    catalog, resource_id = request.catalog, request.get("ResourceId")
    option = _option(catalog, request.get("TagOptionId"))
    if resource_id not in option.resource_ids:
        raise ResourceNotFoundError(f"TagOption {option.id} is not associated with {resource_id}.")
    left = tuple(known for known in option.resource_ids if known != resource_id)
    catalog.tag_options[option.id] = dataclasses.replace(option, resource_ids=left)
    return {}


@operation("ListResourcesForTagOption")
def list_resources(request: OperationRequest) -> Result:
    """List what a TagOption is attached to: portfolios, products, or both."""
    catalog, kind = request.catalog, request.get("ResourceType")
    option = _option(catalog, request.get("TagOptionId"))
    details = [_resource(catalog, resource_id) for resource_id in option.resource_ids]
    shown = page(
        [detail for wanted, detail in details if kind in (None, wanted)],
        cap=20,
        size=request.get("PageSize"),
        token=request.get("PageToken"),
        position=lambda detail: [detail["Id"]],
    )
    return {"ResourceDetails": shown.items, "PageToken": shown.token}


def tag_options_of(catalog: Catalog, resource_id: str) -> list[dict[str, Any]]:
    """Return the TagOptionDetails of a portfolio or a product, which their descriptions show."""
    return [option.to_detail() for option in catalog.tag_options.values() if resource_id in option.resource_ids]


def _resource(catalog: Catalog, resource_id: str) -> tuple[str, dict[str, Any]]:
    portfolio = catalog.portfolios.get(resource_id)
    if portfolio is not None:
        kind, arn, name = "Portfolio", portfolio.arn, portfolio.display_name
        described, created = portfolio.description, portfolio.created
    else:
        product = catalog.product(resource_id)
        kind, arn, name = "Product", product.arn, product.name
        described, created = product.description, product.created
    return kind, {"Id": resource_id, "ARN": arn, "Name": name, "Description": described, "CreatedTime": created}


def _option(catalog: Catalog, option_id: str) -> TagOption:
    try:
        return catalog.tag_options[option_id]
    except KeyError:
        raise ResourceNotFoundError(f"TagOption {option_id} not found.") from None


def _check_unique(catalog: Catalog, option: TagOption) -> None:
    for known in catalog.tag_options.values():
        if known.id != option.id and (known.key, known.value) == (option.key, option.value):
            raise DuplicateResourceError(f"TagOption {known.id} is {option.key}={option.value} already.")
