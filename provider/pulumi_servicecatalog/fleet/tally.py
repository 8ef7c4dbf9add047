"""How far a rollout is, as it goes on: events to a value."""

from dataclasses import dataclass, replace

from pulumi_servicecatalog.fleet.result import Status
from pulumi_servicecatalog.fleet.rollout import Event, WaveBegun
from pulumi_servicecatalog.fleet.runner import ShardDone


@dataclass(frozen=True, kw_only=True, slots=True)
class Tally:
    """How far it is.

    Attributes:
        wave: the wave that runs, from 1.
        waves: how many there are.
        changed: how many resources were changed, or would be.
        failed: how many shards failed.
        waiting: how many shards have no result yet.

    """

    waiting: int
    wave: int = 0
    waves: int = 0
    changed: int = 0
    failed: int = 0

    def after(self, event: Event) -> "Tally":
        """Return the tally after an event."""
        match event:
            case WaveBegun():
                return replace(self, wave=event.number, waves=event.of)
            case ShardDone(again=False):
                result = event.result
                changed = result.changed if result.status is Status.DONE else 0
                failed = self.failed + result.status.bad
                return replace(self, waiting=self.waiting - 1, changed=self.changed + changed, failed=failed)
        return self

    def __str__(self) -> str:
        failed = f", {self.failed} failed" if self.failed else ""
        return f"wave {self.wave} of {self.waves}: {self.changed} resources, {self.waiting} waiting{failed}"
