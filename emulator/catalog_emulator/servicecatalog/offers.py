"""What a catalog offers beside its own: portfolios that other accounts share with it, and their products.

An account imports a portfolio by AcceptPortfolioShare; one that is shared with its organization is imported by itself
(PortfolioShareDetail). End users' operations ask here; administrators' operations see a catalog's own things alone,
unless the switch `imported_admin_views` says otherwise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog_emulator.core.model import share as shares
from catalog_emulator.servicecatalog.accounts import catalog_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from catalog_emulator.core.model.portfolio import Association, Portfolio, Principal
    from catalog_emulator.core.model.product import Product
    from catalog_emulator.core.model.share import Share
    from catalog_emulator.servicecatalog.catalog import Catalog


@dataclass(frozen=True)
class Offer:
    """A portfolio that a catalog may use. `home` is whose it is; `share` is None for an own portfolio."""

    home: Catalog
    portfolio: Portfolio
    share: Share | None = None

    @property
    def is_by_organization(self) -> bool:
        """Say whether it was shared with a node of the organization."""
        return self.share is not None and self.share.type != shares.ACCOUNT


def imported(catalog: Catalog) -> list[Offer]:
    """Return the portfolios of other accounts that are imported here."""
    return [
        offer
        for offer in shared_with(catalog)
        if (offer.home.account, offer.portfolio.id) in catalog.accepted
        or (offer.is_by_organization and (offer.home.account, offer.portfolio.id) not in catalog.rejected)
    ]


def shared_with(catalog: Catalog) -> Iterator[Offer]:
    """Return the portfolios of other accounts that are shared with this one, imported or not."""
    for account, region in sorted(catalog.world.sharing):
        if region != catalog.region or account == catalog.account:
            continue
        home = catalog_of(catalog.world, account, region)
        for share in home.shares.values():
            if _covers(share, catalog.account, home):
                yield Offer(home, home.portfolios[share.portfolio_id], share)


def is_accepted(share: Share, home: Catalog) -> bool:
    """Say whether a share was accepted; those with the organization always are."""
    if share.type != shares.ACCOUNT:
        return True
    return (home.account, share.portfolio_id) in catalog_of(home.world, share.principal_id, home.region).accepted


def usable(catalog: Catalog) -> list[Offer]:
    """Return the catalog's own portfolios, and those that it has imported."""
    return [*(Offer(catalog, portfolio) for portfolio in catalog.portfolios.values()), *imported(catalog)]


def portfolio(catalog: Catalog, portfolio_id: str) -> Portfolio:
    """Return a portfolio, own or imported, or raise ResourceNotFoundException."""
    named = next((o.portfolio for o in imported(catalog) if o.portfolio.id == portfolio_id), None)
    return named or catalog.portfolio(portfolio_id)


def home_of(catalog: Catalog, product_id: str | None, name: str | None = None) -> Catalog:
    """Return the catalog that has a product which can be used here; the given one where there is none."""
    if product_id in catalog.products or any(p.name == name for p in catalog.products.values()):
        return catalog
    for offer in imported(catalog):
        inside = {a.product_id for a in offer.home.associations_of(offer.portfolio.id)}
        if any(p.id in inside and (p.id == product_id or p.name == name) for p in offer.home.products.values()):
            return offer.home
    return catalog


def administrators_home(catalog: Catalog, product_id: str | None, name: str | None = None) -> Catalog:
    """Return the catalog in which an administrator's view looks for a product."""
    return catalog if catalog.settings.imported_admin_views == "not-found" else home_of(catalog, product_id, name)


def products(catalog: Catalog) -> list[Product]:
    """Return every product that can be used here, own ones first."""
    usable_products = dict(catalog.products)
    for offer in imported(catalog):
        for association in offer.home.associations_of(offer.portfolio.id):
            usable_products[association.product_id] = offer.home.products[association.product_id]
    return list(usable_products.values())


def associations(catalog: Catalog, product_id: str) -> Iterator[tuple[Offer, Association]]:
    """Return where a product can be found: in own portfolios, and in imported ones."""
    for association in catalog.associations.values():
        if association.product_id == product_id:
            yield Offer(catalog, catalog.portfolios[association.portfolio_id]), association
    for offer in imported(catalog):
        for association in offer.home.associations_of(offer.portfolio.id):
            if association.product_id == product_id:
                yield offer, association


def principals(catalog: Catalog, offer: Offer) -> list[Principal]:
    """Return whom a portfolio lets in here: this account's principals, and those that are shared by pattern."""
    own = [p for p in catalog.principals if p.portfolio_id == offer.portfolio.id]
    if offer.share is None or not offer.share.principals:
        return own
    shared = [p for p in offer.home.principals if p.portfolio_id == offer.portfolio.id and p.type == "IAM_PATTERN"]
    return [*own, *shared]


def _covers(share: Share, account: str, home: Catalog) -> bool:
    if share.type == shares.ACCOUNT:
        return share.principal_id == account
    organization = home.world.services.organization_of(home.account)
    return organization is not None and organization.is_below(account, share.principal_id)
