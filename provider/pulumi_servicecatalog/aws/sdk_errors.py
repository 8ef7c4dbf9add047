"""What each exception of the AWS SDK means. Each class is listed on purpose: a test walks botocore's.

The words are ours wherever the SDK's own may hold what was sent, what a credential_process printed, or a response.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any, Final, TypeVar

from botocore import exceptions as sdk

from pulumi_servicecatalog.model import refusal

Translate = Callable[[str, Exception], refusal.Refusal]
T = TypeVar("T", bound=refusal.Refusal)

_UNSENDABLE: Final = (ValueError, TypeError)
"""What Python's HTTP client raises for a header with a line's end, or with a character beyond Latin-1."""

_TLS_TRUST: Final = re.compile(r"certificate|wrong.version.number|unknown.protocol|handshake", re.IGNORECASE)
_WRONG_MEMBER: Final = re.compile(
    r"(?:Missing required|Unknown|Invalid [a-z]+ for) parameter(?: in input: \"?| )([\w.\[\]]+)"
)


def of(operation: str, error: Exception) -> refusal.Refusal:
    """Return the refusal that an exception of the SDK is.

    Args:
        operation: AWS's name of the operation that was under way.
        error: a BotoCoreError. One that this SDK does not have yet may have come after the request was sent.

    """
    for kind in type(error).__mro__:
        if kind in BY_CLASS:
            return BY_CLASS[kind](operation, error)
    return refusal.OutcomeUnknown(operation=operation, reason=f"the AWS SDK raised {type(error).__name__}")


@contextmanager
def configured(operation: str) -> Iterator[None]:
    """Translate what Python raises while the SDK reads its configuration or runs a credential_process.

    Such an error comes before a request is sent; once it is sent, the SDK raises errors of its own.

    Raises:
        SdkUnusable: a file cannot be read, a program cannot be started, or a value is malformed.

    """
    try:
        yield
    except sdk.BotoCoreError:  # some of these are OSErrors or ValueErrors as well
        raise
    except (OSError, ValueError) as error:
        reason = f"it raised {type(error).__name__}"
        if isinstance(error, OSError) and error.filename:
            reason = f"{error.strerror}: {error.filename}"
        raise refusal.SdkUnusable(operation=operation, reason=reason) from error


def _facts(error: Exception) -> Mapping[str, Any]:
    return getattr(error, "kwargs", {})


def _quoted(kind: type[T]) -> Translate:
    """Keep the SDK's words, which hold names of settings, profiles and files alone."""

    def translate(operation: str, error: Exception) -> refusal.Refusal:
        return kind(operation=operation, reason=" ".join(str(error).split()).rstrip("."))

    return translate


def _said(kind: type[T], reason: str) -> Translate:
    """Say it in words of ours. Braces name facts of the exception that are harmless."""

    def translate(operation: str, error: Exception) -> refusal.Refusal:
        facts = {name: str(value) for name, value in _facts(error).items()}
        return kind(operation=operation, reason=reason.format_map(facts))

    return translate


def _unreachable(operation: str, error: Exception) -> refusal.Refusal:
    endpoint = str(_facts(error).get("endpoint_url", ""))
    return refusal.Unreachable(operation=operation, reason="nothing answers there", endpoint=endpoint)


def _no_proxy(operation: str, error: Exception) -> refusal.Refusal:
    proxy = str(_facts(error).get("proxy_url", ""))
    return refusal.ProxyUnreachable(operation=operation, reason="nothing answers there", endpoint=proxy)


def _tls(operation: str, error: Exception) -> refusal.Refusal:
    facts = _facts(error)
    words = str(facts.get("error", ""))
    if not _TLS_TRUST.search(words):
        return refusal.OutcomeUnknown(operation=operation, reason="the TLS connection broke")
    reason = "its TLS certificate is not trusted, or it does not speak TLS (see AWS_CA_BUNDLE)"
    return refusal.Unreachable(operation=operation, reason=reason, endpoint=str(facts.get("endpoint_url", "")))


