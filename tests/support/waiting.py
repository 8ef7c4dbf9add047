"""An operation that waits on a clock of its own."""

from pulumi_servicecatalog.model.operation import Operation
from support.fakes.timer import FakeTimer


class Waiting:
    """An operation that may wait for ten seconds of its own clock, and what it said."""

    def __init__(self, **timer: float) -> None:
        self.timer = FakeTimer(**timer)
        self.said: list[str] = []
        self.warned: list[str] = []
        self.operation = Operation.lasting(10.0, timer=self.timer, status=self.said.append, warn=self.warned.append)
