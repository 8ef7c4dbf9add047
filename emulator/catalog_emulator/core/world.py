"""What all parts of one emulator share: clock, ids, settings, journal, faults, lock.

moto makes backends by itself, from nothing but a region and an account, and keeps them in module globals. So one
world at a time is the current one of the process: `install` sets it, backends ask for it.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from catalog_emulator.core.clock import SystemClock
from catalog_emulator.core.faults import Faults
from catalog_emulator.core.ids import Ids
from catalog_emulator.core.journal import Journal
from catalog_emulator.core.settings import SettingsBook

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog_emulator.core.clock import Clock


@dataclass(kw_only=True)
class World:
    """One emulator's surroundings."""

    clock: Clock = field(default_factory=SystemClock)
    ids: Ids = field(default_factory=Ids)
    settings: SettingsBook = field(default_factory=SettingsBook)
    journal: Journal = field(default_factory=Journal)
    faults: Faults = field(default_factory=Faults)
    # moto is not thread-safe: every call is served under this lock.
    lock: threading.RLock = field(default_factory=threading.RLock)
    # Accounts, each with a Region, that share portfolios with others.
    sharing: set[tuple[str, str]] = field(default_factory=set)
    url: str = "http://127.0.0.1"
    # Makes again what the emulator was started with, after a reset.
    refill: Callable[[], None] = lambda: None

    def forget(self) -> None:
        """Go back to the settings of the start, without faults and without a journal. Time and ids go on."""
        self.settings.reset()
        self.faults.remove()
        self.journal.forget()
        self.sharing.clear()


_current: list[World] = []


def enter(world: World) -> None:
    """Make this the current world of the process."""
    _current[:] = [world]


def current() -> World:
    """Return the current world; a default one where nothing was installed."""
    if not _current:
        _current.append(World())
    return _current[0]
