"""Templates are read before the engine asks for them, which it does one after another. No clock is asked."""

import threading
from dataclasses import replace
from threading import Event, Semaphore

from pulumi_servicecatalog.model import refusal
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.reconcile.observation import resolve
from pulumi_servicecatalog.reconcile.observation.likely_stacks import LikelyStacks
from pulumi_servicecatalog.reconcile.preflight import imported
from pulumi_servicecatalog.reconcile.session_pool import SessionPool
from pulumi_servicecatalog.rules.templates import ReadTemplate
from support.fakes.gateway import FakeGateway
from support.fakes.run import Run
from support.fakes.samples import V1, WEB, account, adoption, product, record, stack, stack_id, version
from support.fakes.state import moment
from support.tables import table

SECONDS = 60.0
"""How long a read waits for the others before the test fails. No test that passes waits."""

AT_ONCE = 8


def names(count):
    return [f"s{number:04}" for number in range(count)]


FIRST = {stack_id(name) for name in names(3)}


def ended():
    """Wait for the threads that read ahead."""
    for thread in threading.enumerate():
        if thread.name == "ahead":
            thread.join(SECONDS)


def preview(gateway, count):
    """Examine the first stacks one after another, as the engine has them checked, and return the problems."""
    session = Run(gateway).session
    problems = [imported.examine(adoption(name), session).problems for name in names(count)]
    ended()
    return problems


class Meeting(FakeGateway):
    """Its reads of a method answer only once eight of them are inside at once; those of the first three stacks do."""

    def __init__(self, state, method):
        super().__init__(state)
        self._method = method
        self._inside = Semaphore(0)
        self._met = Event()

    def _meets(self, method):
        if method != self._method:
            return
        self._inside.release()
        if self._inside._value >= AT_ONCE:
            self._met.set()
        assert self._met.wait(SECONDS)

    def stack_template(self, stack_id):
        if stack_id not in FIRST:
            self._meets("stack_template")
        return super().stack_template(stack_id)

    def template_at(self, url):
        self._meets("template_at")
        return super().template_at(url)


class Throttling(FakeGateway):
    """AWS throttles every read but those of the thread that examines."""

    def stack_template(self, stack_id):
        template = super().stack_template(stack_id)
        if threading.current_thread().name == "ahead":
            raise refusal.Throttled(operation="GetTemplate", reason="Rate exceeded")
        return template


def test_a_preview_of_many_reads_eight_templates_at_a_time_and_each_once():
    gateway = Meeting(account(*map(stack, reversed(names(40)))), "stack_template")  # AWS lists the newest first
    assert preview(gateway, 40) == [()] * 40
    assert gateway.calls("stack_template") == 40


@table("count", (3, "a few are read one by one"), (2, "fewer as well"))
def test_a_preview_of_a_few_reads_no_more_than_those(count, reason):
    gateway = FakeGateway(account(*map(stack, names(40))))
    preview(gateway, count)
    assert gateway.calls("stack_template") == count, reason


def test_what_cannot_be_adopted_is_not_read_ahead():
    mine = [stack(name) for name in names(4)]
    theirs = product("theirs")
    others = [
        stack("theirs"),
        stack("broken", status="ROLLBACK_COMPLETE"),
        stack("nested", parent_id=stack_id("s0000"), root_id=stack_id("s0000")),
        stack("StackSet-x-01234567-0123-0123-0123-0123456789ab"),
    ]
    state = account(*mine, *others).with_governed(theirs).with_record(record(theirs))
    gateway = FakeGateway(state)
    preview(gateway, 4)
    read = {call.requested for call in gateway.journal if call.method == "stack_template"}
    assert read == {one.id for one in mine}


def test_what_governs_is_not_known_so_nothing_is_read_ahead():
    gateway = FakeGateway(account(*map(stack, names(40))))
    denied = refusal.Denied(operation="SearchProvisionedProducts", reason="no")
    gateway.refuse("provisioned_products", denied, times=99)
    preview(gateway, 5)
    assert gateway.calls("stack_template") == 5


