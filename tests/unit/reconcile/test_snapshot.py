"""What one engine operation observes: in bulk, once; a miss is confirmed, and a write is forgotten."""

from collections import Counter
from dataclasses import replace

import pytest

from pulumi_servicecatalog.model import refusal
from pulumi_servicecatalog.model.desired import ById, ByName
from pulumi_servicecatalog.reconcile.observation import read
from support.fakes.gateway import FakeGateway
from support.fakes.samples import VALUES, WEB, account, adopted, product, stack, stack_id
from support.sessions import unshared
from support.tables import table

DENIED = refusal.Denied(operation="DescribeStacks", reason="no")


def names(count):
    return [f"stack-{number:03}" for number in range(count)]


def searched(name):
    """Return a provisioned product as the search alone tells of it."""
    return product(name, launch_role_arn=None)


def calls(gateway):
    return dict(Counter(call.method for call in gateway.journal))


@table(
    "count expected",
    (1, {"provisioned_products": 1, "stack": 1}, "one resource: two calls"),
    (3, {"provisioned_products": 1, "stack": 3}, "a few stacks are asked for one by one"),
    (4, {"provisioned_products": 1, "stack": 3, "stacks": 1}, "from the fourth on all are read in pages"),
    (80, {"provisioned_products": 1, "stack": 3, "stacks": 1}, "no more for eighty"),
    (250, {"provisioned_products": 3, "stack": 3, "stacks": 3}, "a call for each page of a hundred"),
)
def test_the_number_of_calls_grows_with_the_pages_and_not_with_the_resources(count, expected, reason):
    gateway = FakeGateway(adopted(*names(count)))
    session = unshared(gateway)
    for _ in range(2):
        for name in names(count):
            observed = read.read(f"pp-{name}", session)
            assert observed is not None
            assert (observed.provisioned_product, observed.stack) == (searched(name), stack(name))
    assert calls(gateway) == expected, reason


def test_a_product_of_the_list_is_not_asked_for_again_and_one_that_is_not_in_it_is():
    gateway = FakeGateway(account())
    snapshot = unshared(gateway).snapshot
    listed = snapshot.all_products()
    assert list(listed) == list(snapshot.all_products())
    assert [list(snapshot.products(ById(product.id))) for product in listed] == [[product] for product in listed]
    before = calls(gateway)
    assert before["products"] == 1
    assert "product" not in before
    assert snapshot.products(ById("prod-unknown")) == []
    assert calls(gateway)["product"] == 1


def test_a_caller_who_may_not_list_stacks_reads_them_one_by_one():
    gateway = FakeGateway(adopted(*names(10)))
    gateway.refuse("stacks", DENIED)
    session = unshared(gateway)
    for name in names(10):
        observed = read.read(f"pp-{name}", session)
        assert observed is not None
        assert observed.stack == stack(name)
    assert calls(gateway) == {"provisioned_products": 1, "stack": 10, "stacks": 1}


def test_a_caller_who_may_not_read_a_stack_still_reads_the_provisioned_product():
    gateway = FakeGateway(adopted("payments"))
    gateway.refuse("stack", DENIED)
    observed = read.read("pp-payments", unshared(gateway))
    assert observed is not None
    assert (observed.provisioned_product, observed.stack) == (searched("payments"), None)


def test_what_the_search_does_not_show_is_asked_for_before_it_is_believed_gone():
    gateway = FakeGateway(adopted("payments"))
    gateway.unsearchable = {"pp-payments"}
    observed = read.read("pp-payments", unshared(gateway))
    assert observed is not None
    assert observed.provisioned_product.name == "payments"
    assert calls(gateway)["provisioned_product"] == 1


def test_what_aws_confirms_to_be_gone_is_gone():
    gateway = FakeGateway(account())
    assert read.read("pp-payments", unshared(gateway)) is None
    assert calls(gateway) == {"provisioned_products": 1, "provisioned_product": 1}


