"""What somebody is terminating cannot be changed: the preview and `up` say so, and the next `up` makes it again."""

from dataclasses import replace

import pytest

from pulumi_servicecatalog.model.outcome import Done, NotMade, Unanswered
from pulumi_servicecatalog.model.provisioned_product import UNDER_CHANGE
from pulumi_servicecatalog.model.record import SUCCEEDED
from support.fakes.gateway import FakeGateway
from support.fakes.samples import account, record
from support.fakes.state import Work
from support.one_resource import Engine, Resource, alone

KINDS = pytest.mark.parametrize("make", [Resource.adopting, Resource.launching], ids=["adopted", "launched"])
SECONDS = 600.0


@pytest.fixture
def gateway() -> FakeGateway:
    return FakeGateway(account())


def terminated_by_somebody(gateway: FakeGateway) -> None:
    """Have a termination under way, which keeps the stack."""
    (before,) = gateway.state.provisioned_products
    now = replace(before, status=UNDER_CHANGE, last_record_id="rec-theirs")
    running = record(now, "IN_PROGRESS", type="TERMINATE_PROVISIONED_PRODUCT")
    work = Work(
        ends_at=gateway.timer.now() + SECONDS,
        record=replace(running, status=SUCCEEDED),
        provisioned_product=None,
    )
    gateway.state = replace(gateway.state.with_governed(now).with_record(running), under_way=(work,))


@KINDS
def test_the_preview_and_up_refuse_it_alike_and_once_it_has_ended_up_makes_it_again(gateway, make):
    resource = alone(gateway, make())
    terminated_by_somebody(gateway)
    assert resource.preview(Engine(gateway)) == ["UnderChange"]
    outcome = resource.up(Engine(gateway))
    assert isinstance(outcome, NotMade | Unanswered)
    (said,) = outcome.problems
    assert said.message().endswith("record rec-theirs. It ends the provisioned product.")
    assert "Wait until it has ended" in said.remedy()
    gateway.timer.advance(SECONDS)
    assert isinstance(resource.up(Engine(gateway)), Done)
    assert len(gateway.state.provisioned_products) == 1


def test_a_new_adoption_of_its_stack_is_refused_alike(gateway):
    alone(gateway, Resource.adopting("payments"))
    terminated_by_somebody(gateway)
    again = Resource.adopting("again")
    assert "UnderChange" in [problem.code for problem in again.check(Engine(gateway)).failures]
    assert isinstance(again.up(Engine(gateway)), NotMade)
    gateway.timer.advance(SECONDS)
    assert isinstance(again.up(Engine(gateway)), Done)


@KINDS
def test_a_refresh_says_it_and_goes_on(gateway, make):
    resource = alone(gateway, make())
    terminated_by_somebody(gateway)
    assert resource.refresh(Engine(gateway)) == ["UnderChange"]
