"""Provisioned products, read only: describe, search, scan, outputs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from catalog_emulator.cloudformation import stack_sets
from catalog_emulator.cloudformation.accounts import stack_sets_of
from catalog_emulator.core.aws_error import InvalidParametersError, ResourceNotFoundError
from catalog_emulator.core.paging import page
from catalog_emulator.servicecatalog import offers, search_query
from catalog_emulator.servicecatalog.caller import is_visible
from catalog_emulator.servicecatalog.operation import OperationRequest, Result, operation

if TYPE_CHECKING:
    from catalog_emulator.core.model.provisioned_product import ProvisionedProduct
    from catalog_emulator.core.model.record import RecordOutput
    from catalog_emulator.servicecatalog.catalog import Catalog


@operation("DescribeProvisionedProduct")
def describe_provisioned_product(request: OperationRequest) -> Result:
    """Show a provisioned product, by id or by name."""
    provisioned = request.catalog.provisioned_product_by(request.get("Id"), request.get("Name"))
    return {"ProvisionedProductDetail": provisioned.to_detail(), "CloudWatchDashboards": []}


@operation("SearchProvisionedProducts")
def search_provisioned_products(request: OperationRequest) -> Result:
    """Show the provisioned products that satisfy a SearchQuery, 100 a page at most."""
    catalog = request.catalog
    sort_by = request.get("SortBy")
    if sort_by is not None and sort_by not in search_query.SORTABLE:
        valid = ", ".join(search_query.SORTABLE)
        raise InvalidParametersError(f"Invalid SortBy {sort_by}. Valid values: {valid}")
    queries = (request.get("Filters") or {}).get("SearchQuery") or []
    terms = [search_query.parse(query, catalog.settings.search_quoting) for query in queries]
    attributes = [
        (product, _attribute(catalog, product))
        for product in _visible(request, default_level="Account")
        if catalog.is_searchable(product.id)
    ]
    matching = [pair for pair in attributes if all(term.holds(pair[1]) for term in terms)]
    shown = page(
        matching,
        cap=100,
        size=request.get("PageSize"),
        token=request.get("PageToken"),
        position=lambda pair: search_query.sort_position(pair[0], sort_by),
        descending=request.get("SortOrder") == "DESCENDING",
    )
    return {
        "ProvisionedProducts": [attribute for _, attribute in shown.items],
        "TotalResultsCount": len(matching),
        "NextPageToken": shown.token,
    }


@operation("ScanProvisionedProducts")
def scan_provisioned_products(request: OperationRequest) -> Result:
    """List provisioned products, 20 a page at most; without a filter, the caller's own."""
    shown = page(
        _visible(request, default_level="User"),
        cap=20,
        size=request.get("PageSize"),
        token=request.get("PageToken"),
        position=lambda product: [product.ordinal],
    )
    return {"ProvisionedProducts": [p.to_detail() for p in shown.items], "NextPageToken": shown.token}


@operation("GetProvisionedProductOutputs")
def get_provisioned_product_outputs(request: OperationRequest) -> Result:
    """Show the outputs of the last successful record; the texts of the errors are as seen in the wild."""
    catalog = request.catalog
    provisioned = catalog.provisioned_product_by(
        request.get("ProvisionedProductId"), request.get("ProvisionedProductName")
    )
    outputs = _outputs(catalog, provisioned)
    wanted = request.get("OutputKeys")
    if wanted:
        missing = set(wanted) - {output.key for output in outputs}
        if missing:
            raise InvalidParametersError(f"Invalid OutputKeys: {', '.join(sorted(missing))}")
        outputs = tuple(output for output in outputs if output.key in wanted)
    shown = page(
        list(enumerate(outputs)),
        cap=20,
        size=request.get("PageSize"),
        token=request.get("PageToken"),
        position=lambda numbered: [numbered[0]],
    )
    return {"Outputs": [output.to_document() for _, output in shown.items], "NextPageToken": shown.token}


@operation("ListStackInstancesForProvisionedProduct")
def list_stack_instances(request: OperationRequest) -> Result:
    """List where the stack set of a provisioned product has instances."""
    catalog = request.catalog
    provisioned = catalog.provisioned_product(request.get("ProvisionedProductId"))
    if provisioned.type != "CFN_STACKSET":
        raise InvalidParametersError(f"Provisioned product {provisioned.id} is of type {provisioned.type}.")
    stack_set = stack_sets_of(catalog.world, catalog.account, catalog.region).find(provisioned.physical_id or "")
    shown = page(
        stack_set.instances if stack_set else (),
        cap=20,
        size=request.get("PageSize"),
        token=request.get("PageToken"),
        position=lambda instance: [instance.account_id, instance.region_name],
    )
    instances = [
        {
            "Account": instance.account_id,
            "Region": instance.region_name,
            "StackInstanceStatus": "CURRENT" if instance.stack.status in stack_sets.HEALTHY else "OUTDATED",
        }
        for instance in shown.items
    ]
    return {"StackInstances": instances, "NextPageToken": shown.token}


def _outputs(catalog: Catalog, product: ProvisionedProduct) -> tuple[RecordOutput, ...]:
    record = catalog.records.get(product.last_successful_record_id or "")
    if record is None or (record.kind == "import" and catalog.settings.import_outputs == "missing"):
        raise ResourceNotFoundError("Last Successful Provisioning Record doesn't exist.")
    return record.outputs


def _visible(request: OperationRequest, *, default_level: str) -> list[ProvisionedProduct]:
    level = request.get("AccessLevelFilter")
    if level and level.get("Value", "Self").lower() != "self":
        raise InvalidParametersError("The only supported AccessLevelFilter value is Self.")
    return [
        product
        for product in request.catalog.provisioned.values()
        if is_visible(level, default_level, request.caller, (product.user_arn, product.user_arn_session))
    ]


def _attribute(catalog: Catalog, product: ProvisionedProduct) -> dict[str, Any]:
    home = offers.home_of(catalog, product.product_id)
    source = home.products.get(product.product_id)
    artifact = home.artifacts.get(product.artifact_id)
    return product.to_attribute(source.name if source else None, artifact.name if artifact else None)
