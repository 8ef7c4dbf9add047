"""The sample account at an emulator with a manual clock: all of the provider but its providers, without real time.

A `FakeClockRun` is one run of a program: it has observed nothing yet, and asks AWS again who it is.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import catalog_emulator.sample
from catalog_emulator.background import Background
from pulumi_servicecatalog.aws.clients import Clients, open_clients
from pulumi_servicecatalog.aws.gateway import AwsGateway
from pulumi_servicecatalog.aws.pacing import Pacing
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.desired import ByName, ImportSpec, ProvisionSpec
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.outcome import Outcome
from support.account import REGION, Account
from support.fake_clock.timer import FakeClockTimer
from support.fakes.run import Run
from support.fakes.timer import FakeTimer

_SAMPLE = Path(catalog_emulator.sample.__file__).parent


@dataclass
class FakeClockRun(Run):
    """Its time is the emulator's. The SDK repeats nothing, so that what the provider itself does is seen."""

    timer: FakeClockTimer = field(kw_only=True)

    def operation(self) -> Operation:
        return Operation.lasting(self.seconds, timer=self.timer, status=self.said.append, warn=self.warned.append)


@dataclass(frozen=True, kw_only=True)
class FakeClockAccount(Account):
    """The sample account at such an emulator, and what a test does there past the provider.

    `product` is the ID of web-service, `versions` are those of its versions by the names with which they were made.
    """

    timer: FakeClockTimer
    clients: Clients
    product: str
    versions: dict[str, str]
    settings: set[str] = field(default_factory=set)

    @classmethod
    def at(cls, emulator: Background, account: str) -> "FakeClockAccount":
        """Fill an account. Its clients find their credentials now: the environment is the test's own so long only."""
        connection = Connection(region=REGION, endpoint_url=emulator.url, max_retries=0)
        clients = open_clients(connection, pacing=Pacing(timer=FakeTimer()))
        clients.iam()
        catalog_emulator.sample.fill(emulator.url, account=account)
        aws = Account(emulator.url, account)
        product = aws.product_id("web-service")
        versions = {name: aws.version_id(product, name) for name in ("v1", "v2")}
        timer = FakeClockTimer(emulator.control)
        return cls(emulator.url, account, timer=timer, clients=clients, product=product, versions=versions)

    def run(self, *, through: Callable[[Clients], AwsGateway] | None = None, seconds: float = 600.0) -> FakeClockRun:
        """Begin a run; `through` opens its gateway, where that is to be a special one."""
        gateway: Any = through(self.clients) if through else AwsGateway(self.clients, expected_account_id=None)
        gateway.identity()  # as open_gateway does
        return FakeClockRun(gateway, seconds, timer=self.timer)

    def make_sample_stack(self, name: str, version: str = "v1") -> str:
        """Make a stack that has the template of this version of web-service, and return its ARN."""
        return self.make_stack(name, (_SAMPLE / f"web-service-{version}.yaml").read_text(encoding="utf-8"))

    def of_name_or_stack(self, *, name: str, stack_id: str) -> list[dict[str, Any]]:
        """Return the provisioned products that have the name or govern the stack."""
        products = self.provisioned_products()
        return [product for product in products if name == product["Name"] or stack_id == product.get("PhysicalId")]

    def adopted(self, name: str, stack_id: str) -> str:
        """Let somebody adopt a stack at version v1 of web-service; return the ID of the provisioned product."""
        provisioned_product_id = self.adopt(stack_id, name=name, product=self.product, version=self.versions["v1"])
        self.timer.advance(10)
        return provisioned_product_id

    def terminate(self, provisioned_product_id: str, *, retain: bool = True) -> None:
        """Let somebody else terminate it, and let time pass until that is done."""
        self.catalog.terminate_provisioned_product(
            ProvisionedProductId=provisioned_product_id, RetainPhysicalResources=retain
        )
        self.timer.advance(10)

    def version_is_off(self, version: str) -> bool:
        """Return whether a version is not active, or has another name than the one with which it was made."""
        version_id = self.versions[version]
        details = self.catalog.list_provisioning_artifacts(ProductId=self.product)["ProvisioningArtifactDetails"]
        (detail,) = [detail for detail in details if detail["Id"] == version_id]
        return not detail["Active"] or detail["Name"] != version

    def set(self, **settings: Any) -> None:
        """Switch how AWS behaves, until `calm`."""
        self.settings.update(settings)
        super().set(**settings)

    def fault(self, kind: str, **rule: Any) -> None:
        """Let something go wrong, until `calm` or `heal`."""
        self.control.add_fault(kind, account=self.account, **rule)

    def heal(self) -> None:
        """Let nothing go wrong any more."""
        self.control.remove_faults(account=self.account)

    def calm(self) -> None:
        """Put everything back as it was."""
        self.heal()
        super().set(**dict.fromkeys(self.settings))
        self.settings.clear()

    def forget_journal(self) -> None:
        self.control.forget_journal(account=self.account)

    def journal(self) -> list[dict[str, Any]]:
        """Return the calls since they were last forgotten."""
        return self.control.journal(account=self.account)


def adoption(name: str, version: str = "v1", **target: Any) -> ImportSpec:
    """Declare that the stack of this name is governed by this version of web-service."""
    usual = {"name": name, "physical_id": name, "product": ByName("web-service"), "artifact": ByName(version)}
    return ImportSpec(**{**usual, **target})


def launch(name: str, version: str = "v1", **target: Any) -> ProvisionSpec:
    """Declare that this version of web-service is launched under this name."""
    return ProvisionSpec(**{"name": name, "product": ByName("web-service"), "artifact": ByName(version), **target})


def idle(outcome: Outcome | None) -> str:
    """Return the ID that an outcome leaves in the state; "" where it leaves none."""
    state = getattr(outcome, "state", None)
    return "" if state is None else str(state.provisioned_product.id)
