"""`catalogctl drift`, as it is typed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from pulumi_servicecatalog.cli import exit_codes
from pulumi_servicecatalog.cli.command import FILE, FOLDER, TEXT, Command, OneOf, Section, flag
from pulumi_servicecatalog.cli.commands import where

_NOTES: Final = """\
examples:
  catalogctl drift adoptions                                         # every Pulumi stack of a project
  catalogctl drift adoptions --stack prod --role-name Reader         # one of them, with a role that may only read
  catalogctl drift adoptions --ignore known.yaml --json --out drift.json
  pulumi stack export --show-secrets --file state.json; catalogctl drift --file state.json

what differs:
  catalog   what Service Catalog has: version, path, tags, owner, launch role, status; or it has nothing any more
  stack     what CloudFormation has: parameters, another template than the version's, a stack that is gone, or another
            one under its name
  resource  with --resources: what somebody has changed of a stack's resources, behind CloudFormation
  unasked   what could not be compared, with the reason

It compares as `pulumi preview` does, with what the state says was declared last: what a program has changed since, a
preview shows. After `pulumi refresh` the state has what AWS has; then only a preview shows what is declared. Secrets of
the state are compared and never printed, nor are values of parameters.

--ignore FILE names differences that are known: a list under `ignore`, whose entries have `urn` or `stack` (`*` stands
for any text), `property` (left out: all), `owner`, `reason` and `expires` (2027-01-31). An expired one counts again.
"""


@dataclass(frozen=True, kw_only=True)
class DriftOptions(where.RoleOptions):
    """Which states are compared, how an account is entered, and where the result goes."""

    folder: Path | None
    stacks: tuple[str, ...]
    files: tuple[Path, ...]
    resources: bool
    trail: bool
    ignore: Path | None
    external_id: str | None
    profile: str | None
    parallel: int
    limits: Path | None
    json: bool
    out: Path | None


def _states() -> Section:
    return Section(
        title="the states",
        options=[
            click.Option(
                ["--stack", "stacks"],
                multiple=True,
                metavar="NAME",
                type=TEXT,
                help="a Pulumi stack; repeat it for several (default: all that have a Pulumi.NAME.yaml)",
            ),
            click.Option(
                ["--file", "files"],
                multiple=True,
                metavar="STATE.json",
                type=FILE,
                help="what `pulumi stack export` has written, in place of a project; repeat it for several",
            ),
        ],
    )


def _look() -> Section:
    return Section(
        title="what else is looked at",
        options=[
            flag("--resources", "also have CloudFormation compare the resources of each stack, which takes minutes"),
            flag("--trail", "ask CloudTrail who has changed what differs (it keeps 90 days)"),
        ],
    )


def _output() -> Section:
    return Section(
        title="what is shown",
        options=[
            click.Option(["--ignore"], metavar="FILE", type=FILE, help="differences that are known, as YAML"),
            flag("--json", "print the report as JSON (schemaVersion 1, docs/report.schema.json)"),
            click.Option(["--out"], metavar="FILE", type=FILE, help="also write the report as JSON to a file"),
        ],
    )


COMMAND: Final = Command(
    "drift",
    "Compares the states of Pulumi stacks with AWS, without a program and an engine, and changes nothing.",
    options=DriftOptions,
    arguments=[
        click.Argument(
            ["folder"],
            metavar="[DIR]",
            required=False,
            type=FOLDER,
            help="a Pulumi project, as `catalogctl generate` writes it (default: this folder)",
        )
    ],
    sections=[_states(), _look(), where.entering(), _output()],
    one_of=[OneOf(names=["--stack", "--file"]), where.ROLES],
    notes=f"{_NOTES}\n{exit_codes.HELP}",
)
