"""`catalogctl discover`, as it is typed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from pulumi_servicecatalog.cli import exit_codes
from pulumi_servicecatalog.cli.command import FILE, Command, OneOf, Section, flag
from pulumi_servicecatalog.cli.commands import where

_NOTES: Final = """\
examples:
  catalogctl discover
  catalogctl discover --region eu-west-1 --region us-east-1 --out inventory.jsonl
  catalogctl discover --organization --role-name Reader --region all
  catalogctl discover --accounts accounts.yml --resume
  jq -r 'select(.verdict == "adoptable") | .stack.name' inventory.jsonl

verdicts:
  governed    a provisioned product manages the stack
  adoptable   a version of the catalog has its template, and nothing stands in the way
  near        most of its template is that of a version
  unmatched   no version is like it
  excluded    AWS does not import it (nested, of a stack set, in the wrong status), or it belongs to a tool
  unreadable  its template cannot be read

The inventory is JSON Lines; docs/inventory.schema.json describes it. It is written as the accounts are read: a run that
was stopped goes on with --resume.
"""


@dataclass(frozen=True, kw_only=True)
class DiscoverOptions(where.WhereOptions):
    """What is read, and where it is written."""

    out: Path
    resume: bool
    force: bool
    json: bool


def _output() -> Section:
    return Section(
        title="output",
        options=[
            click.Option(
                ["--out"],
                metavar="FILE",
                type=FILE,
                default=Path("inventory.jsonl"),
                help="the inventory (default: inventory.jsonl)",
            ),
            flag("--resume", "complete the inventory: read what is missing in it"),
            flag("--force", "replace the inventory, if there is one"),
            flag("--json", "print the summary as JSON (schemaVersion 1)"),
        ],
    )


COMMAND: Final = Command(
    "discover",
    "Reads accounts and Regions, changes nothing, and writes an inventory: a verdict on each stack.",
    options=DiscoverOptions,
    sections=[*where.sections(), _output()],
    one_of=[where.ACCOUNTS, where.ROLES, OneOf(names=["--resume", "--force"])],
    notes=f"{_NOTES}\n{exit_codes.HELP}",
)
