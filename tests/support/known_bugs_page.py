"""Makes docs/peers.md of rows.yaml: run `python tests/peers/page.py` after a change."""

from pathlib import Path
from typing import Any

import yaml

PAGE = Path(__file__).resolve().parents[2] / "docs" / "peers.md"
ROWS: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("rows.yaml").read_text(encoding="utf-8"))

_HEAD = """# What users of other tools met, and what happens here

<!-- Made from tests/peers/rows.yaml by `python tests/peers/page.py`; do not edit. -->

Reports about tools that launch or govern provisioned products, in the order in which they were studied. The tests are
those under tests/ that show the behaviour; tests/peers sees that each of them exists.
"""


def render() -> str:
    """Give the whole page."""
    parts = [_HEAD]
    for row in ROWS:
        issues = ", ".join(row["issues"])
        told = row["behaviour"] if "behaviour" in row else f"This cannot apply. {row['reason']}"
        tests = "\n".join(f"* {test}" for test in row["tests"])
        about = row["about"]
        parts.append(f"## {row['number']}. {about[0].upper()}{about[1:]}\n\n{issues}\n\n{told}\n\n{tests}\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(render(), encoding="utf-8")
