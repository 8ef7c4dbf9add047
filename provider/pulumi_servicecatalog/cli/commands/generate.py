"""`catalogctl generate`, as it is typed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from pulumi_servicecatalog.cli import exit_codes
from pulumi_servicecatalog.cli.command import FILE, FOLDER, Choice, Command, Section, flag
from pulumi_servicecatalog.cli.commands import where

_NOTES: Final = """\
examples:
  catalogctl generate inventory.jsonl --out adoptions
  catalogctl generate inventory.jsonl --out adoptions --provider plugin --role-name Adopter
  catalogctl generate inventory.jsonl --out adoptions --layout one      # one Pulumi stack for all accounts
  catalogctl generate inventory.jsonl --out adoptions --language typescript
  catalogctl generate inventory.jsonl --out adoptions --language yaml --import-file

Written are adoptions/ACCOUNT/REGION.yaml, an entry for each stack with a comment on why it matched, and a program of
few lines that declares them. People review and edit the entries. A second run adds what is new, keeps every edit,
removes nothing, and tells which stacks are gone.
"""


@dataclass(frozen=True, kw_only=True)
class GenerateOptions(where.RoleOptions):
    """What is written, and where."""

    inventory: Path
    out: Path
    language: str
    provider: str | None
    layout: str
    import_file: bool
    force: bool


def _project() -> Section:
    return Section(
        title="the project",
        options=[
            click.Option(["--out"], metavar="DIR", type=FOLDER, required=True, help="the folder of the project"),
            click.Option(
                ["--language"],
                type=Choice(["python", "yaml", "typescript"]),
                default="python",
                help="of the program (default: python)",
            ),
            click.Option(
                ["--provider"],
                type=Choice(["dynamic", "plugin"]),
                help="docs/which-provider.md; dynamic is for Python alone, and the default there",
            ),
            click.Option(
                ["--layout"],
                type=Choice(["account", "one"]),
                default="account",
                help="a Pulumi stack for each account and Region, or one for all (default: account)",
            ),
            flag(
                "--import-file",
                "also declare what has been adopted already, and write imports/ACCOUNT/REGION.json, with which "
                "`pulumi import --file` takes it in",
            ),
            flag("--force", "write the program, and what its settings have to hold, where they differ"),
        ],
    )


COMMAND: Final = Command(
    "generate",
    "Writes a Pulumi project whose preview is what the inventory calls adoptable. AWS is not asked.",
    options=GenerateOptions,
    arguments=[
        click.Argument(["inventory"], metavar="INVENTORY", type=FILE, help="what `catalogctl discover` has written")
    ],
    sections=[_project(), where.role_section()],
    one_of=[where.ROLES],
    notes=f"{_NOTES}\n{exit_codes.HELP}",
)
