"""The session that the options of a command lead to."""

import os

from pulumi_servicecatalog.cli import layout
from pulumi_servicecatalog.cli.command import refuse
from pulumi_servicecatalog.cli.commands.connection import ConnectionOptions
from pulumi_servicecatalog.connect import session_pool
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.rules import endpoints


def open_session(options: ConnectionOptions) -> AccountSession:
    """Open the session that the options lead to.

    Raises:
        Refusal: there are no credentials, no Region, or the role cannot be assumed.
    """
    if options.external_id and not options.role_arn:
        refuse("--external-id needs --role-arn")
    connection = Connection(
        region=options.region, profile=options.profile, role_arn=options.role_arn, external_id=options.external_id
    )
    for warning in endpoints.plain_http(connection, os.environ):
        layout.complain(f"warning: {warning}", layout.CAREFUL)
    return session_pool().at(connection)
