"""One account and Region as this process sees it: the door to it, what was observed, and the pace of its records."""

from dataclasses import dataclass, field

from pulumi_servicecatalog.reconcile.door import Door
from pulumi_servicecatalog.reconcile.pace import Pace
from pulumi_servicecatalog.reconcile.snapshot import Snapshot


@dataclass(frozen=True, kw_only=True)
class Site:
    """Shared by all resources with equal connections, and by the threads that serve them."""

    door: Door
    snapshot: Snapshot
    pace: Pace = field(default_factory=Pace)

    @classmethod
    def through(cls, door: Door) -> "Site":
        """Give the site that this door leads to, of which nothing has been observed yet."""
        return cls(door=door, snapshot=Snapshot(door))
