"""The controllers of a configured provider, by kind of resource. They share what is observed of AWS."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from pulumi_servicecatalog.configuration import Configuration
from pulumi_servicecatalog.connect import session_pool
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.properties import IMPORTED, PROVISIONED, ResourceKind
from pulumi_servicecatalog.reconcile.execution.lane import Scope
from pulumi_servicecatalog.reconcile.imported import ImportedProvisionedProductController
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.reconcile.provisioned import ProvisionedProductController
from pulumi_servicecatalog.reconcile.resource import ResourceController
from pulumi_servicecatalog.reconcile.session_pool import SessionPool

if TYPE_CHECKING:
    from collections.abc import Mapping

Connect = Callable[[Scope], SessionPool]
"""Opens the way to AWS, within which imports take turns as the scope says."""

Controller = ResourceController[Any]
"""Which declarations it takes follows from the kind, by which `codec` makes them as well."""


class Controllers:
    """One for each configuration of a provider."""

    def __init__(self, configured: Configuration, connect: Connect = session_pool) -> None:
        self._connection = configured.defaults.connection
        self._sessions = connect(configured.import_lane_scope)
        self._by_kind: Mapping[ResourceKind, Controller] = {
            IMPORTED: ImportedProvisionedProductController(configured.defaults, self._sessions),
            PROVISIONED: ProvisionedProductController(configured.defaults, self._sessions),
        }

    def of(self, kind: ResourceKind) -> Controller:
        """Return the controller of a kind of resource."""
        return self._by_kind[kind]

    def stop(self) -> None:
        """Read nothing ahead any more: the operation was cancelled."""
        self._sessions.stop()

    def session(self, connection: Connection) -> AccountSession:
        """Return the session that a function asks. Raises Refusal where the connection leads nowhere."""
        return self._sessions.at(connection.over(self._connection))
