"""Renders docs/development/known-bugs.md from tests/data/known_bugs.yaml: bugs of other tools and our behaviour."""

from pathlib import Path
from typing import Any

import yaml

_DATA = Path(__file__).resolve().parents[2] / "tests" / "data" / "known_bugs.yaml"
ROWS: list[dict[str, Any]] = yaml.safe_load(_DATA.read_text(encoding="utf-8"))

_HEAD = """# Bugs of other tools, and what happens here

<!-- Generated from tests/data/known_bugs.yaml by `make generate`; do not edit. -->

Reports about tools that launch or govern provisioned products. The tests named under each report show what happens
here; tests/unit/known_bugs checks that they exist.
"""


def render(_schema: dict[str, Any]) -> str:
    """Return the whole page."""
    parts = [_HEAD]
    for row in ROWS:
        issues = ", ".join(row["issues"])
        answer = row["behaviour"] if "behaviour" in row else f"This cannot apply. {row['reason']}"
        tests = "\n".join(f"* {test}" for test in row["tests"])
        about = row["about"]
        parts.append(f"## {row['number']}. {about[0].upper()}{about[1:]}\n\n{issues}\n\n{answer}\n\n{tests}\n")
    return "\n".join(parts)
