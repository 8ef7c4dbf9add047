"""One account and Region as this process sees it: the door to it, what was observed, its lane, its records' pace."""

from dataclasses import dataclass, field

from pulumi_servicecatalog.reconcile.declarations import Declarations
from pulumi_servicecatalog.reconcile.door import Door
from pulumi_servicecatalog.reconcile.lane import Lane
from pulumi_servicecatalog.reconcile.lane_file import LaneFile
from pulumi_servicecatalog.reconcile.pace import Pace
from pulumi_servicecatalog.reconcile.snapshot import Snapshot
from pulumi_servicecatalog.reconcile.template_shelf import TemplateShelf


@dataclass(frozen=True, kw_only=True)
class Site:
    """Shared by all resources with equal connections, and by the threads that serve them."""

    door: Door
    snapshot: Snapshot
    shelf: TemplateShelf
    lane: Lane
    declarations: Declarations
    pace: Pace = field(default_factory=Pace)

    @classmethod
    def through(cls, door: Door, *, lane: Lane | None = None, declarations: Declarations | None = None) -> "Site":
        """Give the site that this door leads to, of which nothing has been observed yet.

        Doors to the same account and Region share a lane and the declarations; without a lane, imports queue in this
        process alone.
        """
        return cls(
            door=door,
            snapshot=Snapshot(door),
            shelf=TemplateShelf(door),
            lane=lane or Lane(LaneFile(None)),
            declarations=declarations or Declarations(),
        )
