"""What follows a request that AWS has accepted: wait for its record, read the result, say how it went."""

from dataclasses import dataclass

from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.operation import Operation, Stop
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, NotMade, Outcome
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.connection import Gone
from pulumi_servicecatalog.model.problems.operations import Cancelled, NotInTime, OperationFailed
from pulumi_servicecatalog.model.provisioned_product import AVAILABLE, STACK_SET, UNDER_CHANGE, ProvisionedProduct
from pulumi_servicecatalog.model.record import Record
from pulumi_servicecatalog.model.refusal import CredentialsRefused, Refusal
from pulumi_servicecatalog.reconcile.execution import polling
from pulumi_servicecatalog.reconcile.observation import read as reading
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.rules import refusals

_UNCHANGED = "no updates are to be performed"
_NOTHING_TO_CHANGE = (
    "CloudFormation fails an update that changes no resource. Use the version that the stack has, or one that changes "
    "a resource; another Description alone is not enough."
)


@dataclass(frozen=True, kw_only=True, slots=True)
class AwaitedRecord:
    """A record, as it was when nobody waited for it any more, the problem with it, and whether AWS still answers us."""

    record: Record
    problem: Problem | None = None
    answered: bool = True


def await_outcome(
    record: Record, session: AccountSession, operation: Operation, *, what: str, stack_id: str | None
) -> Outcome:
    """Wait for the record and give the outcome. From here on the ID is known, so nothing that happens may lose it."""
    return outcome_of(watch(record, session, operation, what=what), session, operation, what=what, stack_id=stack_id)


def watch(record: Record, session: AccountSession, operation: Operation, *, what: str) -> AwaitedRecord:
    """Wait for the record. Never raises Refusal."""
    began = operation.timer.now()
    try:
        ended = polling.until_ended(session, record, operation)
    except Refusal as refusal:
        return AwaitedRecord(record=record, problem=refusals.problem(refusal), answered=_goes_on(refusal))
    if isinstance(ended, Stop):
        seconds = operation.timer.now() - began
        return AwaitedRecord(record=record, problem=stopped(ended, record, what=what, seconds=seconds))
    return AwaitedRecord(record=ended)


def outcome_of(
    awaited: AwaitedRecord, session: AccountSession, operation: Operation, *, what: str, stack_id: str | None
) -> Outcome:
    """Read what has come of it. The record is not waited for here, so whoever holds a lane gives it back before."""
    record, problem = awaited.record, awaited.problem
    if problem is None and not record.succeeded:
        problem = failed(record, session, what=what, stack_id=stack_id)
    if problem is not None and not awaited.answered:
        return _unhealthy(_as_recorded(record, stack_id), problem)

    def read() -> ObservedState | None:
        return reading.read_again(record.provisioned_product_id, session, stack_id=stack_id)

    try:
        state = polling.until_answered(read, operation) if problem is None else read()
    except Refusal as refusal:
        return _unhealthy(_as_recorded(record, stack_id), problem or refusals.problem(refusal))
    if state is None:
        return NotMade(problems=(problem or Gone(id=record.provisioned_product_id),))
    return _unhealthy(state, problem) if problem else Done(state=state)


def _goes_on(refusal: Refusal) -> bool:
    """Tell whether AWS may still answer other questions."""
    return not isinstance(refusal, CredentialsRefused)


def stopped(stop: Stop, record: Record, *, what: str, seconds: float) -> Problem:
    """Say that waiting came to an end before the record did."""
    if stop is Stop.CANCELLED:
        return Cancelled(what=what)
    return NotInTime(what=what, seconds=seconds, record=record.id)


def failed(record: Record, session: AccountSession, *, what: str, stack_id: str | None) -> Problem:
    """Say why a record failed, in AWS's own words, with the failing events of the stack."""
    reasons = [str(error) for error in record.errors] or [f"record {record.id} ended {record.status}"]
    of_stack = stack_id or _launched_stack(record, session)
    reasons += session.gateway.failures(of_stack) if of_stack else []
    if _UNCHANGED in " ".join(reasons).lower():
        return OperationFailed(what=what, reasons=tuple(reasons), advice=_NOTHING_TO_CHANGE)
    return OperationFailed(what=what, reasons=tuple(reasons))


def _launched_stack(record: Record, session: AccountSession) -> str | None:
    """Give the stack of a launch, which nobody knows before; None where there is none, or none to be seen."""
    try:
        found = session.gateway.provisioned_product(record.provisioned_product_id)
    except Refusal:  # its events only explain
        return None
    return found.physical_id if found and found.type != STACK_SET else None


def _unhealthy(state: ObservedState, problem: Problem) -> MadeButUnhealthy:
    return MadeButUnhealthy(state=state, problems=(problem,))


def _as_recorded(record: Record, stack_id: str | None) -> ObservedState:
    """Give what the record alone tells, so that the ID is kept even where AWS answers no more."""
    return ObservedState(
        provisioned_product=ProvisionedProduct(
            id=record.provisioned_product_id,
            name=record.provisioned_product_name,
            arn="",
            type=record.provisioned_product_type,
            status=AVAILABLE if record.succeeded else UNDER_CHANGE,
            physical_id=stack_id,
            product_id=record.product_id,
            artifact_id=record.artifact_id,
            last_record_id=record.id,
        )
    )
