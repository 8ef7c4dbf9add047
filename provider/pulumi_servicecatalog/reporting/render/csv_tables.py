"""Tables of comma-separated values. Their columns are those of schemaVersion 1: more may come after them, none goes."""

import csv
import io
from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeVar

from pulumi_servicecatalog.model import display
from pulumi_servicecatalog.reporting import commands
from pulumi_servicecatalog.reporting.coverage import product_of
from pulumi_servicecatalog.reporting.model import AccountEntry, DriftEntry, Report, StackEntry

_T = TypeVar("_T")

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
"""With what a spreadsheet takes a text for a formula."""

Value = str | int | float | None
_Columns = Mapping[str, Callable[[_T], Value]]


def tables(report: Report) -> Mapping[str, str]:
    """Return the tables of a report, by the names of their files."""
    return {
        "stacks.csv": _text(_STACKS, report.stacks),
        "accounts.csv": _text(_ACCOUNTS, report.accounts),
        "drift.csv": _text(_DRIFT, report.drift),
    }


def _text(columns: _Columns[_T], entries: Iterable[_T]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_value(value(entry)) for value in columns.values()] for entry in entries)
    return out.getvalue()


def _value(value: Value) -> Value:
    """Return a value as a spreadsheet shows it: a text that it would take for a formula has an apostrophe before it."""
    if not isinstance(value, str):
        return value
    text = display.line(value)
    return f"'{text}" if text.lstrip().startswith(_FORMULA) else text


def _product(entry: StackEntry) -> str:
    product = product_of(entry)
    return product.name if product else ""


def _version(entry: StackEntry) -> str:
    if entry.governed_by:
        return entry.governed_by.artifact.name
    return entry.candidates[0].artifact.name if entry.candidates else ""


_STACKS: Final[_Columns[StackEntry]] = {
    "account": lambda entry: entry.account,
    "region": lambda entry: entry.region,
    "stack": lambda entry: entry.stack.name,
    "stackId": lambda entry: entry.stack.id,
    "status": lambda entry: entry.status,
    "verdict": lambda entry: entry.verdict,
    "reason": lambda entry: entry.reason,
    "product": _product,
    "version": _version,
    "newest": lambda entry: entry.governed_by.newest if entry.governed_by else None,
    "provisionedProductId": lambda entry: entry.governed_by.provisioned_product.id if entry.governed_by else None,
    "provisionedProductStatus": lambda entry: entry.governed_by.status if entry.governed_by else None,
    "family": lambda entry: entry.family,
    "problems": lambda entry: " ".join(problem.code for problem in entry.problems),
    "message": lambda entry: entry.problems[0].message if entry.problems else "",
    "remedy": lambda entry: entry.problems[0].remedy if entry.problems else "",
    "command": commands.of_stack,
}
_ACCOUNTS: Final[_Columns[AccountEntry]] = {
    "account": lambda entry: entry.account,
    "region": lambda entry: entry.region,
    "pulumiStack": lambda entry: entry.pulumi_stack,
    "mode": lambda entry: entry.mode.value,
    "outcome": lambda entry: entry.outcome.value,
    "stacks": lambda entry: entry.stacks,
    "reason": lambda entry: entry.reason,
    "begun": lambda entry: entry.begun,
    "ended": lambda entry: entry.ended,
    "seconds": lambda entry: entry.seconds,
    "attempt": lambda entry: entry.attempt,
    "wave": lambda entry: entry.wave,
}
_DRIFT: Final[_Columns[DriftEntry]] = {
    "account": lambda entry: entry.account,
    "region": lambda entry: entry.region,
    "pulumiStack": lambda entry: entry.pulumi_stack,
    "urn": lambda entry: entry.urn,
    "name": lambda entry: entry.name,
    "kind": lambda entry: entry.kind.value,
    "property": lambda entry: entry.property,
    "declared": lambda entry: entry.declared,
    "actual": lambda entry: entry.actual,
    "then": lambda entry: entry.then,
    "since": lambda entry: entry.since,
    "by": lambda entry: entry.by,
    "record": lambda entry: entry.record,
    "trail": lambda entry: entry.trail,
    "problem": lambda entry: entry.problem.code if entry.problem else None,
    "ignoredBy": lambda entry: entry.ignored.owner if entry.ignored else None,
    "ignoredUntil": lambda entry: entry.ignored.expires if entry.ignored else None,
    "ignoredExpired": lambda entry: str(entry.ignored.expired).lower() if entry.ignored else None,
}
