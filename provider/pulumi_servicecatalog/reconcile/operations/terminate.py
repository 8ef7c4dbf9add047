"""Releases a stack from the catalog; or ends both, where that is declared. Idempotent: gone is done."""

from dataclasses import dataclass
from functools import partial

from pulumi_servicecatalog.model import refusal as aws
from pulumi_servicecatalog.model.desired import Spec
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.operation_kind import OperationKind
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, NotMade, Outcome
from pulumi_servicecatalog.model.provisioned_product import STACK_SET
from pulumi_servicecatalog.model.record import Record
from pulumi_servicecatalog.model.request import TerminateRequest
from pulumi_servicecatalog.reconcile.execution import await_record, retry, wait_until_idle
from pulumi_servicecatalog.reconcile.observation import read
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.rules import refusals, tokens


@dataclass(frozen=True, kw_only=True, slots=True)
class Termination:
    """How a provisioned product is to end. What a flag would delete is never more than what is declared.

    `stack_id` is the ARN of its stack as it was last seen, for where AWS's search does not show it; "" where unknown.
    """

    provisioned_product_id: str
    retain_physical_resources: bool
    ignore_errors: bool
    language: str
    stack_id: str = ""


def of_spec(provisioned_product_id: str, spec: Spec) -> Termination:
    """Return how what a declaration is of is to end."""
    return Termination(
        provisioned_product_id=provisioned_product_id,
        retain_physical_resources=spec.retain_physical_resources,
        ignore_errors=spec.ignore_errors,
        language=spec.accept_language,
    )


def release(wanted: Termination, session: AccountSession, operation: Operation) -> Outcome:
    """Wait for what runs, terminate, see it through, and say what became of the stack."""
    try:
        actual = read.read_again(wanted.provisioned_product_id, session, stack_id=wanted.stack_id or None)
        if actual is None:
            return _gone(wanted)
        idle = wait_until_idle.wait_until_idle(actual, session, operation)
        if idle is None:
            return _gone(wanted)
        return _terminate(idle, wanted, session, operation) if isinstance(idle, ObservedState) else idle
    except aws.Refusal as refusal:
        return NotMade(problems=(refusals.problem(refusal),))


def _terminate(idle: ObservedState, wanted: Termination, session: AccountSession, operation: Operation) -> Outcome:
    operation.status("releasing" if wanted.retain_physical_resources else "terminating, with the stack")
    request = _request(idle, wanted)
    busy = partial(await_record.is_busy, wanted.provisioned_product_id, session)
    try:
        record = retry.send(partial(session.gateway.terminate_provisioned_product, request), operation, busy=busy)
    except aws.Absent:
        return _gone(wanted)
    except aws.OutcomeUnknown as refusal:
        return MadeButUnhealthy(state=idle, problems=(refusals.problem(refusal),))
    if isinstance(record, retry.NotAccepted):
        return NotMade(problems=(record.problem(OperationKind.RELEASE),))
    return _see_through(record, idle, wanted, session, operation)


def _see_through(
    record: Record, idle: ObservedState, wanted: Termination, session: AccountSession, operation: Operation
) -> Outcome:
    """Wait for the termination that AWS has accepted, and say how it went."""
    awaited = await_record.watch(record, session, operation, kind=OperationKind.RELEASE)
    if awaited.problem is not None:
        return MadeButUnhealthy(state=idle, problems=(awaited.problem,))
    if not awaited.record.succeeded:
        stack_id = idle.provisioned_product.physical_id
        problem = await_record.failed(awaited.record, session, kind=OperationKind.RELEASE, stack_id=stack_id)
        return MadeButUnhealthy(state=idle, problems=(problem,))
    return Done(state=None, notes=(_afterwards(idle, wanted, session),))


def _request(actual: ObservedState, wanted: Termination) -> TerminateRequest:
    provisioned = actual.provisioned_product
    return TerminateRequest(
        provisioned_product_id=provisioned.id,
        # Of a stack that was deleted nothing is left to delete, and AWS may fail a termination that is to delete it.
        retain_physical_resources=wanted.retain_physical_resources or actual.stack_gone,
        ignore_errors=wanted.ignore_errors,
        token=tokens.terminate_token(provisioned_product_id=provisioned.id, after_record_id=provisioned.last_record_id),
        language=wanted.language,
    )


def _gone(wanted: Termination) -> Done:
    return Done(state=None, notes=(f"{wanted.provisioned_product_id} was gone already.",))


def _afterwards(actual: ObservedState, wanted: Termination, session: AccountSession) -> str:
    """Look at the stack and say what became of it, rather than what ought to have."""
    provisioned = actual.provisioned_product
    session.snapshot.forget(provisioned_product_id=provisioned.id, stack_id=provisioned.physical_id)
    if provisioned.physical_id is None:
        return f"{provisioned.id} is released."
    if provisioned.type == STACK_SET:
        went = "is kept" if wanted.retain_physical_resources else "goes with it"
        return f"{provisioned.id} is gone; the stack set {provisioned.physical_id} {went}."
    try:
        stack = session.gateway.stack(provisioned.physical_id)
    except aws.Refusal:
        return f"{provisioned.id} is released; its stack {provisioned.physical_id} cannot be read by this caller."
    if stack is None:
        return f"{provisioned.id} is gone, and the stack {provisioned.physical_id} with it."
    kept = "is still there" if wanted.retain_physical_resources else "is still there all the same"
    return f"{provisioned.id} is released; the stack {stack.name} {kept}, in {stack.status}."
