"""Renders docs/faults.md from tests/data/faults_seen.json: what a user sees of every fault, as the tests saw it."""

import json
from collections import defaultdict
from itertools import groupby
from pathlib import Path
from typing import Any

SEEN = Path(__file__).resolve().parents[2] / "tests" / "data" / "faults_seen.json"

_HEAD = """# Faults, and what is seen of them

<!-- Generated from tests/data/faults_seen.json by `make generate`; do not edit. -->

What a run tells where AWS, or the way to it, fails. Each row was seen by a test (`tests/integration/faults`), in which
the fault begins at that call and lasts to the end of the run, and the AWS SDK's own attempts are used up. After each of
them the same command, run again without the fault, ended with exactly one provisioned product, as declared, on the
stack that was there before, or on the only one that was launched.

* **done**: the operation went well; the fault did not matter.
* **not made**: nothing was made or changed.
* **made, but not well**: AWS has begun, or may have; the ID is kept, and the next run goes on from there.

A fault that passes by itself is not in the tables: throttled, unanswered and half answered requests are repeated under
the same token, and questions are asked again, until the operation's deadline. What is denied, and what credentials that
have expired ask for, is told at once and not repeated. The codes are explained in [problems.md](problems.md).
"""


def render(_schema: dict[str, Any]) -> str:
    """Give the whole page."""
    rows = json.loads(SEEN.read_text(encoding="utf-8"))
    rows.sort(key=lambda row: (row["fault"], row["scenario"]))
    parts = [_HEAD]
    for fault, of_fault in groupby(rows, key=lambda row: row["fault"]):
        parts.append(f"## {fault[0].upper()}{fault[1:]}\n")
        parts.append("| while | at | outcome | what is told |\n|---|---|---|---|")
        parts += _lines(list(of_fault))
        parts.append("")
    return "\n".join(parts)


def _lines(rows: list[dict[str, Any]]) -> list[str]:
    """Give a line for all calls that show the same."""
    same: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in rows:
        same[row["scenario"], row["outcome"], _shown(row)].append(_where(row))
    return [
        f"| {scenario} | {', '.join(dict.fromkeys(where))} | {outcome} | {shown} |"
        for (scenario, outcome, shown), where in same.items()
    ]


def _where(row: dict[str, Any]) -> str:
    if row["operation"][0].islower():
        return str(row["operation"])
    after = " (afterwards)" if row["phase"] == "after" else ""
    return f"{row['operation']}{after}"


def _shown(row: dict[str, Any]) -> str:
    texts = [*row["told"], *(f"warning: {each}" for each in row["warned"]), *(f"*{each}*" for each in row["said"])]
    shown = "<br>".join(texts).replace("|", "\\|")
    return shown.replace(row["operation"], "OPERATION") if row["operation"][0].isupper() else shown
