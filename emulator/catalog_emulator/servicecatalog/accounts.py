"""Where the catalogs of an account are, in the world, and what is due in them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from catalog_emulator.cloudformation.accounts import stacks_of
from catalog_emulator.servicecatalog.catalog import Catalog

if TYPE_CHECKING:
    from catalog_emulator.cloudformation.stacks import Stacks
    from catalog_emulator.core.world import World

_STACK_ARN = re.compile(r"^arn:[\w-]+:cloudformation:(?P<region>[\w-]+):(?P<account>\d{12}):stack/")


def catalogs_of(world: World, account: str) -> list[Catalog]:
    """Return the catalogs of an account, of every Region in which it was used."""
    return world.everywhere(Catalog, account)


def catalog_of(world: World, account: str, region: str) -> Catalog:
    """Return the catalog of an account and Region."""
    return world.of(Catalog, account, region)


def home_of_stack(catalog: Catalog, physical_id: str | None) -> Stacks:
    """Return the stacks among which a stack is: those of the account and Region that its ARN names."""
    arn = _STACK_ARN.match(physical_id or "")
    account, region = (arn["account"], arn["region"]) if arn else (catalog.account, catalog.region)
    return stacks_of(catalog.world, account, region)


def catch_up(world: World, account: str) -> None:
    """Perform every step of the account's records that is due: the emulator has no threads and no timers.

    Called under the world's lock before every call and every look through the control endpoint, so that nobody
    ever sees a state that should have passed.
    """
    now = world.clock.now()
    for catalog in catalogs_of(world, account):
        catalog.timeline.perform_due(now)
