"""What follows a request that AWS has accepted: wait for its record, read the result, say how it went."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.operation import Operation, StopReason
from pulumi_servicecatalog.model.operation_kind import OperationKind
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, NotMade, Outcome
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.connection import Gone
from pulumi_servicecatalog.model.problems.operations import Cancelled, NotInTime, OperationFailed
from pulumi_servicecatalog.model.provisioned_product import AVAILABLE, STACK_SET, UNDER_CHANGE, ProvisionedProduct
from pulumi_servicecatalog.model.record import Record
from pulumi_servicecatalog.model.refusal import CredentialsRefused, Refusal, Throttled, Unreachable
from pulumi_servicecatalog.reconcile.execution import retry
from pulumi_servicecatalog.reconcile.execution.polling import poll
from pulumi_servicecatalog.reconcile.observation import pace
from pulumi_servicecatalog.reconcile.observation import read as reading
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.rules import drift, refusals

_UNDER_CHANGE = re.compile(r"under.?change", re.IGNORECASE)
_NOTHING_TO_CHANGE = (
    "CloudFormation fails an update that changes no resource. Use the version that the stack has, or one that changes "
    "a resource; another Description alone is not enough."
)


_MOST_MISSED = 10
"""After more questions than this in a row without an answer the waiting ends: the record goes on without us."""

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True, slots=True)
class AwaitedRecord:
    """A record as it was when the waiting ended, and the problem with it.

    `answered` is whether AWS still answers us, `seen_running` whether the record was seen before it had ended.
    """

    record: Record
    problem: Problem | None = None
    answered: bool = True
    seen_running: bool = False


def send_and_await(
    begin: Callable[[], Record], idle: ObservedState, kind: OperationKind, session: AccountSession, operation: Operation
) -> Outcome:
    """Send a request about what nothing else is working on, wait for its record and return the outcome.

    Raises Refusal where AWS refuses to begin.
    """
    record = retry.send(begin, operation, busy=partial(is_busy, idle.provisioned_product.id, session))
    if isinstance(record, retry.NotAccepted):
        return NotMade(problems=(record.problem(kind),))
    stack_id = idle.provisioned_product.physical_id
    return await_outcome(record, session, operation, kind=kind, stack_id=stack_id)


def is_busy(provisioned_product_id: str, session: AccountSession, refusal: Refusal) -> bool:
    """Return whether AWS refuses a change for another one, which has begun since the product was idle.

    AWS refuses it as a wrong request: a termination by ValidationException, and no document says how an update. So its
    words decide, or what the provisioned product is by now.
    """
    if _UNDER_CHANGE.search(refusal.reason):
        return True
    try:
        product = session.gateway.provisioned_product(provisioned_product_id)
    except Refusal:  # the first refusal is the one to report
        return False
    return product is not None and product.under_change


def await_outcome(
    record: Record, session: AccountSession, operation: Operation, *, kind: OperationKind, stack_id: str | None
) -> Outcome:
    """Wait for the record and return the outcome. From here on the ID is known, so nothing that happens may lose it."""
    return outcome_of(watch(record, session, operation, kind=kind), session, operation, kind=kind, stack_id=stack_id)


def watch(record: Record, session: AccountSession, operation: Operation, *, kind: OperationKind) -> AwaitedRecord:
    """Wait for the record. Never raises Refusal."""
    began = operation.timer.now()
    awaiting = _Awaiting(record, session, operation)
    try:
        ended = awaiting.until_ended()
    except Refusal as refusal:
        return AwaitedRecord(record=record, problem=refusals.problem(refusal), answered=_goes_on(refusal))
    if isinstance(ended, StopReason):
        seconds = operation.timer.now() - began
        return AwaitedRecord(record=record, problem=stopped(ended, record, kind=kind, seconds=seconds))
    return AwaitedRecord(record=ended, seen_running=awaiting.seen_running)


def until_ended(record: Record, session: AccountSession, operation: Operation) -> Record | StopReason:
    """Ask for the record until it has ended. Raises Refusal where AWS refuses, or does not answer for long."""
    return _Awaiting(record, session, operation).until_ended()


def outcome_of(  # noqa: PLR0913 - what was awaited, where, and what is known of it
    awaited: AwaitedRecord,
    session: AccountSession,
    operation: Operation,
    *,
    kind: OperationKind,
    stack_id: str | None,
    changes_stack: bool = True,
) -> Outcome:
    """Read what has come of it. The record is not waited for here, so a lane that is held is given back before.

    `changes_stack` is False of an import, whose stack was read before it, and is not read again where all went well.
    """
    record, problem = awaited.record, awaited.problem
    if problem is None and not record.succeeded:
        problem = failed(record, session, kind=kind, stack_id=stack_id)
    if problem is not None and not awaited.answered:
        return _unhealthy(_as_recorded(record, stack_id, session), problem)

    def read() -> ObservedState | None:
        if problem is None and not changes_stack:
            return reading.read_after_import(record, session, stack_id=stack_id)
        return reading.read_again(record.provisioned_product_id, session, stack_id=stack_id)

    try:
        state = _until_answered(read, operation) if problem is None else read()
    except Refusal as refusal:
        return _unhealthy(_as_recorded(record, stack_id, session), problem or refusals.problem(refusal))
    if state is None:
        return NotMade(problems=(problem or Gone(id=record.provisioned_product_id),))
    return _unhealthy(state, problem) if problem else Done(state=state)


class _Awaiting:
    """One record that is waited for."""

    def __init__(self, record: Record, session: AccountSession, operation: Operation) -> None:
        self._record = record
        self._session = session
        self._operation = operation
        self._began = operation.timer.now()
        self._missed = 0
        self.seen_running = False

    def until_ended(self) -> Record | StopReason:
        """Ask for the record until it has ended. Raises Refusal where AWS refuses, or does not answer for long."""
        pauses = self._session.pace.pauses()
        record = poll(self._ask, self._ended, pauses, self._operation, known=self._record)
        if isinstance(record, Record):
            self._session.pace.learn(record.seconds or self._operation.timer.now() - self._began)
            self._operation.status(f"{record.id} is {record.status}")  # which stays on the resource's line
        return record

    def _ask(self) -> Record:
        """Return the record as it is now, or as it was where AWS does not answer."""
        try:
            self._record = self._session.gateway.record(self._record.id)
        except (Throttled, Unreachable) as refusal:
            self._missed += 1
            if self._missed > _MOST_MISSED:
                raise
            self._operation.status(f"{self._record.id}: no answer ({refusal.reason}); asking again")
            return self._record
        self._missed = 0
        self.seen_running = self.seen_running or not self._record.ended
        return self._record

    def _ended(self, record: Record) -> bool:
        if not record.ended:
            seconds = self._operation.timer.now() - self._began
            self._operation.status(f"{record.id} is {record.status} since {seconds:.0f} s")
        return record.ended


def _until_answered(ask: Callable[[], T], operation: Operation) -> T:
    """Ask what came of a change until AWS answers. Raises Refusal where it refuses, or is silent for long."""

    def attempt() -> T | Refusal:
        try:
            return ask()
        except (Throttled, Unreachable) as refusal:
            operation.status(f"no answer ({refusal.reason}); asking again")
            silences.append(refusal)
            return refusal

    silences: list[Refusal] = []
    answer = poll(attempt, lambda answer: not isinstance(answer, Refusal), pace.READ_AGAIN.pauses(), operation)
    if isinstance(answer, Refusal | StopReason):
        raise silences[-1]
    return answer


def _goes_on(refusal: Refusal) -> bool:
    """Return whether AWS may still answer other questions."""
    return not isinstance(refusal, CredentialsRefused)


def stopped(stop: StopReason, record: Record, *, kind: OperationKind, seconds: float) -> Problem:
    """Return the problem of waiting that ended before the record did."""
    if stop is StopReason.CANCELLED:
        return Cancelled(kind=kind)
    return NotInTime(kind=kind, seconds=seconds, record=record.id)


def failed(record: Record, session: AccountSession, *, kind: OperationKind, stack_id: str | None) -> Problem:
    """Return why a record failed, in AWS's own words, with the failing events of the stack."""
    reasons = [str(error) for error in record.errors] or [f"record {record.id} ended {record.status}"]
    of_stack = stack_id or _launched_stack(record, session)
    reasons += session.gateway.failures(of_stack) if of_stack else []
    if drift.UNCHANGED in " ".join(reasons).lower():
        return OperationFailed(kind=kind, reasons=tuple(reasons), advice=_NOTHING_TO_CHANGE)
    return OperationFailed(kind=kind, reasons=tuple(reasons))


