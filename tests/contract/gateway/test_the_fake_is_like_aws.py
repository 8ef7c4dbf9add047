"""The gateway in memory and the gateway to the emulated AWS answer alike, so that what is proved with the one holds."""

from dataclasses import dataclass, replace
from typing import Any

import pytest

from contract.gateway.seen import product_id, version_ids
from pulumi_servicecatalog.model.desired import ById, ByName
from pulumi_servicecatalog.model.product import ArtifactParameter
from pulumi_servicecatalog.model.refusal import Absent, Duplicate, Invalid, Refusal, WrongState
from pulumi_servicecatalog.model.request import (
    ImportRequest,
    PlanRequest,
    PropertiesRequest,
    ProvisionRequest,
    TerminateRequest,
    UpdateRequest,
)
from pulumi_servicecatalog.reconcile.observation.gateway import Gateway
from support.fakes.gateway import FakeGateway
from support.fakes.samples import V1, V2, WEB, account, stack, version

TIMEOUT = ArtifactParameter(
    key="VisibilityTimeout",
    default="30",
    type="Number",
    description="Seconds for which a message that was received is hidden",
    min_value=0.0,
    max_value=43200.0,
)


@dataclass(frozen=True)
class World:
    """A gateway to an account with the stacks payments and orders, which have the template of version v1."""

    gateway: Gateway
    stacks: dict[str, str]
    product: str
    versions: dict[str, str]

    def target(self, stack: str = "payments", **other: str) -> ImportRequest:
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

    def launch(self, name: str = "shop", **other: Any) -> ProvisionRequest:
        request = ProvisionRequest(
            name=name,
            product_id=self.product,
            artifact_id=self.versions["v1"],
            path=None,
            parameters={"VisibilityTimeout": "60"},
            tags={"team": "web"},
            notification_arns=(),
            preferences=None,
            token=f"t-{name}",
            language="en",
        )
        return replace(request, **other)

    def properties(self, provisioned_product_id: str, **other: Any) -> PropertiesRequest:
        request = PropertiesRequest(
            provisioned_product_id=provisioned_product_id,
            values={},
            token="t-properties",
            language="en",
        )
        return replace(request, **other)

    def plan(self, name: str = "payments", version: str = "v2", token: str = "t-plan") -> PlanRequest:
        return PlanRequest(
            plan_name=token,
            name=name,
            product_id=self.product,
            artifact_id=self.versions[version],
            path_id=None,
            parameters=(),
            tags=None,
            token=token,
            language="en",
        )

    def arn(self, of: str, service: str = "iam") -> str:
        return f"arn:aws:{service}::{self.gateway.identity().account}:{of}"

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
        record = self.gateway.import_as_provisioned_product(self.target(name))
        assert self.gateway.record(record.id).succeeded
        return record.provisioned_product_id

    def launched(self, name: str = "shop", **other: Any) -> str:
        """Launch one, and give the ID of the provisioned product once the record has ended."""
        record = self.gateway.provision_product(self.launch(name, **other))
        assert self.gateway.record(record.id).ended
        return record.provisioned_product_id


@pytest.fixture(params=["in memory", "emulated"])
def world(request):
    if request.param == "in memory":
        plain = [stack(name, parameters={"VisibilityTimeout": "30"}) for name in ("payments", "orders")]
        of_v1, of_v2 = version(WEB, V1, TIMEOUT), version(WEB, V2, TIMEOUT)
        of_v2 = replace(
            of_v2, template=of_v2.template.replace('::Queue"', '::Queue", "Properties": {"DelaySeconds": 5}')
        )
        state = account(*plain).with_version(of_v1).with_version(of_v2)
        state = replace(state, templates={item.id: of_v1.template for item in plain})
        gateway = FakeGateway(state, seconds=0.0)
        return World(gateway, {stack.name: stack.id for stack in plain}, WEB.id, {"v1": V1.id, "v2": V2.id})
    gateway, aws = request.getfixturevalue("gateway"), request.getfixturevalue("aws")
    request.getfixturevalue("emulator").control.set(account=aws.account, plan_seconds=0)
    return World(gateway, aws.stack_ids(), product_id(aws), version_ids(aws))


