"""One resource of a program: its declaration, what Pulumi's state holds of it, and the operations of the engine."""

from dataclasses import dataclass

from pulumi_servicecatalog.model.desired import ImportSpec
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, NotMade, Outcome
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.reconcile.observation import read
from pulumi_servicecatalog.rules import drift, refusals
from support.fake_clock.account import FakeClockAccount, FakeClockRun, adoption, idle


@dataclass
class Program:
    """`id` is what the state holds; "" where it holds nothing.

    `unfinished`: the last operation failed in part, so the engine updates whatever a diff tells. `idle`: the last `up`
    found nothing to do.
    """

    aws: FakeClockAccount
    name: str
    version: str = "v1"
    id: str = ""
    unfinished: bool = False
    idle: bool = False

    @property
    def target(self) -> ImportSpec:
        return adoption(self.name, self.version)

    def up(self, run: FakeClockRun, *, loses_the_id: bool = False) -> Outcome:
        """Do as the engine does. `loses_the_id`: a failed create leaves nothing in the state, as without the shim."""
        try:
            outcome = self._up(run)
        except Refusal as refusal:  # a diff that AWS does not answer
            return NotMade(problems=(refusals.problem(refusal),))
        if self.id == "" and isinstance(outcome, MadeButUnhealthy) and loses_the_id:
            return outcome
        self.id = idle(outcome) or self.id
        self.unfinished = isinstance(outcome, MadeButUnhealthy)
        return outcome

    def _up(self, run: FakeClockRun) -> Outcome:
        self.idle = False
        if self.id:
            actual = read.read(self.id, run.session)
            if actual is not None and not self.unfinished and not drift.changes(self.target, actual):
                self.idle = True
                return Done(state=actual)
            outcome = run.change(self.id, self.target) if actual is not None else None
            if outcome is not None:
                return outcome
            self.id = ""
        return run.adopt(self.target)

    def refresh(self, run: FakeClockRun) -> None:
        if self.id and read.read(self.id, run.session) is None:
            self.id = ""

    def destroy(self, run: FakeClockRun) -> Outcome:
        outcome: Outcome = run.release(self.id) if self.id else Done(state=None)
        self.id = "" if isinstance(outcome, Done) else self.id
        return outcome