def _http(operation: str, error: Exception) -> refusal.Refusal:
    cause = _facts(error).get("error")
    if (isinstance(cause, _UNSENDABLE) and "header" in str(cause).lower()) or isinstance(cause, UnicodeError):
        return refusal.HeaderInvalid(operation=operation, reason="a header cannot be sent")
    name = type(cause).__name__ if cause is not None else "an error"
    return refusal.OutcomeUnknown(operation=operation, reason=f"the HTTP client raised {name}")


def _wrong_region(operation: str, error: Exception) -> refusal.Refusal:
    return refusal.RegionInvalid(operation=operation, reason=str(_facts(error).get("region_name", "")))


def _wrong_request(operation: str, error: Exception) -> refusal.Refusal:
    """Name the first member that has the wrong form; what follows in the SDK's words are values."""
    report = str(_facts(error).get("report", ""))
    member = _WRONG_MEMBER.match(report)
    reason = f"{member.group(1)} is missing or has the wrong form" if member else "the request has the wrong form"
    return refusal.SdkRefused(operation=operation, reason=reason)


_CONFIGURATION = (
    sdk.ApiVersionNotFoundError,
    sdk.BaseEndpointResolverError,
    sdk.ConfigNotFound,
    sdk.ConfigParseError,
    sdk.DataNotFoundError,
    sdk.EndpointProviderError,
    sdk.EndpointResolutionError,
    sdk.EndpointVariantError,
    sdk.InvalidChecksumConfigError,
    sdk.InvalidDefaultsMode,
    sdk.InvalidEndpointConfigurationError,
    sdk.InvalidEndpointDiscoveryConfigurationError,
    sdk.InvalidExpressionError,
    sdk.InvalidHostLabelError,
    sdk.InvalidIMDSEndpointError,
    sdk.InvalidIMDSEndpointModeError,
    sdk.InvalidMaxRetryAttemptsError,
    sdk.InvalidProxiesConfigError,
    sdk.InvalidRetryConfigurationError,
    sdk.InvalidRetryModeError,
    sdk.InvalidS3AddressingStyleError,
    sdk.InvalidS3UsEast1RegionalEndpointConfigError,
    sdk.InvalidSTSRegionalEndpointsConfigError,
    sdk.MD5UnavailableError,
    sdk.UnknownEndpointResolutionBuiltInName,
    sdk.UnknownServiceError,
    sdk.UnknownServiceStyle,
    sdk.UnknownSignatureVersionError,
    sdk.UnsupportedS3AccesspointConfigurationError,
    sdk.UnsupportedS3ConfigurationError,
    sdk.UnsupportedS3ControlConfigurationError,
    sdk.UnsupportedServiceProtocolsError,
    sdk.UnsupportedSignatureVersionError,
)
_REQUEST = (
    sdk.AliasConflictParameterError,
    sdk.InvalidDNSNameError,
    sdk.MissingParametersError,
    sdk.OperationNotPageableError,
    sdk.ParamValidationError,
    sdk.RangeError,
    sdk.StubAssertionError,
    sdk.StubResponseError,
    sdk.UnStubbedResponseError,
    sdk.UnknownClientMethodError,
    sdk.UnknownKeyError,
    sdk.UnknownParameterError,
    sdk.UnsupportedOutpostResourceError,
    sdk.UnsupportedS3ArnError,
    sdk.UnsupportedS3ControlArnError,
    sdk.ValidationError,
    sdk.WaiterConfigError,
    sdk.WaiterError,
)
_LOST = {
    sdk.AwsChunkedWrapperError: "the request was cut off",
    sdk.ChecksumError: "the checksum of the response is wrong",
    sdk.ConnectionClosedError: "the connection was closed",
    sdk.FlexibleChecksumError: "the checksum of the response is wrong",
    sdk.IncompleteReadError: "the response was cut off",
    sdk.PaginationError: "the pages of the response repeat",
    sdk.ReadTimeoutError: "the response did not come in time",
    sdk.ResponseStreamingError: "the response was cut off",
    sdk.UnseekableStreamError: "the request cannot be repeated",
}
_SAID: Mapping[type[Exception], tuple[type[refusal.Refusal], str]] = {
    # A credential_process prints what it wants, and a metadata service answers with credentials.
    sdk.CredentialRetrievalError: (
        refusal.CredentialsMissing,
        "retrieving them from {provider} failed; what it printed is not repeated here",
    ),
    sdk.MetadataRetrievalError: (refusal.CredentialsMissing, "the metadata service did not give any"),
    sdk.TokenRetrievalError: (refusal.CredentialsRefused, "retrieving a token from {provider} failed"),
    sdk.SSOTokenLoadError: (refusal.CredentialsRefused, "the SSO token cannot be loaded"),
    sdk.SSOError: (refusal.CredentialsRefused, "the SSO session cannot be used"),
    sdk.LoginAuthorizationCodeError: (refusal.CredentialsRefused, "the login session cannot be used"),
    sdk.LoginError: (refusal.CredentialsRefused, "the login session cannot be used"),
    sdk.LoginTokenLoadError: (refusal.CredentialsRefused, "the token of the login session cannot be loaded"),
    sdk.CapacityNotAvailableError: (refusal.Throttled, "the SDK holds requests back, since AWS throttled earlier ones"),
    sdk.ConnectionError: (refusal.Unreachable, "no connection could be made"),
    **{kind: (refusal.OutcomeUnknown, reason) for kind, reason in _LOST.items()},
}
_QUOTED: Mapping[type[Exception], type[refusal.Refusal]] = {
    sdk.InfiniteLoopConfigError: refusal.CredentialsMissing,
    sdk.InvalidConfigError: refusal.CredentialsMissing,
    sdk.MissingDependencyException: refusal.CredentialsMissing,
    sdk.NoAuthTokenError: refusal.CredentialsMissing,
    sdk.NoCredentialsError: refusal.CredentialsMissing,
    sdk.PartialCredentialsError: refusal.CredentialsMissing,
    sdk.ProfileNotFound: refusal.CredentialsMissing,
    sdk.UnknownCredentialError: refusal.CredentialsMissing,
    sdk.UnknownTokenProviderError: refusal.CredentialsMissing,
    sdk.LoginInsufficientPermissions: refusal.CredentialsRefused,
    sdk.LoginRefreshRequired: refusal.CredentialsRefused,
    sdk.RefreshWithMFAUnsupportedError: refusal.CredentialsRefused,
    sdk.UnauthorizedSSOTokenError: refusal.CredentialsRefused,
    sdk.NoRegionError: refusal.RegionMissing,
    **dict.fromkeys(_CONFIGURATION, refusal.SdkUnusable),
}
_WRONG_REGION = (
    sdk.InvalidRegionError,
    sdk.ServiceNotInRegionError,
    sdk.UnknownEndpointError,
    sdk.UnknownFIPSEndpointError,
    sdk.UnknownRegionError,
)

BY_CLASS: Final[Mapping[type[Any], Translate]] = MappingProxyType(
    {
        sdk.ConnectTimeoutError: _unreachable,
        sdk.EndpointConnectionError: _unreachable,
        sdk.HTTPClientError: _http,
        sdk.ProxyConnectionError: _no_proxy,
        sdk.SSLError: _tls,
        **dict.fromkeys(_WRONG_REGION, _wrong_region),
        **dict.fromkeys(_REQUEST, _wrong_request),
        **{kind: _quoted(answer) for kind, answer in _QUOTED.items()},
        **{kind: _said(answer, reason) for kind, (answer, reason) in _SAID.items()},
    }
)
"""How each class of the SDK's exceptions is translated."""
