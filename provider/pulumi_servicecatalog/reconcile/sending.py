"""Sends a request that changes something until AWS has accepted it, which its token makes safe to repeat."""

import random
import re
from collections.abc import Callable

from pulumi_servicecatalog.model import problem_kinds as kinds
from pulumi_servicecatalog.model import refusal as aws
from pulumi_servicecatalog.model.problem import Problem
from pulumi_servicecatalog.model.record import Record
from pulumi_servicecatalog.reconcile.operation import Operation, Stop

_REPEATS = 5
"""So often a request is sent, under the same token, while its outcome is unknown."""

_BUSY = re.compile(r"at a time|in progress|another|concurrent|being imported", re.IGNORECASE)
"""How AWS may say that another operation is in the way; its text for that is not documented."""

_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 15.0
"""Seconds between two requests while AWS is busy or throttles."""


def send(request: Callable[[], Record], operation: Operation) -> Record | Stop:
    """Send it: again at once where its outcome is unknown, later where AWS is busy or throttles.

    Everything else that AWS refuses is raised: neither a denial nor a wrong request becomes right by repeating it.
    """
    unknown, patience = 0, _FIRST_PAUSE
    while True:
        try:
            return request()
        except aws.OutcomeUnknown:
            unknown += 1
            if unknown == _REPEATS:
                raise
            operation.say("no complete answer came back; repeating the same request")
            pause = float(unknown)
        except aws.Throttled:
            operation.say("AWS throttles; waiting")
            pause, patience = _jittered(patience), _longer(patience)
        except aws.WrongState as refusal:
            if not _BUSY.search(refusal.reason):
                raise
            operation.say("waiting for another operation, which AWS says is running")
            pause, patience = _jittered(patience), _longer(patience)
        stop = operation.pause(pause)
        if stop is not None:
            return stop


def not_begun(stop: Stop, *, what: str, seconds: float) -> Problem:
    """Say that AWS never accepted the request, so that nothing was made."""
    if stop is Stop.CANCELLED:
        return kinds.CANCELLED_BEFORE.found(what=what)
    return kinds.NOT_BEGUN.found(what=what, seconds=seconds)


def _jittered(pause: float) -> float:
    return random.uniform(0.5, 1.0) * pause  # noqa: S311 - it spreads requests, and guards nothing


def _longer(pause: float) -> float:
    return min(pause * 1.5, _LONGEST_PAUSE)
