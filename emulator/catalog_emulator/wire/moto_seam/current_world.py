"""The world that moto serves from.

moto makes backends by itself, from nothing but a Region and an account, and keeps them in module globals. So one
world at a time is the current one of the process: `install` sets it, backends ask for it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from catalog_emulator.core.world import World

_current: list[World] = []


def enter(world: World) -> None:
    """Make this the current world of the process."""
    _current[:] = [world]


def current() -> World:
    """Return the current world; `install` must have run before."""
    return _current[0]
