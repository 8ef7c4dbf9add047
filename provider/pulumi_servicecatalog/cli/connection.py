"""The options by which every command says which account and Region it asks, and the site that they lead to."""

import argparse

from pulumi_servicecatalog.connect import session_pool
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.reconcile.observation.session import AccountSession


def add_options(parser: argparse.ArgumentParser) -> None:
    """Describe the options."""
    parser.add_argument("--region", type=text, help="the AWS Region to ask")
    parser.add_argument("--profile", type=text, help="a profile of the shared AWS configuration files")
    parser.add_argument("--role-arn", metavar="ARN", type=text, help="a role to assume")
    parser.add_argument("--external-id", metavar="ID", type=text, help="the external ID that the role asks for")


def open_session(options: argparse.Namespace) -> AccountSession:
    """Give the site. Raises Refusal where the options lead nowhere."""
    if options.external_id and not options.role_arn:
        options.parser.error("--external-id goes with --role-arn")
    connection = Connection(
        region=options.region, profile=options.profile, role_arn=options.role_arn, external_id=options.external_id
    )
    return session_pool().at(connection)


def text(value: str) -> str:
    """Take what is not empty: an empty argument is mostly a shell variable that is not set."""
    if not value.strip():
        raise argparse.ArgumentTypeError("it is empty")
    return value
