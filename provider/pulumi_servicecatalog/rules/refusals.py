"""Turns AWS's refusals into problems, in one place, so that every operation words them in the same way."""

from pulumi_servicecatalog.model import actions
from pulumi_servicecatalog.model import refusal as aws
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.connection import (
    CredentialsExpired,
    CredentialsInvalid,
    InvalidEndpoint,
    InvalidHeader,
    InvalidRegion,
    InvalidSdkConfiguration,
    MissingPermission,
    NoAnswer,
    NoCredentials,
    NoRegion,
    ProxyUnreachable,
    UnexpectedAccount,
    Unreachable,
    WrongClock,
)
from pulumi_servicecatalog.model.problems.operations import OutcomeUnknown, RefusedByAws, RefusedBySdk, Throttled


def problem(refusal: aws.Refusal) -> Problem:
    """Return the problem that a refusal is for the user. AWS's own words and the request's ID are kept."""
    return _before_a_call(refusal) or _of_credentials(refusal) or _of_a_call(refusal)


def _before_a_call(refusal: aws.Refusal) -> Problem | None:  # noqa: PLR0911 - one for each kind of refusal
    """Return what is wrong with the configuration, so that nothing was sent."""
    match refusal:
        case aws.CredentialsMissing():
            return NoCredentials(reason=refusal.reason)
        case aws.RegionMissing():
            return NoRegion()
        case aws.RegionInvalid():
            return InvalidRegion(region=refusal.reason)
        case aws.EndpointInvalid():
            return InvalidEndpoint(setting=refusal.setting, endpoint=refusal.endpoint)
        case aws.HeaderInvalid():
            return InvalidHeader()
        case aws.SdkUnusable():
            return InvalidSdkConfiguration(reason=refusal.reason)
        case aws.SdkRefused():
            return RefusedBySdk(operation=refusal.operation, reason=refusal.reason)
        case _:
            return None


def _of_credentials(refusal: aws.Refusal) -> Problem | None:
    words = reason(refusal)
    match refusal:
        case aws.ClockWrong():
            return WrongClock(reason=words)
        case aws.CredentialsInvalid():
            return CredentialsInvalid(reason=words)
        case aws.CredentialsRefused():
            return CredentialsExpired(reason=words)
        case aws.AccountUnexpected():
            return UnexpectedAccount(account=refusal.reason, expected=refusal.code)
        case _:
            return None


def _of_a_call(refusal: aws.Refusal) -> Problem:  # noqa: PLR0911 - as above
    words = reason(refusal)
    match refusal:
        case aws.Denied():
            action = actions.action(refusal.operation)
            return MissingPermission(operation=refusal.operation, reason=words, action=action)
        case aws.ProxyUnreachable():
            return ProxyUnreachable(proxy=refusal.endpoint)
        case aws.Unreachable() if refusal.endpoint:
            return Unreachable(endpoint=refusal.endpoint, reason=refusal.reason)
        case aws.Unreachable():
            return NoAnswer(operation=refusal.operation, reason=words)
        case aws.Throttled():
            return Throttled(operation=refusal.operation, reason=words)
        case aws.OutcomeUnknown():
            return OutcomeUnknown(operation=refusal.operation, reason=words)
        case _:
            return RefusedByAws(operation=refusal.operation, reason=words)


def reason(refusal: aws.Refusal) -> str:
    """Return AWS's own words, with the ID of the request where there is one."""
    where = f" (request {refusal.request_id})" if refusal.request_id else ""
    return f"{refusal.reason}{where}"
