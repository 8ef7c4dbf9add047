"""What AWS says of an operation that failed is reported, and kept, without the values that the operation sent."""

from dataclasses import replace

from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.desired import ByName, DesiredLaunch
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy
from pulumi_servicecatalog.model.recorded import RecordedState
from pulumi_servicecatalog.reconcile.controller import Defaults, ReadResult
from pulumi_servicecatalog.reconcile.execution.lane import Scope
from pulumi_servicecatalog.reconcile.provisioned import ProvisionedProductController
from pulumi_servicecatalog.reconcile.session_pool import SessionPool
from support.fakes.gateway import FakeGateway
from support.fakes.samples import account

URN = "urn:pulumi:dev::shop::servicecatalog:index:Resource::shop"
SAID = 'The launch failed: "(the value of Secret)" is no number (CfnError).'
IN_STATE = '"(the value of Secret)" is no number'
DECLARED = DesiredLaunch(
    name="shop",
    product=ByName("web-service"),
    artifact=ByName("v1"),
    parameters={"Size": "small", "Secret": "swordfish"},
    connection=Connection(region="eu-west-1"),
)


def test_a_launch_and_an_update_that_fail_name_the_parameter_and_not_its_value():
    gateway = FakeGateway(account())
    controller = ProvisionedProductController(Defaults(), SessionPool(lambda _: gateway, Scope.OFF))
    operation = Operation.lasting(3600.0, timer=gateway.timer)
    wrong = replace(DECLARED, parameters={"Size": "small", "Secret": "hunter2"})
    made = controller.create(DECLARED, operation, urn=URN)
    assert isinstance(made, Done)
    assert made.state is not None
    id_, stack_id = made.state.provisioned_product.id, made.state.stack_id
    recorded = RecordedState(id=id_, stack_id=stack_id, desired=DECLARED, retain_physical_resources=False)
    gateway.fails(saying='"hunter2" is no number')
    outcome = controller.update(recorded, wrong, operation, urn=URN)
    assert isinstance(outcome, MadeButUnhealthy)
    assert outcome.state.provisioned_product.status_message == IN_STATE
    read = controller.read(replace(recorded, desired=wrong), wrong, urn=URN)
    assert isinstance(read, ReadResult)
    assert read.observed.provisioned_product.status_message == IN_STATE
    assert [problem.message() for problem in outcome.problems] == [SAID.replace("launch", "update")]
    other = replace(wrong, name="other")
    gateway.fails(saying='"hunter2" is no number')
    outcome = controller.create(other, operation, urn=URN)
    assert [problem.message() for problem in getattr(outcome, "problems", ())] == [SAID]