def refusal_of(ask, *arguments):
    with pytest.raises(Refusal) as caught:
        ask(*arguments)
    return type(caught.value)


def test_an_import_is_known_by_its_id_at_once_and_available_once_its_record_has_ended(world):
    record = world.gateway.import_as_provisioned_product(world.target())
    assert not record.ended
    assert (record.type, record.provisioned_product_name) == ("PROVISION_PRODUCT", "payments")
    assert world.gateway.record(record.id).succeeded
    provisioned_product = world.gateway.provisioned_product(record.provisioned_product_id)
    assert provisioned_product is not None
    assert (provisioned_product.status, provisioned_product.physical_id, provisioned_product.type) == (
        "AVAILABLE",
        world.stacks["payments"],
        "CFN_STACK",
    )
    assert (
        provisioned_product.product_name,
        provisioned_product.artifact_name,
        provisioned_product.last_record_id,
    ) == ("web-service", "v1", record.id)
    assert provisioned_product == world.gateway.provisioned_product_named("payments")
    assert list(world.gateway.provisioned_products()) == [replace(provisioned_product, launch_role_arn=None)]
    assert (provisioned_product.launch_role_arn, provisioned_product.last_successful_record_id) == ("", record.id)
    assert provisioned_product.idempotency_token == "t-payments"
    assert provisioned_product.owner == world.gateway.identity().caller_arn


def test_a_repeated_token_is_answered_with_the_first_record(world):
    first = world.gateway.import_as_provisioned_product(world.target())
    assert world.gateway.record(first.id).succeeded
    assert world.gateway.import_as_provisioned_product(world.target()).id == first.id


def test_a_token_is_answered_so_even_when_its_product_is_gone(world):
    first = world.gateway.import_as_provisioned_product(world.target())
    ended = world.gateway.terminate_provisioned_product(world.end(first.provisioned_product_id))
    assert world.gateway.record(ended.id).succeeded
    assert world.gateway.import_as_provisioned_product(world.target()).id == first.id
    assert world.gateway.provisioned_product(first.provisioned_product_id) is None


def test_a_token_for_something_else_is_invalid(world):
    world.adopted()
    other = world.target("orders", token="t-payments")
    assert refusal_of(world.gateway.import_as_provisioned_product, other) is Invalid


def test_a_taken_name_and_a_taken_stack_are_duplicates(world):
    world.adopted()
    taken_name = world.target("orders", name="payments", token="t-1")
    taken_stack = world.target("payments", name="other", token="t-2")
    assert refusal_of(world.gateway.import_as_provisioned_product, taken_name) is Duplicate
    assert refusal_of(world.gateway.import_as_provisioned_product, taken_stack) is Duplicate


def test_another_template_is_invalid_and_nothing_is_made(world):
    other = world.target(artifact_id=world.versions["v2"])
    assert refusal_of(world.gateway.import_as_provisioned_product, other) is Invalid
    assert list(world.gateway.provisioned_products()) == []


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
    values = {key: value.format(account=world.gateway.identity().account) for key, value in other.items()}
    assert refusal_of(world.gateway.import_as_provisioned_product, world.target(**values)) is kind


def test_an_update_moves_the_version_and_keeps_the_stack(world):
    pp_id = world.adopted()
    record = world.gateway.update_provisioned_product(world.update(pp_id))
    assert world.gateway.record(record.id).succeeded
    provisioned_product = world.gateway.provisioned_product(pp_id)
    assert provisioned_product is not None
    assert (provisioned_product.artifact_name, provisioned_product.last_record_id) == ("v2", record.id)
    assert provisioned_product.physical_id == world.stacks["payments"]
    changed = world.gateway.stack("payments")
    assert changed is not None
    assert (changed.id, changed.status) == (world.stacks["payments"], "UPDATE_COMPLETE")


def test_what_is_gone_can_be_neither_updated_nor_terminated(world):
    assert refusal_of(world.gateway.update_provisioned_product, world.update("pp-aaaaaaaaaaaaa")) is Absent
    assert refusal_of(world.gateway.terminate_provisioned_product, world.end("pp-aaaaaaaaaaaaa")) is Absent


