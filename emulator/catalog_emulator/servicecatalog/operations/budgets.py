"""Budgets of portfolios and products: their names only, as Service Catalog keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog_emulator.core.aws_error import DuplicateResourceError, ResourceNotFoundError
from catalog_emulator.core.paging import page
from catalog_emulator.servicecatalog.operation import OperationRequest, Result, operation

if TYPE_CHECKING:
    from catalog_emulator.servicecatalog.catalog import Catalog


def budgets_of(catalog: Catalog, resource_id: str) -> list[dict[str, str]]:
    """Return the BudgetDetails of a portfolio or a product."""
    return [{"BudgetName": name} for name, resource in catalog.budgets if resource == resource_id]


@operation("AssociateBudgetWithResource")
def associate_budget(request: OperationRequest) -> Result:
    """Attach a budget to a portfolio or a product."""
    catalog, name, resource_id = request.catalog, request.get("BudgetName"), _resource(request)
    if (name, resource_id) in catalog.budgets:
        raise DuplicateResourceError(f"Budget {name} is already associated with {resource_id}.")
    catalog.budgets.append((name, resource_id))
    return {}


@operation("DisassociateBudgetFromResource")
def disassociate_budget(request: OperationRequest) -> Result:
    """Detach a budget."""
    catalog, name, resource_id = request.catalog, request.get("BudgetName"), _resource(request)
    if (name, resource_id) not in catalog.budgets:
        raise ResourceNotFoundError(f"Budget {name} is not associated with {resource_id}.")
    catalog.budgets.remove((name, resource_id))
    return {}


@operation("ListBudgetsForResource")
def list_budgets(request: OperationRequest) -> Result:
    """List the budgets of a portfolio or a product."""
    shown = page(
        budgets_of(request.catalog, _resource(request)),
        cap=20,
        size=request.get("PageSize"),
        token=request.get("PageToken"),
        position=lambda budget: [budget["BudgetName"]],
    )
    return {"Budgets": shown.items, "NextPageToken": shown.token}


def _resource(request: OperationRequest) -> str:
    catalog, resource_id = request.catalog, str(request.get("ResourceId"))
    if resource_id not in catalog.portfolios and resource_id not in catalog.products:
        raise ResourceNotFoundError(f"Resource {resource_id} not found.")
    return resource_id
