"""What keeps stacks from being governed: each cause, and what removing it would bring."""

from collections.abc import Sequence
from dataclasses import dataclass

from pulumi_servicecatalog.reporting.coverage import is_blocked
from pulumi_servicecatalog.reporting.model import Report, ReportedProblem, StackEntry

_UNKNOWN = ReportedProblem(code="", message="", remedy="")


@dataclass(frozen=True, kw_only=True, slots=True)
class Cause:
    """A problem that blocks stacks.

    Attributes:
        code: of the problem, or a word of the inventory.
        stacks: how many stacks it blocks.
        alone: how many of them nothing else blocks, so that they could be adopted without it.
        accounts: in how many accounts.
        example: the problem of the first of them.

    """

    code: str
    stacks: int
    alone: int
    accounts: int
    example: ReportedProblem


def causes(report: Report) -> tuple[Cause, ...]:
    """Return what blocks stacks, the most frequent first. A stack with several problems counts for each of them."""
    by_code: dict[str, list[StackEntry]] = {}
    for entry in report.stacks:
        if is_blocked(entry):
            for code in codes(entry):
                by_code.setdefault(code, []).append(entry)
    return tuple(
        sorted((_cause(code, entries) for code, entries in by_code.items()), key=lambda one: (-one.stacks, one.code))
    )


def codes(entry: StackEntry) -> tuple[str, ...]:
    """Return the codes of what blocks a stack, each once; its reason where no problem says more."""
    errors = dict.fromkeys(problem.code for problem in entry.problems if problem.severity == "error")
    return tuple(errors) or (entry.reason,)


def _cause(code: str, entries: Sequence[StackEntry]) -> Cause:
    problems = (problem for entry in entries for problem in entry.problems if problem.code == code)
    return Cause(
        code=code,
        stacks=len(entries),
        alone=sum(len(codes(entry)) == 1 for entry in entries),
        accounts=len({entry.account for entry in entries}),
        example=next(problems, _UNKNOWN),
    )
