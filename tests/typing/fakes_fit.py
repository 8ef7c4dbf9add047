"""The stand-ins of the tests have the shape of what they stand in for."""

from fakes.door import FakeDoor
from fakes.samples import account
from fakes.timer import FakeTimer
from pulumi_servicecatalog.aws.door import AwsDoor
from pulumi_servicecatalog.reconcile.door import Door
from pulumi_servicecatalog.reconcile.operation import Timer


def doors(aws: AwsDoor) -> list[Door]:
    return [aws, FakeDoor(account())]


timer: Timer = FakeTimer()
