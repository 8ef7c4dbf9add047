"""CloudFormation's errors, in AWS's words."""

from __future__ import annotations

import logging

from catalog_emulator.core.aws_error import AwsError

log = logging.getLogger(__name__)

INTERNAL_FAILURE = "Internal Failure"  # what CloudFormation says of its own bugs


class StackValidationError(AwsError):
    """What CloudFormation answers to nearly every mistake."""

    code = "ValidationError"


class NoUpdateError(StackValidationError):
    """UpdateStack with nothing to change."""

    def __init__(self) -> None:
        super().__init__("No updates are to be performed.")


def no_such_stack(name_or_id: str) -> StackValidationError:
    """Return the error for a stack that does not exist."""
    return StackValidationError(f"Stack with id {name_or_id} does not exist")


def reason_of(error: Exception) -> str:
    """Return why work failed, in words of AWS or moto. Anything else is a bug, here or in moto: it is logged."""
    message = getattr(error, "message", None)
    if message:
        return str(message)
    log.error("unforeseen failure in a stack operation", exc_info=error)
    return INTERNAL_FAILURE


class ResourceFailedError(Exception):
    """A resource could not be made, changed or removed."""

    def __init__(self, logical_id: str, reason: str) -> None:
        super().__init__(reason)
        self.logical_id = logical_id
        self.reason = reason
