"""The door: one account and Region of AWS, as `reconcile.door.Door` asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pulumi_servicecatalog.aws.catalog import CatalogCalls
from pulumi_servicecatalog.aws.clients import Clients, open_clients
from pulumi_servicecatalog.aws.permissions import PermissionCalls
from pulumi_servicecatalog.aws.plans import PlanCalls
from pulumi_servicecatalog.aws.stacks import StackCalls
from pulumi_servicecatalog.aws.templates import TemplateCalls
from pulumi_servicecatalog.aws.translation import reading
from pulumi_servicecatalog.aws.writes import WriteCalls
from pulumi_servicecatalog.host.once import Once
from pulumi_servicecatalog.model.connection import Connection, Identity
from pulumi_servicecatalog.model.refusal import AccountUnexpected

if TYPE_CHECKING:
    from datetime import datetime


class AwsGateway(CatalogCalls, WriteCalls, PlanCalls, StackCalls, TemplateCalls, PermissionCalls):
    """Opened for one connection; safe to share between threads."""

    def __init__(self, clients: Clients, *, expected_account_id: str | None) -> None:
        CatalogCalls.__init__(self, clients.servicecatalog)
        WriteCalls.__init__(self, clients.servicecatalog)
        PlanCalls.__init__(self, clients.servicecatalog)
        StackCalls.__init__(self, clients.cloudformation)
        TemplateCalls.__init__(self, clients.cloudformation, clients.s3)
        PermissionCalls.__init__(self, clients.iam)
        self._clients = clients
        self._expected_account_id = expected_account_id
        self._identity: Once[None, Identity] = Once()

    def identity(self) -> Identity:
        """STS GetCallerIdentity, once. Raises AccountUnexpected before anything else is read or changed."""
        return self._identity.get(None, self._ask_identity)

    def server_time(self) -> datetime | None:
        """Give the Date header of Service Catalog's newest answer, in whole seconds, UTC."""
        return self._clients.clock.newest

    def _ask_identity(self) -> Identity:
        with reading("GetCallerIdentity"):
            told = self._clients.sts.get_caller_identity()
        expected = self._expected_account_id
        if expected is not None and told["Account"] != expected:
            raise AccountUnexpected(operation="GetCallerIdentity", reason=told["Account"], code=expected)
        return Identity(
            partition=told["Arn"].split(":")[1],
            account=told["Account"],
            region=self._clients.region,
            caller_arn=told["Arn"],
        )


def open_gateway(connection: Connection) -> AwsGateway:
    """Open the door for a connection, and make sure that it leads to the account that is expected.

    Raises Refusal where there are no credentials, no Region, or another account.
    """
    gateway = AwsGateway(open_clients(connection), expected_account_id=connection.expected_account_id)
    gateway.identity()
    return gateway
