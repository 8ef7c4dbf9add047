"""An operation that somebody else has running is shown in the preview, which compares with what it brings."""

from dataclasses import replace

import pytest

from pulumi_servicecatalog.model.outcome import Done
from pulumi_servicecatalog.model.provisioned_product import UNDER_CHANGE
from pulumi_servicecatalog.model.record import FAILED, SUCCEEDED
from pulumi_servicecatalog.model.refusal import Denied
from pulumi_servicecatalog.reconcile.controller import DiffResult
from support.fakes.gateway import FakeGateway
from support.fakes.samples import BROKEN, V1, V2, account, record
from support.fakes.state import Work
from support.one_resource import Engine, Resource, alone

KINDS = pytest.mark.parametrize("make", [Resource.adopting, Resource.launching], ids=["adopted", "launched"])
SECONDS = 600.0


@pytest.fixture
def gateway() -> FakeGateway:
    return FakeGateway(account())


def updated_by_somebody(gateway: FakeGateway, *, fails: bool = False) -> None:
    """Have an update to version 2 under way."""
    (before,) = gateway.state.provisioned_products
    now = replace(before, status=UNDER_CHANGE, last_record_id="rec-theirs")
    running = record(now, "IN_PROGRESS", type="UPDATE_PROVISIONED_PRODUCT", artifact_id=V2.id)
    after = replace(before, last_record_id=running.id)
    if not fails:
        after = replace(after, artifact_id=V2.id, artifact_name=V2.name, last_successful_record_id=running.id)
    ended = replace(running, status=FAILED, errors=(BROKEN,)) if fails else replace(running, status=SUCCEEDED)
    work = Work(ends_at=gateway.timer.now() + SECONDS, record=ended, provisioned_product=after)
    state = gateway.state.with_governed(now).with_record(running)
    gateway.state = replace(state, under_way=(work,))


def diff_of(resource: Resource, gateway: FakeGateway) -> DiffResult:
    engine = Engine(gateway)
    resource.check(engine)
    result = resource.diff(engine)
    assert isinstance(result, DiffResult)
    return result


@KINDS
def test_the_preview_compares_with_what_the_operation_brings_and_says_so(gateway, make):
    resource = alone(gateway, make())
    updated_by_somebody(gateway)
    diff = diff_of(resource, gateway)
    changes = {str(change.path): (change.actual, change.declared) for change in diff.changes}
    assert changes["provisioningArtifactName"] == ("v2", "v1")
    (said,) = [problem for problem in diff.remarks if problem.code == "UnderChange"]
    assert "UPDATE_PROVISIONED_PRODUCT, record rec-theirs. It brings version v2" in said.message()
    assert "`pulumi up` waits until it has ended" in said.remedy()


@KINDS
def test_what_it_brings_is_no_difference_where_the_program_declares_the_same(gateway, make):
    resource = alone(gateway, make())
    updated_by_somebody(gateway)
    resource.inputs["provisioningArtifactName"] = "v2"
    assert [str(change.path) for change in diff_of(resource, gateway).changes] == ["status"]


@KINDS
@pytest.mark.parametrize("fails", [False, True], ids=["it goes well", "it fails"])
def test_up_waits_for_it_and_ends_as_declared(gateway, make, fails):
    resource = alone(gateway, make())
    updated_by_somebody(gateway, fails=fails)
    began = gateway.timer.now()
    assert isinstance(resource.up(Engine(gateway)), Done)
    assert gateway.timer.now() >= began + SECONDS
    (product,) = gateway.state.provisioned_products
    assert product.artifact_id == V1.id
    assert resource.preview(Engine(gateway)) == []


def test_a_refresh_and_an_adoption_of_what_is_under_change_say_it_too(gateway):
    payments = alone(gateway, Resource.adopting("payments"))
    updated_by_somebody(gateway)
    assert payments.refresh(Engine(gateway)) == ["UnderChange"]
    assert "UnderChange" in [problem.code for problem in Resource.adopting("again").check(Engine(gateway)).remarks]


def test_where_the_record_may_not_be_seen_the_operation_is_still_named(gateway):
    payments = alone(gateway, Resource.adopting("payments"))
    updated_by_somebody(gateway)
    gateway.refuse("record", Denied(operation="DescribeRecord", reason="no", code="AccessDenied"), times=99)
    (said,) = [problem for problem in diff_of(payments, gateway).remarks if problem.code == "UnderChange"]
    assert said.message().endswith("record rec-theirs.")
