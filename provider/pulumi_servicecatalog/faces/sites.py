"""The sites of this process, one for each connection. An engine operation is one process, so this is its memory."""

from threading import Lock

from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.reconcile.door import Door
from pulumi_servicecatalog.reconcile.site import Site


class Sites:
    """Opens the door of a connection when it is asked for, once."""

    def __init__(self) -> None:
        self._sites: dict[Connection, Site] = {}
        self._lock = Lock()

    def at(self, connection: Connection) -> Site:
        """Give the site that a connection leads to. Raises Refusal where it leads nowhere."""
        with self._lock:
            if connection not in self._sites:
                self._sites[connection] = Site.through(_open(connection))
            return self._sites[connection]


def _open(connection: Connection) -> Door:
    from pulumi_servicecatalog.aws.door import open_door  # noqa: PLC0415 - boto3 takes 0.3 s; a schema needs none

    return open_door(connection)
