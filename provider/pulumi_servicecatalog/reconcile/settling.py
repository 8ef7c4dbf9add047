"""What follows a request that AWS has accepted: wait for its record, read the result, say how it went."""

from pulumi_servicecatalog.model import problem_kinds as kinds
from pulumi_servicecatalog.model.governed import Governed
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, NotMade, Outcome
from pulumi_servicecatalog.model.problem import Problem
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.record import Record
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.reconcile import reading, refusals, waiting
from pulumi_servicecatalog.reconcile.operation import Operation, Stop
from pulumi_servicecatalog.reconcile.site import Site


def settle(record: Record, site: Site, operation: Operation, *, what: str, stack_id: str | None) -> Outcome:
    """Wait for the record and give the outcome. From here on the ID is known, so nothing that happens may lose it."""
    try:
        return _settle(record, site, operation, what=what, stack_id=stack_id)
    except Refusal as refusal:
        return _unhealthy(record, site, stack_id, refusals.problem(refusal))


def _settle(record: Record, site: Site, operation: Operation, *, what: str, stack_id: str | None) -> Outcome:
    began = operation.timer.now()
    ended = waiting.until_ended(site, record, operation)
    if isinstance(ended, Stop):
        problem = stopped(ended, record, what=what, seconds=operation.timer.now() - began)
        return _unhealthy(record, site, stack_id, problem)
    if not ended.succeeded:
        return _unhealthy(ended, site, stack_id, failed(ended, site, what=what, stack_id=stack_id))
    state = reading.read_anew(ended.provisioned_product_id, site, stack_id=stack_id)
    if state is None:
        return NotMade(problems=(failed(ended, site, what=what, stack_id=stack_id),))
    return Done(state=state)


def stopped(stop: Stop, record: Record, *, what: str, seconds: float) -> Problem:
    """Say that waiting came to an end before the record did."""
    if stop is Stop.CANCELLED:
        return kinds.CANCELLED.found(what=what)
    return kinds.NOT_IN_TIME.found(what=what, seconds=seconds, record=record.id, status=record.status)


def failed(record: Record, site: Site, *, what: str, stack_id: str | None) -> Problem:
    """Say why a record failed, in AWS's own words, with the failing events of the stack."""
    reasons = [str(error) for error in record.errors] or [f"record {record.id} ended {record.status}"]
    reasons += site.door.failures(stack_id) if stack_id else []
    return kinds.OPERATION_FAILED.found(
        what=what,
        reasons="; ".join(reasons),
        advice="Correct what AWS names, and run `pulumi up` again.",
    )


def _unhealthy(record: Record, site: Site, stack_id: str | None, problem: Problem) -> Outcome:
    """Give what exists with the problem; where AWS confirms that nothing does, nothing was made."""
    try:
        state = reading.read_anew(record.provisioned_product_id, site, stack_id=stack_id)
    except Refusal:
        state = _as_recorded(record, stack_id)
    return NotMade(problems=(problem,)) if state is None else MadeButUnhealthy(state=state, problems=(problem,))


def _as_recorded(record: Record, stack_id: str | None) -> Governed:
    """Give what the record alone tells, so that the ID is kept even where AWS answers no more."""
    return Governed(
        provisioned_product=ProvisionedProduct(
            id=record.provisioned_product_id,
            name=record.provisioned_product_name,
            arn="",
            type="CFN_STACK",
            status="UNDER_CHANGE",
            physical_id=stack_id,
            product_id=record.product_id,
            artifact_id=record.artifact_id,
            last_record_id=record.id,
        )
    )
