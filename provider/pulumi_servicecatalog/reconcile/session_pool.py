"""The sessions of this process, one for each connection. An engine operation is one process, so this is its memory."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from threading import Event

from pulumi_servicecatalog.host.lock_file import LaneFile
from pulumi_servicecatalog.host.once import Once
from pulumi_servicecatalog.host.shared_claims import SharedClaims
from pulumi_servicecatalog.model.connection import Connection, Identity
from pulumi_servicecatalog.reconcile.execution.lane import Lane, OpenLane, Scope
from pulumi_servicecatalog.reconcile.observation.declarations import Declarations
from pulumi_servicecatalog.reconcile.observation.gateway import Gateway
from pulumi_servicecatalog.reconcile.observation.holders import Holders
from pulumi_servicecatalog.reconcile.observation.session import AccountSession

_ALL_REGIONS = "all-regions"


class SessionPool:
    """Opens the gateway of a connection when it is first asked for. Connections do not wait for one another."""

    def __init__(
        self,
        open_gateway: Callable[[Connection], Gateway],
        scope: Scope = Scope.ACCOUNT_REGION,
        claims: SharedClaims | None = None,
    ) -> None:
        """Open nothing yet.

        Args:
            open_gateway: Opens the way to AWS.
            scope: Within what imports take turns.
            claims: What this process and others of the operation claim. None: there are no others.

        """
        self._open = open_gateway
        self._scope = scope
        self._claims = claims or SharedClaims()
        self._stopped = Event()
        self._sessions: Once[Connection, AccountSession] = Once()
        self._lanes: Once[tuple[str, str], Lane] = Once()
        self._declarations: Once[tuple[str, str], Declarations] = Once()
        self._holders: Once[tuple[str, str], Holders] = Once()

    def at(self, connection: Connection) -> AccountSession:
        """Return the session of a connection. Raises Refusal where the connection cannot be opened."""
        return self._sessions.get(connection, partial(self._opened, connection))

    def stop(self) -> None:
        """Read nothing ahead any more: the operation was cancelled."""
        self._stopped.set()

    def _opened(self, connection: Connection) -> AccountSession:
        """Open the gateway; where the same credentials are in use for the same Region, return that session.

        A program may leave the Region out, which the state has.
        """
        gateway = self._open(connection)
        identity = gateway.identity()
        named = replace(connection, region=identity.region)
        if named == connection:
            return self._session(gateway, identity)
        return self._sessions.get(named, lambda: self._session(gateway, identity))

    def _session(self, gateway: Gateway, identity: Identity) -> AccountSession:
        """Return a session with what all connections to one account and Region share."""
        location = (identity.account, identity.region)
        claims = self._claims.within(*location)
        return AccountSession.through(
            gateway,
            lane=self._lane(*location),
            declarations=self._declarations.get(location, lambda: Declarations(claims)),
            holders=self._holders.get(location, lambda: Holders(claims)),
            stopped=self._stopped,
        )

    def _lane(self, account: str, region: str) -> Lane:
        if self._scope is Scope.OFF:
            return OpenLane()
        key = (account, region if self._scope is Scope.ACCOUNT_REGION else _ALL_REGIONS)
        return self._lanes.get(key, lambda: Lane(LaneFile.of(*key)))
