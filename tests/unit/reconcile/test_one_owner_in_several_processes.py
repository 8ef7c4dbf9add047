"""One provisioned product has one owner, also where the resources of a program have providers of their own."""

from pathlib import Path

import pytest

from pulumi_servicecatalog.host.shared_claims import SharedClaims
from pulumi_servicecatalog.model.outcome import Done, NotMade
from support.fakes.gateway import FakeGateway
from support.fakes.samples import account
from support.one_resource import Engine, Resource, alone


@pytest.fixture(autouse=True)
def _cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


@pytest.fixture
def gateway() -> FakeGateway:
    return FakeGateway(account())


def processes(gateway: FakeGateway) -> tuple[Engine, Engine]:
    """Return two providers of one operation."""
    first, second = (Engine(gateway, SharedClaims(lambda: "127.0.0.1:4000")) for _ in range(2))
    return first, second


ADOPTION = Resource.adopting("payments")
TWINS = {
    "the same name and stack": (ADOPTION, Resource.adopting("twin"), ["name", "physicalId"]),
    "the same stack": (ADOPTION, Resource.adopting("twin", name="other"), ["physicalId"]),
    "the same name": (Resource.launching("shop"), Resource.launching("twin"), ["name"]),
    "a launch and an adoption": (Resource.launching("shop"), Resource.adopting("twin", name="shop"), ["name"]),
}


@pytest.mark.parametrize(("first", "second", "properties"), TWINS.values(), ids=TWINS)
def test_the_preview_refuses_the_second_of_two_that_declare_the_same(gateway, first, second, properties):
    one, other = processes(gateway)
    assert first.check(one).failures == ()
    failures = second.check(other).failures
    assert [problem.property for problem in failures if problem.code == "DeclaredTwice"] == properties
    assert f'declared by the resource "{first.name}"' in failures[0].message()
    assert first.check(one).failures == (), "the first one stays the owner"
    assert isinstance(second.up(other), NotMade)


def test_what_a_resource_of_another_provider_has_taken_over_is_not_released(gateway):
    old, new = alone(gateway, Resource.adopting("payments")), Resource.adopting("payments2")
    one, other = processes(gateway)
    old.refresh(one)
    assert isinstance(new.up(other), Done)
    assert isinstance(old.delete(one), Done)
    assert old.notes[-1:] == ['The resource "payments2" holds pp-1 now, so it is not released.']
    assert [product.id for product in gateway.state.provisioned_products] == [new.id]
    assert new.preview(Engine(gateway)) == []


def test_a_resource_that_gets_another_provider_keeps_its_provisioned_product(gateway):
    old = alone(gateway, Resource.adopting("payments"))
    new = Resource.adopting("payments")
    one, other = processes(gateway)
    assert isinstance(new.up(other), Done)
    assert isinstance(old.delete(one), Done)
    assert [product.id for product in gateway.state.provisioned_products] == [new.id]


def test_a_destroy_releases_whatever_processes_there_are(gateway):
    payments = alone(gateway, Resource.adopting("payments"))
    one, other = processes(gateway)
    twin = Resource.adopting("twin", **payments.inputs)
    twin.state, twin.old_inputs = payments.state, payments.old_inputs
    assert (payments.refresh(one), twin.refresh(other)) == ([], [])
    assert isinstance(twin.delete(other), Done)
    assert gateway.state.provisioned_products == ()
