"""Compares what users build on with what the releases promised; with --record FILE, records the present one.

`make check` runs it, and `make release` records. A break needs another major version.
"""

import argparse
import json
import sys
from pathlib import Path

from tools.generate import problem_samples, schema_file
from tools.interface import recorded
from tools.interface.compare import incompatible
from tools.interface.recorded import Interface

from pulumi_servicecatalog.cli import exit_codes

ROOT = Path(__file__).resolve().parents[2]
RELEASES = ROOT / "tests" / "upgrade"


def main() -> int:
    """Compare, or record; return the exit status."""
    parser = argparse.ArgumentParser(prog="tools/interface", description=__doc__, allow_abbrev=False)
    parser.add_argument("--record", type=Path, metavar="FILE")
    target: Path | None = parser.parse_args().record
    now = present()
    if target is not None:
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(now.text(), encoding="utf-8")
        return 0
    breaks = [
        f"since {before.version}: {sentence}"
        for before in releases()
        if before.version.split(".")[0] == now.version.split(".")[0]
        for sentence in incompatible(before, now)
    ]
    for sentence in breaks:
        print(sentence, file=sys.stderr)
    if breaks:
        print("a break needs another major version, and a fragment changes/*.removed.md", file=sys.stderr)
    return 1 if breaks else 0


def present() -> Interface:
    """Return what the checkout has."""
    return recorded.of(
        schema=schema_file.schema(),
        problems=(problem.code for problem in problem_samples.samples()),
        exit_codes={name: value for name, value in vars(exit_codes).items() if name.isupper() and type(value) is int},
        json_schemas={
            path.name: json.loads(path.read_text(encoding="utf-8")) for path in (ROOT / "docs").rglob("*.schema.json")
        },
    )


def releases() -> list[Interface]:
    """Return what the releases have recorded, the oldest first."""
    files = RELEASES.glob("v*/interface.json")
    return sorted(
        (Interface.parsed(path.read_text(encoding="utf-8")) for path in files),
        key=lambda interface: [int(part) for part in interface.version.split(".")],
    )


if __name__ == "__main__":
    sys.exit(main())
