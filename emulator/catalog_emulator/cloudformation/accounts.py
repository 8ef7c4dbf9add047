"""Where the stacks of an account and region are: moto keeps a backend for each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto.backends import get_backend

if TYPE_CHECKING:
    from catalog_emulator.cloudformation.stacks import Stacks


def stacks_of(account: str, region: str) -> Stacks:
    """Return the stacks of an account and region."""
    stacks: Stacks = stack_sets_backend(account, region).registry
    return stacks


def stack_sets_backend(account: str, region: str) -> Any:
    """Return moto's backend, which keeps the stack sets of an account and region."""
    return get_backend("cloudformation")[account][region]
