"""Adopt, change, move, release, launch and end: what leads there, the command that is killed, what must be so then."""

import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from catalog_emulator.control import Control
from support.account import Account
from support.pulumi_cli import Pulumi, program

_ADOPTING = """
config = pulumi.Config()
if not config.get("gone"):
    ImportedProvisionedProduct(
        "payments", name="payments", physical_id="payments",
        product_name=config.get("product") or "web-service",
        provisioning_artifact_name=config.get("version") or "v1",
    )
"""
_LAUNCHING = """
from pulumi_servicecatalog import ProvisionedProduct

config = pulumi.Config()
if not config.get("gone"):
    ProvisionedProduct(
        "web", name="web", product_name="web-service", provisioning_artifact_name=config.get("version") or "v1",
    )
"""


@dataclass(frozen=True)
class Scenario:
    """`before` is the configuration of each `up` that goes well; `change` are the options of the one that is killed.

    `settings` are the emulator's. `name` is that of the provisioned product, whose product and version are those in the
    end, None where it is gone; `records` how many operations AWS has done by then.
    """

    title: str
    program: str
    name: str
    request: str
    before: tuple[str, ...] = ()
    change: tuple[str, ...] = ()
    product: str = "web-service"
    version: str | None = "v1"
    records: int = 1
    settings: dict[str, str] = field(default_factory=dict)

    @property
    def makes(self) -> bool:
        """Tell whether the command that is killed makes a provisioned product."""
        return self.request in {"ImportAsProvisionedProduct", "ProvisionProduct"}

    @property
    def adopts(self) -> bool:
        """Tell whether the stack was there before the program."""
        return self.program == _ADOPTING


_V1 = ("version=v1",)
_GONE = ("--config", "gone=yes")
ADOPT = Scenario("adopt", _ADOPTING, "payments", "ImportAsProvisionedProduct")
CHANGE = Scenario(
    "change",
    _ADOPTING,
    "payments",
    "UpdateProvisionedProduct",
    before=_V1,
    change=("--config", "version=v2"),
    version="v2",
    records=2,
)
MOVE = Scenario(
    "move",
    _ADOPTING,
    "payments",
    "ImportAsProvisionedProduct",
    before=_V1,
    change=("--config", "product=other-service"),
    product="other-service",
    records=3,
    settings={"product_change": "refused"},
)
RELEASE = Scenario(
    "release",
    _ADOPTING,
    "payments",
    "TerminateProvisionedProduct",
    before=_V1,
    change=_GONE,
    version=None,
    records=2,
)
LAUNCH = Scenario("launch", _LAUNCHING, "web", "ProvisionProduct")
END = Scenario(
    "end", _LAUNCHING, "web", "TerminateProvisionedProduct", before=_V1, change=_GONE, version=None, records=2
)
SCENARIOS = (ADOPT, CHANGE, MOVE, RELEASE, LAUNCH, END)


@dataclass(frozen=True)
class KillPoint:
    """A call of the command, by its operation and which of that name it is, and when to kill."""

    operation: str
    occurrence: int
    when: str


def kill_points(calls: list[str]) -> list[KillPoint]:
    """Return two kill points for every call. Of the questions for a record, the first stands for all."""
    seen: Counter[str] = Counter()
    points = []
    for operation in calls:
        seen[operation] += 1
        if operation != "DescribeRecord" or seen[operation] == 1:
            points += [KillPoint(operation, seen[operation], when) for when in ("before", "after")]
    return points


