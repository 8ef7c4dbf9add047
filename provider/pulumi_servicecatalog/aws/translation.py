"""Turns the SDK's exceptions into refusals, chained, at the one place where they can appear."""

from collections.abc import Iterator
from contextlib import contextmanager

from botocore import exceptions as sdk
from botocore.parsers import ResponseParserError

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
    """Translate what a call that changes nothing can raise: a lost answer is then only an unreachable service."""
    try:
        with changing(operation):
            yield
    except refusal.OutcomeUnknown as unknown:
        raise refusal.Unreachable(
            operation=operation, reason=unknown.reason, code=unknown.code, request_id=unknown.request_id
        ) from unknown.__cause__


@contextmanager
def changing(operation: str) -> Iterator[None]:
    """Translate what a call that changes something can raise: a lost answer means that the outcome is unknown."""
    try:
        yield
    except sdk.ClientError as error:
        raise _from_answer(error) from error
    except (sdk.BotoCoreError, ResponseParserError, KeyError) as error:
        raise _from_sdk(operation, error) from error


def _from_sdk(operation: str, error: Exception) -> refusal.Refusal:  # noqa: PLR0911 - one for each kind of error
    """Translate what the SDK itself finds wrong: credentials and Region before a call, the connection during it."""
    match error:
        case sdk.NoRegionError():
            return refusal.RegionMissing(operation=operation, reason=_plain(error))
        case sdk.TokenRetrievalError() | sdk.SSOTokenLoadError() | sdk.UnauthorizedSSOTokenError():
            return refusal.CredentialsRefused(operation=operation, reason=_plain(error))
        case sdk.EndpointConnectionError() | sdk.ConnectTimeoutError() | sdk.ProxyConnectionError():
            endpoint = str(error.kwargs.get("endpoint_url", ""))
            return refusal.Unreachable(operation=operation, reason="nothing answers there", endpoint=endpoint)
        case ResponseParserError():  # its text holds the answer, and so what a stack puts out
            return refusal.OutcomeUnknown(operation=operation, reason="the answer cannot be read")
        case sdk.HTTPClientError():
            return refusal.OutcomeUnknown(operation=operation, reason=_plain(error))
        case sdk.ParamValidationError():
            return refusal.Invalid(operation=operation, reason=_plain(error))
        case KeyError():  # the SDK reads JSON that was cut off as an answer without members
            return refusal.OutcomeUnknown(operation=operation, reason=f"the answer held no {error.args[0]}")
        case _:  # what is left of the SDK's own errors is about the credentials and where they come from
            return refusal.CredentialsMissing(operation=operation, reason=_plain(error))


def _from_answer(error: sdk.ClientError) -> refusal.Refusal:
    """Translate an error of AWS. It names its own operation: the SDK assumes a role within another call."""
    told = error.response.get("Error", {})
    meta = error.response.get("ResponseMetadata", {})
    code, message = str(told.get("Code", "")), str(told.get("Message", "")) or str(error)
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
