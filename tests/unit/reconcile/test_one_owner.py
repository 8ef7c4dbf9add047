"""One provisioned product has one owner: what another resource of the program holds is not released."""

import pytest

from pulumi_servicecatalog.model.outcome import Done
from support.fakes.gateway import FakeGateway
from support.fakes.samples import account
from support.one_resource import Engine, Resource, alone


@pytest.fixture
def gateway() -> FakeGateway:
    return FakeGateway(account())


@pytest.fixture
def payments(gateway: FakeGateway) -> Resource:
    return alone(gateway, Resource.adopting("payments"))


def taken_over(gateway: FakeGateway, old: Resource, new: Resource, *, refreshes: bool) -> Engine:
    """Return an operation in which the program declares `new` in place of `old`; the engine creates before it deletes.

    The plugin `refreshes` before an update, the dynamic provider does not.
    """
    engine = Engine(gateway)
    if refreshes:
        old.refresh(engine)
    assert isinstance(new.up(engine), Done)
    return engine


@pytest.mark.parametrize("refreshes", [True, False])
def test_a_resource_that_is_renamed_without_an_alias_keeps_its_provisioned_product(gateway, payments, refreshes):
    renamed = Resource.adopting("payments2")
    engine = taken_over(gateway, payments, renamed, refreshes=refreshes)
    assert isinstance(payments.delete(engine), Done)
    assert payments.notes[-1:] == ['The resource "payments2" holds pp-1 now, so it is not released.']
    assert [product.id for product in gateway.state.provisioned_products] == [renamed.id]
    assert renamed.preview(Engine(gateway)) == []


def test_the_preview_says_what_is_taken_over_and_from_whom(gateway, payments):
    renamed = Resource.adopting("payments2")
    (warning,) = renamed.check(Engine(gateway)).remarks
    assert warning.code == "TakesOver"
    assert "It belongs to the resource" not in warning.message(), "nobody has asked about the other one"
    engine = Engine(gateway)
    payments.refresh(engine)
    (warning,) = renamed.check(engine).remarks
    assert 'It belongs to the resource "payments" now.' in warning.message()
    assert "deleting that one releases the stack" in warning.message()
    assert "aliases" in warning.remedy()


def test_a_lost_state_takes_up_what_there_is(gateway, payments):
    payments.state = None
    assert payments.preview(Engine(gateway)) == ["TakesOver"]
    payments = alone(gateway, payments)
    assert isinstance(payments.delete(Engine(gateway)), Done)
    assert gateway.state.provisioned_products == ()


def test_of_two_resources_in_the_state_the_dropped_one_leaves_what_the_other_holds(gateway, payments):
    twin = Resource.adopting("twin", **payments.inputs)
    twin.state, twin.old_inputs = payments.state, payments.old_inputs
    engine = Engine(gateway)
    assert payments.preview(engine) == []
    assert isinstance(twin.delete(engine), Done)
    assert len(gateway.state.provisioned_products) == 1


@pytest.mark.parametrize("refreshes", [True, False])
def test_a_destroy_of_both_releases(gateway, payments, refreshes):
    twin = Resource.adopting("twin", **payments.inputs)
    twin.state, twin.old_inputs = payments.state, payments.old_inputs
    engine = Engine(gateway)
    if refreshes:
        assert (payments.refresh(engine), twin.refresh(engine)) == ([], [])
    assert isinstance(twin.delete(engine), Done)
    assert isinstance(payments.delete(engine), Done)
    assert gateway.state.provisioned_products == ()


def test_an_adoption_that_takes_over_a_launch_keeps_its_stack(gateway):
    launch = alone(gateway, Resource.launching("shop"))
    stack_id = launch.recorded["stackId"]
    adoption = Resource.adopting("shop2", name="shop", physicalId=stack_id)
    assert "TakesOver" in adoption.preview(Engine(gateway))
    engine = taken_over(gateway, launch, adoption, refreshes=True)
    assert isinstance(launch.delete(engine), Done)
    assert gateway.state.stack(stack_id) is not None
    assert adoption.preview(Engine(gateway)) == []


def test_a_replacement_releases_its_own(gateway, payments):
    payments.inputs["name"] = "billing"
    engine = Engine(gateway)
    payments.refresh(engine)
    assert isinstance(payments.up(engine), Done)
    assert [product.name for product in gateway.state.provisioned_products] == ["billing"]


def test_an_alias_is_no_other_owner(gateway, payments):
    """The engine compares under the new name, and deletes what it replaces under the old one."""
    renamed = Resource.adopting("payments2", name="billing")
    renamed.state, renamed.old_inputs = payments.state, payments.old_inputs
    engine = Engine(gateway)
    renamed.diff(engine)
    assert isinstance(payments.delete(engine), Done)
    assert gateway.state.provisioned_products == ()
