"""Portfolio shares: given, described and taken back by who shares; accepted, listed and rejected by who imports."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from catalog_emulator.core.aws_error import AwsError, InvalidParametersError, ResourceNotFoundError
from catalog_emulator.core.model import share as shares
from catalog_emulator.core.model.share import Share
from catalog_emulator.core.paging import page
from catalog_emulator.servicecatalog import offers
from catalog_emulator.servicecatalog.operation import OperationRequest, Result, operation

if TYPE_CHECKING:
    from catalog_emulator.core.other_services import Organization
    from catalog_emulator.servicecatalog.catalog import Catalog


@operation("CreatePortfolioShare")
def create_share(request: OperationRequest) -> Result:
    """Share a portfolio; one that is shared already stays as it is."""
    catalog = request.catalog
    wanted = _requested(request)
    if any(a.product_id not in catalog.products for a in catalog.associations_of(wanted.portfolio_id)):
        raise _not_supported("You can't share a portfolio that contains a shared product.")
    known = catalog.shares.setdefault(wanted.key, wanted)
    catalog.world.sharing.add((catalog.account, catalog.region))
    return _token(catalog, known)


@operation("UpdatePortfolioShare")
def update_share(request: OperationRequest) -> Result:
    """Share TagOptions or principals with a portfolio, or no longer."""
    catalog = request.catalog
    known = _existing(request)
    new = dataclasses.replace(
        known,
        tag_options=request.parameters.get("ShareTagOptions", known.tag_options),
        principals=request.parameters.get("SharePrincipals", known.principals),
    )
    catalog.shares[new.key] = new
    return _token(catalog, new) | {"Status": "COMPLETED"}


@operation("DeletePortfolioShare")
def delete_share(request: OperationRequest) -> Result:
    """Stop sharing a portfolio: who had imported it has it no more."""
    known = _existing(request)
    answer = _token(request.catalog, known)
    del request.catalog.shares[known.key]
    return answer


@operation("DescribePortfolioShares")
def describe_shares(request: OperationRequest) -> Result:
    """Describe the shares of a portfolio that are of a type."""
    catalog = request.catalog
    shown = page(
        [s for s in _shares_of(request) if s.type == request.get("Type")],
        cap=100,
        size=request.get("PageSize") or 20,
        token=request.get("PageToken"),
        position=lambda share: [share.ordinal],
    )
    details = [share.to_detail(accepted=offers.is_accepted(share, catalog)) for share in shown.items]
    return {"PortfolioShareDetails": details, "NextPageToken": shown.token}


@operation("DescribePortfolioShareStatus")
def describe_share_status(request: OperationRequest) -> Result:
    """Say that a share with a node of the organization is complete: here it takes no time."""
    token = request.get("PortfolioShareToken")
    if token not in request.catalog.share_tokens:
        raise ResourceNotFoundError(f"Portfolio share token {token} not found.")
    portfolio_id, node, reached = request.catalog.share_tokens[token]
    return {
        "PortfolioShareToken": token,
        "PortfolioId": portfolio_id,
        "OrganizationNodeValue": node,
        "Status": "COMPLETED",
        "ShareDetails": {"SuccessfulShares": list(reached), "ShareErrors": []},
    }


@operation("ListPortfolioAccess")
def list_access(request: OperationRequest) -> Result:
    """List the accounts with which a portfolio is shared, or those below a node with which it is."""
    parent = request.get("OrganizationParentId")
    if parent is None:
        accounts = [s.principal_id for s in _shares_of(request) if s.type == shares.ACCOUNT]
    else:
        organization = _organization(request.catalog)
        nodes = [s.principal_id for s in _shares_of(request) if s.type != shares.ACCOUNT]
        accounts = [a for a in organization.members(parent) if any(organization.is_below(a, n) for n in nodes)]
    shown = page(
        sorted(set(accounts) - {request.catalog.account}),
        cap=100,
        size=request.get("PageSize") or 20,
        token=request.get("PageToken"),
        position=lambda account: [account],
    )
    return {"AccountIds": shown.items, "NextPageToken": shown.token}


@operation("ListOrganizationPortfolioAccess")
def list_organization_access(request: OperationRequest) -> Result:
    """List the nodes of the organization with which a portfolio is shared."""
    _organization(request.catalog)
    kind = request.get("OrganizationNodeType")
    shown = page(
        [s for s in _shares_of(request) if s.type == shares.OF_NODE[kind]],
        cap=100,
        size=request.get("PageSize") or 20,
        token=request.get("PageToken"),
        position=lambda share: [share.ordinal],
    )
    nodes = [{"Type": kind, "Value": share.principal_id} for share in shown.items]
    return {"OrganizationNodes": nodes, "NextPageToken": shown.token}


@operation("AcceptPortfolioShare")
def accept_share(request: OperationRequest) -> Result:
    """Import a portfolio that is shared with this account."""
    offer = _offer(request)
    key = (offer.home.account, offer.portfolio.id)
    request.catalog.accepted.add(key)
    request.catalog.rejected.discard(key)
    return {}


@operation("RejectPortfolioShare")
def reject_share(request: OperationRequest) -> Result:
    """Do not import a portfolio, or no longer."""
    offer = _offer(request)
    key = (offer.home.account, offer.portfolio.id)
    request.catalog.accepted.discard(key)
    request.catalog.rejected.add(key)
    return {}


@operation("ListAcceptedPortfolioShares")
def list_accepted_shares(request: OperationRequest) -> Result:
    """List imported portfolios: those shared from account to account unless the organization's are requested."""
    kind = request.get("PortfolioShareType") or "IMPORTED"
    shown = page(
        {
            offer.portfolio.id: offer.portfolio
            for offer in offers.imported(request.catalog)
            if kind == ("AWS_ORGANIZATIONS" if offer.is_by_organization else "IMPORTED")
        }.values(),
        cap=100,
        size=request.get("PageSize") or 20,
        token=request.get("PageToken"),
        position=lambda portfolio: [portfolio.id],
    )
    return {"PortfolioDetails": [p.to_detail() for p in shown.items], "NextPageToken": shown.token}


