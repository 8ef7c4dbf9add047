"""The options of every command for the account and Region, and the session that they lead to."""

import argparse
import os

from pulumi_servicecatalog.cli import layout
from pulumi_servicecatalog.connect import session_pool
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.rules import endpoints


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add the options to the parser."""
    parser.add_argument("--region", type=text, help="the AWS Region")
    parser.add_argument("--profile", type=text, help="a profile of the shared AWS configuration files")
    parser.add_argument("--role-arn", metavar="ARN", type=text, help="a role to assume")
    parser.add_argument("--external-id", metavar="ID", type=text, help="the external ID that the role requires")


def open_session(options: argparse.Namespace) -> AccountSession:
    """Open the session that the options lead to.

    Raises:
        Refusal: there are no credentials, no Region, or the role cannot be assumed.
    """
    if options.external_id and not options.role_arn:
        options.parser.error("--external-id needs --role-arn")
    connection = Connection(
        region=options.region, profile=options.profile, role_arn=options.role_arn, external_id=options.external_id
    )
    for warning in endpoints.plain_http(connection, os.environ):
        layout.complain(f"warning: {warning}", layout.CAREFUL)
    return session_pool().at(connection)


def text(value: str) -> str:
    """Return the argument, unless it is empty, which is mostly a shell variable that is not set."""
    if not value.strip():
        raise argparse.ArgumentTypeError("must not be empty")
    return value
