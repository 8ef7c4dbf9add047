"""Nothing queues behind a call to AWS: sixteen threads read sixteen things at once, and share what is the same.

No clock is asked. The gateway's reads answer only once all sixteen are under way, so that a lock around one of them
would let the barrier break.
"""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Barrier

import pytest

from pulumi_servicecatalog.model import refusal
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.desired import ById
from pulumi_servicecatalog.reconcile.session_pool import SessionPool
from support.fakes.gateway import FakeGateway
from support.fakes.samples import PATH, V1, WEB, account, adopted, being_changed, product, stack, stack_id, version
from support.sessions import unshared

AT_ONCE = 16
SECONDS = 60.0
"""How long a read waits for the others before the test fails. No test that passes waits."""

NAMES = [f"stack-{number}" for number in range(AT_ONCE)]
DENIED = refusal.Denied(operation="DescribeStacks", reason="no")


class MeetingGateway(FakeGateway):
    """Its reads of these methods wait for one another."""

    def __init__(self, state, *meeting):
        super().__init__(state)
        self._meeting = set(meeting)
        self._together = Barrier(AT_ONCE)

    def _meets(self, method):
        if method in self._meeting:
            self._together.wait(SECONDS)

    def stack(self, name_or_id):
        self._meets("stack")
        return super().stack(name_or_id)

    def stack_template(self, stack_id):
        self._meets("stack_template")
        return super().stack_template(stack_id)

    def template_at(self, url):
        self._meets("template_at")
        return super().template_at(url)

    def artifact_source(self, product_id, artifact_id):
        self._meets("artifact_source")
        return super().artifact_source(product_id, artifact_id)

    def artifacts(self, product_id):
        self._meets("artifacts")
        return super().artifacts(product_id)

    def launch_paths(self, product_id):
        self._meets("launch_paths")
        return super().launch_paths(product_id)

    def product(self, product_id):
        self._meets("product")
        return super().product(product_id)

    def provisioning_parameters(self, product_id, artifact_id, path):
        self._meets("provisioning_parameters")
        return super().provisioning_parameters(product_id, artifact_id, path)

    def record(self, record_id):
        self._meets("record")
        return super().record(record_id)

    def provisioned_product(self, provisioned_product_id, *, after=None):
        self._meets("provisioned_product")
        return super().provisioned_product(provisioned_product_id, after=after)

    def identity(self):
        self._meets("identity")
        return super().identity()


ARTIFACTS = [replace(V1, id=f"pa-{name}") for name in NAMES]
PRODUCTS = [replace(WEB, id=f"prod-{name}") for name in NAMES]


def world():
    """An account with sixteen of everything."""
    state = account(*map(stack, NAMES))
    return replace(
        state,
        products=tuple(PRODUCTS),
        versions=tuple(version(*pair) for pair in zip(PRODUCTS, ARTIFACTS, strict=True)),
        launch_paths={one.id: (replace(PATH, id=f"lp-{one.id}"),) for one in PRODUCTS},
    )


def at_once(read, *arguments):
    """Call it in sixteen threads, each with the arguments of its number, and return what they got."""
    with ThreadPoolExecutor(AT_ONCE) as threads:
        return list(threads.map(read, *arguments, timeout=2 * SECONDS))


def test_templates_of_stacks_are_read_at_once():
    session = unshared(MeetingGateway(world(), "stack_template"))
    assert len(at_once(session.template_cache.of_stack, map(stack, NAMES))) == AT_ONCE


@pytest.mark.parametrize("meeting", ["artifact_source", "template_at"])
def test_templates_of_versions_are_read_at_once(meeting):
    gateway = MeetingGateway(world(), meeting)
    session = unshared(gateway)
    at_once(session.template_cache.of_artifact, [one.id for one in PRODUCTS], ARTIFACTS)
    assert gateway.calls(meeting) == AT_ONCE


@pytest.mark.parametrize("read", ["artifacts", "launch_paths"])
def test_versions_and_launch_paths_are_read_at_once(read):
    session = unshared(MeetingGateway(world(), read))
    responses = at_once(getattr(session.snapshot, read), [one.id for one in PRODUCTS])
    assert list(map(len, responses)) == [1] * AT_ONCE


