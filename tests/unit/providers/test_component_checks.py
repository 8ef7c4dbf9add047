"""A component judges all of its stacks first: every bad one is reported, and each reason once."""

from typing import Any

from pulumi_servicecatalog.model import refusal
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.providers.plugin import component_checks
from pulumi_servicecatalog.reconcile.session_pool import SessionPool
from support.fakes.gateway import FakeGateway
from support.fakes.samples import account, adopted, stack
from support.fakes.state import State
from support.tables import table

GOOD = {"productName": "web-service", "provisioningArtifactName": "v1"}


def reported(state: State, stacks: Any, **inputs: Any) -> list[str]:
    pool = SessionPool(lambda _connection: FakeGateway(state))
    lines = component_checks.reasons({"stacks": stacks, **GOOD, **inputs}, pool.at)
    return [line.partition("]")[0] for line in lines]


TWO = account(stack("payments"), stack("orders", status="ROLLBACK_COMPLETE"))


@table(
    "state stacks inputs lines",
    (TWO, {"payments": "payments"}, {}, [], "all can be adopted"),
    (
        TWO,
        {"a": "nope", "payments": "payments", "orders": "orders"},
        {},
        ["a: [StackNotFound", "orders: [StackStatusNotImportable"],
        "every bad one is reported",
    ),
    (TWO, {"payments": "payments", "b": "payments"}, {"productName": "x"}, ["payments, b: [ProductNotFound"], "once"),
    (TWO, {"9 b": "payments"}, {}, ["9 b: [InvalidValue"], "an input that is wrong by itself"),
    (TWO, {"a": "nope"}, {"preflight": "off"}, [], "a program that asks for no preflight"),
    (adopted("payments"), {"payments": "payments"}, {"productName": "report-bucket"}, [], "a move is judged by Check"),
    (TWO, None, {}, [], "stacks that are not known yet"),
)
def test_what_a_component_says_of_its_stacks(
    state: State, stacks: Any, inputs: dict[str, Any], lines: list[str], reason: str
) -> None:
    assert reported(state, stacks, **inputs) == lines, reason


def test_where_aws_cannot_be_asked_that_is_reported_once() -> None:
    def opened(_connection: Connection) -> FakeGateway:
        raise refusal.RegionMissing(operation="GetCallerIdentity", reason="none")

    lines = component_checks.reasons({"stacks": {"a": "x", "b": "y"}, **GOOD}, SessionPool(opened).at)
    assert [line.partition("]")[0] for line in lines] == ["a, b: [NoRegion"]


def test_the_entries_of_a_text_are_judged_like_the_stacks_of_a_map() -> None:
    text = "- {name: payments, physicalId: payments}\n- {name: a, physicalId: nope, productName: web-service}"
    assert reported(TWO, None, adoptions=text) == ["a: [StackNotFound"]
