"""What belongs to a portfolio: products and principals."""

from __future__ import annotations

import re

from catalog_emulator.core.aws_error import InvalidParametersError, ResourceInUseError, ResourceNotFoundError
from catalog_emulator.core.model.portfolio import Association, Principal
from catalog_emulator.core.paging import page
from catalog_emulator.servicecatalog import offers
from catalog_emulator.servicecatalog.launch_paths import launch_paths
from catalog_emulator.servicecatalog.operation import OperationRequest, Result, operation

_FULL_ARN = re.compile(r"arn:.+")
_PATTERN = re.compile(r"arn:[^:]+:[^:]+:::.+")  # without an account


@operation("AssociateProductWithPortfolio")
def associate_product(request: OperationRequest) -> Result:
    """Put a product into a portfolio; doing it twice changes nothing."""
    catalog = request.catalog
    product = offers.home_of(catalog, request.get("ProductId")).product(request.get("ProductId"))
    portfolio = catalog.portfolio(request.get("PortfolioId"))
    for known in catalog.associations.values():
        if (known.product_id, known.portfolio_id) == (product.id, portfolio.id):
            return {}
    association = Association(
        path_id=catalog.new_id("lpv2"),
        ordinal=catalog.next_ordinal(),
        portfolio_id=portfolio.id,
        product_id=product.id,
    )
    catalog.associations[association.path_id] = association
    return {}


@operation("DisassociateProductFromPortfolio")
def disassociate_product(request: OperationRequest) -> Result:
    """Take a product out of a portfolio, unless constraints still bind it there."""
    catalog = request.catalog
    product = offers.home_of(catalog, request.get("ProductId")).product(request.get("ProductId"))
    portfolio = catalog.portfolio(request.get("PortfolioId"))
    if any(c.product_id == product.id and c.portfolio_id == portfolio.id for c in catalog.constraints.values()):
        raise ResourceInUseError(f"Product {product.id} has constraints in portfolio {portfolio.id}.")
    for association in list(catalog.associations.values()):
        if (association.product_id, association.portfolio_id) == (product.id, portfolio.id):
            del catalog.associations[association.path_id]
            return {}
    raise ResourceNotFoundError(f"Product {product.id} is not associated with portfolio {portfolio.id}.")


@operation("ListPortfoliosForProduct")
def list_portfolios_for_product(request: OperationRequest) -> Result:
    """List the portfolios that a product is in."""
    catalog = request.catalog
    product = offers.home_of(catalog, request.get("ProductId")).product(request.get("ProductId"))
    shown = page(
        [a for a in catalog.associations.values() if a.product_id == product.id],
        cap=100,
        size=request.get("PageSize") or 20,
        token=request.get("PageToken"),
        position=lambda association: [association.ordinal],
    )
    details = [catalog.portfolios[a.portfolio_id].to_detail() for a in shown.items]
    return {"PortfolioDetails": details, "NextPageToken": shown.token}


@operation("AssociatePrincipalWithPortfolio")
def associate_principal(request: OperationRequest) -> Result:
    """Let a principal in; doing it twice changes nothing."""
    catalog = request.catalog
    portfolio = offers.portfolio(catalog, request.get("PortfolioId"))
    arn, kind = request.get("PrincipalARN"), request.get("PrincipalType")
    if not (_PATTERN if kind == "IAM_PATTERN" else _FULL_ARN).fullmatch(arn):
        raise InvalidParametersError(f"Invalid principal ARN: {arn}")
    if not any((p.portfolio_id, p.arn, p.type) == (portfolio.id, arn, kind) for p in catalog.principals):
        catalog.principals.append(
            Principal(ordinal=catalog.next_ordinal(), portfolio_id=portfolio.id, arn=arn, type=kind)
        )
    return {}


@operation("DisassociatePrincipalFromPortfolio")
def disassociate_principal(request: OperationRequest) -> Result:
    """Shut a principal out."""
    catalog = request.catalog
    portfolio = offers.portfolio(catalog, request.get("PortfolioId"))
    arn, kind = request.get("PrincipalARN"), request.get("PrincipalType") or "IAM"
    for principal in catalog.principals:
        if (principal.portfolio_id, principal.arn, principal.type) == (portfolio.id, arn, kind):
            catalog.principals.remove(principal)
            return {}
    raise ResourceNotFoundError(f"Principal {arn} is not associated with portfolio {portfolio.id}.")


@operation("ListPrincipalsForPortfolio")
def list_principals(request: OperationRequest) -> Result:
    """List who a portfolio lets in."""
    catalog = request.catalog
    portfolio = offers.portfolio(catalog, request.get("PortfolioId"))
    shown = page(
        [p for p in catalog.principals if p.portfolio_id == portfolio.id],
        cap=20,
        size=request.get("PageSize"),
        token=request.get("PageToken"),
        position=lambda principal: [principal.ordinal],
    )
    return {"Principals": [p.to_document() for p in shown.items], "NextPageToken": shown.token}


@operation("ListLaunchPaths")
def list_launch_paths(request: OperationRequest) -> Result:
    """List the caller's ways to a product; none at all is ResourceNotFoundException."""
    catalog = request.catalog
    product_id = request.get("ProductId")
    paths = launch_paths(catalog, product_id, request.caller)
    if not paths:
        raise ResourceNotFoundError(f"No launch paths found for resource: {product_id}")
    shown = page(
        paths,
        cap=20,
        size=request.get("PageSize"),
        token=request.get("PageToken"),
        position=lambda path: [path.ordinal],
    )
    return {"LaunchPathSummaries": [p.to_summary() for p in shown.items], "NextPageToken": shown.token}
