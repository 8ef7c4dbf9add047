"""Operations that are ended before AWS is done: the ID is kept, and the next run goes on from there.

Records last for hours here, so that a call can only come back because it was ended.
"""

import signal

import grpc
import pytest
from google.protobuf import empty_pb2

from support.plugin import TYPE, create_request, pb, values
from support.providers import INPUTS, REGION
from support.wire import CallFailed, struct

HOURS = 36_000


def ended(call):
    """Return the failure with which a call comes back."""
    with pytest.raises(grpc.RpcError) as failed:
        call.result()
    return CallFailed(failed.value)


def urn_of(name):
    return f"urn:pulumi:test::project::{TYPE}::{name}"


def begin_create(plugin, **facts):
    """Begin an adoption, and wait until AWS has begun with it."""
    call = plugin.begin("Create", create_request(values(plugin.check(INPUTS).inputs), **facts))
    plugin.screen.wait_for("rec-")
    return call


@pytest.fixture
def slow(aws, emulator, account):
    emulator.control.set(account=account, record_seconds=HOURS)


def test_a_cancelled_create_keeps_its_id_and_the_next_update_resumes_it(aws, start, emulator, account):
    emulator.control.set(account=account, record_seconds=4)
    plugin = start()
    call = begin_create(plugin)
    plugin.ask("Cancel", empty_pb2.Empty())
    failure = ended(call)
    kept = failure.state_kept
    observed = aws.observed()["payments"]
    assert failure.code == grpc.StatusCode.ABORTED
    assert failure.message == kept.reasons[0]
    assert kept.reasons[0].startswith("[Cancelled]")
    assert kept.id == observed["Id"]
    assert kept.refresh_before_update
    assert values(kept.inputs) == {**INPUTS, "region": REGION}
    assert values(kept.properties)["status"] == "UNDER_CHANGE"

    resumed = start().update(kept.id, values(kept.properties), values(kept.inputs))
    assert values(resumed.properties)["status"] == "AVAILABLE"
    imports = [
        call for call in emulator.control.journal(account=account) if call["operation"] == "ImportAsProvisionedProduct"
    ]
    assert len(imports) == 1


def test_a_create_that_runs_out_of_time_keeps_its_id(aws, slow, start):
    plugin = start()
    failure = ended(begin_create(plugin, timeout=1.0))
    assert failure.code == grpc.StatusCode.ABORTED
    assert failure.state_kept.reasons[0].startswith("[NotInTime]")
    assert failure.state_kept.id == aws.observed()["payments"]["Id"]


def test_the_timeout_of_the_provider_holds_where_the_resource_sets_none(aws, slow, start):
    plugin = start({"region": REGION, "createTimeout": "0.5s"})
    assert ended(begin_create(plugin)).state_kept.reasons[0].startswith("[NotInTime]")


@pytest.mark.parametrize("how", ["cancel", "timeout"])
def test_an_update_that_is_ended_keeps_the_new_state(aws, start, emulator, account, how):
    first = start()
    inputs = values(first.check(INPUTS).inputs)
    made = first.create(inputs)
    emulator.control.set(account=account, record_seconds=HOURS)
    plugin, new = start(), {**inputs, "provisioningArtifactName": "v2"}
    seconds = 1.0 if how == "timeout" else 0.0
    request = pb.UpdateRequest(
        id=made.id, urn=urn_of("payments"), olds=made.properties, news=struct(new), timeout=seconds
    )
    call = plugin.begin("Update", request)
    plugin.screen.wait_for("rec-")
    if how == "cancel":
        plugin.ask("Cancel", empty_pb2.Empty())
    failure = ended(call)
    assert failure.code == grpc.StatusCode.ABORTED
    assert failure.state_kept.id == made.id
    assert values(failure.state_kept.properties)["status"] == "UNDER_CHANGE"


@pytest.mark.parametrize("how", ["cancel", "timeout"])
def test_a_release_that_is_ended_says_so_and_stays_in_the_state(aws, start, emulator, account, how):
    first = start()
    made = first.create(values(first.check(INPUTS).inputs))
    emulator.control.set(account=account, record_seconds=HOURS)
    plugin = start()
    seconds = 1.0 if how == "timeout" else 0.0
    request = pb.DeleteRequest(id=made.id, urn=urn_of("payments"), properties=made.properties, timeout=seconds)
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
    first = begin_create(plugin)
    other = {**INPUTS, "name": "orders", "physicalId": "orders", "region": REGION}
    seconds = 1.0 if how == "timeout" else 0.0
    second = plugin.begin("Create", create_request(other, urn=urn_of("orders"), timeout=seconds))
    plugin.screen.wait_for("waiting for 1 import ahead")
    if how == "cancel":
        plugin.ask("Cancel", empty_pb2.Empty())
    failure = ended(second)
    assert (failure.code, failure.state_kept) == (grpc.StatusCode.FAILED_PRECONDITION, None)
    assert failure.message.startswith("[CancelledBefore" if how == "cancel" else "[NotBegun]")
    if how == "timeout":
        assert not first.done()
        plugin.ask("Cancel", empty_pb2.Empty())
    assert ended(first).state_kept.id == aws.observed()["payments"]["Id"]
    assert list(aws.observed()) == ["payments"]


def test_an_interrupt_ends_what_is_under_way_with_its_id_kept(aws, slow, start):
    plugin = start()
    call = begin_create(plugin)
    plugin.process.send_signal(signal.SIGINT)
    assert ended(call).state_kept.id == aws.observed()["payments"]["Id"]
    assert plugin.process.wait(60) == 0


def test_sixty_four_operations_run_at_once_and_a_check_beside_them(aws, emulator, account, start):
    """All are in AWS's hands at the same time, since none of their records ends."""
    emulator.control.set(account=account, record_seconds=HOURS, import_scope="off")
    template = '{"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}'
    cloudformation, catalog = aws.client("cloudformation"), aws.client("servicecatalog")
    names = [f"many-{number}" for number in range(64)]
    stacks = {name: cloudformation.create_stack(StackName=name, TemplateBody=template) for name in names}
    product = catalog.create_product(
        Name="topic",
        Owner="tests",
        ProductType="CLOUD_FORMATION_TEMPLATE",
        ProvisioningArtifactParameters={
            "Name": "v1",
            "Type": "CLOUD_FORMATION_TEMPLATE",
            "Info": {"ImportFromPhysicalId": stacks["many-0"]["StackId"]},
        },
    )["ProductViewDetail"]["ProductViewSummary"]["ProductId"]
    plugin = start({"region": REGION, "importLaneScope": "off"})
    calls = {
        name: plugin.begin(
            "Create",
            create_request(
                {
                    "name": name,
                    "physicalId": made["StackId"],
                    "productId": product,
                    "provisioningArtifactName": "v1",
                    "preflight": "off",
                    "region": REGION,
                },
                urn=urn_of(name),
            ),
        )
        for name, made in stacks.items()
    }
    for name in stacks:
        plugin.screen.wait_for_urn(urn_of(name), "rec-")
    assert list(plugin.check({**INPUTS, "name": ""}).failures)  # which waits for none of them
    plugin.ask("Cancel", empty_pb2.Empty())
    assert len({ended(call).state_kept.id for call in calls.values()}) == 64
