"""A session that shares nothing, as a process has that has observed nothing yet."""

from pulumi_servicecatalog.host.lock_file import LaneFile
from pulumi_servicecatalog.reconcile.execution.lane import Lane
from pulumi_servicecatalog.reconcile.observation.gateway import Gateway
from pulumi_servicecatalog.reconcile.observation.session import AccountSession


def unshared(gateway: Gateway) -> AccountSession:
    """Return a session of its own, in which imports queue in this process alone."""
    return AccountSession.through(gateway, lane=Lane(LaneFile(None)))
