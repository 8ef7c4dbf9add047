"""What an operation is called with, and the table of all operations that the emulator serves.

A module in `operations` decorates a function with the API's own name for it; `responses` looks it up.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from catalog_emulator.core.operation_table import OperationTable

if TYPE_CHECKING:
    from catalog_emulator.servicecatalog.caller import Caller
    from catalog_emulator.servicecatalog.catalog import Catalog


@dataclass(frozen=True, kw_only=True)
class OperationRequest:
    """A validated request: whose catalog, who asks, and the input members by AWS's names."""

    catalog: Catalog
    caller: Caller
    parameters: dict[str, Any]

    def get(self, member: str) -> Any:
        """Return an input member, or None where it is left out."""
        return self.parameters.get(member)


Result = dict[str, Any]
Operation = Callable[[OperationRequest], Result]

OPERATIONS: OperationTable[Operation] = OperationTable()
operation = OPERATIONS.entry
