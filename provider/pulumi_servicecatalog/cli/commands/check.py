"""`catalogctl check`, as it is typed."""

import re
from dataclasses import dataclass
from typing import Final

import click

from pulumi_servicecatalog.cli import exit_codes
from pulumi_servicecatalog.cli.command import TEXT, Command, OneOf, Parsed, Section, flag
from pulumi_servicecatalog.cli.commands import connection

_NOTES: Final = """\
examples:
  catalogctl check payments --product web-service --version v1
  catalogctl check payments orders search --product web-service       # at the version that has the template of each
  catalogctl check arn:aws:cloudformation:... --product-id prod-abc --json | jq '.verdicts[].problems[].code'

how to read the table:
  <-  can be adopted       !  blocked, for the reasons under it
  =   governed already, as requested
  ~   governed already, and an update makes it as requested
  Of the reasons, ! stops the adoption, ? is a warning, and i is information; > says what to do.
"""

_NAME: Final = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9._-]{0,127}")


@dataclass(frozen=True, kw_only=True)
class CheckOptions(connection.ConnectionOptions):
    """What is checked, and how it is shown."""

    stacks: tuple[str, ...]
    product: str | None
    product_id: str | None
    version: str | None
    version_id: str | None
    name: str | None
    json: bool


def _name(value: str) -> str:
    """Return the name, if AWS takes it (ProvisionedProductName)."""
    if not _NAME.fullmatch(value):
        raise ValueError(f"{value!r} must match {_NAME.pattern}")
    return value


def _adoption() -> Section:
    return Section(
        title="the adoption",
        options=[
            click.Option(["--product"], metavar="NAME", type=TEXT, help="the product, by its name"),
            click.Option(["--product-id"], metavar="ID", type=TEXT, help="the product, as prod-..."),
            click.Option(
                ["--version"],
                metavar="NAME",
                type=TEXT,
                help="the version, by its name (default: the one that has the stack's template)",
            ),
            click.Option(["--version-id"], metavar="ID", type=TEXT, help="the version, as pa-..."),
            click.Option(
                ["--name"],
                metavar="NAME",
                type=Parsed(_name),
                help="the name of the provisioned product (default: the stack's); for one stack only",
            ),
        ],
    )


COMMAND: Final = Command(
    "check",
    "Checks everything that ImportAsProvisionedProduct depends on, for each stack.",
    options=CheckOptions,
    arguments=[
        click.Argument(["stacks"], nargs=-1, required=True, metavar="STACK", type=TEXT, help="a stack's name or ARN")
    ],
    sections=[
        _adoption(),
        connection.section(),
        Section(title="output", options=[flag("--json", "print JSON (schemaVersion 1) instead of a table")]),
    ],
    one_of=[OneOf(names=["--product", "--product-id"], required=True), OneOf(names=["--version", "--version-id"])],
    notes=f"{_NOTES}\n{exit_codes.HELP}",
)