def test_a_retained_stack_is_as_it_was_and_its_name_is_free_again(world):
    before = world.gateway.stack("payments")
    pp_id = world.adopted()
    record = world.gateway.terminate_provisioned_product(world.end(pp_id))
    assert world.gateway.record(record.id).succeeded
    assert world.gateway.provisioned_product(pp_id) is None
    assert world.gateway.stack("payments") == before
    again = world.gateway.import_as_provisioned_product(world.target(token="t-again"))
    assert again.provisioned_product_id != pp_id


def test_the_servers_clock_is_not_behind_what_it_made(world):
    record = world.gateway.import_as_provisioned_product(world.target())
    server_time = world.gateway.server_time()
    assert server_time is not None
    assert record.created_time is not None
    assert server_time.microsecond == 0
    assert (server_time - record.created_time).total_seconds() > -1.0


def test_a_launch_makes_a_stack_that_bears_the_id(world):
    record = world.gateway.provision_product(world.launch())
    assert not record.ended
    assert (record.type, record.provisioned_product_name) == ("PROVISION_PRODUCT", "shop")
    assert (record.tags, record.provisioned_product_type) == ({"team": "web"}, "CFN_STACK")
    (path,) = world.gateway.launch_paths(world.product)
    assert record.path_id == path.id
    assert world.gateway.record(record.id).succeeded
    provisioned_product = world.gateway.provisioned_product_named("shop")
    assert provisioned_product is not None
    assert (provisioned_product.id, provisioned_product.status, provisioned_product.type) == (
        record.provisioned_product_id,
        "AVAILABLE",
        "CFN_STACK",
    )
    assert (
        provisioned_product.tags["team"],
        provisioned_product.idempotency_token,
        provisioned_product.launch_role_arn,
    ) == ("web", "t-shop", "")
    assert provisioned_product.last_record_id == provisioned_product.last_successful_record_id == record.id
    made = world.gateway.stack(provisioned_product.physical_id or "")
    assert made is not None
    assert made.name == f"SC-{world.gateway.identity().account}-{provisioned_product.id}"
    assert (made.status, made.parameters) == ("CREATE_COMPLETE", {"VisibilityTimeout": "60"})
    assert world.gateway.record_outputs(record.id)[0].value == made.id


def test_a_repeated_launch_is_answered_with_the_first_record(world):
    first = world.gateway.provision_product(world.launch())
    assert world.gateway.record(first.id).succeeded
    assert world.gateway.provision_product(world.launch()).id == first.id
    assert len(list(world.gateway.provisioned_products())) == 1


def test_a_launch_token_for_something_else_is_invalid(world):
    world.launched()
    assert refusal_of(world.gateway.provision_product, world.launch("other", token="t-shop")) is Invalid


def test_a_launch_under_a_taken_name_is_invalid(world):
    world.adopted("payments")
    assert refusal_of(world.gateway.provision_product, world.launch("payments", token="t-other")) is Invalid


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        ({"product_id": "prod-aaaaaaaaaaaaa"}, Absent),
        ({"artifact_id": "pa-aaaaaaaaaaaaa"}, Absent),
        ({"path": ById("lpv2-aaaaaaaaaaaaa")}, Invalid),
        ({"path": ByName("nobody's")}, Invalid),
    ],
    ids=["no such product", "no such version", "no such path", "no path of this name"],
)
def test_what_does_not_exist_cannot_be_launched(world, other, kind):
    assert refusal_of(world.gateway.provision_product, world.launch(**other)) is kind
    assert list(world.gateway.provisioned_products()) == []


def test_a_launch_with_a_parameter_that_the_template_does_not_have_fails_by_its_record(world):
    pp_id = world.launched(parameters={"Colour": "red"})
    provisioned_product = world.gateway.provisioned_product(pp_id)
    assert provisioned_product is not None
    assert (provisioned_product.status, provisioned_product.never_worked, provisioned_product.physical_id) == (
        "ERROR",
        True,
        None,
    )
    record = world.gateway.record(provisioned_product.last_record_id)
    assert (record.status, [error.code for error in record.errors]) == ("FAILED", ["ValidationError"])
    assert "Colour" in provisioned_product.status_message


