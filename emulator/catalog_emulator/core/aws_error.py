"""The errors that the emulator answers with, as exceptions.

Raised by operations, turned into the wire shape of the caller's protocol by `wire.refusal`. Codes are those that
botocore's models declare for the operation, or the common ones that every AWS service uses.
"""

from __future__ import annotations


class AwsError(Exception):
    """An error as AWS reports it: a code, a message and an HTTP status."""

    code = "InternalFailure"
    status = 400

    def __init__(self, message: str, *, code: str | None = None, status: int | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code
        self.status = status or self.status


class ResourceNotFoundError(AwsError):
    """The thing that the request names does not exist."""

    code = "ResourceNotFoundException"


class InvalidParametersError(AwsError):
    """One or more parameters make no sense together, or for this resource."""

    code = "InvalidParametersException"


class InvalidStateError(AwsError):
    """The resource is not in a state that allows the operation."""

    code = "InvalidStateException"


class DuplicateResourceError(AwsError):
    """The thing exists already."""

    code = "DuplicateResourceException"


class ResourceInUseError(AwsError):
    """Something else still needs the thing."""

    code = "ResourceInUseException"


class InputError(AwsError):
    """A value breaks a constraint of the API model; AWS's own code for that, in no model."""

    code = "ValidationException"


class UnknownOperationError(AwsError):
    """The emulator does not serve this operation."""

    code = "UnknownOperationException"
