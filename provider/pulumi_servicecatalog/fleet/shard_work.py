"""The work on one shard: enter the account, run Pulumi on the stack, say what became of it.

What touches AWS and Pulumi is behind two protocols, so that every turn that it can take is tested without either.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final, Protocol

from pulumi_servicecatalog.fleet import lock, result
from pulumi_servicecatalog.fleet.lock import Claim, Holder, Machine, Step
from pulumi_servicecatalog.fleet.plan import Operation, PlannedShard
from pulumi_servicecatalog.fleet.result import Cause, Mode, Result, Status
from pulumi_servicecatalog.model.arn import parse_session_arn
from pulumi_servicecatalog.model.operation import Timer
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.connection import MissingPermission
from pulumi_servicecatalog.model.problems.fleet import (
    ChangesLeft,
    NotAvailable,
    PendingOperations,
    ProjectChanged,
    PulumiStackLocked,
)
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.rules import refusals

ATTEMPTS: Final = 3
"""How often a shard is begun whose worker is lost: once, and twice again."""
PAUSE_SECONDS: Final = 5.0
"""How long to wait before a lock is looked at again."""
_AVAILABLE: Final = "AVAILABLE"


class StackIsLockedError(Exception):
    """Another update of the Pulumi stack runs; the text is Pulumi's."""


