"""Sends a request that changes something until AWS has accepted it, which its token makes safe to repeat."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from pulumi_servicecatalog.model import refusal as aws
from pulumi_servicecatalog.model.operation import Operation, StopReason
from pulumi_servicecatalog.model.operation_kind import OperationKind
from pulumi_servicecatalog.model.problems import operations
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.record import Record
from pulumi_servicecatalog.reconcile.execution.polling import poll
from pulumi_servicecatalog.reconcile.observation import pace
from pulumi_servicecatalog.rules import refusals

_BUSY = re.compile(r"at a time|in progress|another|concurrent|being imported", re.IGNORECASE)
"""How AWS may say that another operation is in the way; its text for that is not documented."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NotAccepted:
    """AWS never accepted the request, so nothing was made: why the waiting ended, and what AWS said last."""

    stop: StopReason
    seconds: float
    last: aws.Refusal | None = None

    def problem(self, kind: OperationKind) -> Problem:
        """Return the problem to show."""
        if self.stop is StopReason.CANCELLED:
            return operations.CancelledBefore(kind=kind)
        reason = f"AWS's last response was: {refusals.reason(self.last)}" if self.last else "other imports were ahead"
        return operations.NotBegun(kind=kind, seconds=self.seconds, reason=reason)


def never(_refusal: aws.Refusal) -> bool:
    """Return that no other refusal means that something is in the way."""
    return False


def send(
    request: Callable[[], Record], operation: Operation, *, busy: Callable[[aws.Refusal], bool] = never
) -> Record | NotAccepted:
    """Send it: again soon where its outcome is unknown, later where AWS is busy or throttles.

    Args:
        request: sends it once.
        operation: how long it may take.
        busy: decides whether a request that AWS finds wrong is refused for something that is under way.

    Everything else that AWS refuses is raised: neither a denial nor a wrong request becomes right by repeating it. An
    outcome that is still unknown when the waiting ends is raised as well, since something may have been made.
    """
    began, attempts = operation.timer.now(), _Attempts(request, operation, busy)
    response = poll(attempts.send, lambda answer: isinstance(answer, Record), attempts.pauses, operation)
    if isinstance(response, Record):
        return response
    if attempts.unknown is not None:
        raise attempts.unknown
    stop = response if isinstance(response, StopReason) else StopReason.OUT_OF_TIME
    return NotAccepted(stop=stop, seconds=operation.timer.now() - began, last=attempts.last)


class _Attempts:
    """The attempts of one request: what AWS said to them, and how long to pause before the next one."""

    def __init__(
        self, request: Callable[[], Record], operation: Operation, busy: Callable[[aws.Refusal], bool]
    ) -> None:
        self._request = request
        self._busy = busy
        self._operation = operation
        self._after_unknown = pace.OUTCOME_UNKNOWN.pauses()
        self._while_busy = pace.BUSY.pauses()
        self._pause = 0.0
        self.pauses = iter(lambda: self._pause, None)
        self.last: aws.Refusal | None = None
        self.unknown: aws.OutcomeUnknown | None = None

    def send(self) -> Record | aws.Refusal:
        """Send it once. Returns a refusal that another attempt may overcome, and raises every other one."""
        try:
            return self._request()
        except aws.OutcomeUnknown as refusal:
            self.unknown = refusal
            pause = next(self._after_unknown, None)
            if pause is None:
                raise
            return self._again(refusal, pause, "no complete answer came back; repeating the same request")
        except aws.Throttled as refusal:
            return self._again(refusal, next(self._while_busy), "AWS throttles; waiting")
        except (aws.Invalid, aws.WrongState) as refusal:
            if not self._in_the_way(refusal):
                raise
            status = "waiting for another operation, which AWS says is running"
            return self._again(refusal, next(self._while_busy), status)

    def _in_the_way(self, refusal: aws.Refusal) -> bool:
        """Return whether another operation is in the way, which ends by itself."""
        said = isinstance(refusal, aws.WrongState) and _BUSY.search(refusal.reason) is not None
        return said or self._busy(refusal)

    def _again(self, refusal: aws.Refusal, pause: float, status: str) -> aws.Refusal:
        self._operation.status(status)
        self.last, self._pause = refusal, pause
        return refusal
