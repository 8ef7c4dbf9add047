"""Keeps every kind of problem, in the order in which they are told on docs/problems.md."""

from pulumi_servicecatalog.model.problem import ProblemKind, Severity

KINDS: list[ProblemKind] = []


def registered(  # noqa: PLR0913 - one argument for each column of the reference page
    code: str, prop: str, message: str, remedy: str, meaning: str, severity: Severity = Severity.ERROR
) -> ProblemKind:
    """Give a kind, and keep it."""
    kind = ProblemKind(code=code, severity=severity, property=prop, message=message, remedy=remedy, meaning=meaning)
    KINDS.append(kind)
    return kind
