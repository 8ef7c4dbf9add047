"""Waiting for a record to end, with a status line, a deadline and cancellation. Nothing waits in a read."""

from collections.abc import Callable
from typing import TypeVar

from pulumi_servicecatalog.model import refusal as aws
from pulumi_servicecatalog.model.operation import Operation, Stop
from pulumi_servicecatalog.model.record import Record
from pulumi_servicecatalog.reconcile.observation.session import AccountSession

_MOST_MISSED = 10
"""So many questions in a row may go without an answer: the record goes on without us."""

_PAUSES = (0.5, 1.0, 2.0, 4.0)
"""Seconds between the attempts to read what came of a change: the change is made, and only the telling is late."""

T = TypeVar("T")


def until_ended(session: AccountSession, record: Record, operation: Operation) -> Record | Stop:
    """Ask for the record until it has ended. Raises Refusal where AWS refuses, or does not answer for long."""
    began, missed = operation.timer.now(), 0
    for pause in session.pace.pauses():
        if record.ended:
            session.pace.learn(record.seconds or operation.timer.now() - began)
            return record
        operation.say(f"{record.id} is {record.status} since {operation.timer.now() - began:.0f} s")
        stop = operation.pause(pause)
        if stop is not None:
            return stop
        try:
            record, missed = session.gateway.record(record.id), 0
        except (aws.Throttled, aws.Unreachable) as refusal:
            missed += 1
            if missed > _MOST_MISSED:
                raise
            operation.say(f"{record.id}: no answer ({refusal.reason}); asking again")
    raise AssertionError("pauses never end")


def until_answered(ask: Callable[[], T], operation: Operation) -> T:
    """Ask what came of a change until AWS answers. Raises Refusal where it refuses, or is silent for long."""
    for pause in (*_PAUSES, None):
        try:
            return ask()
        except (aws.Throttled, aws.Unreachable) as refusal:
            if pause is None or operation.pause(pause) is not None:
                raise
            operation.say(f"no answer ({refusal.reason}); asking again")
    raise AssertionError("the last pause is none")
