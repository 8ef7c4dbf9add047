"""Two resources of a program that exchange names or stacks: what the preview says is what `up` does."""

from dataclasses import replace

import pytest

from pulumi_servicecatalog.model.outcome import Done
from support.fakes.gateway import FakeGateway
from support.fakes.samples import account, stack
from support.one_resource import Engine, Resource, alone


@pytest.fixture
def gateway() -> FakeGateway:
    return FakeGateway(account(stack("payments"), stack("orders")))


def pair(gateway: FakeGateway, makes: str) -> tuple[Resource, Resource]:
    """Return two resources that are up: `a` and `b`, of the stacks payments and orders where they adopt."""
    if makes == "launches":
        return alone(gateway, Resource.launching("a", name="a")), alone(gateway, Resource.launching("b", name="b"))
    adopted = {"a": "payments", "b": "orders"}
    a, b = (alone(gateway, Resource.adopting(name, name=name, physicalId=of)) for name, of in adopted.items())
    return a, b


def held(gateway: FakeGateway) -> dict[str, str]:
    return {product.name: product.id for product in gateway.state.provisioned_products}


@pytest.mark.parametrize("makes", ["adoptions", "launches"])
@pytest.mark.parametrize("other", ["a", "z"], ids=["b becomes a", "b becomes z"])
def test_a_name_that_another_resource_gives_up_is_refused_with_what_to_do(gateway, makes: str, other: str):
    a, b = pair(gateway, makes)
    before = held(gateway)
    a.inputs["name"], b.inputs["name"] = "b", other
    engine = Engine(gateway)
    (taken,) = a.check(engine).failures
    assert taken.code in {"NameTaken", "NameTakenByOther"}
    assert "gives up the name, deploy that one first (`pulumi up --target`)" in taken.remedy()
    assert "with a third name first" in taken.remedy()
    assert bool(b.check(engine).failures) == (other == "a")
    assert held(gateway) == before


@pytest.mark.parametrize("makes", ["adoptions", "launches"])
def test_what_to_do_works(gateway, makes: str):
    a, b = pair(gateway, makes)
    for resource, name in ((b, "z"), (a, "b"), (b, "a")):
        resource.inputs["name"] = name
        assert resource.check(Engine(gateway)).failures == ()
        assert isinstance(resource.up(Engine(gateway)), Done)
    assert held(gateway) == {"a": b.id, "b": a.id}


def test_stacks_that_are_exchanged_are_refused_with_what_to_do(gateway):
    a, b = pair(gateway, "adoptions")
    a.inputs["physicalId"], b.inputs["physicalId"] = "orders", "payments"
    engine = Engine(gateway)
    for resource in (a, b):
        (problem,) = resource.check(engine).failures
        assert problem.code == "AlreadyGoverned"
        assert "gives up the stack, deploy that one first" in problem.remedy()


def test_resources_that_exchange_everything_are_announced_and_end_with_one_owner_each(gateway):
    a, b = pair(gateway, "adoptions")
    a.inputs, b.inputs = replace(b).inputs, replace(a).inputs
    engine = Engine(gateway)
    assert [problem.code for problem in a.check(engine).remarks] == ["TakesOver"]
    assert [problem.code for problem in b.check(engine).remarks] == ["TakesOver"]
    engine = Engine(gateway)
    assert isinstance(a.up(engine), Done)
    assert isinstance(b.up(engine), Done)
    assert held(gateway) == {"b": a.id, "a": b.id}
    assert a.preview(Engine(gateway)) == b.preview(Engine(gateway)) == []
