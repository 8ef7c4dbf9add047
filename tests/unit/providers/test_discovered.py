"""discoverStacks: a program that declares what it answers previews green, before the adoption and after it."""

import json
from dataclasses import replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pulumi_servicecatalog.providers.plugin import component_checks, discovered
from pulumi_servicecatalog.reconcile.session_pool import SessionPool
from pulumi_servicecatalog.rules import governed_stacks
from support.fakes.gateway import FakeGateway
from support.fakes.samples import SECRET, SIZE, account, stack, taken, template
from support.fakes.state import State
from support.sessions import unshared

LAUNCHED = "SC-123456789012-pp-abc"
NAMES = ("payments", "orders", "search", LAUNCHED)
TEMPLATES = (template(SIZE, SECRET), template(SIZE), json.dumps({"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}))
STACKS = st.fixed_dictionaries(
    {
        "status": st.sampled_from(["CREATE_COMPLETE", "UPDATE_COMPLETE", "ROLLBACK_COMPLETE", "UPDATE_IN_PROGRESS"]),
        "template": st.sampled_from(TEMPLATES),
        "governed": st.sampled_from(["", "", "AVAILABLE", "TAINTED"]),
    }
)


def world(drawn: dict[str, Any]) -> State:
    stacks = [stack(name, status=facts["status"]) for name, facts in drawn.items()]
    state = replace(account(*stacks), templates={item.id: drawn[item.name]["template"] for item in stacks})
    for name, facts in drawn.items():
        if facts["governed"]:
            state = taken(state, name, status=facts["governed"])
    return state


def answer(state: State) -> dict[str, Any]:
    return discovered.answer(unshared(FakeGateway(state)))


@given(st.dictionaries(st.sampled_from(NAMES), STACKS, min_size=1))
def test_whatever_there_is_what_can_be_adopted_and_what_was_is_declared_and_preflight_lets_it_through(
    drawn: dict[str, Any],
) -> None:
    state = world(drawn)
    answered = answer(state)
    adoptable = {item["name"] for item in answered["stacks"] if item["verdict"] == "adoptable"}
    adopted = {name for name, facts in drawn.items() if facts["governed"] == "AVAILABLE"} - {LAUNCHED}
    declared = governed_stacks.entries(answered["adoptions"])
    assert {entry["physicalId"] for entry in declared} == adoptable | adopted
    pool = SessionPool(lambda _connection: FakeGateway(state))
    assert component_checks.reasons({"adoptions": answered["adoptions"]}, pool.at) == []


def test_each_stack_is_named_with_what_governs_it_or_could() -> None:
    state = taken(account(stack("orders"), stack("payments")), "payments")
    version = {"productName": "web-service", "provisioningArtifactName": "v1"}
    shown = [
        {name: item.get(name) for name in ("name", "verdict", "provisionedProductId", *version)}
        for item in answer(state)["stacks"]
    ]
    assert shown == [
        {"name": "orders", "verdict": "adoptable", "provisionedProductId": None, **version},
        {"name": "payments", "verdict": "governed", "provisionedProductId": "pp-payments", **version},
    ]
