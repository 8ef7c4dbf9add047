"""A whole life of each resource, driven through the controllers' contract alone: no Pulumi, no names of properties.

What stands on the controllers next, such as another tool's provider, needs no more than this.
"""

from dataclasses import replace

import pytest

from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.desired import ByName, DesiredImport, DesiredLaunch
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.outcome import Done, NotMade, Outcome, Unanswered
from pulumi_servicecatalog.model.recorded import RecordedState
from pulumi_servicecatalog.model.refusal import Denied
from pulumi_servicecatalog.reconcile.controller import Defaults, DiffResult, ReadResult
from pulumi_servicecatalog.reconcile.execution.lane import Scope
from pulumi_servicecatalog.reconcile.imported import ImportedProvisionedProductController
from pulumi_servicecatalog.reconcile.provisioned import ProvisionedProductController
from pulumi_servicecatalog.reconcile.session_pool import SessionPool
from support.fakes.gateway import FakeGateway
from support.fakes.samples import account, stack_id

URN = "urn:pulumi:dev::shop::servicecatalog:index:Resource::shop"
HERE = Connection(region="eu-west-1")


@pytest.fixture
def gateway() -> FakeGateway:
    return FakeGateway(account())


def pool(gateway: FakeGateway) -> SessionPool:
    """A process that has observed nothing yet."""
    return SessionPool(lambda _connection: gateway, Scope.OFF)


def importing(gateway: FakeGateway) -> ImportedProvisionedProductController:
    return ImportedProvisionedProductController(Defaults(), pool(gateway))


def launching(gateway: FakeGateway) -> ProvisionedProductController:
    return ProvisionedProductController(Defaults(), pool(gateway))


def operation(gateway: FakeGateway) -> Operation:
    return Operation.lasting(3600.0, timer=gateway.timer)


def done(outcome: Outcome) -> ObservedState:
    assert isinstance(outcome, Done), outcome
    assert outcome.state is not None
    return outcome.state


def recorded(state: ObservedState, desired: DesiredImport | DesiredLaunch) -> RecordedState:
    return RecordedState(
        id=state.provisioned_product.id,
        stack_id=state.stack_id,
        region="eu-west-1",
        desired=desired,
        connection=HERE,
        retain_physical_resources=desired.retain_physical_resources is True,
    )


def changed_paths(result: DiffResult | Unanswered) -> list[str]:
    assert isinstance(result, DiffResult), result
    return [str(change.path) for change in result.changes]


def test_a_stack_is_judged_adopted_compared_updated_read_found_and_released(gateway):
    v1 = DesiredImport(
        name="payments",
        physical_id="payments",
        product=ByName("web-service"),
        artifact=ByName("v1"),
        connection=HERE,
    )
    v2: DesiredImport = replace(v1, artifact=ByName("v2"))
    assert importing(gateway).check(None, v1, urn=URN).failures == ()
    adopted = recorded(done(importing(gateway).create(v1, operation(gateway), urn=URN)), v1)
    assert adopted.stack_id == stack_id("payments")

    assert changed_paths(importing(gateway).diff(adopted, v1)) == []
    assert changed_paths(importing(gateway).diff(adopted, v2)) == ["provisioningArtifactName"]
    updated = done(importing(gateway).update(adopted, v2, operation(gateway)))
    assert updated.provisioned_product.artifact_name == "v2"

    read = importing(gateway).read(adopted, v1)
    assert isinstance(read, ReadResult)
    assert [(str(change.path), change.actual) for change in read.changes] == [("provisioningArtifactName", "v2")]
    result = importing(gateway).find("payments", HERE)
    assert result is not None
    assert not isinstance(result, Unanswered)
    assert changed_paths(importing(gateway).diff(recorded(result.observed, result.desired), result.desired)) == []

    assert isinstance(importing(gateway).delete(adopted, operation(gateway)), Done)
    assert importing(gateway).read(adopted, None) is None
    assert gateway.stack("payments") is not None


def test_a_product_is_judged_launched_compared_and_deleted_with_its_stack(gateway):
    shop = DesiredLaunch(
        name="shop",
        product=ByName("web-service"),
        artifact=ByName("v1"),
        parameters={"Size": "small", "Secret": "x"},
        connection=HERE,
    )
    assert launching(gateway).check(None, shop, urn=URN).failures == ()
    launched = recorded(done(launching(gateway).create(shop, operation(gateway), urn=URN)), shop)
    assert changed_paths(launching(gateway).diff(launched, shop)) == []
    larger: DesiredLaunch = replace(shop, parameters={"Size": "large", "Secret": "x"})
    assert changed_paths(launching(gateway).diff(launched, larger)) == ["parameters.Size"]
    done(launching(gateway).update(launched, larger, operation(gateway)))
    assert isinstance(launching(gateway).delete(launched, operation(gateway)), Done)
    assert gateway.stack(launched.stack_id) is None


def test_what_fails_in_preflight_changes_nothing(gateway):
    missing = DesiredImport(name="payments", physical_id="paymnets", product=ByName("web-service"), connection=HERE)
    (problem,) = importing(gateway).check(None, missing, urn=URN).failures
    assert problem.code == "StackNotFound"
    outcome = importing(gateway).create(missing, operation(gateway), urn=URN)
    assert isinstance(outcome, NotMade)
    assert [problem.code for problem in outcome.problems] == ["StackNotFound"]


@pytest.mark.parametrize("ask", ["diff", "read", "find"])
def test_a_question_that_aws_refuses_is_a_value_and_no_exception(gateway, ask):
    desired = DesiredImport(name="a", physical_id="a", product=ByName("web-service"), connection=HERE)
    state = RecordedState(
        id="pp-1", region="eu-west-1", desired=desired, connection=HERE, retain_physical_resources=True
    )
    denied = Denied(operation="SearchProvisionedProducts", reason="no")
    gateway.refuse("provisioned_products", denied, times=9)
    controller = importing(gateway)
    answers = {
        "diff": lambda: controller.diff(state, desired),
        "read": lambda: controller.read(state, desired),
        "find": lambda: controller.find("a", HERE),
    }
    answer = answers[ask]()
    assert isinstance(answer, Unanswered)
    assert [problem.code for problem in answer.problems] == ["MissingPermission"]


def test_a_resource_that_was_made_in_another_region_is_not_looked_for_here(gateway):
    desired = DesiredImport(name="a", physical_id="a", product=ByName("web-service"), connection=HERE)
    elsewhere = RecordedState(
        id="pp-1", stack_id=stack_id("a", region="us-east-1"), desired=desired, retain_physical_resources=True
    )
    for outcome in (
        importing(gateway).update(elsewhere, desired, operation(gateway)),
        importing(gateway).delete(elsewhere, operation(gateway)),
        importing(gateway).read(elsewhere, None),
    ):
        assert isinstance(outcome, NotMade | Unanswered)
        assert [problem.code for problem in outcome.problems] == ["RecordedElsewhere"]
