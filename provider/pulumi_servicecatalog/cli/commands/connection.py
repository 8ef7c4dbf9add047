"""The options for one account and Region."""

from dataclasses import dataclass

import click

from pulumi_servicecatalog.cli.command import TEXT, Section


@dataclass(frozen=True, kw_only=True)
class ConnectionOptions:
    """The account and Region in which a command works, and how it gets there."""

    region: str | None
    profile: str | None
    role_arn: str | None
    external_id: str | None


def section() -> Section:
    """Return the options, for a command of its own."""
    return Section(
        title="the account and Region",
        options=[
            click.Option(["--region"], metavar="REGION", type=TEXT, help="the AWS Region"),
            click.Option(
                ["--profile"], metavar="PROFILE", type=TEXT, help="a profile of the shared AWS configuration files"
            ),
            click.Option(["--role-arn"], metavar="ARN", type=TEXT, help="a role to assume"),
            click.Option(["--external-id"], metavar="ID", type=TEXT, help="the external ID that the role requires"),
        ],
    )