def _offer(request: OperationRequest) -> offers.Offer:
    kind, portfolio_id = request.get("PortfolioShareType") or "IMPORTED", request.get("PortfolioId")
    for offer in offers.shared_with(request.catalog):
        fits = kind == ("AWS_ORGANIZATIONS" if offer.is_by_organization else "IMPORTED")
        if fits and offer.portfolio.id == portfolio_id:
            return offer
    raise ResourceNotFoundError(f"Portfolio {portfolio_id} not found.")


def _requested(request: OperationRequest) -> Share:
    """Return the share that a request names, whether there is one or not."""
    catalog, node = request.catalog, request.get("OrganizationNode")
    account = request.get("AccountId")
    portfolio = catalog.portfolio(request.get("PortfolioId"))
    if (account is None) == (node is None):
        raise InvalidParametersError("Specify either AccountId or OrganizationNode, but not both.")
    if node is None:
        if account == catalog.account:
            raise InvalidParametersError("You can't share a portfolio with its own account.")
        kind, principal = shares.ACCOUNT, str(account)
    else:
        kind, principal = shares.OF_NODE[node["Type"]], str(node["Value"])
        organization = _organization(catalog)
        if not organization.access_is_enabled:
            raise _not_supported("AWSOrganizationsAccess must be enabled to share with an organization node.")
        if not organization.has(principal):
            raise InvalidParametersError(f"Organization node {principal} does not exist.")
    return Share(
        ordinal=catalog.next_ordinal(),
        portfolio_id=portfolio.id,
        type=kind,
        principal_id=principal,
        tag_options=bool(request.get("ShareTagOptions")),
        principals=bool(request.get("SharePrincipals")),
    )


def _existing(request: OperationRequest) -> Share:
    wanted = _requested(request)
    if wanted.key not in request.catalog.shares:
        raise ResourceNotFoundError(f"Portfolio {wanted.portfolio_id} is not shared with {wanted.principal_id}.")
    return request.catalog.shares[wanted.key]


def _shares_of(request: OperationRequest) -> list[Share]:
    portfolio = request.catalog.portfolio(request.get("PortfolioId"))
    return [share for share in request.catalog.shares.values() if share.portfolio_id == portfolio.id]


def _token(catalog: Catalog, share: Share) -> Result:
    """Return the token of a change of a share; shares with single accounts have none."""
    if share.type == shares.ACCOUNT:
        return {}
    token = catalog.new_id("share")
    reached = tuple(a for a in _organization(catalog).members(share.principal_id) if a != catalog.account)
    catalog.share_tokens[token] = (share.portfolio_id, share.principal_id, reached)
    return {"PortfolioShareToken": token}


def _organization(catalog: Catalog) -> Organization:
    organization = catalog.world.services.organization_of(catalog.account)
    if organization is None or not organization.may_share:
        raise _not_supported("Only the management account of an organization or a delegated administrator can do this.")
    return organization


def _not_supported(message: str) -> AwsError:
    return AwsError(message, code="OperationNotSupportedException")
