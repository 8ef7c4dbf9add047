"""All that one emulator knows: what is in its accounts, and what they share: clock, ids, settings, journal, faults.

Worlds know nothing of each other; a process may have many, but for those that are served by moto
(`wire.moto_seam.current_world`).
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from catalog_emulator.core.clock import SystemClock
from catalog_emulator.core.faults import Faults
from catalog_emulator.core.ids import Ids, partition_of
from catalog_emulator.core.journal import Journal
from catalog_emulator.core.other_services import OtherServices
from catalog_emulator.core.settings import SettingsBook

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog_emulator.core.clock import Clock


class PerRegion(Protocol):
    """What a service keeps in one account and Region."""

    def __init__(self, *, account: str, region: str, partition: str, world: World) -> None: ...


S = TypeVar("S", bound=PerRegion)


@dataclass(kw_only=True)
class World:
    """One emulator. Everything in it is changed in place, under its lock."""

    clock: Clock = field(default_factory=SystemClock)
    ids: Ids = field(default_factory=Ids)
    settings: SettingsBook = field(default_factory=SettingsBook)
    journal: Journal = field(default_factory=Journal)
    faults: Faults = field(default_factory=Faults)
    services: OtherServices = field(default_factory=OtherServices)
    # Nothing here is thread-safe: every call is served under this lock.
    lock: threading.RLock = field(default_factory=threading.RLock)
    # Accounts, each with a Region, that share portfolios with others.
    sharing: set[tuple[str, str]] = field(default_factory=set)
    url: str = "http://127.0.0.1"
    # What services keep, by the class that keeps it and the account, in each Region.
    accounts: dict[tuple[type, str], dict[str, Any]] = field(default_factory=dict)
    # Makes again what the emulator was started with, after a reset.
    refill: Callable[[], None] = lambda: None

    def of(self, kind: type[S], account: str, region: str) -> S:
        """Return what a service keeps in an account and Region; it is made, empty, when it is first asked for."""
        regions = self.accounts.setdefault((kind, account), {})
        if region not in regions:
            regions[region] = kind(account=account, region=region, partition=partition_of(region), world=self)
        return cast("S", regions[region])

    def everywhere(self, kind: type[S], account: str) -> list[S]:
        """Return what a service keeps in the Regions in which an account was used."""
        return list(self.accounts.get((kind, account), {}).values())

    def forget(self) -> None:
        """Go back to the settings of the start, with nothing in any account. Time and ids go on."""
        self.settings.reset()
        self.faults.remove()
        self.journal.forget()
        self.forget_accounts()

    def forget_accounts(self) -> None:
        """Drop what is in the accounts, and nothing else."""
        self.sharing.clear()
        self.accounts.clear()
