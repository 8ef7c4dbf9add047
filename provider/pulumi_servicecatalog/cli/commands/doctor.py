"""`catalogctl doctor`, as it is typed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from pulumi_servicecatalog.cli import exit_codes
from pulumi_servicecatalog.cli.command import FOLDER, Choice, Command, Section, flag
from pulumi_servicecatalog.cli.commands import where
from pulumi_servicecatalog.model.actions import Purpose

_NOTES: Final = """\
examples:
  catalogctl doctor                                        # this machine, and the account of your credentials
  catalogctl doctor adoptions                              # every account and Region of a project
  catalogctl doctor --accounts accounts.yml --for adopt    # may each of them adopt?
  catalogctl doctor --json | jq '.diagnoses[] | select(.state != "ok")'

what is looked at:
  this machine  Python, Pulumi's CLI and SDK, which plugin wins, where credentials come from, endpoints
  each account  the caller and the role, whether the services answer in the Region, the clock, the permissions

Permissions are what IAM's simulator says (iam:SimulatePrincipalPolicy). Where the caller may not ask it, they are not
known, and it is said how to see what is needed. Nothing is changed.
"""


@dataclass(frozen=True, kw_only=True)
class DoctorOptions(where.WhereOptions):
    """Which accounts are asked, for which purposes, and how it is shown."""

    folder: Path | None
    purposes: tuple[str, ...]
    json: bool


COMMAND: Final = Command(
    "doctor",
    "Looks whether this machine and the accounts have all that is needed, and says which command mends what is not.",
    options=DoctorOptions,
    arguments=[
        click.Argument(
            ["folder"],
            metavar="[DIR]",
            required=False,
            type=FOLDER,
            help="a Pulumi project: the accounts, Regions and roles of its stacks (default: those of the options)",
        )
    ],
    sections=[
        *where.sections(),
        Section(
            title="what is shown",
            options=[
                click.Option(
                    ["--for", "purposes"],
                    multiple=True,
                    type=Choice([purpose.value for purpose in Purpose]),
                    help="look at the permissions of this purpose; more than once for several (default: all)",
                ),
                flag("--json", "print JSON (schemaVersion 1)"),
            ],
        ),
    ],
    one_of=[where.ACCOUNTS, where.ROLES],
    notes=f"{_NOTES}\n{exit_codes.HELP}",
)