def test_what_has_never_worked_cannot_be_updated_and_can_be_terminated(world):
    pp_id = world.launched(parameters={"Colour": "red"})
    updated = world.gateway.update_provisioned_product(world.update(pp_id))
    assert world.gateway.record(updated.id).status == "FAILED"
    provisioned_product = world.gateway.provisioned_product(pp_id)
    assert provisioned_product is not None
    assert (provisioned_product.status, provisioned_product.never_worked, provisioned_product.last_record_id) == (
        "ERROR",
        True,
        updated.id,
    )
    ended = world.gateway.terminate_provisioned_product(world.end(pp_id))
    assert world.gateway.record(ended.id).succeeded
    assert world.gateway.provisioned_product(pp_id) is None


def test_a_terminated_launch_takes_its_stack_with_it_unless_that_is_retained(world):
    for retain in (True, False):
        name = f"shop-{retain}"
        pp_id = world.launched(name)
        provisioned_product = world.gateway.provisioned_product(pp_id)
        assert provisioned_product is not None
        end = replace(world.end(pp_id, token=f"t-end-{name}"), retain_physical_resources=retain)
        record = world.gateway.terminate_provisioned_product(end)
        assert world.gateway.record(record.id).succeeded
        assert (world.gateway.stack(provisioned_product.physical_id or "") is not None) is retain


def test_new_properties_are_no_provisioning(world):
    pp_id = world.adopted()
    before = world.gateway.provisioned_product(pp_id)
    assert before is not None
    role, user = world.arn("role/launch"), world.arn("user/jane")
    record = world.gateway.update_properties(world.properties(pp_id, values={"launchRoleArn": role, "owner": user}))
    assert (record.provisioned_product_id, record.type, record.ended) == (pp_id, "", False)
    finished = world.gateway.record(record.id)
    assert (finished.type, finished.succeeded, finished.launch_role_arn) == ("UPDATE_PROVISIONED_PRODUCT", True, role)
    changed = replace(before, launch_role_arn=role, owner=user, last_record_id=record.id)
    assert world.gateway.provisioned_product(pp_id) == changed


def test_a_property_that_is_not_named_stays(world):
    pp_id, role = world.adopted(), world.arn("role/launch")
    world.gateway.update_properties(world.properties(pp_id, values={"launchRoleArn": role}, token="t-1"))
    world.gateway.update_properties(world.properties(pp_id, values={"owner": world.arn("user/jane")}, token="t-2"))
    provisioned_product = world.gateway.provisioned_product(pp_id)
    assert provisioned_product is not None
    assert (provisioned_product.launch_role_arn, provisioned_product.owner) == (role, world.arn("user/jane"))


def test_the_owner_of_a_session_is_its_role(world):
    pp_id = world.adopted()
    session = world.arn("assumed-role/operators/jane", service="sts")
    world.gateway.update_properties(world.properties(pp_id, values={"owner": session}))
    provisioned_product = world.gateway.provisioned_product(pp_id)
    assert provisioned_product is not None
    assert provisioned_product.owner == world.arn("role/operators")


def test_properties_of_what_is_gone_are_absent(world):
    request = world.properties("pp-aaaaaaaaaaaaa", values={"owner": world.arn("user/jane")})
    assert refusal_of(world.gateway.update_properties, request) is Absent


def test_a_plan_is_made_listed_and_deleted_and_nothing_changes(world):
    pp_id = world.adopted()
    before = world.gateway.provisioned_product(pp_id)
    assert before is not None
    begun = world.gateway.create_plan(world.plan())
    assert (begun.name, begun.provisioned_product_id, begun.made, begun.changes) == ("t-plan", pp_id, False, ())
    plan = world.gateway.plan(begun.id)
    assert (plan.status, plan.name, plan.provisioned_product_id) == ("CREATE_SUCCESS", "t-plan", pp_id)
    assert "MODIFY" in {change.action for change in plan.changes}
    assert list(world.gateway.plans(pp_id)) == [begun]
    assert world.gateway.provisioned_product(pp_id) == replace(before, status="PLAN_IN_PROGRESS")
    world.gateway.delete_plan(begun.id)
    assert world.gateway.provisioned_product(pp_id) == before
    assert list(world.gateway.plans(pp_id)) == []
    assert refusal_of(world.gateway.plan, begun.id) is Absent


