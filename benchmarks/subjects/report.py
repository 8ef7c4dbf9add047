"""`catalogctl report` on 10,000 stacks: what the page takes to make and to mail, and how soon a person can use it."""

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks import measure
from benchmarks.rows import Row, Session, at_most, benchmark
from tools import browser

from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.discovery import NoVersionMatches
from pulumi_servicecatalog.model.problems.stacks import StackStatusNotImportable

_STACKS = 10_000
_SHARDS = 300
_REGION = "eu-west-1"
_FILTER = """() => {
  const box = document.getElementById("query"), began = performance.now();
  box.value = "stack-09"; box.dispatchEvent(new Event("input"));
  document.body.getBoundingClientRect();
  return performance.now() - began;
}"""


@benchmark("report")
def report(session: Session) -> Iterator[Row]:
    """A page of 10,000 stacks: CPU of the command, bytes, and in Chromium the first paint and a search."""
    folder = session.folder / "report"
    _write_inventory(session.folder / "i.jsonl")
    make = ["report", str(session.folder / "i.jsonl"), "--out", str(folder), "--format", "html"]
    command = [sys.executable, "-m", "pulumi_servicecatalog.cli.main", *make]
    runs = [measure.tree(command, folder=session.folder, environment=os.environ) for _ in range(session.runs)]
    page = folder / "report.html"
    paints, filters = _in_a_browser(page, session.runs)
    for what, unit, values, goal in (
        ("page of a report, made", "CPU s", [used.cpu for used in runs], 10.0),
        ("page of a report", "MB", [page.stat().st_size / 1_000_000], 2.0),
        ("page of a report, first paint", "ms", paints, 2000.0),
        ("page of a report, a search", "ms", filters, 200.0),
    ):
        yield Row(what=what, subject="provider", size=_STACKS, unit=unit, values=values, goal=at_most(goal))


def _in_a_browser(page: Path, runs: int) -> tuple[list[float], list[float]]:
    paints, filters = [], []
    with browser.browser() as chromium:
        for _ in range(runs):
            with browser.opened(chromium, page) as opened:
                opened.page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
                paints.append(
                    opened.page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
                )
                filters.append(opened.page.evaluate(_FILTER))
    return paints, filters


def _write_inventory(path: Path) -> None:
    with path.open("w", encoding="utf-8") as file:
        for number in range(_STACKS):
            file.write(json.dumps(_stack(number)) + "\n")
        for shard in range(_SHARDS):
            line = {**_line("account", shard), "outcome": "read", "reason": "", "stacks": _STACKS // _SHARDS}
            file.write(json.dumps(line) + "\n")


def _line(kind: str, shard: int) -> dict[str, Any]:
    return {"schemaVersion": 1, "kind": kind, "account": f"{100_000_000_000 + shard}", "region": _REGION}


def _stack(number: int) -> dict[str, Any]:
    """Return a line of an inventory: a third governed, a third adoptable, a third blocked by one of two problems."""
    line = _line("stack", number % _SHARDS)
    name = f"stack-{number:05}"
    unique = f"{number:08x}-0000-4000-8000-{number * 7919 % 2**48:012x}"
    arn = f"arn:aws:cloudformation:{_REGION}:{line['account']}:stack/{name}/{unique}"
    version = {
        "product": {"id": f"prod-{number % 40}", "name": f"product-{number % 40}"},
        "provisioningArtifact": {"id": f"pa-{number % 120}", "name": f"v{number % 3}"},
    }
    verdict = ("governed", "adoptable", "near", "governed", "adoptable", "excluded")[number % 6]
    problems = {"near": NoVersionMatches(stack=name, nearest=(f"product-{number % 40} v1",)), "excluded": _broken(name)}
    problem = problems.get(verdict)
    holder = {"id": f"pp-{unique[:13]}", "name": name, "status": "AVAILABLE", **version, "newest": None}
    return {
        **line,
        "stack": {"id": arn, "name": name, "status": "CREATE_COMPLETE"},
        "verdict": verdict,
        "reason": problem.code if problem else "current",
        "problems": [problem.as_dict()] if problem else [],
        "family": f"{number % 700:024x}",
        "governedBy": {**holder, "deprecated": False} if verdict == "governed" else None,
        "candidates": [{**version, "match": "near", "alike": 0.9, "differences": []}] if verdict != "governed" else [],
        "because": "",
    }


def _broken(name: str) -> Problem:
    return StackStatusNotImportable(stack=name, status="ROLLBACK_COMPLETE")
