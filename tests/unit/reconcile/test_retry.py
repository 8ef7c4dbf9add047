"""What is said of a request that AWS has not accepted by the time that nobody waits any more."""

import pytest

from pulumi_servicecatalog.model import refusal
from pulumi_servicecatalog.model.operation import Operation, StopReason
from pulumi_servicecatalog.model.operation_kind import OperationKind
from pulumi_servicecatalog.model.record import Record
from pulumi_servicecatalog.reconcile.execution import retry
from support.fakes.timer import FakeTimer
from support.tables import table

UNKNOWN = refusal.OutcomeUnknown(operation="ImportAsProvisionedProduct", reason="Connection was closed")
THROTTLED = refusal.Throttled(operation="ImportAsProvisionedProduct", reason="Rate exceeded", request_id="r-1")
BUSY = refusal.WrongState(operation="ImportAsProvisionedProduct", reason="Only one at a time.", request_id="r-2")


def send(*answers: refusal.Refusal, timer: FakeTimer | None = None) -> Record | retry.NotAccepted:
    """Send a request that is answered with these refusals, and then with the last one for good."""
    queue = list(answers)

    def request() -> Record:
        raise queue.pop(0) if len(queue) > 1 else queue[0]

    return retry.send(request, Operation.lasting(60.0, timer=timer or FakeTimer()))


@table(
    "answers",
    ((UNKNOWN, THROTTLED), "then AWS throttled until the deadline"),
    ((UNKNOWN, BUSY), "then something else was running until the deadline"),
)
def test_a_request_that_may_have_been_done_is_never_said_to_have_made_nothing(
    answers: tuple[refusal.Refusal, ...], reason: str
) -> None:
    with pytest.raises(refusal.OutcomeUnknown):
        send(*answers)


def test_nor_is_it_when_somebody_cancels() -> None:
    with pytest.raises(refusal.OutcomeUnknown):
        send(UNKNOWN, timer=FakeTimer(cancel_at=0.5))


@table(
    "last words",
    (THROTTLED, "AWS's last response was: Rate exceeded (request r-1)", "AWS throttles"),
    (BUSY, "AWS's last response was: Only one at a time. (request r-2)", "AWS is busy"),
)
def test_what_aws_said_last_is_reported_at_the_deadline(last: refusal.Refusal, words: str, reason: str) -> None:
    stopped = send(last)
    assert isinstance(stopped, retry.NotAccepted), reason
    assert stopped.stop is StopReason.OUT_OF_TIME, reason
    assert stopped.seconds == 60.0, reason
    assert words in stopped.problem(OperationKind.IMPORT).message(), reason


@table(
    "answer",
    (refusal.Denied(operation="ImportAsProvisionedProduct", reason="no"), "a denial"),
    (refusal.CredentialsRefused(operation="ImportAsProvisionedProduct", reason="expired"), "a session that is over"),
    (refusal.Unreachable(operation="ImportAsProvisionedProduct", reason="no", endpoint="http://x"), "another Region"),
    (refusal.WrongState(operation="ImportAsProvisionedProduct", reason="It is CREATING."), "a state of the thing"),
)
def test_what_does_not_become_right_by_itself_is_reported_at_once(answer: refusal.Refusal, reason: str) -> None:
    timer = FakeTimer()
    with pytest.raises(type(answer)):
        send(answer, timer=timer)
    assert timer.slept == [], reason