def test_a_repeated_plan_is_the_first_one(world):
    pp_id = world.adopted()
    assert world.gateway.create_plan(world.plan()) == world.gateway.create_plan(world.plan())
    assert len(world.gateway.plans(pp_id)) == 1


def test_what_is_planned_takes_neither_a_second_plan_nor_a_change(world):
    pp_id = world.adopted()
    world.gateway.create_plan(world.plan())
    assert refusal_of(world.gateway.create_plan, world.plan(token="t-second")) is WrongState
    assert refusal_of(world.gateway.update_provisioned_product, world.update(pp_id)) is WrongState
    assert refusal_of(world.gateway.terminate_provisioned_product, world.end(pp_id)) is WrongState
    owner = world.properties(pp_id, values={"owner": world.arn("user/jane")})
    assert refusal_of(world.gateway.update_properties, owner) is WrongState


def test_what_has_never_worked_cannot_be_planned(world):
    world.launched(parameters={"Colour": "red"})
    assert refusal_of(world.gateway.create_plan, world.plan("shop")) is WrongState


def test_a_plan_for_a_name_that_nothing_bears_makes_something_until_it_is_deleted(world):
    begun = world.gateway.create_plan(world.plan("nobody"))
    made = world.gateway.provisioned_product_named("nobody")
    assert made is not None
    assert (made.id, made.status, made.physical_id) == (begun.provisioned_product_id, "PLAN_IN_PROGRESS", None)
    assert (made.last_record_id, made.last_successful_record_id) == ("", "")
    world.gateway.delete_plan(begun.id)
    assert world.gateway.provisioned_product_named("nobody") is None


def test_a_plan_that_does_not_exist_is_deleted_and_nothing_has_no_plans(world):
    world.gateway.delete_plan("plan-aaaaaaaaaaaaa")
    assert list(world.gateway.plans("pp-aaaaaaaaaaaaa")) == []


def test_the_history_is_that_of_one_provisioned_product_the_newest_first(world):
    pp_id, _ = world.adopted("payments"), world.adopted("orders")
    updated = world.gateway.update_provisioned_product(world.update(pp_id))
    assert world.gateway.record(updated.id).succeeded
    history = list(world.gateway.record_history(pp_id))
    assert [record.type for record in history] == ["UPDATE_PROVISIONED_PRODUCT", "PROVISION_PRODUCT"]
    assert history[0] == world.gateway.record(updated.id)
    assert list(world.gateway.record_history("pp-aaaaaaaaaaaaa")) == []


def test_the_history_of_a_product_keeps_what_was_released(world):
    """Token rotation finds the newest predecessor of a name in it."""
    released, kept = world.adopted("payments"), world.adopted("orders")
    ended = world.gateway.terminate_provisioned_product(world.end(released))
    assert world.gateway.record(ended.id).succeeded
    assert world.gateway.provisioned_product(released) is None
    history = list(world.gateway.product_history(world.product))
    assert [(record.provisioned_product_id, record.provisioned_product_name) for record in history] == [
        (released, "payments"),
        (kept, "orders"),
        (released, "payments"),
    ]
    assert list(world.gateway.product_history("prod-aaaaaaaaaaaaa")) == []


def test_what_a_launch_takes_is_reported_by_path(world):
    (path,) = world.gateway.launch_paths(world.product)
    for named in (None, ById(path.id), ByName(path.name)):
        parameters = world.gateway.provisioning_parameters(world.product, world.versions["v1"], named)
        assert parameters.parameters == (TIMEOUT,)
        assert (parameters.constraints, parameters.tag_options, parameters.stack_set_accounts) == ((), {}, ())


def test_what_a_launch_takes_is_reported_of_nothing_that_does_not_exist(world):
    ask = world.gateway.provisioning_parameters
    assert refusal_of(ask, world.product, "pa-aaaaaaaaaaaaa", None) is Absent
    assert refusal_of(ask, world.product, world.versions["v1"], ById("lpv2-aaaaaaaaaaaaa")) is Invalid
