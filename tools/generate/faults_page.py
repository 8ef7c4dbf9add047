"""Renders docs/development/faults.md from tests/data/faults_seen.json: what a user sees of every fault."""

import json
from collections import defaultdict
from itertools import groupby
from pathlib import Path
from typing import Any

SEEN = Path(__file__).resolve().parents[2] / "tests" / "data" / "faults_seen.json"

_HEAD = """# Faults, and what a user sees of them

<!-- Generated from tests/data/faults_seen.json by `make generate`; do not edit. -->

What a user sees where AWS, or the connection to it, fails. Each row was recorded by a test (`tests/integration/faults`)
in which the fault begins at that call and lasts until the run ends, and the AWS SDK's own attempts are used up. After
each of them the same command was run again without the fault. It ended with exactly one provisioned product, as
declared, on the stack that was there before or on the only one that was launched.

* **done**: the operation succeeded; the fault made no difference.
* **not made**: nothing was made or changed.
* **made, but not well**: AWS has begun, or may have. The ID is kept, and the next run continues from there.

A fault that passes is not in the tables: requests that are throttled or whose response is lost are sent again with the
same token, and reads are repeated, until the operation's deadline. What is denied, and credentials that have expired,
are reported at once and not retried. The codes are explained in [problems.md](../problems.md).
"""


def render(_schema: dict[str, Any]) -> str:
    """Return the whole page."""
    rows = json.loads(SEEN.read_text(encoding="utf-8"))
    rows.sort(key=lambda row: (row["fault"], row["scenario"]))
    parts = [_HEAD]
    for fault, of_fault in groupby(rows, key=lambda row: row["fault"]):
        parts.append(f"## {fault[0].upper()}{fault[1:]}\n")
        parts.append("| while | at | outcome | what is shown |\n|---|---|---|---|")
        parts += _lines(list(of_fault))
        parts.append("")
    return "\n".join(parts)


def _lines(rows: list[dict[str, Any]]) -> list[str]:
    """Return one line for all calls that show the same."""
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
    warnings = [f"warning: {message}" for message in row["warned"]]
    texts = [*row["reported"], *warnings, *(f"*{message}*" for message in row["said"])]
    shown = "<br>".join(texts).replace("|", "\\|")
    return shown.replace(row["operation"], "OPERATION") if row["operation"][0].isupper() else shown
