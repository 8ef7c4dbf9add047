"""The door in memory and the door to the emulated AWS answer alike, so that what is proved with the one holds."""

from dataclasses import dataclass, replace

import pytest

from aws.seen import product_id, version_ids
from fakes.door import FakeDoor
from fakes.samples import V1, V2, WEB, account, stack
from pulumi_servicecatalog.model.refusal import Absent, Duplicate, Invalid, Refusal
from pulumi_servicecatalog.model.request import ImportRequest, TerminateRequest, UpdateRequest
from pulumi_servicecatalog.reconcile.door import Door


@dataclass(frozen=True)
class World:
    """A door to an account with the stacks payments and orders, which have the template of version v1."""

    door: Door
    stacks: dict[str, str]
    product: str
    versions: dict[str, str]

    def wish(self, stack: str = "payments", **other: str) -> ImportRequest:
        request = ImportRequest(
            name=stack,
            stack_id=self.stacks[stack],
            product_id=self.product,
            artifact_id=self.versions["v1"],
            token=f"t-{stack}",
            language="en",
        )
        return replace(request, **other)

    def update(self, provisioned_product_id: str, version: str = "v2", token: str = "t-update") -> UpdateRequest:
        return UpdateRequest(
            provisioned_product_id=provisioned_product_id,
            product_id=self.product,
            artifact_id=self.versions[version],
            path=None,
            parameters=(),
            tags=None,
            token=token,
            language="en",
        )

    def end(self, provisioned_product_id: str, token: str = "t-end") -> TerminateRequest:
        return TerminateRequest(
            provisioned_product_id=provisioned_product_id,
            retain_physical_resources=True,
            ignore_errors=False,
            token=token,
            language="en",
        )

    def adopted(self, name: str = "payments") -> str:
        """Adopt one, and give the ID of the provisioned product once the record has ended."""
        record = self.door.import_as_provisioned_product(self.wish(name))
        assert self.door.record(record.id).succeeded
        return record.provisioned_product_id


@pytest.fixture(params=["in memory", "emulated"])
def world(request):
    if request.param == "in memory":
        plain = [stack(name, parameters={}) for name in ("payments", "orders")]
        state = account(*plain)
        state = replace(state, versions=tuple(replace(each, parameters=()) for each in state.versions))
        door = FakeDoor(state, seconds=0.0)
        return World(door, {each.name: each.id for each in plain}, WEB.id, {"v1": V1.id, "v2": V2.id})
    door, aws = request.getfixturevalue("door"), request.getfixturevalue("aws")
    return World(door, aws.stack_ids(), product_id(aws), version_ids(aws))


def refusal_of(ask, *arguments):
    with pytest.raises(Refusal) as caught:
        ask(*arguments)
    return type(caught.value)


def test_an_import_is_known_by_its_id_at_once_and_available_once_its_record_has_ended(world):
    record = world.door.import_as_provisioned_product(world.wish())
    assert not record.ended
    assert (record.type, record.provisioned_product_name) == ("PROVISION_PRODUCT", "payments")
    assert world.door.record(record.id).succeeded
    found = world.door.provisioned_product(record.provisioned_product_id)
    assert found is not None
    assert (found.status, found.physical_id, found.type) == ("AVAILABLE", world.stacks["payments"], "CFN_STACK")
    assert (found.product_name, found.artifact_name, found.last_record_id) == ("web-service", "v1", record.id)
    assert found == world.door.provisioned_product_named("payments")
    assert list(world.door.provisioned_products()) == [found]


def test_a_repeated_token_is_answered_with_the_first_record(world):
    first = world.door.import_as_provisioned_product(world.wish())
    assert world.door.record(first.id).succeeded
    assert world.door.import_as_provisioned_product(world.wish()).id == first.id


def test_a_token_is_answered_so_even_when_its_product_is_gone(world):
    first = world.door.import_as_provisioned_product(world.wish())
    ended = world.door.terminate_provisioned_product(world.end(first.provisioned_product_id))
    assert world.door.record(ended.id).succeeded
    assert world.door.import_as_provisioned_product(world.wish()).id == first.id
    assert world.door.provisioned_product(first.provisioned_product_id) is None


def test_a_token_for_something_else_is_invalid(world):
    world.adopted()
    other = world.wish("orders", token="t-payments")
    assert refusal_of(world.door.import_as_provisioned_product, other) is Invalid


def test_a_taken_name_and_a_taken_stack_are_duplicates(world):
    world.adopted()
    taken_name = world.wish("orders", name="payments", token="t-1")
    taken_stack = world.wish("payments", name="other", token="t-2")
    assert refusal_of(world.door.import_as_provisioned_product, taken_name) is Duplicate
    assert refusal_of(world.door.import_as_provisioned_product, taken_stack) is Duplicate


def test_another_template_is_invalid_and_nothing_is_made(world):
    other = world.wish(artifact_id=world.versions["v2"])
    assert refusal_of(world.door.import_as_provisioned_product, other) is Invalid
    assert list(world.door.provisioned_products()) == []


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        ({"stack_id": "payments"}, Invalid),
        ({"stack_id": "arn:aws:cloudformation:eu-west-1:{account}:stack/none/0a1b2c3d"}, Absent),
        ({"artifact_id": "pa-aaaaaaaaaaaaa"}, Absent),
    ],
    ids=["a name is no stack ID", "no such stack", "no such version"],
)
def test_what_does_not_exist_cannot_be_imported(world, other, kind):
    told = {key: value.format(account=world.door.identity().account) for key, value in other.items()}
    assert refusal_of(world.door.import_as_provisioned_product, world.wish(**told)) is kind


def test_an_update_moves_the_version_and_keeps_the_stack(world):
    pp_id = world.adopted()
    record = world.door.update_provisioned_product(world.update(pp_id))
    assert world.door.record(record.id).succeeded
    found = world.door.provisioned_product(pp_id)
    assert found is not None
    assert (found.artifact_name, found.last_record_id) == ("v2", record.id)
    assert found.physical_id == world.stacks["payments"]
    changed = world.door.stack("payments")
    assert changed is not None
    assert (changed.id, changed.status) == (world.stacks["payments"], "UPDATE_COMPLETE")


def test_what_is_gone_can_be_neither_updated_nor_terminated(world):
    assert refusal_of(world.door.update_provisioned_product, world.update("pp-aaaaaaaaaaaaa")) is Absent
    assert refusal_of(world.door.terminate_provisioned_product, world.end("pp-aaaaaaaaaaaaa")) is Absent


def test_a_retained_stack_is_as_it_was_and_its_name_is_free_again(world):
    before = world.door.stack("payments")
    pp_id = world.adopted()
    record = world.door.terminate_provisioned_product(world.end(pp_id))
    assert world.door.record(record.id).succeeded
    assert world.door.provisioned_product(pp_id) is None
    assert world.door.stack("payments") == before
    again = world.door.import_as_provisioned_product(world.wish(token="t-again"))
    assert again.provisioned_product_id != pp_id


def test_the_servers_clock_is_not_behind_what_it_made(world):
    record = world.door.import_as_provisioned_product(world.wish())
    told = world.door.server_time()
    assert told is not None
    assert record.created_time is not None
    assert told.microsecond == 0
    assert (told - record.created_time).total_seconds() > -1.0