def _launched_stack(record: Record, session: AccountSession) -> str | None:
    """Return the stack of a launch, which is not known before; None where there is none, or none to be seen."""
    try:
        product = session.gateway.provisioned_product(record.provisioned_product_id)
    except Refusal:  # its events only explain
        return None
    return product.physical_id if product and product.type != STACK_SET else None


def _unhealthy(state: ObservedState, problem: Problem) -> MadeButUnhealthy:
    return MadeButUnhealthy(state=state, problems=(problem,))


def _as_recorded(record: Record, stack_id: str | None, session: AccountSession) -> ObservedState:
    """Return what the record alone tells, so that the ID is kept even where AWS answers no more.

    The ARN names the account and the Region, which the next operation may not come back to.
    """
    here, name, id_ = session.gateway.identity(), record.provisioned_product_name, record.provisioned_product_id
    return ObservedState(
        provisioned_product=ProvisionedProduct(
            id=record.provisioned_product_id,
            name=record.provisioned_product_name,
            arn=f"arn:{here.partition}:servicecatalog:{here.region}:{here.account}:stack/{name}/{id_}",
            type=record.provisioned_product_type,
            status=AVAILABLE if record.succeeded else UNDER_CHANGE,
            physical_id=stack_id,
            product_id=record.product_id,
            artifact_id=record.artifact_id,
            last_record_id=record.id,
            searched=False,
        )
    )
