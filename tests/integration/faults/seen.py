"""What a user saw, as rows of a table that is checked in (seen.json) and that docs/development/faults.md shows."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, Outcome
from support.fakes.run import Run

FILE = Path(__file__).parents[2] / "data" / "faults_seen.json"

_SAME = (
    (re.compile(r"\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{22}\b"), "ID"),
    (re.compile(r"\b(rec|pp|prod|pa)-[a-z0-9]{13}\b"), r"\1-ID"),
    (re.compile(r"\bpayments-\d+"), "payments"),
    (re.compile(r'"payments"((, | or )"payments")+'), '"payments"'),
    (re.compile(r"\b\d{12}\b"), "ACCOUNT"),
    (re.compile(r"https?://127\.0\.0\.1:\d+[^\s\"]*"), "URL"),
    (re.compile(r"\b\d+ s\b"), "N s"),
)


@dataclass(frozen=True, order=True)
class Row:
    """What came of a fault at a call: the outcome, its problems, the status lines that it caused, and the warnings."""

    fault: str
    scenario: str
    phase: str
    operation: str
    outcome: str
    reported: tuple[str, ...] = ()
    said: tuple[str, ...] = ()
    warned: tuple[str, ...] = ()


def plain(text: str) -> str:
    """Return a text without what is different in every run."""
    for pattern, instead in _SAME:
        text = pattern.sub(instead, text)
    return text


Note = Callable[[str, str, Iterable[Row]], None]
"""Compares the rows of a fault and a scenario with those that are checked in, or writes them: `note` in conftest.py."""


def row(
    fault: str, scenario: str, outcome: Outcome, run: Run, *, said: Iterable[str] = (), phase: str, operation: str
) -> Row:
    """Return what an outcome, and the run that led to it, showed."""
    return Row(
        fault=fault,
        scenario=scenario,
        phase=phase,
        operation=operation,
        outcome=outcome_of(outcome),
        reported=reported_of(outcome),
        said=tuple(dict.fromkeys(plain(line) for line in said)),
        warned=tuple(plain(line) for line in run.warned),
    )


def outcome_of(outcome: Outcome) -> str:
    if isinstance(outcome, Done):
        return "done"
    return "made, but not well" if isinstance(outcome, MadeButUnhealthy) else "not made"


def reported_of(outcome: Outcome) -> tuple[str, ...]:
    return tuple(plain(f"[{item.code}] {item.message()}") for item in getattr(outcome, "problems", ()))


def _fields(row: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(item) if isinstance(item, list) else item for key, item in row.items()}


def recorded(fault: str, scenario: str) -> list[Row]:
    """Return the rows that are checked in."""
    rows = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else []
    values: list[dict[str, Any]] = [
        {key: tuple(item) if isinstance(item, list) else item for key, item in row.items()} for row in rows
    ]
    made = [Row(**row) for row in values]
    return sorted(item for item in made if (item.fault, item.scenario) == (fault, scenario))


def write(fault: str, scenario: str, rows: list[Row]) -> None:
    """Put rows in place of those that are checked in."""
    everything = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else []
    others = [item for item in everything if (item["fault"], item["scenario"]) != (fault, scenario)]
    merged = sorted([*others, *(asdict(item) for item in rows)], key=lambda item: json.dumps(item, sort_keys=True))
    FILE.write_text(json.dumps(merged, indent=1, default=list) + "\n", encoding="utf-8")
