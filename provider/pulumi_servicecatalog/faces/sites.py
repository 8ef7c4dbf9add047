"""The sites of this process, one for each connection. An engine operation is one process, so this is its memory."""

from dataclasses import replace
from threading import Lock

from pulumi_servicecatalog.model.connection import Connection, Identity
from pulumi_servicecatalog.reconcile.declarations import Declarations
from pulumi_servicecatalog.reconcile.door import Door
from pulumi_servicecatalog.reconcile.lane import Lane, OpenLane, Scope
from pulumi_servicecatalog.reconcile.lane_file import LaneFile
from pulumi_servicecatalog.reconcile.site import Site


class Sites:
    """Opens the door of a connection when it is asked for, once."""

    def __init__(self, scope: Scope = Scope.ACCOUNT_REGION) -> None:
        self._scope = scope
        self._sites: dict[Connection, Site] = {}
        self._lanes: dict[tuple[str, ...], Lane] = {}
        self._declarations: dict[tuple[str, str], Declarations] = {}
        self._lock = Lock()

    def at(self, connection: Connection) -> Site:
        """Give the site that a connection leads to. Raises Refusal where it leads nowhere."""
        with self._lock:
            if connection not in self._sites:
                self._sites[connection] = self._opened(connection)
            return self._sites[connection]

    def _opened(self, connection: Connection) -> Site:
        """Open the door; where the same place with the same credentials is open under its Region, go in there.

        A program may leave the Region out, while the state tells it.
        """
        door = _open(connection)
        identity = door.identity()
        settled = replace(connection, region=identity.region)
        if settled not in self._sites:
            lane, declarations = self._place(identity)
            self._sites[settled] = Site.through(door, lane=lane, declarations=declarations)
        return self._sites[settled]

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


def _open(connection: Connection) -> Door:
    from pulumi_servicecatalog.aws.door import open_door  # noqa: PLC0415 - boto3 takes 0.3 s; a schema needs none

    return open_door(connection)
