"""Waiting for a record to end, with a status line, a deadline and cancellation. Nothing waits in a read."""

from pulumi_servicecatalog.model.record import Record
from pulumi_servicecatalog.reconcile.operation import Operation, Stop
from pulumi_servicecatalog.reconcile.site import Site


def until_ended(site: Site, record: Record, operation: Operation) -> Record | Stop:
    """Ask for the record until it has ended. Raises Refusal where AWS does not answer."""
    began = operation.timer.now()
    for pause in site.pace.pauses():
        if record.ended:
            site.pace.learn(operation.timer.now() - began)
            return record
        operation.say(f"{record.id} is {record.status} since {operation.timer.now() - began:.0f} s")
        stop = operation.pause(pause)
        if stop is not None:
            return stop
        record = site.door.record(record.id)
    raise AssertionError("pauses never end")
