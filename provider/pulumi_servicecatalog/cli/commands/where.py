"""The options that say which accounts and Regions are read, and how each is entered."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from pulumi_servicecatalog.cli.command import COUNT, FILE, TEXT, OneOf, Parsed, Section, flag
from pulumi_servicecatalog.cli.commands import limits

ALL: Final = "all"
_CREDENTIALS_ALONE: Final = "the account of your credentials"


@dataclass(frozen=True, kw_only=True)
class RoleOptions:
    """The role by which each account is entered."""

    role_name: str | None
    role_arn_template: str | None


@dataclass(frozen=True, kw_only=True)
class WhereOptions(RoleOptions):
    """Which accounts and Regions are read, and how each is entered."""

    regions: tuple[str, ...]
    accounts: Path | None
    organization: bool
    ou: str | None
    stack_set: str | None
    config_aggregator: str | None
    external_id: str | None
    profile: str | None
    parallel: int
    scheduler: str | None
    limits: Path | None


def sections() -> list[Section]:
    """Return the options, for a command of its own."""
    return [_accounts(), entering(scheduler("its workers need credentials that enter the accounts"))]


def entering(*others: click.Option) -> Section:
    """Return the options for how accounts are entered, and how many at a time; `others` are a command's own."""
    enter = role_section()
    also = [
        click.Option(["--external-id"], metavar="ID", type=TEXT, help="the external ID that roles require"),
        click.Option(
            ["--profile"], metavar="PROFILE", type=TEXT, help="a profile of the shared AWS configuration files"
        ),
        click.Option(
            ["--parallel"],
            metavar="N",
            type=COUNT,
            default=8,
            help="how many accounts and Regions to read side by side (default: 8)",
        ),
        *others,
        limits.option(),
    ]
    return Section(title=enter.title, options=[*enter.options, *also])


def scheduler(needs: str) -> click.Option:
    """Return the option for a cluster.

    Args:
        needs: what its workers need.

    """
    return click.Option(
        ["--scheduler"], metavar="ADDRESS", type=TEXT, help=f"a Dask cluster, as tcp://host:8786; {needs}"
    )


def _accounts() -> Section:
    return Section(
        title="where",
        note=f"Without any of these, {_CREDENTIALS_ALONE} and the Region of your settings are read.",
        options=[
            click.Option(
                ["--region", "regions"],
                multiple=True,
                metavar="REGION",
                type=TEXT,
                help=f"a Region; repeat it for several, or say `{ALL}` for those that the account has enabled",
            ),
            click.Option(
                ["--accounts"],
                metavar="FILE",
                type=FILE,
                help="accounts, as YAML or JSON: id, name, role, regions, tags (a file of c7n-org is one)",
            ),
            flag("--organization", "all active accounts of the organization"),
            click.Option(
                ["--ou"], metavar="OU", type=TEXT, help="the active accounts of a unit, and of all units below it"
            ),
            click.Option(
                ["--stack-set"], metavar="NAME", type=TEXT, help="the accounts and Regions that a stack set is in"
            ),
            click.Option(
                ["--config-aggregator"],
                metavar="NAME",
                type=TEXT,
                help="the accounts and Regions in which an aggregator of AWS Config knows stacks",
            ),
        ],
    )


def role_section() -> Section:
    """Return the options for the role by which each account is entered."""
    return Section(
        title="how an account is entered",
        options=[
            click.Option(["--role-name"], metavar="NAME", type=TEXT, help="a role that each account has"),
            click.Option(
                ["--role-arn-template"],
                metavar="ARN",
                type=Parsed(_template),
                help="its ARN, with {account} in it, for roles with a path or in another partition",
            ),
        ],
    )


ACCOUNTS: Final = OneOf(names=["--accounts", "--organization", "--ou", "--stack-set", "--config-aggregator"])
ROLES: Final = OneOf(names=["--role-name", "--role-arn-template"])


def _template(value: str) -> str:
    if "{account}" not in value or not value.startswith("arn:"):
        raise ValueError("must be an ARN with {account} in it")
    return value
