"""Writes the files that follow from tables of the provider and data of tests; with --check, tells what is stale.

`make check` runs it with --check, `make generate` without.
"""

import argparse
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tools.generate import (
    arguments_module,
    faults_page,
    glossary_page,
    invokes_module,
    known_bugs_page,
    policies_page,
    problems_page,
    reference_page,
    scale_page,
    schema_file,
)

ROOT = Path(__file__).resolve().parents[2]

OUTPUTS: dict[str, Callable[[dict[str, Any]], str]] = {
    "schema.json": lambda _schema: schema_file.render(),
    "provider/pulumi_servicecatalog/providers/generated/arguments.py": arguments_module.render,
    "provider/pulumi_servicecatalog/providers/generated/functions.py": invokes_module.render,
    "docs/reference.md": reference_page.render,
    "docs/problems.md": problems_page.render,
    "docs/policies.md": policies_page.render,
    "docs/policies.schema.json": policies_page.render_schema,
    "docs/explanation/scale.md": scale_page.render,
    "docs/development/faults.md": faults_page.render,
    "docs/development/known-bugs.md": known_bugs_page.render,
    "docs/development/glossary.md": glossary_page.render,
}


def main() -> int:
    """Write, or check, every generated file."""
    parser = argparse.ArgumentParser(prog="tools/generate", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 if a file is stale")
    check = parser.parse_args().check
    schema = schema_file.schema()
    stale = [name for name, render in OUTPUTS.items() if not _is_current(ROOT / name, render(schema))]
    if check:
        for name in stale:
            print(f"{name} is stale: run `make generate`", file=sys.stderr)
        return 1 if stale else 0
    for name in stale:
        (ROOT / name).parent.mkdir(parents=True, exist_ok=True)
        (ROOT / name).write_text(OUTPUTS[name](schema), encoding="utf-8")
        print(f"wrote {name}")
    return 0


def _is_current(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main())