class Stage:
    """A scenario on an account and a backend of its own."""

    def __init__(self, scenario: Scenario, pulumi: Pulumi, aws: Account, control: Control) -> None:
        self._scenario = scenario
        self.pulumi = pulumi
        self._aws = aws
        self._control = control
        self._stack = aws.stack("payments")

    def prepare(self) -> None:
        """Do all that comes before the command under test."""
        self._control.set(account=self._aws.account, **self._scenario.settings)
        self._aws.make_product_like("payments", "other-service")
        self.pulumi.program = program(self.pulumi.program, self._scenario.program)
        self.pulumi("stack", "init", "dev")
        for setting in self._scenario.before:
            self.pulumi.up("--config", setting)
        self._control.forget_journal(account=self._aws.account)

    def calls(self) -> list[str]:
        """Return the AWS calls since then, in order."""
        return [entry["operation"] for entry in self._control.journal(account=self._aws.account)]

    def up(self) -> None:
        """Run the command, which goes well."""
        self.pulumi.up(*self._scenario.change)

    def killed_at(self, point: KillPoint, kill: Callable[[int], None]) -> None:
        """Run the command, and kill while a call of it waits: with nothing done, or with all of it done."""
        account = self._aws.account
        call = {"account": account, "operation": point.operation, "nth": point.occurrence}
        hold = self._control.add_fault(f"hold-{point.when}", **call)
        if point.when == "before":  # a process that is dead has not made the call, so it is not to be done after all
            self._control.add_fault("drop-before", **call)
        command = self.pulumi.start("up", "--yes", "--skip-preview", *self._scenario.change)
        self._await_hold(hold, command)
        kill(command.pid)
        self._control.remove_faults(account=account, rule=hold)
        command.communicate()
        self._control.remove_faults(account=account)

    def run_again(self, *, engine_killed: bool) -> None:
        """Do what a person does: unlock the stack if Pulumi asks for it, and run the same command."""
        if engine_killed:
            self.pulumi("cancel", "--yes")
        self.up()

    def check(self) -> None:
        """One provisioned product or none, as declared; the state agrees; every stack was made once."""
        observed = self._aws.observed()
        assert list(observed) == ([self._scenario.name] if self._scenario.version else [])
        recorded = [resource["outputs"]["provisionedProductId"] for resource in self.pulumi.state()]
        assert recorded == [provisioned_product["Id"] for provisioned_product in observed.values()]
        if self._scenario.version:
            provisioned_product = observed[self._scenario.name]
            assert (provisioned_product["ProductName"], provisioned_product["ProvisioningArtifactName"]) == (
                self._scenario.product,
                self._scenario.version,
            )
            assert provisioned_product["Status"] == "AVAILABLE"
            assert provisioned_product["PhysicalId"] == self._governed_stack()
        assert self._aws.stack("payments")["StackId"] == self._stack["StackId"]
        assert self._creations(self._stack["StackId"]) == 1
        assert self._records() == self._scenario.records
        self.pulumi("preview", "--expect-no-changes")

    def _governed_stack(self) -> str:
        """Return the ARN of the adopted stack, or of the only one that was launched."""
        if self._scenario.adopts:
            return str(self._stack["StackId"])
        (launched,) = (arn for name, arn in self._aws.stack_ids().items() if name.startswith("SC-"))
        assert self._creations(launched) == 1
        return launched

    def _creations(self, stack_id: str) -> int:
        """Count how often a stack was created: one that was deleted and made again has two."""
        events = self._aws.cloudformation.describe_stack_events(StackName=stack_id)["StackEvents"]
        return sum(
            event["ResourceStatus"] == "CREATE_COMPLETE" and event["ResourceType"] == "AWS::CloudFormation::Stack"
            for event in events
        )

    def _records(self) -> int:
        """Count what AWS has done, all of which went well: it keeps a record of each, and repeats share one."""
        history = self._aws.catalog.list_record_history(AccessLevelFilter={"Key": "Account", "Value": "self"})[
            "RecordDetails"
        ]
        assert {record["Status"] for record in history} == {"SUCCEEDED"}
        return len(history)

    def _await_hold(self, rule: int, command: subprocess.Popen[str]) -> None:
        while not self._holds(rule):
            if _ended(command):
                raise AssertionError(f"the command ended before its call was reached:\n{command.communicate()}")

    def _holds(self, rule: int) -> bool:
        return any(fault["id"] == rule and fault["fired"] for fault in self._control.faults(account=self._aws.account))


def _ended(command: subprocess.Popen[str]) -> bool:
    """Tell whether a command has ended, after a moment: who looks all the time takes the processor from it."""
    try:
        command.wait(0.05)
    except subprocess.TimeoutExpired:
        return False
    return True
