"""Portfolios: create, describe, list, update, delete."""

from __future__ import annotations

import dataclasses

from catalog_emulator.core import ids
from catalog_emulator.core.aws_error import ResourceInUseError
from catalog_emulator.core.model.portfolio import Portfolio
from catalog_emulator.core.model.tag import merge_tags, read_tags, show_tags
from catalog_emulator.core.paging import page
from catalog_emulator.servicecatalog import offers
from catalog_emulator.servicecatalog.operation import OperationRequest, Result, operation
from catalog_emulator.servicecatalog.operations.budgets import budgets_of
from catalog_emulator.servicecatalog.operations.tag_options import tag_options_of


@operation("CreatePortfolio")
def create_portfolio(request: OperationRequest) -> Result:
    """Make a portfolio."""
    catalog = request.catalog
    portfolio_id = catalog.new_id("port")
    portfolio = Portfolio(
        id=portfolio_id,
        arn=ids.catalog_arn(catalog.partition, catalog.region, catalog.account, f"portfolio/{portfolio_id}"),
        ordinal=catalog.next_ordinal(),
        display_name=request.get("DisplayName"),
        provider_name=request.get("ProviderName"),
        description=request.get("Description"),
        created=catalog.now(),
        tags=read_tags(request.get("Tags")),
    )
    catalog.portfolios[portfolio_id] = portfolio
    return {"PortfolioDetail": portfolio.to_detail(), "Tags": show_tags(portfolio.tags)}


@operation("DescribePortfolio")
def describe_portfolio(request: OperationRequest) -> Result:
    """Show a portfolio."""
    portfolio = offers.portfolio(request.catalog, request.get("Id"))
    return {
        "PortfolioDetail": portfolio.to_detail(),
        "Tags": show_tags(portfolio.tags),
        "TagOptions": tag_options_of(request.catalog, portfolio.id),
        "Budgets": budgets_of(request.catalog, portfolio.id),
    }


@operation("ListPortfolios")
def list_portfolios(request: OperationRequest) -> Result:
    """List all portfolios, 20 a page unless more, up to 100, are requested."""
    shown = page(
        request.catalog.portfolios.values(),
        cap=100,
        size=request.get("PageSize") or 20,
        token=request.get("PageToken"),
        position=lambda portfolio: [portfolio.ordinal],
    )
    return {"PortfolioDetails": [p.to_detail() for p in shown.items], "NextPageToken": shown.token}


@operation("UpdatePortfolio")
def update_portfolio(request: OperationRequest) -> Result:
    """Change what the request names, leave the rest."""
    catalog = request.catalog
    old = catalog.portfolio(request.get("Id"))
    new = dataclasses.replace(
        old,
        display_name=request.parameters.get("DisplayName", old.display_name),
        description=request.parameters.get("Description", old.description),
        provider_name=request.parameters.get("ProviderName", old.provider_name),
        tags=merge_tags(old.tags, read_tags(request.get("AddTags")), request.get("RemoveTags") or ()),
    )
    catalog.portfolios[new.id] = new
    return {"PortfolioDetail": new.to_detail(), "Tags": show_tags(new.tags)}


@operation("DeletePortfolio")
def delete_portfolio(request: OperationRequest) -> Result:
    """Delete a portfolio that has no products, principals, constraints or shares (DeletePortfolio says so)."""
    catalog = request.catalog
    portfolio = catalog.portfolio(request.get("Id"))
    attached = {
        *(a.portfolio_id for a in catalog.associations.values()),
        *(p.portfolio_id for p in catalog.principals),
        *(c.portfolio_id for c in catalog.constraints.values()),
        *(share.portfolio_id for share in catalog.shares.values()),
    }
    if portfolio.id in attached:
        raise ResourceInUseError(
            f"Portfolio {portfolio.id} has associated products, users, constraints or shares. Remove them first."
        )
    del catalog.portfolios[portfolio.id]
    return {}
