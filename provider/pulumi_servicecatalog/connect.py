"""The one place that gives the core its gateway to AWS. Used by the providers and by catalogctl."""

from pulumi_servicecatalog.fleet.estate import Estate
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.reconcile.execution.lane import Scope
from pulumi_servicecatalog.reconcile.observation.gateway import Gateway
from pulumi_servicecatalog.reconcile.session_pool import SessionPool


def session_pool(scope: Scope = Scope.ACCOUNT_REGION) -> SessionPool:
    """Return a pool of sessions through which a process works with AWS.

    Args:
        scope: within what imports take turns.

    """
    return SessionPool(_open, scope)


def estate(connection: Connection) -> Estate:
    """Return what tells which accounts and Regions there are. Raises Refusal where the connection cannot be opened."""
    from pulumi_servicecatalog.aws.estate import open_estate  # noqa: PLC0415 - as in `_open`

    return open_estate(connection)


def _open(connection: Connection) -> Gateway:
    from pulumi_servicecatalog.aws.gateway import open_gateway  # noqa: PLC0415 - boto3 takes 0.3 s; a schema needs none

    return open_gateway(connection)
