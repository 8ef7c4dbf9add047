"""One run of a program: a process that has observed nothing yet, and the operations that the engine asks of it."""

from dataclasses import dataclass, field

from fakes.door import FakeDoor
from pulumi_servicecatalog.model.desired import Adoption, Launch, Wanted
from pulumi_servicecatalog.model.outcome import Outcome
from pulumi_servicecatalog.reconcile import adopting, changing, launching, releasing
from pulumi_servicecatalog.reconcile.operation import Operation
from pulumi_servicecatalog.reconcile.site import Site

URN = "urn:pulumi:dev::shop::servicecatalog:index:ProvisionedProduct::web"
"""The resource that launches, where a test names no other."""


@dataclass
class Run:
    """What it said is kept: `said` are passing status lines, `warned` lasting messages."""

    door: FakeDoor
    seconds: float = 3600.0
    said: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.site = Site.through(self.door)

    def adopt(self, adoption: Adoption) -> Outcome:
        return adopting.adopt(adoption, self.site, self.operation())

    def launch(self, wanted: Launch, *, declared_by: str = URN) -> Outcome:
        return launching.launch(wanted, self.site, self.operation(), declared_by=declared_by)

    def change(self, provisioned_product_id: str, wanted: Wanted) -> Outcome | None:
        return changing.change_by_id(provisioned_product_id, wanted, self.site, self.operation())

    def release(self, provisioned_product_id: str, *, retain: bool = True, ignore_errors: bool = False) -> Outcome:
        wanted = releasing.Release(
            provisioned_product_id=provisioned_product_id,
            retain_physical_resources=retain,
            ignore_errors=ignore_errors,
            language="en",
        )
        return releasing.release(wanted, self.site, self.operation())

    def operation(self) -> Operation:
        return Operation.lasting(self.seconds, timer=self.door.timer, say=self.said.append, warn=self.warned.append)
