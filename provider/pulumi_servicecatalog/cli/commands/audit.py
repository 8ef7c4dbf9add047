"""`catalogctl audit`, as it is typed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from pulumi_servicecatalog.cli import exit_codes
from pulumi_servicecatalog.cli.command import FILE, Command, Section, flag

_NOTES: Final = """\
examples:
  pulumi stack export | catalogctl audit -
  catalogctl audit state.json inventory.jsonl --config policies.yaml
  catalogctl audit inventory.jsonl --json

The rules are those of the policy pack; docs/how-to/policies.md lists them with what can be configured. An inventory
tells the rules which versions the catalog has and which stacks nothing governs, and its governed stacks are judged as
well. Neither AWS nor Pulumi is asked.
"""


@dataclass(frozen=True, kw_only=True)
class AuditOptions:
    """What is judged, and by which configuration."""

    files: tuple[Path, ...]
    config: Path | None
    json: bool


COMMAND: Final = Command(
    "audit",
    "Judges states and inventories by the rules of the policy pack.",
    options=AuditOptions,
    arguments=[
        click.Argument(
            ["files"],
            metavar="FILE",
            type=FILE,
            nargs=-1,
            required=True,
            help="states as `pulumi stack export` prints them (- is standard input), inventories and reports",
        )
    ],
    sections=[
        Section(
            title="options",
            options=[
                click.Option(
                    ["--config"],
                    metavar="FILE",
                    type=FILE,
                    help="what is configured of the rules, as YAML or JSON; docs/policies.schema.json describes it",
                ),
                flag("--json", "print the violations as JSON (schemaVersion 1)"),
            ],
        )
    ],
    notes=f"{_NOTES}\n{exit_codes.HELP}",
)
