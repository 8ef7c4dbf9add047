"""The stand-ins of the tests have the shape of what they stand in for."""

from pulumi_servicecatalog.aws.gateway import AwsGateway
from pulumi_servicecatalog.model.operation import Timer
from pulumi_servicecatalog.reconcile.observation.gateway import Gateway
from support.fakes.gateway import FakeGateway
from support.fakes.samples import account
from support.fakes.timer import FakeTimer


def gateways(aws: AwsGateway) -> list[Gateway]:
    return [aws, FakeGateway(account())]


timer: Timer = FakeTimer()
