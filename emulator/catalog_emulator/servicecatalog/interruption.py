"""A record whose work was not done, or not to its end: the stack must not stay under way.

So it is with the fault `record-fails`, and with work that ended in something unforeseen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog_emulator.servicecatalog.accounts import home_of_stack

if TYPE_CHECKING:
    from catalog_emulator.core.model.record import Record
    from catalog_emulator.servicecatalog.catalog import Catalog

_ENDS_AS = {
    "CREATE_IN_PROGRESS": "ROLLBACK_COMPLETE",
    "UPDATE_IN_PROGRESS": "UPDATE_ROLLBACK_COMPLETE",
    "DELETE_IN_PROGRESS": "DELETE_FAILED",
    "ROLLBACK_IN_PROGRESS": "ROLLBACK_FAILED",
    "UPDATE_ROLLBACK_IN_PROGRESS": "UPDATE_ROLLBACK_FAILED",
}


def interrupt(catalog: Catalog, record: Record, reason: str) -> None:
    """Leave the record's stack as a failed operation leaves it."""
    physical_id = catalog.provisioned[record.provisioned_product_id].physical_id
    stack = home_of_stack(catalog, physical_id).find(physical_id or "")
    if stack is not None and stack.status in _ENDS_AS:
        stack.move(_ENDS_AS[stack.status], reason)
