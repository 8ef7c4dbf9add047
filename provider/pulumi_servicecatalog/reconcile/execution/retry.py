"""Sends a request that changes something until AWS has accepted it, which its token makes safe to repeat."""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass

from pulumi_servicecatalog.model import refusal as aws
from pulumi_servicecatalog.model.operation import Operation, Stop
from pulumi_servicecatalog.model.problems import operations
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.record import Record
from pulumi_servicecatalog.rules import refusals

_REPEATS = 5
"""So often a request is sent, under the same token, while its outcome is unknown."""

_BUSY = re.compile(r"at a time|in progress|another|concurrent|being imported", re.IGNORECASE)
"""How AWS may say that another operation is in the way; its text for that is not documented."""

_FIRST_PAUSE, _LONGEST_PAUSE = 1.0, 15.0
"""Seconds between two requests while AWS is busy or throttles."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NotBegun:
    """AWS never accepted the request, so nothing was made: why nobody went on waiting, and what AWS said last."""

    stop: Stop
    seconds: float
    last: aws.Refusal | None = None

    def problem(self, what: str) -> Problem:
        """Say so."""
        if self.stop is Stop.CANCELLED:
            return operations.CancelledBefore(what=what)
        reason = f"AWS's last response was: {refusals.reason(self.last)}" if self.last else "other imports were ahead"
        return operations.NotBegun(what=what, seconds=self.seconds, reason=reason)


def send(request: Callable[[], Record], operation: Operation) -> Record | NotBegun:
    """Send it: again at once where its outcome is unknown, later where AWS is busy or throttles.

    Everything else that AWS refuses is raised: neither a denial nor a wrong request becomes right by repeating it. An
    outcome that is still unknown when nobody waits any more is raised as well, since something may have been made.
    """
    began, patience = operation.timer.now(), _FIRST_PAUSE
    unknown: list[aws.OutcomeUnknown] = []
    while True:
        last: aws.Refusal
        try:
            return request()
        except aws.OutcomeUnknown as refusal:
            unknown.append(refusal)
            if len(unknown) == _REPEATS:
                raise
            operation.say("no complete answer came back; repeating the same request")
            last, pause = refusal, float(len(unknown))
        except aws.Throttled as refusal:
            operation.say("AWS throttles; waiting")
            last, pause, patience = refusal, _jittered(patience), _longer(patience)
        except aws.WrongState as refusal:
            if not _BUSY.search(refusal.reason):
                raise
            operation.say("waiting for another operation, which AWS says is running")
            last, pause, patience = refusal, _jittered(patience), _longer(patience)
        stop = operation.pause(pause)
        if stop is not None:
            if unknown:
                raise unknown[-1]
            return NotBegun(stop=stop, seconds=operation.timer.now() - began, last=last)


def _jittered(pause: float) -> float:
    return random.uniform(0.5, 1.0) * pause  # noqa: S311 - it spreads requests, and guards nothing


def _longer(pause: float) -> float:
    return min(pause * 1.5, _LONGEST_PAUSE)
