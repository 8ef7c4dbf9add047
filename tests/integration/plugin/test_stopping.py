"""Operations that are ended before AWS is done: the ID is kept, and the next run goes on from there.

Records last for hours here, so that a call can only come back because it was ended. What a timeout does is in
tests/contract/providers/test_failures.py.
"""

import signal

import grpc
import pytest
from google.protobuf import empty_pb2

from support.plugin import made, pb, values
from support.providers import ADOPTED, INPUTS, REGION, requests
from support.wire import CallFailed, struct

HOURS = 36_000


def ended(call):
    """Return the failure with which a call comes back."""
    with pytest.raises(grpc.RpcError) as failed:
        call.result()
    return CallFailed(failed.value)


def begin_create(plugin, **facts):
    """Begin an adoption, and wait until AWS has begun with it."""
    call = plugin.begin("Create", plugin.create_request(values(plugin.check(INPUTS).inputs), **facts))
    plugin.screen.wait_for("rec-")
    return call


@pytest.fixture
def slow(aws):
    aws.set(record_seconds=HOURS)


def test_a_cancelled_create_keeps_its_id_and_the_next_update_resumes_it(aws, start):
    aws.set(record_seconds=4)
    plugin = start()
    call = begin_create(plugin)
    plugin.ask("Cancel", empty_pb2.Empty())
    failure = ended(call)
    kept = failure.kept
    assert failure.code == grpc.StatusCode.ABORTED
    assert failure.message == kept.reasons[0]
    assert kept.reasons[0].startswith("[Cancelled]")
    assert kept.id == aws.observed()["payments"]["Id"]
    assert not kept.refresh_before_update
    assert values(kept.inputs) == ADOPTED.checked
    assert values(kept.properties)["status"] == "UNDER_CHANGE"

    resumed = start().update(kept.id, values(kept.properties), values(kept.inputs))
    assert values(resumed.properties)["status"] == "AVAILABLE"
    assert requests(aws) == [ADOPTED.request]


def test_a_create_that_runs_out_of_time_is_aborted_as_well(aws, slow, start):
    assert ended(begin_create(start(), timeout=1.0)).code == grpc.StatusCode.ABORTED


@pytest.mark.parametrize("how", ["cancel", "timeout"])
def test_an_update_that_is_ended_keeps_the_new_state(aws, start, how):
    id_, state, inputs = made(start())
    aws.set(record_seconds=HOURS)
    plugin = start()
    seconds = 1.0 if how == "timeout" else 0.0
    request = plugin.update_request(id_, state, {**inputs, "provisioningArtifactName": "v2"}, timeout=seconds)
    call = plugin.begin("Update", request)
    plugin.screen.wait_for("rec-")
    if how == "cancel":
        plugin.ask("Cancel", empty_pb2.Empty())
    failure = ended(call)
    assert (failure.code, failure.kept.id) == (grpc.StatusCode.ABORTED, id_)
    assert values(failure.kept.properties)["status"] == "UNDER_CHANGE"


@pytest.mark.parametrize("how", ["cancel", "timeout"])
def test_a_release_that_is_ended_says_so_and_stays_in_the_state(aws, start, how):
    id_, state, _ = made(start())
    aws.set(record_seconds=HOURS)
    plugin = start()
    seconds = 1.0 if how == "timeout" else 0.0
    request = pb.DeleteRequest(id=id_, urn=plugin.urn, properties=struct(state), timeout=seconds)
    call = plugin.begin("Delete", request)
    plugin.screen.wait_for("rec-")
    if how == "cancel":
        plugin.ask("Cancel", empty_pb2.Empty())
    failure = ended(call)
    assert (failure.code, failure.state_kept) == (grpc.StatusCode.ABORTED, None)
    assert failure.message.startswith("[Cancelled]" if how == "cancel" else "[NotInTime]")


@pytest.mark.parametrize("how", ["cancel", "timeout"])
def test_who_waits_for_a_turn_has_made_nothing_when_it_is_ended(aws, slow, start, how):
    plugin = start()
    first, other = begin_create(plugin), plugin.of(ADOPTED, "orders")
    seconds = 1.0 if how == "timeout" else 0.0
    inputs = {**ADOPTED.checked, "name": "orders", "physicalId": "orders"}
    second = plugin.begin("Create", other.create_request(inputs, timeout=seconds))
    plugin.screen.wait_for("waiting for 1 import ahead")
    if how == "cancel":
        plugin.ask("Cancel", empty_pb2.Empty())
    failure = ended(second)
    assert (failure.code, failure.state_kept) == (grpc.StatusCode.FAILED_PRECONDITION, None)
    assert failure.message.startswith("[CancelledBefore" if how == "cancel" else "[NotBegun]")
    if how == "timeout":
        assert not first.done()
        plugin.ask("Cancel", empty_pb2.Empty())
    assert ended(first).kept.id == aws.observed()["payments"]["Id"]
    assert list(aws.observed()) == ["payments"]


def test_an_interrupt_ends_what_is_under_way_with_its_id_kept(aws, slow, start):
    plugin = start()
    call = begin_create(plugin)
    plugin.process.send_signal(signal.SIGINT)
    assert ended(call).kept.id == aws.observed()["payments"]["Id"]
    assert plugin.process.wait(60) == 0


def test_sixty_four_operations_run_at_once_and_a_check_beside_them(aws, start):
    """All are in AWS's hands at the same time, since none of their records ends."""
    aws.set(record_seconds=HOURS, import_scope="off")
    stacks = {f"many-{number}": '{"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}' for number in range(64)}
    for name, template in stacks.items():
        aws.make_stack(name, template)
    usual = {
        "productId": aws.make_product_like("many-0", "topic"),
        "provisioningArtifactName": "v1",
        "preflight": "off",
        "region": REGION,
    }
    plugin = start({"region": REGION, "importLaneScope": "off"})
    resources = {name: plugin.of(ADOPTED, name) for name in stacks}
    calls = [
        plugin.begin("Create", resource.create_request({**usual, "name": name, "physicalId": name}))
        for name, resource in resources.items()
    ]
    for resource in resources.values():
        plugin.screen.wait_for("rec-", resource.urn)
    assert list(plugin.check({**INPUTS, "name": ""}).failures)  # which waits for none of them
    plugin.ask("Cancel", empty_pb2.Empty())
    assert len({ended(call).kept.id for call in calls}) == 64
