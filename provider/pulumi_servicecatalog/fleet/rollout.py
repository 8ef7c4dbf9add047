"""A rollout: the shards of a plan in waves, each looked at again, until all is done or too much has failed.

What it needs of the world is handed in, so that a run, its kill and the run that resumes it can be tried in memory.
"""

from collections.abc import Generator, Mapping, Sequence
from dataclasses import dataclass

from pulumi_servicecatalog.fleet import result as results
from pulumi_servicecatalog.fleet.plan import Operation, Plan, PlannedShard
from pulumi_servicecatalog.fleet.result import Mode, Result, Status
from pulumi_servicecatalog.fleet.runner import Runner, ShardDone, not_attempted
from pulumi_servicecatalog.fleet.waves import Order


@dataclass(frozen=True, kw_only=True, slots=True)
class WaveBegun:
    """A wave begins."""

    number: int
    of: int
    shards: int


@dataclass(frozen=True, kw_only=True, slots=True)
class WaveEnded:
    """A wave is done, and was looked at again; `stopped` says why the rollout ends with it, if it does."""

    number: int
    failed: int
    stopped: str = ""


Event = WaveBegun | ShardDone | WaveEnded


@dataclass(frozen=True, kw_only=True)
class Rollout:
    """How a plan is rolled out.

    Attributes:
        plan: what is done.
        order: in which waves, and how many may fail.
        runner: how shards are done.

    """

    plan: Plan
    order: Order
    runner: Runner

    def update(self) -> Generator[Event]:
        """Do the plan, wave by wave. Every shard of the plan is in one event of `ShardDone` that is not `again`."""
        waves = self.order.ordered(self.plan.shards)
        stopped = ""
        for number, wave in enumerate(waves, 1):
            if stopped:
                yield from (ShardDone(result=not_attempted(shard, Mode.UPDATE, stopped)) for shard in wave)
                continue
            yield WaveBegun(number=number, of=len(waves), shards=len(wave))
            ended = yield from self._wave(number, wave)
            yield ended
            stopped = ended.stopped

    def preview(self) -> Generator[Event]:
        """Preview all shards, in no waves. The ledger is not written: nothing was done."""
        shards = self.plan.shards
        yield WaveBegun(number=1, of=1, shards=len(shards))
        failed = 0
        for event in self.runner.events(Mode.PREVIEW, shards):
            failed += event.result.status.bad and not event.again
            yield event
        yield WaveEnded(number=1, failed=failed)

    def _wave(self, number: int, wave: Sequence[PlannedShard]) -> Generator[Event, None, WaveEnded]:
        ledger = self.runner.ledger
        todo = [shard for shard in wave if not ledger.done(shard)]
        fresh = {
            shard.target.stack: results.of(shard, Mode.UPDATE, Status.FRESH) for shard in wave if ledger.done(shard)
        }
        verified = [shard for shard in wave if ledger.verified(shard)]
        yield from (ShardDone(result=fresh[shard.target.stack]) for shard in verified)
        good = dict(fresh)
        failed = stopped = 0
        for event in self.runner.events(Mode.UPDATE, todo, lambda bad: self.order.tolerates(bad, len(wave)), number):
            if event.result.status.good and not event.again:
                good[event.result.target.stack] = event.result
                continue
            yield event
            failed += event.result.status.bad and not event.again
            stopped += event.result.status is Status.STOPPED
        again = [shard for shard in wave if shard.target.stack in good and not ledger.verified(shard)]
        failed += yield from self._verify(again, good, number)
        return WaveEnded(number=number, failed=failed, stopped=self._why(failed, len(wave), stopped))

    def _verify(
        self, shards: Sequence[PlannedShard], good: Mapping[str, Result], wave: int
    ) -> Generator[Event, None, int]:
        """Look at shards again that went well, and return how many are not as they are declared."""
        if self.plan.operation is Operation.DESTROY:  # nothing is left to look at
            yield from (ShardDone(result=good[shard.target.stack]) for shard in shards)
            return 0
        failed = 0
        for event in self.runner.events(Mode.VERIFY, shards, wave=wave):
            if event.again or event.result.status.bad:
                failed += not event.again
                yield event
            else:
                yield ShardDone(result=good[event.result.target.stack])
        return failed

    def _why(self, failed: int, total: int, stopped: int) -> str:
        if reason := self.runner.stopping():
            return reason
        if self.order.tolerates(failed, total) and not stopped:
            return ""
        return f"{failed} of {total} failed in this wave, and the tolerance is {self.order.tolerance}"
