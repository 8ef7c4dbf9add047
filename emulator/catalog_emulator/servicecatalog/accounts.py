"""Where the catalogs of an account are: moto keeps a backend for each account and region."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from moto.backends import get_backend

from catalog_emulator.cloudformation.accounts import stacks_of
from catalog_emulator.core import world

if TYPE_CHECKING:
    from catalog_emulator.cloudformation.stacks import Stacks
    from catalog_emulator.servicecatalog.catalog import Catalog

_STACK_ARN = re.compile(r"^arn:[\w-]+:cloudformation:(?P<region>[\w-]+):(?P<account>\d{12}):stack/")


def catalogs_of(account: str) -> list[Catalog]:
    """Return the catalogs of an account, of every region in which it was used."""
    return [backend.catalog for backend in list(_backends()[account].values())]


def catalog_of(account: str, region: str) -> Catalog:
    """Return the catalog of an account and region."""
    catalog: Catalog = _backends()[account][region].catalog
    return catalog


def home_of_stack(catalog: Catalog, physical_id: str | None) -> Stacks:
    """Return the stacks among which a stack is: those of the account and Region that its ARN names."""
    arn = _STACK_ARN.match(physical_id or "")
    return stacks_of(arn["account"], arn["region"]) if arn else stacks_of(catalog.account, catalog.region)


def catch_up(account: str) -> None:
    """Perform every step of the account's records that is due: the emulator has no threads and no timers.

    Called under the world's lock before every call and every look through the control endpoint, so that nobody
    ever sees a state that should have passed.
    """
    now = world.current().clock.now()
    for catalog in catalogs_of(account):
        catalog.timeline.perform_due(now)


def _backends() -> Any:
    return get_backend("servicecatalog")
