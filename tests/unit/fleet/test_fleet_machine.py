"""A fleet in memory, through any order of plans, runs, kills, lost workers, failures and resumptions, and their merge.

The world is what AWS has: an adoption is made once, and a shard that is killed within it has made some of it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from pulumi_servicecatalog.fleet import result as results
from pulumi_servicecatalog.fleet.json_lines import Line
from pulumi_servicecatalog.fleet.merge import merge
from pulumi_servicecatalog.fleet.plan import Plan
from pulumi_servicecatalog.fleet.result import Mode, Result, Status
from pulumi_servicecatalog.fleet.rollout import Event, Rollout
from pulumi_servicecatalog.fleet.runner import ShardDone
from pulumi_servicecatalog.fleet.shard_work import Request
from pulumi_servicecatalog.fleet.waves import Order, Share
from support.fleet import plan, result, target
from support.fleet_runner import runner
from support.random_cases import cases

ADOPTIONS = 2
"""How many each shard declares."""


class Killed(Exception):
    """The driver was killed."""


class WorkerDied(Exception):
    """A worker was killed."""


class FleetMachine(RuleBasedStateMachine):
    """The world beside the ledger: what was adopted, and which Pulumi stacks are locked by the dead."""

    @initialize(size=st.integers(1, 6))
    def begin(self, size: int) -> None:
        self.version = 0
        self.size = size
        self.plan = self._planned()
        self.ledger: list[Line] = []
        self.adopted: Counter[str] = Counter()
        self.locked: set[str] = set()
        self.deadly: Counter[str] = Counter()
        self.denied: set[str] = set()
        self.steps_to_kill: int | None = None

    def _planned(self) -> Plan:
        return plan(*(target(number, name=f"v{self.version}") for number in range(1, self.size + 1)))

    @rule(stacks=st.sets(st.integers(1, 6)))
    def deny(self, stacks: set[int]) -> None:
        """Some accounts are denied until the next time."""
        self.denied = {target(number).stack for number in stacks}

    @rule(number=st.integers(1, 6), times=st.integers(1, 4))
    def lose_workers(self, number: int, times: int) -> None:
        """The next workers on a shard are killed within its adoption."""
        self.deadly[target(number).stack] = times

    @rule()
    def change_the_project(self) -> None:
        """The project is edited, which is another plan."""
        self.version += 1
        self.plan = self._planned()

    @rule(kill_after=st.none() | st.integers(0, 12), tolerance=st.integers(0, 2), first=st.integers(1, 3))
    def roll_out(self, kill_after: int | None, tolerance: int, first: int) -> None:
        """Roll out, resuming what there is; the driver may be killed at any line of the ledger."""
        self.steps_to_kill = kill_after
        order = Order(waves=(Share(number=first),), tolerance=Share(number=tolerance))
        started = replace(runner(self._work, earlier=self.ledger, lost=(WorkerDied,)), write=self._write)
        events = Rollout(plan=self.plan, order=order, runner=started).update()
        outcomes = self._outcomes(events)
        if outcomes is None:
            return
        assert sorted(outcomes) == [shard.target.stack for shard in self.plan.shards]
        merged = merge(self.plan, outcomes.values())
        assert merged.whole
        for stack, outcome in outcomes.items():
            if outcome.status.good:
                assert self.adopted[stack] == ADOPTIONS
                assert stack not in self.locked
            if outcome.status is Status.FRESH:
                assert any(line.get("stack") == stack and line["kind"] == "result" for line in self.ledger)

    @rule()
    def roll_out_undisturbed(self) -> None:
        """Whatever has happened, a run that nothing disturbs ends what is left."""
        self.denied, self.deadly = set(), Counter()
        self.roll_out(None, 0, 1)
        assert set(self.adopted.values()) == {ADOPTIONS}
        assert len(self.adopted) == self.size

    def _outcomes(self, events: Iterator[Event]) -> dict[str, Result] | None:
        outcomes: dict[str, Result] = {}
        try:
            for event in events:
                if isinstance(event, ShardDone) and not event.again:
                    assert event.result.target.stack not in outcomes
                    outcomes[event.result.target.stack] = event.result
        except Killed:
            return None
        return outcomes

    def _write(self, line: Line) -> None:
        """Write a line of the ledger; a kill can be before it."""
        if self.steps_to_kill == 0:
            raise Killed
        self.steps_to_kill = None if self.steps_to_kill is None else self.steps_to_kill - 1
        self.ledger.append(line)

    def _work(self, request: Request) -> Result:
        """Do a shard as Pulumi would, under the lock of its stack."""
        stack = request.shard.target.stack
        if stack in self.locked and request.mode is Mode.UPDATE:
            assert request.claim is not None, "a lock of ours is not known as ours"
            self.locked.discard(stack)
        if stack in self.denied:
            return result(request.shard, Status.FAILED, mode=request.mode)
        if request.mode is Mode.VERIFY:
            assert self.adopted[stack] == ADOPTIONS
            return result(request.shard, Status.UNCHANGED, mode=Mode.VERIFY)
        missing = ADOPTIONS - self.adopted[stack]
        if self.deadly[stack]:
            self.deadly[stack] -= 1
            self.locked.add(stack)
            self.adopted[stack] += min(missing, 1)
            raise WorkerDied
        self.adopted[stack] += missing
        done = Status.DONE if missing else Status.UNCHANGED
        return results.of(request.shard, Mode.UPDATE, done, changes={"create": missing} if missing else {})

    @invariant()
    def nothing_is_adopted_twice(self) -> None:
        """Each adoption is made once."""
        if hasattr(self, "adopted"):
            assert all(number <= ADOPTIONS for number in self.adopted.values())


TestFleet = FleetMachine.TestCase
TestFleet.settings = settings(max_examples=cases(100), stateful_step_count=12, deadline=None)
