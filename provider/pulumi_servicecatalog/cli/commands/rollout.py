"""`catalogctl rollout`, as it is typed."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from pulumi_servicecatalog.cli import exit_codes
from pulumi_servicecatalog.cli.command import COUNT, TEXT, Command, OneOf, Parsed, Section, flag
from pulumi_servicecatalog.cli.commands import fleet, limits, where
from pulumi_servicecatalog.fleet.waves import Share
from pulumi_servicecatalog.model.object_location import ObjectLocation

if TYPE_CHECKING:
    from pulumi_servicecatalog.discovery.target_version import TargetVersion

_NOTES: Final = """\
examples:
  catalogctl rollout adoptions --preview
  catalogctl rollout adoptions                                     # preview, ask, then adopt
  catalogctl rollout adoptions --yes --waves 1,10%,100% --failure-tolerance 5%
  catalogctl rollout adoptions --yes --accounts accounts.yml --canary ring=canary
  catalogctl rollout adoptions --yes --target-version web-service=v4
  catalogctl rollout adoptions --yes --resume
  catalogctl rollout adoptions --yes --ledger s3://fleet-state/adoptions.jsonl
  catalogctl rollout adoptions --yes --scheduler tcp://10.0.0.7:8786

how it goes:
  Each Pulumi stack of the project is done by Pulumi, in a process of its own. After each wave the world is looked at
  again: the preview has to be empty, and every provisioned product AVAILABLE. Otherwise, or where more fail than are
  tolerated, the rollout stops and says why. What became of each account and Region is in the ledger: a rollout that was
  stopped or killed goes on with --resume, and `catalogctl fleet merge` reads it.
"""


def _share(text: str) -> Share:
    return Share.parse(text)


def _shares(text: str) -> tuple[Share, ...]:
    return tuple(map(Share.parse, text.split(",")))


def _version(text: str) -> "TargetVersion":
    from pulumi_servicecatalog.discovery.target_version import TargetVersion  # noqa: PLC0415 - a help text needs none

    return TargetVersion.parse(text)


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(",") if name.strip())


@dataclass(frozen=True, kw_only=True)
class RolloutOptions:
    """What is rolled out, how far, in which order and where the work runs."""

    folder: Path
    refresh: bool
    destroy: bool
    accounts: Path | None
    target_version: "TargetVersion | None"
    preview: bool
    yes: bool
    resume: bool
    force: bool
    ledger: Path | ObjectLocation
    waves: tuple[Share, ...]
    canary: str | None
    region_order: tuple[str, ...]
    failure_tolerance: Share
    max_concurrent: Share | None
    workers: int
    scheduler: str | None
    lock_timeout: int
    limits: Path | None
    json: bool


def _how_far() -> Section:
    return Section(
        title="how far",
        note="Without --preview and --yes it previews at a terminal, and asks.",
        options=[
            flag("--preview", "change nothing, and show what would be changed"),
            flag("--yes", "do it without a preview and a question"),
            *fleet.operation_options(),
            click.Option(
                ["--target-version"],
                metavar="[PRODUCT=]VERSION",
                type=Parsed(_version),
                help="first declare this version in the adoptions, those of a product or all: their files are changed",
            ),
            click.Option(
                ["--ledger"],
                metavar="FILE|S3-URL",
                type=fleet.FILE_OR_OBJECT,
                default=Path("rollout.jsonl"),
                help="what became of each account and Region, a file or s3://BUCKET/KEY (default: rollout.jsonl)",
            ),
            flag("--resume", "go on with the ledger: what is done under the same plan is passed over"),
            flag("--force", "begin from nothing, though there is a ledger"),
        ],
    )


def _waves() -> Section:
    return Section(
        title="waves",
        options=[
            click.Option(
                ["--waves"],
                metavar="N|P%,...",
                type=Parsed(_shares),
                default="1,10%,100%",
                help="up to how many of all accounts and Regions each wave goes (default: 1,10%,100%)",
            ),
            click.Option(
                ["--canary"],
                metavar="KEY[=VALUE]",
                type=TEXT,
                help="accounts with this tag are the first wave; tags are those of --accounts",
            ),
            click.Option(
                ["--region-order"],
                metavar="REGION,...",
                type=Parsed(_names),
                default="",
                help="do one Region after the other in each wave, in this order",
            ),
            click.Option(
                ["--failure-tolerance"],
                metavar="N|P%",
                type=Parsed(_share),
                default="0",
                help="how many of a wave may fail before the rollout stops (default: 0)",
            ),
            click.Option(
                ["--max-concurrent"],
                metavar="N|P%",
                type=Parsed(_share),
                help="how many of all to do at a time (default: one for each worker)",
            ),
        ],
    )


def _where() -> Section:
    return Section(
        title="where the work runs",
        options=[
            click.Option(
                ["--workers"],
                metavar="N",
                type=COUNT,
                default=8,
                help="threads of this machine; 1 is the main thread (default: 8)",
            ),
            where.scheduler("its workers need the project at the same path"),
            fleet.lock_timeout(),
            limits.option(),
            flag("--json", "print each event as a line of JSON (schemaVersion 1)"),
        ],
    )


COMMAND: Final = Command(
    "rollout",
    "Rolls a Pulumi project out over its accounts and Regions, in waves.",
    options=RolloutOptions,
    arguments=[fleet.folder_argument()],
    sections=[_how_far(), _waves(), _where()],
    one_of=[
        OneOf(names=["--preview", "--yes"]),
        OneOf(names=["--resume", "--force"]),
        OneOf(names=["--workers", "--scheduler"]),
        fleet.OPERATIONS,
        OneOf(names=["--target-version", "--destroy"]),
    ],
    notes=f"{_NOTES}\n{exit_codes.HELP}",
)
