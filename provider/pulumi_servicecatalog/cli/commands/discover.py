"""`catalogctl discover`, as it is typed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from pulumi_servicecatalog.cli import exit_codes
from pulumi_servicecatalog.cli.command import FILE, FOLDER, Command, OneOf, Section, flag
from pulumi_servicecatalog.cli.commands import where

_NOTES: Final = """\
examples:
  catalogctl discover
  catalogctl discover --region eu-west-1 --region us-east-1 --out inventory.jsonl
  catalogctl discover --organization --role-name Reader --region all
  catalogctl discover --accounts accounts.yml --resume
  catalogctl discover --organization --role-name Reader --region all --scheduler tcp://10.0.0.7:8786
  catalogctl discover --organization --save-scan scan/     # and without an account: catalogctl discover --from scan/
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
    save_scan: Path | None
    from_: Path | None
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
            click.Option(
                ["--save-scan"],
                metavar="DIR",
                type=FOLDER,
                help="also keep what AWS answers, without values of parameters and outputs, for --from",
            ),
            click.Option(
                ["--from", "from_"], metavar="DIR", type=FOLDER, help="read a saved scan, and ask AWS nothing"
            ),
            flag("--json", "print the summary as JSON (schemaVersion 1)"),
        ],
    )


SCANS: Final = OneOf(names=["--save-scan", "--from"])
COMMAND: Final = Command(
    "discover",
    "Reads accounts and Regions, changes nothing, and writes an inventory: a verdict on each stack.",
    options=DiscoverOptions,
    sections=[*where.sections(), _output()],
    one_of=[
        where.ACCOUNTS,
        where.ROLES,
        OneOf(names=["--resume", "--force"]),
        SCANS,
        OneOf(names=["--parallel", "--scheduler"]),
        OneOf(names=["--save-scan", "--scheduler"]),
        OneOf(names=["--from", "--scheduler"]),
    ],
    notes=f"{_NOTES}\n{exit_codes.HELP}",
)
