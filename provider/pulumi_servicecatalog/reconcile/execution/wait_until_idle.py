"""Waits for what another run, or somebody else, has under way on a provisioned product, before it is changed."""

from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.operation import Operation, StopReason
from pulumi_servicecatalog.model.operation_kind import OperationKind
from pulumi_servicecatalog.model.outcome import MadeButUnhealthy, NotMade
from pulumi_servicecatalog.model.problems.updates import PlanInTheWay
from pulumi_servicecatalog.reconcile.execution import await_record, leftover_plans
from pulumi_servicecatalog.reconcile.observation import read
from pulumi_servicecatalog.reconcile.observation.session import AccountSession


def wait_until_idle(
    actual: ObservedState, session: AccountSession, operation: Operation
) -> ObservedState | MadeButUnhealthy | NotMade | None:
    """Return what AWS has once nothing runs; None where the operation has ended it. Raises Refusal."""
    if actual.provisioned_product.planned:
        return _without_plan(actual, session)
    provisioned = actual.provisioned_product
    if not (provisioned.under_change and provisioned.last_record_id):
        return actual
    began = operation.timer.now()
    record = session.gateway.record(provisioned.last_record_id)
    ended = await_record.until_ended(record, session, operation)
    if isinstance(ended, StopReason):
        seconds = operation.timer.now() - began
        problem = await_record.stopped(ended, record, kind=OperationKind.RUNNING, seconds=seconds)
        return MadeButUnhealthy(state=actual, problems=(problem,))
    return read.read_again(provisioned.id, session, stack_id=provisioned.physical_id)


def _without_plan(actual: ObservedState, session: AccountSession) -> ObservedState | NotMade | None:
    """Remove the plan that a preview has left; one of somebody else is not ours to remove."""
    provisioned = actual.provisioned_product
    others = leftover_plans.remove(provisioned.id, session)
    if others:
        return NotMade(problems=(PlanInTheWay(name=provisioned.name, plans=tuple(others)),))
    return read.read_again(provisioned.id, session, stack_id=provisioned.physical_id)
