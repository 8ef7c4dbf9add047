"""What callers may not do: the setting `denied_actions` of their account, which names IAM actions.

Everything else is allowed; the emulator knows no policies, unless moto's own enforcement is switched on. Asked by
`wire.authorizing`, before a call is served and by IAM's simulator.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalog_emulator.core.call import Call


def action_of(call: Call) -> str:
    """Return the IAM action that a call needs; for the services here it is named as the operation is."""
    return f"{call.service}:{call.operation}"


def is_denied(action: str, denied: Iterable[str]) -> bool:
    """Say whether one of the patterns (with * and ?, as in a policy) names the action; IAM takes any case."""
    return any(fnmatchcase(action.lower(), pattern.lower()) for pattern in denied)
