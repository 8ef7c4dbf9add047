"""An export: an output that other stacks of the account and Region can import by its name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Export:
    """An exported value, with the stack whose output it is."""

    exporting_stack_id: str
    name: str
    value: Any