def test_a_refusal_is_told_of_its_own_stack_alone():
    class Withholding(FakeGateway):
        def stack_template(self, one):
            text = super().stack_template(one)
            if one == stack_id("s0010"):
                raise refusal.Denied(operation="GetTemplate", reason="no")
            return text

    gateway = Withholding(account(*map(stack, names(12))))
    problems = preview(gateway, 12)
    assert [number for number, one in enumerate(problems) if one] == [10]
    assert gateway.calls("stack_template") == 12


def test_where_aws_throttles_nothing_is_lost_and_reading_ahead_ends():
    gateway = Throttling(account(*map(stack, names(200))))
    assert preview(gateway, 200) == [()] * 200
    assert gateway.calls("stack_template") <= 200 + 16, "a thread that is throttled reads nothing ahead any more"


def test_once_the_operation_is_cancelled_nothing_is_read_ahead():
    gateway = FakeGateway(account(*map(stack, names(40))))
    pool = SessionPool(lambda _connection: gateway)
    session = pool.at(Connection())
    pool.stop()
    for name in names(5):
        imported.examine(adoption(name), session)
    ended()
    assert gateway.calls("stack_template") == 5


def test_the_templates_of_the_versions_to_choose_from_are_read_at_once():
    state = account()
    others = [version(WEB, replace(V1, id=f"pa-{number}", name=f"v{number}")) for number in range(10, 9 + AT_ONCE)]
    versions = (*(one for one in state.versions if one.artifact.id == V1.id), *others)
    gateway = Meeting(replace(state, versions=versions), "template_at")
    assert resolve.fitting_artifact(WEB, stack(), Run(gateway).session) == V1
    assert gateway.calls("template_at") == gateway.calls("artifact_source") == AT_ONCE


# What a preview has read serves the update


def test_the_template_of_a_stack_that_was_not_updated_since_is_not_read_again():
    gateway = FakeGateway(account())
    run = Run(gateway)
    imported.examine(adoption(), run.session)
    run.adopt(adoption())
    assert gateway.calls("stack_template") == 1


@table(
    "facts",
    ({"last_updated_time": moment(1)}, "it was updated"),
    ({"status": "UPDATE_ROLLBACK_COMPLETE"}, "an update was under way"),
    ({"id": stack_id("payments").replace("0a1b", "ffff")}, "it was made again"),
)
def test_the_template_of_a_stack_that_was_updated_since_is_read_again(facts, reason):
    gateway = FakeGateway(account())
    cache = Run(gateway).session.template_cache
    assert isinstance(cache.of_stack(stack()), ReadTemplate)
    gateway.state = account(stack(**facts))
    cache.of_stack(stack(**facts))
    cache.of_stack(stack(**facts))
    assert gateway.calls("stack_template") == 2, reason


# Which are expected


def test_sixteen_more_are_expected_for_each_that_is_asked_for_after_the_third():
    listed = [stack(name) for name in names(100)]
    likely = LikelyStacks(lambda: listed)
    expected = [len(likely.after(one)) for one in listed]
    assert expected[:3] == [0, 0, 0]
    assert expected[3] == 12, "its neighbours, but for those that were asked for"
    assert expected[4:9] == [16, 16, 16, 16, 16]
    assert sum(expected) <= 100


def test_whatever_the_order_nothing_is_expected_twice():
    listed = [stack(name) for name in names(100)]
    for order in (listed, listed[::-1], listed[50:] + listed[:50], listed[::7]):
        likely = LikelyStacks(lambda: listed)
        expected = [one.id for requested in order for one in likely.after(requested)]
        assert len(expected) == len(set(expected))


def test_the_neighbours_of_what_is_asked_for_come_first():
    listed = [stack(name) for name in names(100)]
    likely = LikelyStacks(lambda: listed)
    *_, last = [likely.after(listed[number]) for number in (1, 2, 3, 80)]
    assert [one.name for one in last] == names(96)[81:]
