"""The table of problem_cases: for each kind of problem, a state of AWS and a declaration that has it reported."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from integration.preflight.place import Place
from pulumi_servicecatalog.model.desired import DesiredImport, DesiredLaunch
from pulumi_servicecatalog.model.problems.base import Problem

What = DesiredImport | DesiredLaunch | dict[str, Any] | list[dict[str, Any]]


@dataclass(frozen=True)
class Asked:
    """What preflight is asked, and the facts that the message has to hold.

    Either a draft, or the inputs of one resource or several, as the engine sends them; `old` are those of the last run.
    """

    what: What
    facts: tuple[str, ...]
    old: dict[str, Any] | None = None

    def answer(self, place: Place) -> tuple[Problem, ...]:
        if isinstance(self.what, DesiredImport | DesiredLaunch):
            return place.examine(self.what).problems
        resources = self.what if isinstance(self.what, list) else [self.what]
        checked = place.check(*resources, old=self.old)
        return (*checked.failures, *checked.remarks)


def asked(what: What, *facts: str, old: dict[str, Any] | None = None) -> Asked:
    return Asked(what, facts, old)


@dataclass(frozen=True)
class ProblemCase:
    code: str
    at: str
    remedy: str
    reason: str
    arrange: Callable[..., Asked]


TABLE: list[ProblemCase] = []


def problem_case(code: str, at: str, remedy: str) -> Callable[[Callable[..., Asked]], Callable[..., Asked]]:
    """Enter a function into the table: the code, its property, and words of the remedy."""

    def enter(arrange: Callable[..., Asked]) -> Callable[..., Asked]:
        TABLE.append(ProblemCase(code, at, remedy, arrange.__name__.replace("_", " "), arrange))
        return arrange

    return enter
