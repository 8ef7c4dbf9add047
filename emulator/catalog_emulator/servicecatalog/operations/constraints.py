"""Constraints: made, shown, changed, removed. What they do to a launch or an update is in `terms`."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from catalog_emulator.core.aws_error import DuplicateResourceError, InvalidParametersError, ResourceNotFoundError
from catalog_emulator.core.model.constraint import Constraint
from catalog_emulator.core.paging import page
from catalog_emulator.servicecatalog import constraint_parameters
from catalog_emulator.servicecatalog.constraint_parameters import TYPES
from catalog_emulator.servicecatalog.operation import OperationRequest, Result, operation

if TYPE_CHECKING:
    from catalog_emulator.servicecatalog.catalog import Catalog

_SINGLE = ("LAUNCH", "STACKSET", "RESOURCE_UPDATE")  # CreateConstraint: one of these per product and portfolio
_EXCLUDES = {"LAUNCH": ("STACKSET",), "STACKSET": ("LAUNCH",)}


@operation("CreateConstraint")
def create_constraint(request: OperationRequest) -> Result:
    """Add a constraint to a product in a portfolio."""
    catalog = request.catalog
    product = catalog.product(request.get("ProductId"))
    portfolio = catalog.portfolio(request.get("PortfolioId"))
    kind = request.get("Type")
    if kind not in TYPES:
        raise InvalidParametersError(f"Invalid constraint type {kind}. Valid types: {', '.join(TYPES)}")
    constraint_parameters.read(kind, request.get("Parameters"))
    _check_association(catalog, product.id, portfolio.id)
    _check_siblings(catalog, product.id, portfolio.id, kind)
    constraint = Constraint(
        id=catalog.new_id("cons"),
        ordinal=catalog.next_ordinal(),
        type=kind,
        description=request.get("Description"),
        owner=catalog.account,
        portfolio_id=portfolio.id,
        product_id=product.id,
        parameters=request.get("Parameters"),
    )
    catalog.constraints[constraint.id] = constraint
    return _shown(constraint)


@operation("DescribeConstraint")
def describe_constraint(request: OperationRequest) -> Result:
    """Show a constraint."""
    return _shown(_constraint(request.catalog, request.get("Id")))


@operation("ListConstraintsForPortfolio")
def list_constraints(request: OperationRequest) -> Result:
    """List a portfolio's constraints, of one product or of all."""
    catalog = request.catalog
    portfolio = catalog.portfolio(request.get("PortfolioId"))
    product_id = request.get("ProductId")
    shown = page(
        [
            c
            for c in catalog.constraints.values()
            if c.portfolio_id == portfolio.id and product_id in (None, c.product_id)
        ],
        cap=20,
        size=request.get("PageSize"),
        token=request.get("PageToken"),
        position=lambda constraint: [constraint.ordinal],
    )
    return {"ConstraintDetails": [c.to_detail() for c in shown.items], "NextPageToken": shown.token}


@operation("UpdateConstraint")
def update_constraint(request: OperationRequest) -> Result:
    """Change a constraint's description or parameters."""
    catalog = request.catalog
    old = _constraint(catalog, request.get("Id"))
    if request.get("Parameters") is not None:
        constraint_parameters.read(old.type, request.get("Parameters"))
    new = dataclasses.replace(
        old,
        description=request.parameters.get("Description", old.description),
        parameters=request.parameters.get("Parameters", old.parameters),
    )
    catalog.constraints[new.id] = new
    return _shown(new)


@operation("DeleteConstraint")
def delete_constraint(request: OperationRequest) -> Result:
    """Remove a constraint."""
    constraint = _constraint(request.catalog, request.get("Id"))
    del request.catalog.constraints[constraint.id]
    return {}


def _constraint(catalog: Catalog, constraint_id: str) -> Constraint:
    try:
        return catalog.constraints[constraint_id]
    except KeyError:
        raise ResourceNotFoundError(f"Constraint {constraint_id} not found.") from None


def _check_siblings(catalog: Catalog, product_id: str, portfolio_id: str, kind: str) -> None:
    """Refuse a second of a type that may be there once, and LAUNCH beside STACKSET."""
    siblings = {
        c.type: c for c in catalog.constraints.values() if (c.product_id, c.portfolio_id) == (product_id, portfolio_id)
    }
    if kind in siblings and kind in _SINGLE:
        raise DuplicateResourceError(f"There is already a {kind} constraint: {siblings[kind].id}")
    for excluded in _EXCLUDES.get(kind, ()):
        if excluded in siblings:
            raise InvalidParametersError(
                f"You cannot have both a LAUNCH and a STACKSET constraint; there is {siblings[excluded].id}."
            )


def _check_association(catalog: Catalog, product_id: str, portfolio_id: str) -> None:
    pairs = {(a.product_id, a.portfolio_id) for a in catalog.associations.values()}
    if (product_id, portfolio_id) not in pairs:
        raise ResourceNotFoundError(f"Product {product_id} is not in portfolio {portfolio_id}.")


def _shown(constraint: Constraint) -> Result:
    return {
        "ConstraintDetail": constraint.to_detail(),
        "ConstraintParameters": constraint.parameters,
        "Status": "AVAILABLE",
    }