def test_products_are_read_at_once():
    session = unshared(MeetingGateway(world(), "product"))
    assert at_once(session.snapshot.products, [ById(one.id) for one in PRODUCTS]) == [[one] for one in PRODUCTS]


def test_what_launches_take_is_read_at_once():
    gateway = MeetingGateway(world(), "provisioning_parameters")
    session = unshared(gateway)
    read = session.snapshot.provisioning_parameters
    at_once(read, [one.id for one in PRODUCTS], [artifact.id for artifact in ARTIFACTS], [None] * AT_ONCE)
    assert gateway.calls("provisioning_parameters") == AT_ONCE


def test_records_are_read_at_once():
    gateway = MeetingGateway(adopted(*NAMES), "record")
    session = unshared(gateway)
    records = [record.id for record in gateway.state.records]
    assert [record.id for record in at_once(session.snapshot.record, records)] == records


def test_stacks_that_cannot_be_listed_are_read_at_once():
    gateway = MeetingGateway(world(), "stack")
    gateway.refuse("stacks", DENIED)
    assert at_once(unshared(gateway).snapshot.stack, NAMES) == list(map(stack, NAMES))
    assert gateway.calls("stacks") == 1


def test_provisioned_products_that_the_search_does_not_show_are_confirmed_at_once():
    gateway = MeetingGateway(adopted(*NAMES), "provisioned_product")
    gateway.unsearchable = {f"pp-{name}" for name in NAMES}
    products = at_once(unshared(gateway).snapshot.provisioned_product, sorted(gateway.unsearchable))
    assert [one.id for one in products] == sorted(gateway.unsearchable)


def test_reads_of_different_things_are_under_way_at_once():
    gateway = MeetingGateway(world(), "stack_template", "launch_paths", "artifacts", "stack")
    gateway.refuse("stacks", DENIED)
    session = unshared(gateway)
    reads = [
        *(lambda name=name: session.template_cache.of_stack(stack(name)) for name in NAMES[:4]),
        *(lambda one=one: session.snapshot.launch_paths(one.id) for one in PRODUCTS[:4]),
        *(lambda one=one: session.snapshot.artifacts(one.id) for one in PRODUCTS[:4]),
        *(lambda name=name: session.snapshot.stack(name) for name in NAMES[:4]),
    ]
    assert len(at_once(lambda read: read(), reads)) == AT_ONCE


def test_connections_are_opened_at_once():
    gateway = MeetingGateway(world(), "identity")
    pool = SessionPool(lambda _connection: gateway)
    connections = [Connection(profile=name) for name in NAMES]
    assert len({id(session) for session in at_once(pool.at, connections)}) == AT_ONCE


def test_threads_that_read_many_stacks_list_them_once():
    gateway = FakeGateway(world())
    assert at_once(unshared(gateway).snapshot.stack, NAMES) == list(map(stack, NAMES))
    assert gateway.calls("stacks") == 1
    assert gateway.calls("stack") <= 3


def test_threads_that_read_the_same_read_it_once():
    gateway = FakeGateway(adopted("payments"))
    session = unshared(gateway)
    at_once(lambda _: session.snapshot.provisioned_product("pp-payments"), range(AT_ONCE))
    at_once(lambda _: session.snapshot.artifacts(WEB.id), range(AT_ONCE))
    at_once(lambda _: session.template_cache.of_stack(stack("payments")), range(AT_ONCE))
    assert [call.method for call in gateway.journal] == ["provisioned_products", "artifacts", "stack_template"]


@pytest.mark.parametrize("region", [None, "eu-west-1"])
def test_threads_with_the_same_connection_share_one_session(region):
    gateways = []

    def open_gateway(_connection):
        gateways.append(FakeGateway(world()))
        return gateways[-1]

    pool = SessionPool(open_gateway)
    sessions = at_once(pool.at, [Connection(region=region)] * AT_ONCE)
    assert len({id(session) for session in sessions}) == len(gateways) == 1


