"""A change that AWS refuses for another one, which began meanwhile, is sent again once that has ended.

A termination is refused by ValidationException; no document says by which code an update is.
"""

import pytest

from pulumi_servicecatalog.model import refusal
from pulumi_servicecatalog.model.desired import ByName
from pulumi_servicecatalog.model.outcome import Done, NotMade, Outcome
from support.fakes.gateway import BUSY, FakeGateway
from support.fakes.run import Run
from support.fakes.samples import V2, adopted, adoption, being_changed
from support.tables import table

UPDATE, TERMINATE = "update_provisioned_product", "terminate_provisioned_product"
REFUSALS = {
    "ValidationException": refusal.Invalid,
    "InvalidParametersException": refusal.Invalid,
    "InvalidStateException": refusal.WrongState,
}


def carried_out(run: Run, method: str) -> Outcome | None:
    if method == TERMINATE:
        return run.release("pp-payments")
    return run.change("pp-payments", adoption(artifact=ByName(V2.name), parameters={"Secret": "s"}))


@pytest.mark.parametrize("code", REFUSALS)
@pytest.mark.parametrize("method", [UPDATE, TERMINATE])
def test_it_is_sent_until_aws_takes_it_whatever_the_code_is(method: str, code: str) -> None:
    gateway = FakeGateway(adopted("payments"))
    gateway.refuse(method, REFUSALS[code](operation=method, reason=BUSY, code=code), times=3)
    assert isinstance(carried_out(Run(gateway), method), Done)
    assert gateway.calls(method) == 4


@table("method", (UPDATE, "an update"), (TERMINATE, "a termination"))
def test_it_is_seen_by_the_provisioned_product_where_aws_says_it_in_other_words(method: str, reason: str) -> None:
    gateway = FakeGateway(adopted("payments"))
    gateway.refuse(method, refusal.Invalid(operation=method, reason="Not now", code="ValidationException"))
    gateway.before(method, lambda _state: being_changed(ends_at=30.0))
    assert isinstance(carried_out(Run(gateway), method), Done), reason
    assert gateway.timer.now() >= 30.0, reason


@pytest.mark.parametrize("method", [UPDATE, TERMINATE])
def test_at_the_deadline_nothing_was_begun_and_aws_words_are_shown(method: str) -> None:
    gateway = FakeGateway(adopted("payments"))
    gateway.refuse(method, refusal.Invalid(operation=method, reason=BUSY, code="ValidationException"), times=99)
    outcome = carried_out(Run(gateway, seconds=60.0), method)
    assert isinstance(outcome, NotMade)
    assert [problem.code for problem in outcome.problems] == ["NotBegun"]
    assert "still under change" in outcome.problems[0].message()


@pytest.mark.parametrize("method", [UPDATE, TERMINATE])
def test_what_is_wrong_with_an_idle_product_is_told_at_once(method: str) -> None:
    gateway = FakeGateway(adopted("payments"))
    gateway.refuse(method, refusal.Invalid(operation=method, reason="Not so", code="ValidationException"))
    assert isinstance(carried_out(Run(gateway), method), NotMade)
    assert gateway.calls(method) == 1
