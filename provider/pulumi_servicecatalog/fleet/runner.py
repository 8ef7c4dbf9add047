"""Shards through an executor: each is begun in the ledger, done, and tried again where its worker is lost."""

from collections import deque
from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from pulumi_servicecatalog.fleet import ledger as ledgers
from pulumi_servicecatalog.fleet import result as results
from pulumi_servicecatalog.fleet.json_lines import Line
from pulumi_servicecatalog.fleet.ledger import Ledger
from pulumi_servicecatalog.fleet.lock import Claim
from pulumi_servicecatalog.fleet.plan import PlannedShard
from pulumi_servicecatalog.fleet.result import Cause, Mode, Result, Status
from pulumi_servicecatalog.fleet.run import Lost, Workers, run
from pulumi_servicecatalog.fleet.shard_work import ATTEMPTS, Request
from pulumi_servicecatalog.model.problems.fleet import NotAttempted, WorkerLost


def always(_failed: int) -> bool:
    """Go on, however many have failed."""
    return True


@dataclass(frozen=True, kw_only=True, slots=True)
class ShardDone:
    """A shard came to its result; `again` is set where its worker was lost and it is begun again."""

    result: Result
    again: bool = False


@dataclass(frozen=True, kw_only=True)
class Runner:
    """How shards are done.

    Attributes:
        workers: where the work runs.
        work: does a shard. It returns a result whatever becomes of it; one of the code WorkerLost is tried again.
        run: the name of this run.
        ledger: what earlier runs have done. It is empty for a run that begins from nothing.
        write: writes a line of the ledger.
        now: tells the time.
        stopping: tells why no further shard is to be begun; "" as long as there is no reason.
        wait_seconds: how long a shard waits for an update of somebody else.

    """

    workers: Workers
    work: Callable[[Request], Result]
    run: str
    ledger: Ledger
    write: Callable[[Line], None]
    now: Callable[[], datetime]
    stopping: Callable[[], str] = str
    wait_seconds: int = 600

    def events(
        self,
        mode: Mode,
        shards: Iterable[PlannedShard],
        tolerated: Callable[[int], bool] = always,
        wave: int | None = None,
    ) -> Generator[ShardDone]:
        """Do shards. Each is in one event that is not `again`; those that were not begun are STOPPED.

        Args:
            mode: how far they are done.
            shards: which.
            tolerated: tells whether more are begun, with a number of failed ones.
            wave: the number of the wave that they are of; None for none.

        """
        return _Phase(self, mode, shards, tolerated, wave).events()


class _Phase:
    """One way through some shards: all are begun while failures are tolerated; what is not begun was stopped."""

    def __init__(
        self,
        runner: Runner,
        mode: Mode,
        shards: Iterable[PlannedShard],
        tolerated: Callable[[int], bool],
        wave: int | None,
    ) -> None:
        self._runner = runner
        self._mode = mode
        self._waiting = deque(
            _Try(shard=shard, claim=runner.ledger.unfinished.get(shard.target.stack)) for shard in shards
        )
        self._claims: dict[str, Claim] = {}
        self._tolerated = tolerated
        self._wave = wave
        self._failed = 0

    def events(self) -> Generator[ShardDone]:
        """Do the shards, and return what became of each."""
        for request, answer in run(self._runner.workers, self, self._runner.work):
            result = self._lost(request, answer.reason) if isinstance(answer, Lost) else answer
            outcome = replace(result, begun=request.begun, ended=self._runner.now(), wave=self._wave)
            final = isinstance(answer, Lost) and self._runner.workers.repeats
            again = outcome.lost and request.attempt < ATTEMPTS and not final
            if again:
                self._waiting.append(self._next(request, outcome))
            else:
                self._failed += outcome.status.bad
                self._runner.write(outcome.as_dict())
            yield ShardDone(result=outcome, again=again)
        reason = self._runner.stopping() or "too many others failed before"
        for try_ in self._waiting:
            yield ShardDone(result=try_.lost or not_attempted(try_.shard, self._mode, reason))

    def __iter__(self) -> "_Phase":
        return self

    def __next__(self) -> Request:
        """Return the next shard to do, once the ledger says that it is begun."""
        if not self._waiting or self._runner.stopping() or not self._tolerated(self._failed):
            raise StopIteration
        try_ = self._waiting.popleft()
        now = self._runner.now()
        if self._mode is Mode.UPDATE:
            self._runner.write(ledgers.begun(try_.shard, run=self._runner.run, attempt=try_.attempt, at=now))
        self._claims.setdefault(try_.shard.target.stack, Claim(run=self._runner.run, at=now))
        return Request(
            shard=try_.shard,
            mode=self._mode,
            run=self._runner.run,
            attempt=try_.attempt,
            begun=now,
            claim=try_.claim,
            wait_seconds=self._runner.wait_seconds,
        )

    def _next(self, request: Request, lost: Result) -> "_Try":
        """Return another try of a shard whose worker was lost: what that has left in the Pulumi stack is ours."""
        claim = request.claim or self._claims[request.shard.target.stack]
        return _Try(shard=request.shard, attempt=request.attempt + 1, claim=claim, lost=lost)

    def _lost(self, request: Request, reason: str) -> Result:
        problem = WorkerLost(attempts=request.attempt, reason=reason)
        failed = results.of(request.shard, self._mode, Status.FAILED, Cause.of(problem))
        return replace(failed, run=request.run, attempt=request.attempt)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Try:
    """A shard that is still to be begun: which try it is, whose leavings are ours, and how the last try was lost."""

    shard: PlannedShard
    attempt: int = 1
    claim: Claim | None = None
    lost: Result | None = None


def not_attempted(shard: PlannedShard, mode: Mode, reason: str) -> Result:
    """Return the result of a shard that was not begun."""
    return results.of(shard, mode, Status.STOPPED, Cause.of(NotAttempted(reason=reason)))
