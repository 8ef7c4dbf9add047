"""CloudFormation's errors, in AWS's words."""

from __future__ import annotations

from catalog_emulator.core.aws_error import AwsError


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


class ResourceFailedError(Exception):
    """A resource could not be made, changed or removed."""

    def __init__(self, logical_id: str, reason: str) -> None:
        super().__init__(reason)
        self.logical_id = logical_id
        self.reason = reason
