"""Waits for what another run, or somebody else, has under way on a provisioned product, before it is changed."""

from pulumi_servicecatalog.model import problem_kinds as kinds
from pulumi_servicecatalog.model.governed import Governed
from pulumi_servicecatalog.model.outcome import MadeButUnhealthy, NotMade
from pulumi_servicecatalog.reconcile import planning, reading, settling, waiting
from pulumi_servicecatalog.reconcile.operation import Operation, Stop
from pulumi_servicecatalog.reconcile.site import Site


def at_rest(actual: Governed, site: Site, operation: Operation) -> Governed | MadeButUnhealthy | NotMade | None:
    """Give what AWS has once nothing runs; None where the operation has ended it. Raises Refusal."""
    if actual.provisioned_product.planned:
        return _without_plan(actual, site)
    found = actual.provisioned_product
    if not (found.under_change and found.last_record_id):
        return actual
    began = operation.timer.now()
    record = site.door.record(found.last_record_id)
    ended = waiting.until_ended(site, record, operation)
    if isinstance(ended, Stop):
        seconds = operation.timer.now() - began
        problem = settling.stopped(ended, record, what="The operation that is under way", seconds=seconds)
        return MadeButUnhealthy(state=actual, problems=(problem,))
    return reading.read_anew(found.id, site, stack_id=found.physical_id)


def _without_plan(actual: Governed, site: Site) -> Governed | NotMade | None:
    """Remove the plan that a preview has left; one of somebody else is not ours to remove."""
    found = actual.provisioned_product
    others = planning.remove_leftovers(found.id, site)
    if others:
        return NotMade(problems=(kinds.PLAN_IN_THE_WAY.found(name=found.name, plans=", ".join(others)),))
    return reading.read_anew(found.id, site, stack_id=found.physical_id)
