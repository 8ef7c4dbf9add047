"""How AWS says no, as the core sees it.

The gateway raises these, chained to the SDK's own exception; rules.refusals turns them into problems. They live here
since both need them, and neither imports the other.
"""

from dataclasses import dataclass


@dataclass(kw_only=True, eq=False)
class Refusal(Exception):
    """AWS's answer that is not a result. `reason` is AWS's own message, `code` its error code."""

    operation: str
    reason: str
    code: str = ""
    request_id: str = ""

    def __str__(self) -> str:
        message = f"{self.operation}: {self.reason}"
        where = [self.code] if self.code else []
        where += [f"request {self.request_id}"] if self.request_id else []
        return f"{message} ({', '.join(where)})" if where else message


class Absent(Refusal):
    """The thing does not exist (ResourceNotFoundException; ValidationError of a stack that does not exist)."""


class Duplicate(Refusal):
    """The thing exists already (DuplicateResourceException)."""


class WrongState(Refusal):
    """The thing is in a state that does not allow this (InvalidStateException)."""


class Invalid(Refusal):
    """The request is not valid (InvalidParametersException, ValidationException)."""


class Denied(Refusal):
    """The caller may not do this (AccessDeniedException)."""


class CredentialsRefused(Refusal):
    """AWS does not accept the credentials (ExpiredToken, UnrecognizedClientException, ...)."""


class CredentialsInvalid(CredentialsRefused):
    """AWS does not know the credentials, or they do not fit together (UnrecognizedClientException, ...)."""


class ClockWrong(CredentialsRefused):
    """The time of the request is not AWS's: the clock of this machine is wrong (RequestTimeTooSkewed, ...)."""


class CredentialsMissing(Refusal):
    """The SDK found no credentials."""


class RegionMissing(Refusal):
    """The SDK found no Region."""


class RegionInvalid(Refusal):
    """There can be no Region of this name. `reason` is the name."""


@dataclass(kw_only=True, eq=False)
class EndpointInvalid(Refusal):
    """An endpoint is no URL. `setting` is where it comes from, `endpoint` what it is."""

    setting: str
    endpoint: str


class HeaderInvalid(Refusal):
    """Credentials or a setting hold a character that no header can hold. Nothing was sent."""


class SdkUnusable(Refusal):
    """The SDK cannot work with its configuration, or cannot read it. Nothing was sent."""


class SdkRefused(Refusal):
    """The SDK found the request wrong, and did not send it. AWS has no part in it."""


class Throttled(Refusal):
    """AWS asks to slow down; raised once patience is used up."""


@dataclass(kw_only=True, eq=False)
class Unreachable(Refusal):
    """No answer to a read; or, with an `endpoint`, to anything that is asked there. Nothing was done."""

    endpoint: str = ""


class ProxyUnreachable(Unreachable):
    """The proxy, which is the `endpoint`, does not answer. Nothing was done."""


class OutcomeUnknown(Refusal):
    """The request may or may not have been carried out: the answer was lost, cut off, or an error of the server."""


class AccountUnexpected(Refusal):
    """The credentials belong to another account than the one declared. `reason` is the account that they belong to."""
