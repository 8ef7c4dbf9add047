"""Turns the SDK's exceptions, and responses that lack a member, into refusals that have them as their cause."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from botocore import exceptions as sdk
from botocore.parsers import ResponseParserError

from pulumi_servicecatalog.aws import sdk_errors
from pulumi_servicecatalog.aws.structure import MissingMemberError
from pulumi_servicecatalog.model import refusal

_DENIED = frozenset({"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "403"})
_EXPIRED = frozenset({"ExpiredToken", "ExpiredTokenException"})
_INVALID = frozenset(
    {
        "AuthFailure",
        "IncompleteSignature",
        "InvalidAccessKeyId",
        "InvalidClientTokenId",
        "InvalidSignatureException",
        "InvalidToken",
        "MissingAuthenticationToken",
        "SignatureDoesNotMatch",
        "UnrecognizedClientException",
    }
)
_CLOCK = frozenset({"RequestExpired", "RequestInTheFuture", "RequestTimeTooSkewed"})
_OF_CLOCK = re.compile(r"signature expired|not yet current|not yet valid|request has expired|too skewed", re.IGNORECASE)
"""What AWS says of a time that is not its own, under codes that have other causes as well."""

_ECHO = re.compile(r"[Vv]alue '.*' at '", re.DOTALL)
"""How AWS repeats a value that does not satisfy a constraint of its API, which may be that of a parameter."""

_THROTTLED = frozenset(
    {"RequestLimitExceeded", "SlowDown", "Throttling", "ThrottlingException", "TooManyRequestsException"}
)
_BY_CODE: dict[str, type[refusal.Refusal]] = {
    "AWSOrganizationsNotInUseException": refusal.Absent,
    "DuplicateResourceException": refusal.Duplicate,
    "InvalidParametersException": refusal.Invalid,
    "InvalidStateException": refusal.WrongState,
    "ConditionalRequestConflict": refusal.WrongState,
    "NoSuchConfigurationAggregatorException": refusal.Absent,
    "ParentNotFoundException": refusal.Absent,
    "PreconditionFailed": refusal.WrongState,
    "ResourceNotFoundException": refusal.Absent,
    "StackSetNotFoundException": refusal.Absent,
    "ValidationError": refusal.Invalid,
    "ValidationException": refusal.Invalid,
    **dict.fromkeys(_DENIED, refusal.Denied),
    **dict.fromkeys(_EXPIRED, refusal.CredentialsRefused),
    **dict.fromkeys(_INVALID, refusal.CredentialsInvalid),
    **dict.fromkeys(_CLOCK, refusal.ClockWrong),
    **dict.fromkeys(_THROTTLED, refusal.Throttled),
}


def is_throttle(code: str, message: str) -> bool:
    """Return whether an error says that calls come too fast; CloudFormation says it by ValidationException as well."""
    return code in _THROTTLED or "Rate exceeded" in message


@contextmanager
def reading(operation: str) -> Iterator[None]:
    """Translate what a call that changes nothing can raise: a lost response then only means an unreachable service.

    Args:
        operation: AWS's name of the operation, for refusals that do not name it themselves.

    Raises:
        Refusal: what was raised within the block, with it as its cause.
    """
    try:
        with changing(operation):
            yield
    except refusal.OutcomeUnknown as unknown:
        raise refusal.Unreachable(
            operation=operation, reason=unknown.reason, code=unknown.code, request_id=unknown.request_id
        ) from unknown.__cause__


@contextmanager
def changing(operation: str) -> Iterator[None]:
    """Translate what a call that changes something can raise: a lost response means that the outcome is unknown.

    Args:
        operation: AWS's name of the operation, for refusals that do not name it themselves.

    Raises:
        Refusal: what was raised within the block, with it as its cause.
    """
    try:
        yield
    except sdk.ClientError as error:
        raise _from_response(error) from error
    except (sdk.BotoCoreError, ResponseParserError, MissingMemberError) as error:
        raise _from_sdk(operation, error) from error


def _from_sdk(operation: str, error: Exception) -> refusal.Refusal:
    """Translate what is wrong without an error of AWS: before a call, on its way, or in the response."""
    match error:
        case ResponseParserError():  # its text holds the response, and so what a stack puts out
            return refusal.OutcomeUnknown(operation=operation, reason="the answer cannot be read")
        case MissingMemberError():
            return refusal.OutcomeUnknown(operation=operation, reason=f"the answer held no {error}")
        case _:
            return sdk_errors.of(operation, error)


def _from_response(error: sdk.ClientError) -> refusal.Refusal:
    """Translate an error of AWS. It names its own operation: the SDK assumes a role within another call."""
    described = error.response.get("Error", {})
    meta = error.response.get("ResponseMetadata", {})
    code, message = str(described.get("Code", "")), str(described.get("Message", "")) or str(error)
    kind = _BY_CODE.get(code, refusal.Refusal)
    message = _ECHO.sub("the value at '", message)
    if code in _INVALID and _OF_CLOCK.search(message):
        kind = refusal.ClockWrong
    elif is_throttle(code, message):
        kind = refusal.Throttled
    elif code == "ValidationError" and "does not exist" in message:
        kind = refusal.Absent
    elif int(meta.get("HTTPStatusCode", 400)) >= 500:
        kind = refusal.OutcomeUnknown
    elif code == "400":  # the SDK could not read which error it is
        kind, message = refusal.OutcomeUnknown, "an error came back that was cut off"
    if kind is refusal.Throttled:
        attempts = 1 + int(meta.get("RetryAttempts", 0))
        message = f"{message.rstrip('.')}, at attempt {attempts}"
    return kind(operation=error.operation_name, reason=message, code=code, request_id=str(meta.get("RequestId", "")))
