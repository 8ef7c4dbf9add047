"""What a run that was killed has left: everything that is named with the prefix."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from catalog_emulator.probe import removal
from catalog_emulator.probe.account import Made

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from catalog_emulator.probe.account import Account


def leftovers(account: Account) -> list[Made]:
    """Return what there is with the account's prefix, in the order in which it can be removed."""
    accounts = [account] if account.second_region is None else [account, account.elsewhere()]
    made = [made for account in accounts for made in _of_region(account)]
    roles = _pages(account, "iam", "list_roles", "Roles")
    names = [role["RoleName"] for role in roles]
    return made + [
        Made(f"role {name}", partial(removal.role, account, name)) for name in names if _is_ours(account, name)
    ]


def _of_region(account: Account) -> Iterator[Made]:
    everybody = {"AccessLevelFilter": {"Key": "Account", "Value": "self"}}
    provisioned = _pages(account, "servicecatalog", "scan_provisioned_products", "ProvisionedProducts", **everybody)
    portfolios = _pages(account, "servicecatalog", "list_portfolios", "PortfolioDetails")
    views = _pages(account, "servicecatalog", "search_products_as_admin", "ProductViewDetails")
    stacks = _pages(account, "cloudformation", "describe_stacks", "Stacks")
    kinds: list[tuple[str, list[tuple[str, str]], Callable[[Account, str], None]]] = [
        ("provisioned product", [(p["Name"], p["Id"]) for p in provisioned], removal.provisioned_product),
        ("portfolio", [(p["DisplayName"], p["Id"]) for p in portfolios], removal.portfolio),
        ("product", [_name_and_id(view["ProductViewSummary"]) for view in views], removal.product),
        ("stack", [(s["StackName"], s["StackId"]) for s in stacks], removal.stack),
    ]
    for kind, resources, remove in kinds:
        for name, identifier in resources:
            if _is_ours(account, name):
                yield Made(f"{account.region} {kind} {name}", partial(remove, account, identifier))


def _name_and_id(summary: dict[str, str]) -> tuple[str, str]:
    return summary["Name"], summary["ProductId"]


def _is_ours(account: Account, name: str) -> bool:
    return name.startswith(f"{account.prefix}-")


def _pages(account: Account, service: str, operation: str, member: str, **arguments: Any) -> list[dict[str, Any]]:
    pages = account.client(service).get_paginator(operation).paginate(**arguments)
    return [item for page in pages for item in page[member]]
