"""The gateway: one account and Region of AWS, as `reconcile.observation.gateway.Gateway` needs it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from pulumi_servicecatalog.aws.calls import read
from pulumi_servicecatalog.aws.catalog import CatalogCalls
from pulumi_servicecatalog.aws.clients import Clients, open_clients
from pulumi_servicecatalog.aws.parameter_store import ParameterStoreCalls
from pulumi_servicecatalog.aws.permissions import PermissionCalls
from pulumi_servicecatalog.aws.plans import PlanCalls
from pulumi_servicecatalog.aws.stack_drift import StackDriftCalls
from pulumi_servicecatalog.aws.stacks import StackCalls
from pulumi_servicecatalog.aws.templates import TemplateCalls
from pulumi_servicecatalog.aws.trail import TrailCalls
from pulumi_servicecatalog.aws.writes import WriteCalls
from pulumi_servicecatalog.host.once import Once
from pulumi_servicecatalog.model.connection import Connection, Identity
from pulumi_servicecatalog.model.refusal import AccountUnexpected

if TYPE_CHECKING:
    from datetime import datetime

    from pulumi_servicecatalog.aws.pacing import Pacing
    from pulumi_servicecatalog.aws.roles import AssumedRoles
    from pulumi_servicecatalog.aws.structure import Structure


class AwsGateway(
    CatalogCalls,
    WriteCalls,
    PlanCalls,
    StackCalls,
    StackDriftCalls,
    TemplateCalls,
    PermissionCalls,
    ParameterStoreCalls,
    TrailCalls,
):
    """Opened for one connection; safe to share between threads."""

    def __init__(self, clients: Clients, *, expected_account_id: str | None) -> None:
        CatalogCalls.__init__(self, clients.servicecatalog)
        WriteCalls.__init__(self, clients.servicecatalog)
        PlanCalls.__init__(self, clients.servicecatalog)
        StackCalls.__init__(self, clients.cloudformation)
        TemplateCalls.__init__(self, clients.cloudformation, clients.s3)
        PermissionCalls.__init__(self, clients.iam)
        ParameterStoreCalls.__init__(self, partial(clients.other, "ssm"))
        StackDriftCalls.__init__(self, clients.cloudformation)
        TrailCalls.__init__(self, partial(clients.other, "cloudtrail"))
        self._clients = clients
        self._expected_account_id = expected_account_id
        self._identity: Once[None, Identity] = Once()

    def identity(self) -> Identity:
        """STS GetCallerIdentity, once.

        Raises:
            Refusal: AWS gave no result. AccountUnexpected before anything else is read or changed.
        """
        return self._identity.get(None, self._read_identity)

    def server_time(self) -> datetime | None:
        """Return the Date header of Service Catalog's newest response, in whole seconds, UTC; None before the first."""
        return self._clients.clock.newest

    def _read_identity(self) -> Identity:
        def identity(response: Structure) -> Identity:
            arn = response.text("Arn")
            return Identity(
                partition=arn.split(":")[1],
                account=response.text("Account"),
                region=self._clients.region,
                caller_arn=arn,
            )

        caller = read("GetCallerIdentity", self._clients.sts.get_caller_identity, {}, identity)
        expected = self._expected_account_id
        if expected is not None and caller.account != expected:
            raise AccountUnexpected(operation="GetCallerIdentity", reason=caller.account, code=expected)
        return caller


def open_gateway(connection: Connection, roles: AssumedRoles | None = None, pacing: Pacing | None = None) -> AwsGateway:
    """Open the gateway of a connection, and check that it leads to the expected account.

    Args:
        connection: credentials, Region, endpoints and retries; what is left out comes from the SDK's chain.
        roles: those that were assumed for other connections, whose credentials serve here too; None for none.
        pacing: holds calls back, together with those of other connections; None: with those of no other.

    Raises:
        Refusal: there are no credentials, no Region, or the credentials are of another account.
    """
    gateway = AwsGateway(open_clients(connection, roles, pacing), expected_account_id=connection.expected_account_id)
    gateway.identity()
    return gateway
