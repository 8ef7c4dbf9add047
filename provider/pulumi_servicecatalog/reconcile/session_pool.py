"""The sites of this process, one for each connection. An engine operation is one process, so this is its memory."""

from collections.abc import Callable
from dataclasses import replace
from threading import Lock

from pulumi_servicecatalog.host.lock_file import LaneFile
from pulumi_servicecatalog.model.connection import Connection, Identity
from pulumi_servicecatalog.reconcile.execution.lane import Lane, OpenLane, Scope
from pulumi_servicecatalog.reconcile.observation.declarations import Declarations
from pulumi_servicecatalog.reconcile.observation.gateway import Gateway
from pulumi_servicecatalog.reconcile.observation.session import AccountSession


class SessionPool:
    """Opens the door of a connection when it is asked for, once."""

    def __init__(self, open_gateway: Callable[[Connection], Gateway], scope: Scope = Scope.ACCOUNT_REGION) -> None:
        self._open = open_gateway
        self._scope = scope
        self._sessions: dict[Connection, AccountSession] = {}
        self._lanes: dict[tuple[str, ...], Lane] = {}
        self._declarations: dict[tuple[str, str], Declarations] = {}
        self._lock = Lock()

    def at(self, connection: Connection) -> AccountSession:
        """Give the site that a connection leads to. Raises Refusal where it leads nowhere."""
        with self._lock:
            if connection not in self._sessions:
                self._sessions[connection] = self._opened(connection)
            return self._sessions[connection]

    def _opened(self, connection: Connection) -> AccountSession:
        """Open the door; where the same place with the same credentials is open under its Region, go in there.

        A program may leave the Region out, while the state tells it.
        """
        gateway = self._open(connection)
        identity = gateway.identity()
        idle = replace(connection, region=identity.region)
        if idle not in self._sessions:
            lane, declarations = self._place(identity)
            self._sessions[idle] = AccountSession.through(gateway, lane=lane, declarations=declarations)
        return self._sessions[idle]

    def _place(self, identity: Identity) -> tuple[Lane, Declarations]:
        """Give what all connections to one account and Region share."""
        place = (identity.account, identity.region)
        if place not in self._declarations:
            self._declarations[place] = Declarations()
        return self._lane(*place), self._declarations[place]

    def _lane(self, account: str, region: str) -> Lane:
        if self._scope is Scope.OFF:
            return OpenLane()
        place = (account, region) if self._scope is Scope.ACCOUNT_REGION else (account, "all-regions")
        if place not in self._lanes:
            self._lanes[place] = Lane(LaneFile.of(*place))
        return self._lanes[place]


def unshared(gateway: Gateway) -> AccountSession:
    """Return a session of its own, in which imports queue in this process alone."""
    return AccountSession.through(gateway, lane=Lane(LaneFile(None)))
