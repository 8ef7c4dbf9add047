"""The option that says how fast AWS may be asked."""

import click

from pulumi_servicecatalog.cli.command import FILE


def option() -> click.Option:
    """Return the option, for the commands that work on many accounts."""
    return click.Option(
        ["--limits"],
        metavar="FILE",
        type=FILE,
        help="how fast AWS may be asked, as YAML: limits by service, operation, account and Region",
    )
