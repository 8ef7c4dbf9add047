"""An update takes the path that was taken before, however many changes of the owner, which take none, came between."""

from dataclasses import replace

from pulumi_servicecatalog.model.desired import ById, ByName, DesiredImport
from pulumi_servicecatalog.model.outcome import Done
from pulumi_servicecatalog.model.product import LaunchPath
from pulumi_servicecatalog.model.refusal import Denied
from pulumi_servicecatalog.model.request import UpdateRequest
from pulumi_servicecatalog.reconcile.controller import Defaults
from pulumi_servicecatalog.reconcile.execution.lane import Scope
from pulumi_servicecatalog.reconcile.imported import ImportedProvisionedProductController
from pulumi_servicecatalog.reconcile.observation.last_path import last_path
from pulumi_servicecatalog.reconcile.session_pool import SessionPool
from support.fakes.gateway import FakeGateway
from support.fakes.run import Run
from support.fakes.samples import PATH, WEB, adopted, record
from support.launches import URN

SECOND = LaunchPath(id="lpv2-2", name="everyone")


def tainted() -> FakeGateway:
    """Return a world of two paths, in which a failed update took the first."""
    state = adopted("payments", status="TAINTED").with_paths(WEB, PATH, SECOND)
    (observed,) = state.provisioned_products
    return FakeGateway(state.with_record(record(observed, "FAILED", path_id=PATH.id)))


def test_an_update_after_a_change_of_the_owner_takes_the_path_of_the_operation_before() -> None:
    gateway = tainted()
    controller = ImportedProvisionedProductController(Defaults(), SessionPool(lambda _: gateway, Scope.OFF))
    program = DesiredImport(
        name="payments",
        physical_id="payments",
        product=ByName(WEB.name),
        owner="arn:aws:iam::123456789012:user/another",
    )
    assert controller.check(None, program, urn=URN).failures == ()
    assert isinstance(controller.create(program, Run(gateway).operation(), urn=URN), Done)
    assert [request.path for request in gateway.requests if isinstance(request, UpdateRequest)] == [ById(PATH.id)]


def test_a_caller_who_may_not_list_records_knows_only_the_last_ones() -> None:
    gateway = tainted()
    (observed,) = gateway.state.provisioned_products
    gateway.refuse("record_history", Denied(operation="ListRecordHistory", reason="no"))
    earlier = replace(observed, last_record_id=observed.last_successful_record_id)
    assert last_path(earlier, Run(gateway).session) is None
    assert last_path(earlier, Run(gateway).session) == ById(PATH.id)


def test_the_records_are_listed_once_for_each_last_record() -> None:
    gateway = tainted()
    (observed,) = gateway.state.provisioned_products
    earlier = replace(observed, last_record_id=observed.last_successful_record_id)
    session = Run(gateway).session
    assert [last_path(earlier, session) for _ in range(3)] == [ById(PATH.id)] * 3
    assert [call.method for call in gateway.journal].count("record_history") == 1