def test_a_refusal_is_never_taken_for_gone():
    gateway = FakeGateway(account())
    gateway.refuse(
        "provisioned_product", refusal.Unreachable(operation="DescribeProvisionedProduct", reason="no answer")
    )
    with pytest.raises(refusal.Unreachable):
        read.read("pp-payments", unshared(gateway))


def test_after_a_refusal_the_list_is_asked_for_again():
    gateway = FakeGateway(adopted("payments"))
    gateway.refuse("provisioned_products", refusal.Throttled(operation="SearchProvisionedProducts", reason="5"))
    session = unshared(gateway)
    with pytest.raises(refusal.Throttled):
        read.read("pp-payments", session)
    assert read.read("pp-payments", session) is not None


def test_what_was_observed_stays_as_it_was_for_the_whole_operation():
    gateway = FakeGateway(adopted("payments"))
    session = unshared(gateway)
    before = read.read("pp-payments", session)
    gateway.state = gateway.state.with_governed(product("payments", artifact_id="pa-2", artifact_name="v2"))
    assert read.read("pp-payments", session) == before


def test_a_write_forgets_what_it_touched_and_nothing_else():
    gateway = FakeGateway(adopted("payments", "orders"))
    session = unshared(gateway)
    for name in ("payments", "orders"):
        read.read(f"pp-{name}", session)
    changed = replace(stack("payments"), parameters={**VALUES, "Size": "large"})
    moved = product("payments", artifact_id="pa-2", artifact_name="v2", launch_role_arn="")
    gateway.state = gateway.state.with_governed(moved).with_stack(changed)
    calls_before = len(gateway.journal)
    observed = read.read_again("pp-payments", session, stack_id=stack_id("payments"))
    assert observed is not None
    assert (observed.provisioned_product, observed.stack) == (moved, changed)
    read.read("pp-orders", session)
    assert [call.method for call in gateway.journal[calls_before:]] == ["provisioned_product", "stack"]


def test_a_fresh_product_that_the_search_does_not_show_yet_is_read_with_its_stack():
    gateway = FakeGateway(adopted("payments"))
    gateway.unsearchable = {"pp-payments"}
    observed = read.read_again("pp-payments", unshared(gateway), stack_id=stack_id("payments"))
    assert observed is not None
    assert observed.stack == stack("payments")


def test_governors_and_names_are_found_without_further_calls():
    gateway = FakeGateway(adopted("payments", "orders"))
    snapshot = unshared(gateway).snapshot
    assert snapshot.governor_of(stack_id("orders")) == searched("orders")
    assert snapshot.named("payments") == searched("payments")
    assert snapshot.governor_of(stack_id("search")) is None
    assert snapshot.named("search") is None
    assert calls(gateway) == {"provisioned_products": 1}


def test_a_stack_is_one_under_its_name_and_its_arn():
    gateway = FakeGateway(account())
    snapshot = unshared(gateway).snapshot
    assert snapshot.stack("payments") == snapshot.stack(stack_id("payments")) == stack("payments")
    assert calls(gateway) == {"stack": 1}


def test_a_stack_that_is_not_there_is_asked_for_once():
    gateway = FakeGateway(account())
    snapshot = unshared(gateway).snapshot
    assert snapshot.stack("orders") is None
    assert snapshot.stack("orders") is None
    assert calls(gateway) == {"stack": 1}


def test_products_and_versions_are_read_once_for_all_resources_that_name_them():
    gateway = FakeGateway(account())
    session = unshared(gateway)
    for _ in range(5):
        assert list(session.snapshot.products(ByName("web-service"))) == [WEB]
        assert list(session.snapshot.products(ById("prod-web"))) == [WEB]
        assert len(session.snapshot.artifacts("prod-web")) == 2
    assert calls(gateway) == {"products_named": 1, "product": 1, "artifacts": 1}
