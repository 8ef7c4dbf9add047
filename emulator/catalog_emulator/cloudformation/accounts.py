"""Where the stacks and stack sets of an account and Region are: in the world."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog_emulator.cloudformation.stack_set import StackSets
from catalog_emulator.cloudformation.stacks import Stacks

if TYPE_CHECKING:
    from catalog_emulator.core.world import World


def stacks_of(world: World, account: str, region: str) -> Stacks:
    """Return the stacks of an account and Region."""
    return world.of(Stacks, account, region)


def stack_sets_of(world: World, account: str, region: str) -> StackSets:
    """Return the stack sets of an account and Region."""
    others: StackSets | None = world.services.stack_sets(account, region)
    return others or world.of(StackSets, account, region)
