"""Turns the SDK's exceptions, and responses that lack a member, into refusals that have them as their cause."""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore import exceptions as sdk
from botocore.parsers import ResponseParserError

from pulumi_servicecatalog.aws.structure import MissingMemberError
from pulumi_servicecatalog.model import refusal

_DENIED = frozenset({"AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "403"})
_CREDENTIALS = frozenset(
    {
        "ExpiredToken",
        "ExpiredTokenException",
        "IncompleteSignature",
        "InvalidClientTokenId",
        "InvalidSignatureException",
        "RequestExpired",
        "SignatureDoesNotMatch",
        "UnrecognizedClientException",
    }
)
_THROTTLED = frozenset(
    {"RequestLimitExceeded", "SlowDown", "Throttling", "ThrottlingException", "TooManyRequestsException"}
)
_BY_CODE: dict[str, type[refusal.Refusal]] = {
    "DuplicateResourceException": refusal.Duplicate,
    "InvalidParametersException": refusal.Invalid,
    "InvalidStateException": refusal.WrongState,
    "ResourceNotFoundException": refusal.Absent,
    "ValidationError": refusal.Invalid,
    "ValidationException": refusal.Invalid,
    **dict.fromkeys(_DENIED, refusal.Denied),
    **dict.fromkeys(_CREDENTIALS, refusal.CredentialsRefused),
    **dict.fromkeys(_THROTTLED, refusal.Throttled),
}


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


def _from_sdk(operation: str, error: Exception) -> refusal.Refusal:  # noqa: PLR0911 - one for each kind of error
    """Translate what is wrong without an error of AWS: credentials and Region before a call, the connection in it."""
    match error:
        case sdk.NoRegionError():
            return refusal.RegionMissing(operation=operation, reason=_plain(error))
        case sdk.TokenRetrievalError() | sdk.SSOTokenLoadError() | sdk.UnauthorizedSSOTokenError():
            return refusal.CredentialsRefused(operation=operation, reason=_plain(error))
        case sdk.EndpointConnectionError() | sdk.ConnectTimeoutError() | sdk.ProxyConnectionError():
            endpoint = str(error.kwargs.get("endpoint_url", ""))
            return refusal.Unreachable(operation=operation, reason="nothing answers there", endpoint=endpoint)
        case ResponseParserError():  # its text holds the response, and so what a stack puts out
            return refusal.OutcomeUnknown(operation=operation, reason="the answer cannot be read")
        case sdk.HTTPClientError():
            return refusal.OutcomeUnknown(operation=operation, reason=_plain(error))
        case sdk.ParamValidationError():
            return refusal.Invalid(operation=operation, reason=_plain(error))
        case MissingMemberError():
            return refusal.OutcomeUnknown(operation=operation, reason=f"the answer held no {error}")
        case _:  # what is left of the SDK's own errors is about the credentials and where they come from
            return refusal.CredentialsMissing(operation=operation, reason=_plain(error))


def _from_response(error: sdk.ClientError) -> refusal.Refusal:
    """Translate an error of AWS. It names its own operation: the SDK assumes a role within another call."""
    described = error.response.get("Error", {})
    meta = error.response.get("ResponseMetadata", {})
    code, message = str(described.get("Code", "")), str(described.get("Message", "")) or str(error)
    kind = _BY_CODE.get(code, refusal.Refusal)
    if "Rate exceeded" in message:  # CloudFormation and Service Catalog also throttle by ValidationException
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


def _plain(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".")
