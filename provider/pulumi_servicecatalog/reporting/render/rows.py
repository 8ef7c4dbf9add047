"""The stacks of a report for the table of the page: small enough that 10,000 of them can be mailed.

Each text stands once. What differs from stack to stack alone, its name, account, Region and ARN, is left out of
messages and commands, and the page puts it in again.
"""

import json
from collections.abc import Callable, Mapping
from typing import Any, Final

from markupsafe import Markup

from pulumi_servicecatalog.model import display
from pulumi_servicecatalog.model.arn import parse_stack_arn
from pulumi_servicecatalog.reporting import commands
from pulumi_servicecatalog.reporting.coverage import product_of
from pulumi_servicecatalog.reporting.model import Report, ReportedProblem, StackEntry
from pulumi_servicecatalog.reporting.render import console

MARKS: Final = ("\x01", "\x02", "\x03", "\x04")
"""What stands in a text for the ARN, the name, the account and the Region; nothing that is shown has them."""


def as_json(report: Report) -> Markup:
    """Return the rows, as they stand in an element of a page: nothing in them ends it or begins another one."""
    text = json.dumps(_Rows().of(report), separators=(",", ":"))
    for character in "<>&":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)  # noqa: S704 - it has no markup any more


class _Index:
    """Values, each of which has a number."""

    def __init__(self) -> None:
        self.values: dict[Any, int] = {}

    def of(self, value: Any) -> int:
        return self.values.setdefault(value, len(self.values))


class _Rows:
    def __init__(self) -> None:
        names = (
            "accounts",
            "regions",
            "statuses",
            "verdicts",
            "reasons",
            "products",
            "versions",
            "problems",
            "commands",
        )
        self._indexes = {name: _Index() for name in names}

    def of(self, report: Report) -> Mapping[str, Any]:
        rows = [self._row(entry) for entry in report.stacks]
        lists = {name: list(index.values) for name, index in self._indexes.items()}
        return {"rows": rows, **lists, "stacks": [console.stacks(region) for region in lists["regions"]]}

    def _row(self, entry: StackEntry) -> list[Any]:
        product, candidate = product_of(entry), entry.candidates[0] if entry.candidates else None
        artifact = entry.governed_by.artifact if entry.governed_by else candidate.artifact if candidate else None
        without = _without(entry)
        return [
            display.line(entry.stack.name),
            self._number("accounts", entry.account),
            self._number("regions", entry.region),
            self._number("statuses", entry.status),
            self._number("verdicts", entry.verdict),
            self._number("reasons", entry.reason),
            self._number("products", product.name or product.id if product else ""),
            self._number("versions", artifact.name or artifact.id if artifact else ""),
            [self._problem(problem, without) for problem in entry.problems],
            self._indexes["commands"].of(without(commands.of_stack(entry))),
            _unique(entry),
        ]

    def _number(self, name: str, text: str) -> int:
        return self._indexes[name].of(display.line(text))

    def _problem(self, problem: ReportedProblem, without: Callable[[str], str]) -> int:
        own = display.line(problem.code), display.line(problem.severity)
        return self._indexes["problems"].of((*own, without(problem.message), without(problem.remedy)))


def _without(entry: StackEntry) -> Callable[[str], str]:
    """Return what takes out of a text what is of the stack alone."""
    facts = (entry.stack.id, entry.stack.name, entry.account, entry.region)
    marked = [(display.line(fact), mark) for fact, mark in zip(facts, MARKS, strict=True) if fact]

    def without(text: str) -> str:
        shown = display.line(text)
        for fact, mark in marked:
            shown = shown.replace(fact, mark)
        return shown

    return without


def _unique(entry: StackEntry) -> str:
    """Return the end of a stack's ARN, where the rest of it follows from its row; else the whole of it."""
    arn = parse_stack_arn(entry.stack.id)
    if arn is None or (arn.partition, arn.account, arn.region, arn.name) != (
        "aws",
        entry.account,
        entry.region,
        entry.stack.name,
    ):
        return display.line(entry.stack.id)
    return arn.unique
