"""JUnit's XML, for the pages of tests that pipelines show: a test case for each stack, shard and difference."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

from pulumi_servicecatalog.model import display
from pulumi_servicecatalog.reporting.coverage import is_blocked, is_left_out
from pulumi_servicecatalog.reporting.model import (
    AccountEntry,
    DriftEntry,
    DriftKind,
    Mode,
    Outcome,
    Report,
    ReportedProblem,
    StackEntry,
)

_NO_XML: Final = {0xFFFE: "\\ufffe", 0xFFFF: "\\uffff"}
"""What no document of XML can have, and `display` shows as it is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class _Case:
    """A test case: `outcome` is failure, error or skipped, or "" where it has passed."""

    suite: str
    group: str
    name: str
    outcome: str = ""
    code: str = ""
    text: str = ""
    seconds: float = 0.0


def document(report: Report) -> str:
    """Return the document of a report."""
    suites: dict[str, list[_Case]] = {}
    for case in _cases(report):
        suites.setdefault(case.suite, []).append(case)
    root = ET.Element("testsuites", {"name": "catalogctl", **_counts([c for cases in suites.values() for c in cases])})
    for suite, cases in suites.items():
        node = ET.SubElement(root, "testsuite", {"name": _text(suite), **_counts(cases)})
        for case in cases:
            _add(node, case)
    ET.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{ET.tostring(root, encoding="unicode")}\n'


def _counts(cases: list[_Case]) -> dict[str, str]:
    outcomes = [case.outcome for case in cases]
    counts = {name: outcomes.count(outcome) for name, outcome in _OUTCOMES.items()}
    return {"tests": str(len(cases)), **{name: str(number) for name, number in counts.items()}}


_OUTCOMES: Final = {"failures": "failure", "errors": "error", "skipped": "skipped"}


def _add(suite: ET.Element, case: _Case) -> None:
    node = ET.SubElement(
        suite, "testcase", classname=_text(case.group), name=_text(case.name), time=f"{case.seconds:.3f}"
    )
    if case.outcome:
        ET.SubElement(node, case.outcome, type=_text(case.code), message=_text(case.text))


def _text(text: str) -> str:
    return display.line(text).translate(_NO_XML)


def _cases(report: Report) -> Iterator[_Case]:
    yield from (_of_stack(entry) for entry in report.stacks)
    yield from (_of_account(entry) for entry in report.accounts if entry.mode is not Mode.DISCOVER or entry.outcome.bad)
    yield from map(_of_drift, report.drift)


def _of_stack(entry: StackEntry) -> _Case:
    outcome = "failure" if is_blocked(entry) else "skipped" if is_left_out(entry) else ""
    return _Case(
        suite="stacks",
        group=f"{entry.account}.{entry.region}",
        name=entry.stack.name,
        outcome=outcome,
        code=entry.reason,
        text=_sentences(entry.problems),
    )


def _of_account(entry: AccountEntry) -> _Case:
    failed = "failure" if entry.mode.rollout else "error"
    compared = "compared" if entry.mode is Mode.DRIFT else "accounts"
    return _Case(
        suite="rollout" if entry.mode.rollout else compared,
        group=f"{entry.account}.{entry.region}",
        name=entry.pulumi_stack or "account",
        outcome=failed if entry.outcome.bad else "skipped" if entry.outcome is Outcome.STOPPED else "",
        code=entry.problems[0].code if entry.problems else entry.outcome.value,
        text=_sentences(entry.problems) or entry.reason,
        seconds=entry.seconds,
    )


def _of_drift(entry: DriftEntry) -> _Case:
    known = entry.ignored is not None and not entry.ignored.expired
    return _Case(
        suite="drift",
        group=entry.pulumi_stack,
        name=f"{entry.name}.{entry.property}",
        outcome="skipped" if known else "failure",
        code=entry.kind.value,
        text=" ".join(_said(entry)),
    )


def _said(entry: DriftEntry) -> Iterator[str]:
    if entry.kind is not DriftKind.UNASKED:
        yield f"declared {entry.declared or 'nothing'}, actual {entry.actual or 'nothing'}; {entry.then}"
    if entry.problem is not None:
        yield _sentences((entry.problem,))


def _sentences(problems: tuple[ReportedProblem, ...]) -> str:
    return " ".join(f"[{problem.code}] {problem.message} {problem.remedy}" for problem in problems)
