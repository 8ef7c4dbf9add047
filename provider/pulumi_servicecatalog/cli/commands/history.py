"""`catalogctl history`, as it is typed."""

from dataclasses import dataclass
from typing import Final

import click

from pulumi_servicecatalog.cli import exit_codes
from pulumi_servicecatalog.cli.command import COUNT, TEXT, Command, Section, flag
from pulumi_servicecatalog.cli.commands import connection

_NOTES: Final = """\
examples:
  catalogctl history payments
  catalogctl history arn:aws:cloudformation:... --limit 5
  catalogctl history pp-abcdefghijklm       # a terminated one, as long as AWS keeps its records
  catalogctl history payments --json | jq '.records[] | select(.status == "FAILED") | .errors'

how to read it:
  Each record is one operation, newest first: when it began, how it ended, its type and its version. Under it: the
  record's ID, the launch path and the launch role if there are any, and after ! AWS's reason for a failure.
"""


@dataclass(frozen=True, kw_only=True)
class HistoryOptions(connection.ConnectionOptions):
    """Whose records are shown, and how."""

    identifier: str
    limit: int | None
    json: bool


COMMAND: Final = Command(
    "history",
    "Lists the records of a provisioned product (ListRecordHistory), newest first.",
    options=HistoryOptions,
    arguments=[
        click.Argument(
            ["identifier"],
            metavar="NAME_OR_ID_OR_STACK",
            type=TEXT,
            help="the provisioned product's name or ID (pp-...), or the ARN or name of its stack",
        )
    ],
    sections=[
        connection.section(),
        Section(
            title="output",
            options=[
                click.Option(["--limit"], metavar="N", type=COUNT, help="show at most N records (default: all)"),
                flag("--json", "print JSON (schemaVersion 1) instead of text"),
            ],
        ),
    ],
    notes=f"{_NOTES}\n{exit_codes.HELP}",
)
