"""Bring everything that depends on time up to date: the emulator has no threads and no timers.

Called under the world's lock before every call and every look through the control endpoint, so that nobody ever
sees a state that should have passed.
"""

from __future__ import annotations

from catalog_emulator import world
from catalog_emulator.install import catalogs_of


def settle(account: str) -> None:
    """Perform every step of the account's records that is due."""
    now = world.current().clock.now()
    for catalog in catalogs_of(account):
        catalog.timeline.settle(now)
