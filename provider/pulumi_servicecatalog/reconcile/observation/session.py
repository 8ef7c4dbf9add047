"""One account and Region as this process sees it: its gateway, what was observed, its lane, its records' pace."""

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from threading import Event
from typing import Protocol

from pulumi_servicecatalog.model.operation import Operation, StopReason
from pulumi_servicecatalog.reconcile.observation.declarations import Declarations
from pulumi_servicecatalog.reconcile.observation.gateway import Gateway
from pulumi_servicecatalog.reconcile.observation.holders import Holders
from pulumi_servicecatalog.reconcile.observation.pace import LearnedPace
from pulumi_servicecatalog.reconcile.observation.snapshot import Snapshot
from pulumi_servicecatalog.reconcile.observation.template_cache import TemplateCache


class Lane(Protocol):
    """The queue of an account and Region, in which imports run one at a time."""

    def turn(self, operation: Operation) -> AbstractContextManager[StopReason | None]:
        """Return a block that holds the lane; its value is why there is no turn, or None where there is one."""


@dataclass(frozen=True, kw_only=True)
class AccountSession:
    """Shared by all resources with equal connections, and by the threads that serve them."""

    gateway: Gateway
    snapshot: Snapshot
    template_cache: TemplateCache
    lane: Lane
    declarations: Declarations
    holders: Holders
    pace: LearnedPace = field(default_factory=LearnedPace)

    @classmethod
    def through(
        cls,
        gateway: Gateway,
        *,
        lane: Lane,
        declarations: Declarations | None = None,
        holders: Holders | None = None,
        stopped: Event | None = None,
    ) -> "AccountSession":
        """Return the session of a gateway, of which nothing has been observed yet.

        Gateways to the same account and Region share a lane, the declarations and the holders. Once `stopped` is set,
        nothing is read ahead any more.
        """
        snapshot = Snapshot(gateway)
        return cls(
            gateway=gateway,
            snapshot=snapshot,
            template_cache=TemplateCache(gateway, adoptable=snapshot.adoptable_stacks, stopped=stopped or Event()),
            lane=lane,
            declarations=declarations or Declarations(),
            holders=holders or Holders(),
        )
