"""`catalogctl issue`, as it is typed."""

from dataclasses import dataclass
from typing import Final

import click

from pulumi_servicecatalog.cli import exit_codes
from pulumi_servicecatalog.cli.command import TEXT, Command
from pulumi_servicecatalog.cli.commands import github
from pulumi_servicecatalog.cli.commands.github import GitHubOptions

_NOTES: Final = """\
examples:
  catalogctl issue drift.json
  catalogctl issue drift.json --github --label drift

There is one issue for each account that differs from what is declared, or could not be asked. The next run writes it
again if something has changed, and closes it when the account is as declared.
"""


@dataclass(frozen=True, kw_only=True)
class IssueOptions(GitHubOptions):
    """How the issues are found again."""

    label: str


COMMAND: Final = Command(
    "issue",
    "Opens, updates and closes one issue for each account, as results say.",
    options=IssueOptions,
    arguments=[github.results_argument()],
    sections=[
        github.github_section(
            click.Option(
                ["--label"],
                metavar="NAME",
                type=TEXT,
                default="catalogctl",
                help="the label of the issues, by which they are found again (default: catalogctl)",
            )
        )
    ],
    notes=f"{_NOTES}\n{exit_codes.HELP}",
)
