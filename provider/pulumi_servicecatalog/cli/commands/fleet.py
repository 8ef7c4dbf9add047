"""`catalogctl fleet`, as it is typed: a plan, the work on a part of its shards, and results put together."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import click

from pulumi_servicecatalog.cli import exit_codes
from pulumi_servicecatalog.cli.command import (
    CONTEXT,
    COUNT,
    FILE,
    FOLDER,
    TEXT,
    Command,
    OneOf,
    Parsed,
    Section,
    file,
    flag,
    write_section,
)
from pulumi_servicecatalog.cli.commands import limits
from pulumi_servicecatalog.cli.group import Group
from pulumi_servicecatalog.model.object_location import ObjectLocation

_PLAN_NOTES: Final = """\
examples:
  catalogctl fleet plan adoptions --out plan.jsonl
  catalogctl fleet plan adoptions --out plan.jsonl --accounts accounts.yml     # with the tags of accounts
  catalogctl fleet plan adoptions --out plan.jsonl --destroy                   # release what was adopted

A plan is JSON Lines; docs/fleet-plan.schema.json describes it. Its first line has the hash that results name. Each
other line is a shard: a Pulumi stack whose settings name an account and a Region. AWS and Pulumi are not asked.
"""

_RUN_NOTES: Final = """\
examples:
  catalogctl fleet run --plan plan.jsonl --shard 1/8 --preview --out results-1.jsonl
  catalogctl fleet run --plan plan.jsonl --shard 1/8 --yes --project adoptions --out results-1.jsonl
  catalogctl fleet run --shard "$LINE" --yes --project adoptions >> results.jsonl

A shard is done by Pulumi, in a process of its own, and has one result; docs/fleet-result.schema.json describes it.
Doing it again is harmless. A worker needs `pulumi`, the project as it was planned, and credentials for the accounts.
"""

_MERGE_NOTES: Final = """\
examples:
  catalogctl fleet merge plan.jsonl results-*.jsonl
  catalogctl fleet merge plan.jsonl rollout.jsonl --json

It fails where plan and results differ: a shard without a result, a result of another plan, previews among updates. Of
several results of a shard the one counts that ended last; a preview only where there is nothing else. The ledger of
`catalogctl rollout` is a file of results as well.
"""


@dataclass(frozen=True, kw_only=True)
class PlanOptions:
    """Of which project, and what is to be done with it."""

    folder: Path
    out: Path
    refresh: bool
    destroy: bool
    accounts: Path | None


@dataclass(frozen=True, kw_only=True)
class RunOptions:
    """Which shards, how far, and where the results are written."""

    shard: str
    plan: Path | None
    project: Path
    preview: bool
    yes: bool
    out: Path | None
    workers: int
    lock_timeout: int
    limits: Path | None


@dataclass(frozen=True, kw_only=True)
class MergeOptions:
    """Which plan, and the files of its results."""

    plan: Path
    results: tuple[Path | ObjectLocation, ...]
    json: bool


def _file_or_object(text: str) -> Path | ObjectLocation:
    return ObjectLocation.parse(text) or file(text)


FILE_OR_OBJECT: Final = Parsed(_file_or_object, "file")


def folder_argument() -> click.Argument:
    """Return the argument for a project."""
    return click.Argument(
        ["folder"], metavar="DIR", type=FOLDER, help="a Pulumi project, as `catalogctl generate` writes it"
    )


def operation_options() -> list[click.Option]:
    """Return the options for what is done with each Pulumi stack."""
    return [
        flag("--refresh", "compare the state with AWS, as `pulumi refresh` does, in place of `pulumi up`"),
        flag("--destroy", "release what was adopted, as `pulumi destroy` does"),
        click.Option(
            ["--accounts"],
            metavar="FILE",
            type=FILE,
            help="names and tags of accounts, as for `catalogctl discover`; --canary chooses by tags",
        ),
    ]


def lock_timeout() -> click.Option:
    """Return the option for how long a locked Pulumi stack is waited for."""
    return click.Option(
        ["--lock-timeout"],
        metavar="SECONDS",
        type=COUNT,
        default=600,
        help="how long to wait for an update of somebody else of the same Pulumi stack (default: 600)",
    )


OPERATIONS: Final = OneOf(names=["--refresh", "--destroy"])

PLAN: Final = Command(
    "fleet-plan",
    "Writes a plan: a line for each Pulumi stack of a project that is of an account and a Region.",
    options=PlanOptions,
    arguments=[folder_argument()],
    sections=[
        Section(
            title="options",
            options=[
                click.Option(["--out"], metavar="FILE", type=FILE, required=True, help="the plan"),
                *operation_options(),
            ],
        )
    ],
    one_of=[OPERATIONS],
    notes=f"{_PLAN_NOTES}\n{exit_codes.HELP}",
)

RUN: Final = Command(
    "fleet-run",
    "Does one shard of a plan, or one part of its shards, and writes what became of each.",
    options=RunOptions,
    sections=[
        Section(
            title="options",
            options=[
                click.Option(
                    ["--shard"],
                    metavar="LINE|i/n",
                    type=TEXT,
                    required=True,
                    help="a line of a plan; or a part of its shards: 1/8 is the first of eight",
                ),
                click.Option(["--plan"], metavar="FILE", type=FILE, help="the plan, for a part of its shards"),
                click.Option(
                    ["--project"],
                    metavar="DIR",
                    type=FOLDER,
                    default=Path(),
                    help="the project that was planned (default: this folder)",
                ),
                flag("--preview", "change nothing, and write what would be changed"),
                flag("--yes", "do it"),
                click.Option(
                    ["--out"], metavar="FILE", type=FILE, help="append the results here (default: standard output)"
                ),
                click.Option(
                    ["--workers"],
                    metavar="N",
                    type=COUNT,
                    default=1,
                    help="how many shards to do side by side (default: 1)",
                ),
                lock_timeout(),
                limits.option(),
            ],
        )
    ],
    one_of=[OneOf(names=["--preview", "--yes"], required=True)],
    notes=f"{_RUN_NOTES}\n{exit_codes.HELP}",
)

MERGE: Final = Command(
    "fleet-merge",
    "Puts the results of a plan together, and fails where plan and results differ.",
    options=MergeOptions,
    arguments=[
        click.Argument(["plan"], metavar="PLAN", type=FILE, help="what `catalogctl fleet plan` has written"),
        click.Argument(
            ["results"],
            metavar="RESULT",
            type=FILE_OR_OBJECT,
            nargs=-1,
            required=True,
            help="files of results, or s3://BUCKET/KEY",
        ),
    ],
    sections=[
        Section(title="options", options=[flag("--json", "print the summary as JSON (schemaVersion 1)")]),
    ],
    notes=f"{_MERGE_NOTES}\n{exit_codes.HELP}",
)


class _Fleet(Group):
    """The three commands, in the order in which they are typed."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - as click calls it
        """Return their names."""
        return list(self.commands)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what each is for."""
        super().format_help_text(ctx, formatter)
        purposes = [(name, self.commands[name].help or "") for name in self.list_commands(ctx)]
        write_section(formatter, "commands", "", purposes)


COMMAND: Final = _Fleet(
    "fleet",
    commands={"plan": PLAN, "run": RUN, "merge": MERGE},
    help="Plans the Pulumi stacks of many accounts, for any scheduler: a line is done on any machine.",
    context_settings=dict[str, Any](CONTEXT),
    no_args_is_help=False,
    subcommand_metavar="COMMAND ...",
)
