"""`catalogctl propose`, as it is typed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from pulumi_servicecatalog.cli import exit_codes
from pulumi_servicecatalog.cli.command import COUNT, FILE, FOLDER, Command, Section, flag
from pulumi_servicecatalog.cli.commands import where

_NOTES: Final = """\
examples:
  catalogctl propose inventory.jsonl --out catalog
  catalogctl propose inventory.jsonl --out catalog --at-least 10
  catalogctl propose inventory.jsonl --out catalog --role-name Publisher --force

Written is a pulumi-aws program in Python, which people read and edit, and README.md, which says why each product and
version is proposed. A version is made from a stack itself, so that it matches by construction. A template that is one
part apart from another one becomes a version of the same product; one that is near to a version becomes a version of
that product.
"""


@dataclass(frozen=True, kw_only=True)
class ProposeOptions(where.RoleOptions):
    """What is proposed, and where it is written."""

    inventory: Path
    out: Path
    at_least: int
    force: bool


def _project() -> Section:
    return Section(
        title="the project",
        options=[
            click.Option(["--out"], metavar="DIR", type=FOLDER, required=True, help="the folder of the project"),
            click.Option(
                ["--at-least"],
                metavar="N",
                type=COUNT,
                default=2,
                help="leave out templates that fewer stacks share (default: 2)",
            ),
            flag("--force", "replace what is in the folder"),
        ],
    )


COMMAND: Final = Command(
    "propose",
    "Writes a Pulumi project with products for stacks that no version matches. AWS is not asked.",
    options=ProposeOptions,
    arguments=[
        click.Argument(["inventory"], metavar="INVENTORY", type=FILE, help="what `catalogctl discover` has written")
    ],
    sections=[_project(), where.role_section()],
    one_of=[where.ROLES],
    notes=f"{_NOTES}\n{exit_codes.HELP}",
)
