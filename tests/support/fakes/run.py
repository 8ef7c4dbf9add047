"""One run of a program: a process that has observed nothing yet, and the operations that the engine asks of it."""

from dataclasses import dataclass, field

from pulumi_servicecatalog.model.desired import ImportSpec, ProvisionSpec, Spec
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.outcome import Outcome
from pulumi_servicecatalog.reconcile import imported, provisioned
from pulumi_servicecatalog.reconcile.operations import terminate, update
from support.fakes.gateway import FakeGateway
from support.sessions import unshared

URN = "urn:pulumi:dev::shop::servicecatalog:index:ProvisionedProduct::web"
"""The resource that launches, where a test names no other."""


@dataclass
class Run:
    """What it said is kept: `said` are passing status lines, `warned` lasting messages."""

    gateway: FakeGateway
    seconds: float = 3600.0
    said: list[str] = field(default_factory=list)
    warned: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.session = unshared(self.gateway)

    def adopt(self, adoption: ImportSpec) -> Outcome:
        return imported.adopt(adoption, self.session, self.operation())

    def launch(self, wanted: ProvisionSpec, *, declared_by: str = URN) -> Outcome:
        return provisioned.launch(wanted, self.session, self.operation(), declared_by=declared_by)

    def change(self, provisioned_product_id: str, wanted: Spec) -> Outcome | None:
        return update.change_by_id(provisioned_product_id, wanted, self.session, self.operation())

    def release(self, provisioned_product_id: str, *, retain: bool = True, ignore_errors: bool = False) -> Outcome:
        wanted = terminate.Termination(
            provisioned_product_id=provisioned_product_id,
            retain_physical_resources=retain,
            ignore_errors=ignore_errors,
            language="en",
        )
        return terminate.release(wanted, self.session, self.operation())

    def operation(self) -> Operation:
        return Operation.lasting(
            self.seconds, timer=self.gateway.timer, status=self.said.append, warn=self.warned.append
        )