def test_connections_to_one_account_and_region_with_the_same_credentials_share_one_session():
    pool = SessionPool(lambda _connection: FakeGateway(world()))
    sessions = at_once(pool.at, [Connection(), Connection(region="eu-west-1")] * (AT_ONCE // 2))
    assert len({id(session) for session in sessions}) == 1


def test_other_credentials_of_one_account_and_region_share_the_lane_and_the_declarations():
    pool = SessionPool(lambda _connection: FakeGateway(world()))
    one, other = (pool.at(Connection(profile=name)) for name in ("one", "other"))
    assert one is not other
    assert one.lane is other.lane
    assert one.declarations is other.declarations


# What a write forgets


def test_a_list_that_began_before_a_write_does_not_bring_back_what_the_write_changed(monkeypatch):
    gateway = FakeGateway(adopted("payments", "orders"))
    snapshot = unshared(gateway).snapshot
    changed = product("payments", artifact_id="pa-2", artifact_name="v2", launch_role_arn="")
    listed = gateway.provisioned_products

    def list_while_somebody_writes():
        yield from listed()
        gateway.state = gateway.state.with_governed(changed)
        snapshot.forget(provisioned_product_id="pp-payments", stack_id=None)

    monkeypatch.setattr(gateway, "provisioned_products", list_while_somebody_writes)
    assert snapshot.provisioned_product("pp-payments") == changed
    assert snapshot.named("payments") == changed
    assert snapshot.provisioned_product("pp-orders") == product("orders", launch_role_arn=None)
    assert (gateway.calls("provisioned_products"), gateway.calls("provisioned_product")) == (1, 1)


def test_stacks_that_were_listed_before_a_write_are_read_again_after_it(monkeypatch):
    gateway = FakeGateway(world())
    snapshot = unshared(gateway).snapshot
    listed = gateway.stacks
    changed = stack("stack-5", status="UPDATE_COMPLETE")

    def list_while_somebody_writes():
        yield from listed()
        gateway.state = gateway.state.with_stack(changed)
        snapshot.forget_stack("stack-5")

    monkeypatch.setattr(gateway, "stacks", list_while_somebody_writes)
    snapshot.known_stack_names()
    assert snapshot.stack(changed.id) == changed
    assert snapshot.stack("stack-5") == changed
    assert gateway.calls("stack") == 1


def test_a_write_leaves_a_name_taken():
    """What a plan or an update has touched still has its name and its stack."""
    gateway = FakeGateway(adopted("payments"))
    snapshot = unshared(gateway).snapshot
    assert snapshot.named("payments") is not None
    snapshot.forget(provisioned_product_id="pp-payments", stack_id=None)
    assert [snapshot.named(name) is not None for name in ("payments", "orders")] == [True, False]
    assert snapshot.governor_of(stack_id("payments")) is not None
    assert [one.id for one in snapshot.all_provisioned_products()] == ["pp-payments"]
    assert gateway.calls("provisioned_product") == 1


def test_what_was_released_has_no_name_and_no_stack_any_more():
    gateway = FakeGateway(adopted("payments"))
    snapshot = unshared(gateway).snapshot
    assert snapshot.named("payments") is not None
    gateway.state = gateway.state.without_governed("pp-payments")
    snapshot.forget(provisioned_product_id="pp-payments", stack_id=stack_id("payments"))
    assert snapshot.named("payments") is None
    assert snapshot.governor_of(stack_id("payments")) is None
    assert snapshot.all_provisioned_products() == []


def test_a_record_is_asked_for_until_it_has_ended():
    gateway = FakeGateway(being_changed(ends_at=100.0))
    record_id = gateway.state.records[-1].id
    snapshot = unshared(gateway).snapshot
    ended = [snapshot.record(record_id).ended]
    gateway.timer.advance(100.0)
    ended += [snapshot.record(record_id).ended for _ in range(2)]
    assert ended == [False, True, True]
    assert gateway.calls("record") == 2
