"""The sample account at an emulator with a manual clock: the whole provider below the faces, without real time.

A `FakeClockRun` is one run of a program: it has observed nothing yet, and asks AWS anew who it is.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import catalog_emulator.sample
from catalog_emulator.background import Background
from pulumi_servicecatalog.aws.clients import Clients, open_clients
from pulumi_servicecatalog.aws.gateway import AwsGateway
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.desired import ByName, ImportSpec, ProvisionSpec
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.outcome import Outcome
from support.account import Account
from support.fake_clock.timer import FakeClockTimer
from support.fakes.run import Run

REGION = catalog_emulator.sample.REGION
_SAMPLE = Path(catalog_emulator.sample.__file__).parent


@dataclass
class FakeClockRun(Run):
    """Its time is the emulator's. The SDK repeats nothing, so that what the provider itself does is seen."""

    timer: FakeClockTimer = field(kw_only=True)

    def operation(self) -> Operation:
        return Operation.lasting(self.seconds, timer=self.timer, status=self.said.append, warn=self.warned.append)


class Place:
    """An account, and what a test does there past the provider."""

    def __init__(self, emulator: Background, account: str) -> None:
        self.account = account
        self.control = emulator.control
        self.timer = FakeClockTimer(emulator.control)
        self.aws = Account(emulator.url, account)
        self._clients = open_clients(Connection(region=REGION, endpoint_url=emulator.url, max_retries=0))
        self._boto = {name: self.aws.client(name) for name in ("servicecatalog", "cloudformation")}
        self._settings: dict[str, None] = {}
        self._tokens = 0
        self._versions: dict[str, str] = {}
        self._clients.iam()  # finds its credentials now: the environment is the test's own only for so long
        catalog_emulator.sample.fill(emulator.url, account=account)
        self.versions()

    @property
    def catalog(self) -> Any:
        """Service Catalog, past the provider."""
        return self._boto["servicecatalog"]

    @property
    def cloudformation(self) -> Any:
        """CloudFormation, past the provider."""
        return self._boto["cloudformation"]

    def run(self, *, through: Callable[[Clients], AwsGateway] | None = None, seconds: float = 600.0) -> FakeClockRun:
        """Begin a run; `through` opens its door, where that is to be a special one."""
        gateway: Any = through(self._clients) if through else AwsGateway(self._clients, expected_account_id=None)
        gateway.identity()  # as open_door does
        return FakeClockRun(gateway, seconds, timer=self.timer)

    def stack(self, name: str, version: str = "v1") -> str:
        """Make a stack that has the template of this version of web-service, and give its ARN."""
        body = (_SAMPLE / f"web-service-{version}.yaml").read_text(encoding="utf-8")
        made: str = self.cloudformation.create_stack(StackName=name, TemplateBody=body)["StackId"]
        return made

    def observed(self) -> list[dict[str, Any]]:
        """Give all provisioned products."""
        found: list[dict[str, Any]] = []
        page: dict[str, Any] = {}
        while True:
            answer = self.catalog.search_provisioned_products(**page)
            found += answer["ProvisionedProducts"]
            if not answer.get("NextPageToken"):
                return found
            page = {"PageToken": answer["NextPageToken"]}

    def governing(self, *, name: str, stack_id: str) -> list[dict[str, Any]]:
        """Give the provisioned products that bear the name or govern the stack."""
        return [each for each in self.observed() if each["Name"] == name or each.get("PhysicalId") == stack_id]

    def adopted(self, name: str, stack_id: str) -> str:
        """Let somebody adopt a stack at the version v1 of web-service; give the ID of the provisioned product."""
        record = self.catalog.import_as_provisioned_product(
            ProductId=self._product_id,
            ProvisioningArtifactId=self.versions()["v1"],
            ProvisionedProductName=name,
            PhysicalId=stack_id,
            IdempotencyToken=self.token(),
        )["RecordDetail"]
        self.timer.advance(10)
        return str(record["ProvisionedProductId"])

    def stack_now(self, stack_id: str) -> dict[str, Any]:
        """Give the stack, also once it is deleted."""
        found: dict[str, Any] = self.cloudformation.describe_stacks(StackName=stack_id)["Stacks"][0]
        return found

    def terminate(self, provisioned_product_id: str, *, retain: bool = True) -> None:
        """Let somebody else terminate it, and let time pass until that is done."""
        self.catalog.terminate_provisioned_product(
            ProvisionedProductId=provisioned_product_id, RetainPhysicalResources=retain, TerminateToken=self.token()
        )
        self.timer.advance(10)

    def versions(self) -> dict[str, str]:
        """Give the ID of each version of web-service by the name with which it was made."""
        if not self._versions:
            told = self.catalog.describe_product_as_admin(Name="web-service")
            self._product_id = told["ProductViewDetail"]["ProductViewSummary"]["ProductId"]
            self._versions = {each["Name"]: each["Id"] for each in told["ProvisioningArtifactSummaries"]}
        return self._versions

    def change_version(self, version: str, **facts: Any) -> None:
        """Let somebody rename a version, or switch it off or on."""
        artifact_id = self.versions()[version]
        self.catalog.update_provisioning_artifact(
            ProductId=self._product_id, ProvisioningArtifactId=artifact_id, **facts
        )

    def version_is_off(self, version: str) -> bool:
        """Tell whether a version is not active, or has another name than the one with which it was made."""
        artifact_id = self.versions()[version]
        told = self.catalog.list_provisioning_artifacts(ProductId=self._product_id)["ProvisioningArtifactDetails"]
        (found,) = [each for each in told if each["Id"] == artifact_id]
        return not found["Active"] or found["Name"] != version

    def token(self) -> str:
        """Give a token that nobody has used."""
        self._tokens += 1
        return f"by-hand-{self._tokens}"

    def set(self, **settings: Any) -> None:
        """Switch how AWS behaves, until `calm`."""
        self._settings.update(dict.fromkeys(settings))
        self.control.set(account=self.account, **settings)

    def fault(self, kind: str, **rule: Any) -> None:
        """Let something go wrong, until `calm` or `heal`."""
        self.control.add_fault(kind, account=self.account, **rule)

    def heal(self) -> None:
        """Let nothing go wrong any more."""
        self.control.remove_faults(account=self.account)

    def calm(self) -> None:
        """Put everything back as it was."""
        self.heal()
        self.control.set(account=self.account, **self._settings)
        self._settings.clear()

    def forget_journal(self) -> None:
        self.control.forget_journal(account=self.account)

    def journal(self) -> list[dict[str, Any]]:
        """Give the calls since they were last forgotten."""
        return self.control.journal(account=self.account)


def adoption(name: str, version: str = "v1", **target: Any) -> ImportSpec:
    """Give the wish that the stack of this name is governed by this version of web-service."""
    usual = {"name": name, "physical_id": name, "product": ByName("web-service"), "artifact": ByName(version)}
    return ImportSpec(**{**usual, **target})


def launch(name: str, version: str = "v1", **target: Any) -> ProvisionSpec:
    """Give the wish that this version of web-service is launched under this name."""
    return ProvisionSpec(**{"name": name, "product": ByName("web-service"), "artifact": ByName(version), **target})


def idle(outcome: Outcome | None) -> str:
    """Give the ID that an outcome leaves in the state; "" where it leaves none."""
    state = getattr(outcome, "state", None)
    return "" if state is None else str(state.provisioned_product.id)
