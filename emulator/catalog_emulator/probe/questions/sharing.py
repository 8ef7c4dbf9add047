"""What an account sees of a portfolio that another shares with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from catalog_emulator.probe import catalog, removal
from catalog_emulator.probe.answer import Answer, UnansweredError, answer
from catalog_emulator.probe.question import question

if TYPE_CHECKING:
    from catalog_emulator.probe.account import Account
    from catalog_emulator.probe.catalog import Version


def _imported(account: Account) -> Version:
    """Return a version in a portfolio that another account shares, and that the caller has a launch path to."""
    owner = account.sharer()
    _, version = catalog.catalog(owner)
    portfolio_id = version.portfolio_id
    owner.catalog.create_portfolio_share(PortfolioId=portfolio_id, AccountId=account.identity()["Account"])
    account.catalog.accept_portfolio_share(PortfolioId=portfolio_id)
    account.memory.remember(f"principals of {portfolio_id}", partial(removal.principals, account, portfolio_id))
    catalog.let_in(account, portfolio_id, catalog.caller_pattern(account))
    catalog.await_path(account, version)
    return version


@question
def imported_admin_views(account: Account) -> Answer:
    """What do administrators' calls say of a product of an imported portfolio?"""
    version = _imported(account)
    requests = {
        "describe_product_as_admin": {"Id": version.product_id},
        "list_provisioning_artifacts": {"ProductId": version.product_id},
        "describe_provisioning_artifact": {
            "ProductId": version.product_id,
            "ProvisioningArtifactId": version.artifact_id,
        },
    }
    replies = [account.ask("servicecatalog", name, **arguments) for name, arguments in requests.items()]
    for reply in replies:
        account.observe("imported_admin_views", reply)
    first, seen = replies[0], "; ".join(f"{reply.operation} {reply.code or 'accepted'}" for reply in replies)
    if first.accepted:
        return answer("answer", first, seen)
    if not removal.is_gone(first.code, first.text):
        raise UnansweredError(str(first))
    return answer("not-found", first, seen)
