"""What callers may not do: the settings `denied_actions` and `allowed_actions` of their account, names of IAM actions.

Without `allowed_actions` all is allowed that is not denied. It knows no policies, unless moto's own enforcement is on.
Asked by `wire.authorizing` and `answering`, before a call is served and by IAM's simulator.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from catalog_emulator.core.aws_error import AwsError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalog_emulator.core.call import Call
    from catalog_emulator.core.settings import Settings


def action_of(call: Call) -> str:
    """Return the IAM action that a call needs; for the services here it is named as the operation is."""
    return f"{call.service}:{call.operation}"


def is_refused(action: str, settings: Settings) -> bool:
    """Say whether the account's callers may not do this: denied, or not among what is allowed where that is said."""
    return is_denied(action, settings) or bool(
        settings.allowed_actions and not _names(action, settings.allowed_actions)
    )


def is_denied(action: str, settings: Settings) -> bool:
    """Say whether the action is denied explicitly, which nothing can allow."""
    return _names(action, settings.denied_actions)


def decision(action: str, settings: Settings) -> str:
    """Return the EvalDecision of IAM's simulator."""
    if is_denied(action, settings):
        return "explicitDeny"
    return "implicitDeny" if is_refused(action, settings) else "allowed"


def denial(call: Call, action: str, caller_arn: str) -> AwsError:
    """Return the error for a call that is refused, as the caller's protocol has it."""
    message = f"User: {caller_arn} is not authorized to perform: {action}"
    if call.protocol in ("json", "cbor"):
        return AwsError(message, code="AccessDeniedException", status=400)
    return AwsError(message, code="AccessDenied", status=403)


def _names(action: str, patterns: Iterable[str]) -> bool:
    """Say whether one of the patterns (with * and ?, as in a policy) names the action; IAM takes any case."""
    return any(fnmatchcase(action.lower(), pattern.lower()) for pattern in patterns)
