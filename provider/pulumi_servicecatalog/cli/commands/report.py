"""`catalogctl report`, as it is typed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from pulumi_servicecatalog.cli import exit_codes
from pulumi_servicecatalog.cli.command import FILE, FOLDER, Command, Parsed, Section, did_you_mean

FORMATS: Final = ("html", "markdown", "json", "csv", "junit", "sarif")

_NOTES: Final = """\
examples:
  catalogctl report inventory.jsonl --out report                 # report/report.html, to look at and to mail
  catalogctl report inventory.jsonl rollout.jsonl --out report   # with what a rollout has done
  catalogctl report inventory.jsonl --out report --baseline last-week/report.json      # what is new, and what is fixed
  catalogctl report inventory.jsonl --out report --format csv,junit,sarif              # for other programs

what is read:
  inventory.jsonl   of `catalogctl discover`
  rollout.jsonl     the ledger of `catalogctl rollout`, and results of `catalogctl fleet run`
  check.json        of `catalogctl check --json`
  report.json       of this command
Several are put together: of what two of them have, the later one on the command line counts.

what is written:
  html      report.html: one file with everything in it; it opens without a network and without a request
  json      report.json: a --baseline of a later report; docs/report.schema.json describes it
  markdown  report.md
  csv       stacks.csv, accounts.csv and drift.csv; a text that begins like a formula has an apostrophe before it
  junit     junit.xml: a test case for each stack
  sarif     report.sarif: a result for each problem, with a fingerprint that stays the same
Files of these names are replaced; if one cannot be written, none is. AWS is not asked.
"""


@dataclass(frozen=True, kw_only=True)
class ReportOptions:
    """What is read, and what is written where."""

    results: tuple[Path, ...]
    out: Path
    format: tuple[str, ...]
    baseline: Path | None


def _formats(value: str) -> tuple[str, ...]:
    """Return the formats of a list, each once."""
    names = [name.strip() for name in value.split(",")]
    for name in names:
        if name not in FORMATS:
            raise ValueError(f"must be of {', '.join(FORMATS)}, and not {name!r}{did_you_mean(name, FORMATS)}")
    return tuple(dict.fromkeys(names))


COMMAND: Final = Command(
    "report",
    "Writes what is known of an estate: how far it is, what blocks the rest, and what has changed since a baseline.",
    options=ReportOptions,
    arguments=[
        click.Argument(
            ["results"],
            metavar="RESULT",
            type=FILE,
            nargs=-1,
            required=True,
            help="files that other commands have written",
        )
    ],
    sections=[
        Section(
            title="options",
            options=[
                click.Option(["--out"], metavar="DIR", type=FOLDER, required=True, help="the folder of the report"),
                click.Option(
                    ["--format"],
                    metavar="LIST",
                    type=Parsed(_formats),
                    default="html,json",
                    help="html, markdown, json, csv, junit, sarif, with commas between them (default: html,json)",
                ),
                click.Option(
                    ["--baseline"], metavar="FILE", type=FILE, help="an earlier report or inventory, for the trend"
                ),
            ],
        )
    ],
    notes=f"{_NOTES}\n{exit_codes.HELP}",
)
