"""What a launch or an update of a stack set would be refused for is an error of the preview, by its own problem."""

from typing import Any

import pytest

from support.fakes.gateway import FakeGateway
from support.launches import A, B, C, stack_sets
from support.one_resource import Engine, Resource, alone
from support.tables import table

REGIONS = ["eu-west-1"]


def preferring(*accounts: str, **more: int) -> dict[str, Any]:
    return {"stackSetAccounts": list(accounts), "stackSetRegions": REGIONS, **more}


def resource(gateway: FakeGateway, kind: str, preferences: dict[str, Any], before: dict[str, Any]) -> Resource:
    """Return a resource that is about to be launched with these preferences, or to go over to them."""
    program = Resource.launching(provisioningPreferences=preferences if kind == "launch" else before)
    if kind == "update":
        program = alone(gateway, program)
        program.inputs |= {"provisioningPreferences": preferences, "parameters": {"Size": "large", "Secret": "other"}}
    return program


def half(at_once: int) -> dict[str, int]:
    return {"stackSetFailureTolerancePercentage": 50, "stackSetMaxConcurrencyCount": at_once}


every_kind = pytest.mark.parametrize("kind", ["launch", "update"])


@every_kind
@table(
    "preferences errors",
    (preferring(A, B, C, **half(2)), [], "one more than the half of three, rounded down"),
    (preferring(A, B, C, **half(3)), ["TooManyAtOnce"], "two more"),
    (preferring(A, **half(2)), ["TooManyAtOnce"], "none of one account may fail"),
    ({"stackSetRegions": REGIONS, **half(3)}, ["TooManyAtOnce"], "the accounts of the constraint"),
    (
        preferring(A, B, stackSetFailureToleranceCount=0, stackSetMaxConcurrencyPercentage=100),
        [],
        "a percentage at a time, of which AWS says no such thing",
    ),
)
def test_a_count_at_a_time_is_judged_by_the_percentage_that_may_fail(
    kind: str, preferences: dict[str, Any], errors: list[str], reason: str
) -> None:
    gateway = FakeGateway(stack_sets())
    program = resource(gateway, kind, preferences, preferring(*preferences.get("stackSetAccounts", [A, B, C])))
    assert [problem.code for problem in program.check(Engine(gateway)).failures] == errors, reason
    program.inputs["preflight"] = "off"
    assert (type(program.up(Engine(gateway))).__name__ == "Done") is (errors == []), reason


def test_an_update_is_judged_by_the_accounts_of_each_of_its_operations() -> None:
    gateway = FakeGateway(stack_sets())
    program = resource(gateway, "update", preferring(A, B, C, **half(2)), preferring(A, B))
    (problem,) = program.check(Engine(gateway)).failures
    assert "50 % of 1 are 0" in problem.message(), "the one account that is added"


@every_kind
@table(
    "path error",
    ("platfrom", "LaunchPathNotFound", "a path that does not exist"),
    ("platform", None, "the one that does"),
)
def test_a_path_beside_preferences_has_its_own_problem(kind: str, path: str, error: str | None, reason: str) -> None:
    gateway = FakeGateway(stack_sets())
    program = resource(gateway, kind, preferring(A), preferring(A))
    program.inputs["pathName"] = path
    failures = [problem.code for problem in program.check(Engine(gateway)).failures]
    assert failures == ([error] if error else []), reason