class PulumiUnusableError(Exception):
    """Pulumi did not come as far as an operation: no CLI, no backend, no passphrase; the text says why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Operated:
    """What a command of Pulumi's did, or would do: resources by Pulumi's words, and why it failed, if it did."""

    changes: Mapping[str, int]
    causes: tuple[Cause, ...] = ()

    @property
    def failed(self) -> bool:
        """Return whether Pulumi said that it failed."""
        return bool(self.causes)


class PulumiStack(Protocol):
    """A Pulumi stack of the project. Every method but `digest` raises StackIsLockedError and PulumiUnusableError."""

    def digest(self) -> str:
        """Return the digest of what the stack declares now."""

    def preview(self, operation: Operation) -> Operated:
        """Return what an operation would do. Nothing is changed."""

    def perform(self, operation: Operation) -> Operated:
        """Do an operation."""

    def pending_operations(self) -> int:
        """Return how many operations an interrupted update has left in the state."""

    def clear_pending_operations(self) -> None:
        """Take them out of the state."""

    def release_lock(self) -> None:
        """Take away the lock of another update, which no longer runs."""

    def provisioned_product_ids(self) -> Sequence[str]:
        """Return the provisioned products that the state has."""


class Entrance(Protocol):
    """The account and Region of a shard. Methods raise Refusal; PulumiUnusableError where a setting is encrypted."""

    def enter(self) -> None:
        """Ask AWS who we are there."""

    def caller(self) -> str:
        """Return the ARN of who enters: the identity outside of the account's role."""

    def external_id(self) -> str | None:
        """Return the external ID by which it is entered."""

    def statuses(self) -> Mapping[str, str]:
        """Return the status of each provisioned product."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Request:
    """What is to be done with a shard.

    Attributes:
        shard: which.
        mode: how far.
        run: the run that does it.
        attempt: which try of that run it is, from 1.
        begun: when the run began it.
        claim: what the ledger says of an earlier try that was not finished; None for none.
        wait_seconds: how long to wait for an update of somebody else.

    """

    shard: PlannedShard
    mode: Mode
    run: str
    attempt: int = 1
    begun: datetime
    claim: Claim | None = None
    wait_seconds: int = 600


@dataclass(frozen=True, kw_only=True, slots=True)
class Surroundings:
    """What a worker has beside the stack and the account.

    Attributes:
        here: the machine and its user.
        running: tells whether a process of this machine runs.
        timer: the clock, and how to wait.
        status: is called with what is being waited for.

    """

    here: Machine
    running: Callable[[int], bool]
    timer: Timer
    status: Callable[[str], None]


def work(request: Request, stack: PulumiStack, entrance: Entrance, around: Surroundings) -> Result:
    """Do a shard, and return what became of it. Doing it again is harmless.

    Args:
        request: what is to be done.
        stack: its Pulumi stack.
        entrance: its account and Region.
        around: the machine.

    """
    begun = around.timer.now()
    outcome = _Work(request, stack, entrance, around).outcome()
    seconds = around.timer.now() - begun
    return replace(outcome, run=request.run, attempt=request.attempt, seconds=seconds)


class _Work:
    def __init__(self, request: Request, stack: PulumiStack, entrance: Entrance, around: Surroundings) -> None:
        self._request = request
        self._stack = stack
        self._entrance = entrance
        self._around = around
        self._until = around.timer.now() + request.wait_seconds

    def outcome(self) -> Result:
        target = self._request.shard.target
        if self._stack.digest() != target.digest:
            return self._failed(ProjectChanged(pulumi_stack=target.stack))
        operations = {Mode.PREVIEW: self._previewed, Mode.UPDATE: self._performed, Mode.VERIFY: self._verified}
        try:
            self._entrance.enter()
            return self._unlocked(operations[self._request.mode])
        except Refusal as refusal:
            return self._not_entered(refusal)
        except PulumiUnusableError as error:
            return self._result(Status.FAILED, Cause(message=str(error)))

    def _previewed(self) -> Result:
        return self._of(self._stack.preview(self._request.shard.operation))

    def _performed(self) -> Result:
        return self._pending() or self._of(self._stack.perform(self._request.shard.operation))

    def _of(self, operated: Operated) -> Result:
        if operated.failed:
            return self._result(Status.FAILED, *operated.causes, changes=operated.changes)
        unchanged = self._result(Status.UNCHANGED, changes=operated.changes)
        return replace(unchanged, status=Status.DONE) if unchanged.changed else unchanged

    def _verified(self) -> Result:
        """Look again: the preview is empty, and what the state has is AVAILABLE."""
        seen = self._previewed()
        if not seen.status.good:
            return seen
        if seen.changed:
            changes = ", ".join(f"{number} to {operation}" for operation, number in sorted(seen.changes.items()))
            return self._failed(ChangesLeft(pulumi_stack=self._request.shard.target.stack, changes=changes))
        try:
            statuses = self._entrance.statuses()
        except Refusal as refusal:
            return self._failed(refusals.problem(refusal))
        wrong = [
            NotAvailable(id=id_, status=statuses.get(id_, "gone"))
            for id_ in self._stack.provisioned_product_ids()
            if statuses.get(id_) != _AVAILABLE
        ]
        return self._failed(*wrong) if wrong else seen

    def _pending(self) -> Result | None:
        """Clear what a killed run of ours has left; wait for what is somebody else's, or say so."""
        number = self._stack.pending_operations()
        if number and self._request.claim is not None:
            self._stack.clear_pending_operations()
            return None
        while number:
            if not self._wait(f"{number} operations of another update are pending"):
                return self._failed(PendingOperations(pulumi_stack=self._request.shard.target.stack, number=number))
            number = self._stack.pending_operations()
        return None

    def _unlocked(self, operate: Callable[[], Result]) -> Result:
        """Operate once the stack is not locked, which may be after a lock of ours was cleared."""
        while True:
            try:
                return operate()
            except StackIsLockedError as locked:
                holder = Holder.parse(str(locked))
                around = self._around
                if lock.step(holder, self._request.claim, around.here, around.running) is Step.CLEAR:
                    around.status(f"clears the lock of a killed run: {holder}")
                    self._stack.release_lock()
                elif not self._wait(f"locked by {holder or 'another update'}"):
                    return self._failed(
                        PulumiStackLocked(
                            pulumi_stack=self._request.shard.target.stack,
                            holder=str(holder or "another update of it runs"),
                            waited=self._request.wait_seconds,
                        )
                    )

    def _wait(self, reason: str) -> bool:
        """Wait a moment; return False where the time for it is over, or the wait was cancelled."""
        timer = self._around.timer
        if timer.now() >= self._until:
            return False
        self._around.status(f"waits: {reason}")
        return not timer.sleep(PAUSE_SECONDS)

    def _not_entered(self, refusal: Refusal) -> Result:
        problem = refusals.problem(refusal)
        role = self._request.shard.target.role_arn
        if role is None or not isinstance(problem, MissingPermission) or problem.action != "sts:AssumeRole":
            return self._failed(problem)
        try:
            statement = trust_statement(self._entrance.caller(), self._entrance.external_id())
        except Refusal as unknown:
            return self._failed(problem, refusals.problem(unknown))
        return self._result(Status.COULD_NOT_ASSUME, Cause.of(problem), trust={"role": role, "statement": statement})

    def _failed(self, *problems: Problem) -> Result:
        return self._result(Status.FAILED, *map(Cause.of, problems))

    def _result(self, status: Status, *causes: Cause, **members: Any) -> Result:
        return result.of(self._request.shard, self._request.mode, status, *causes, **members)


def trust_statement(caller: str, external_id: str | None) -> Mapping[str, Any]:
    """Return the statement by which the trust policy of a role lets a caller in.

    Args:
        caller: the ARN of who enters. The session of a role stands for its role, whose path its ARN does not have.
        external_id: the one that is sent, which is secret and stays so; None for none.

    """
    session = parse_session_arn(caller)
    condition = {"StringEquals": {"sts:ExternalId": "EXTERNAL-ID"}} if external_id else None
    return {
        "Effect": "Allow",
        "Principal": {"AWS": session.role_arn if session else caller},
        "Action": "sts:AssumeRole",
        **({"Condition": condition} if condition else {}),
    }
