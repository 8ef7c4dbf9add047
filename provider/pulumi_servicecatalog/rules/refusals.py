"""Turns AWS's refusals into problems, in one place, so that every operation tells of them in the same words."""

from pulumi_servicecatalog.model import problem_kinds as kinds
from pulumi_servicecatalog.model import refusal as aws
from pulumi_servicecatalog.model.problem import Problem


def problem(refusal: aws.Refusal) -> Problem:  # noqa: PLR0911 - one for each kind of refusal
    """Give the problem that a refusal is for the user. AWS's own words and the request's ID are kept."""
    words = told(refusal)
    match refusal:
        case aws.CredentialsMissing():
            return kinds.NO_CREDENTIALS.found(reason=refusal.reason)
        case aws.RegionMissing():
            return kinds.NO_REGION.found()
        case aws.CredentialsRefused():
            return kinds.CREDENTIALS_EXPIRED.found(reason=words)
        case aws.AccountUnexpected():
            return kinds.UNEXPECTED_ACCOUNT.found(account=refusal.reason, expected=refusal.code)
        case aws.Denied():
            return kinds.MISSING_PERMISSION.found(
                operation=refusal.operation,
                caller="this caller",
                reason=words,
                action=_action(refusal.operation),
            )
        case aws.Unreachable() if refusal.endpoint:
            return kinds.UNREACHABLE.found(endpoint=refusal.endpoint, reason=refusal.reason)
        case aws.Unreachable():
            return kinds.NO_ANSWER.found(operation=refusal.operation, reason=words)
        case aws.Throttled():
            return kinds.THROTTLED.found(operation=refusal.operation, reason=words)
        case aws.OutcomeUnknown():
            return kinds.OUTCOME_UNKNOWN.found(operation=refusal.operation, reason=words)
        case _:
            return kinds.REFUSED_BY_AWS.found(operation=refusal.operation, reason=words)


def told(refusal: aws.Refusal) -> str:
    """Give AWS's own words, with the ID of the request where there is one."""
    where = f" (request {refusal.request_id})" if refusal.request_id else ""
    return f"{refusal.reason}{where}"


_CLOUDFORMATION = frozenset({"DescribeStacks", "DescribeStackEvents", "GetTemplate"})


def _action(operation: str) -> str:
    """Give the IAM action of an operation."""
    if operation in {"GetCallerIdentity", "AssumeRole"}:
        return f"sts:{operation}"
    return f"{'cloudformation' if operation in _CLOUDFORMATION else 'servicecatalog'}:{operation}"
