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
        raise _from_answer(operation, error) from error
    except (sdk.NoCredentialsError, sdk.PartialCredentialsError, sdk.ProfileNotFound) as error:
        raise refusal.CredentialsMissing(operation=operation, reason=_plain(error)) from error
    except (sdk.TokenRetrievalError, sdk.SSOTokenLoadError, sdk.UnauthorizedSSOTokenError) as error:
        raise refusal.CredentialsRefused(operation=operation, reason=_plain(error)) from error
    except sdk.NoRegionError as error:
        raise refusal.RegionMissing(operation=operation, reason=_plain(error)) from error
    except (sdk.EndpointConnectionError, sdk.ConnectTimeoutError, sdk.ProxyConnectionError) as error:
        endpoint = str(error.kwargs.get("endpoint_url", ""))
        raise refusal.Unreachable(operation=operation, reason="nothing answers there", code=endpoint) from error
    except (sdk.HTTPClientError, ResponseParserError) as error:
        raise refusal.OutcomeUnknown(operation=operation, reason=_plain(error)) from error
    except sdk.ParamValidationError as error:
        raise refusal.Invalid(operation=operation, reason=_plain(error)) from error
    except sdk.BotoCoreError as error:
        raise refusal.CredentialsMissing(operation=operation, reason=_plain(error)) from error


def _from_answer(operation: str, error: sdk.ClientError) -> refusal.Refusal:
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
    if kind is refusal.Throttled:
        message = str(1 + int(meta.get("RetryAttempts", 0)))
    return kind(operation=operation, reason=message, code=code, request_id=str(meta.get("RequestId", "")))


def _plain(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".")
