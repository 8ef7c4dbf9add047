"""Adopt, change and release: what leads there, the command that is killed, and what must be true in the end."""

import subprocess
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from catalog_emulator.control import Control
from e2e.cli import Aws, Pulumi, program

_PROGRAM = """
version = pulumi.Config().get("version") or "v1"
if not pulumi.Config().get("released"):
    ImportedProvisionedProduct(
        "payments", name="payments", physical_id="payments",
        product_name="web-service", provisioning_artifact_name=version,
    )
"""


@dataclass(frozen=True)
class Scenario:
    """`before` is the configuration of each `up` that goes well; `change` that of the one which is killed."""

    name: str
    before: tuple[tuple[str, str], ...]
    change: tuple[str, str] | None
    version: str | None
    request: str


ADOPT = Scenario("adopt", (), None, "v1", "ImportAsProvisionedProduct")
CHANGE = Scenario("change", (("version", "v1"),), ("version", "v2"), "v2", "UpdateProvisionedProduct")
RELEASE = Scenario("release", (("version", "v1"),), ("released", "yes"), None, "TerminateProvisionedProduct")
SCENARIOS = (ADOPT, CHANGE, RELEASE)


@dataclass(frozen=True)
class Cell:
    """A call of the command, by its operation and which of that name it is, and when to kill."""

    operation: str
    occurrence: int
    when: str


def cells(calls: list[str]) -> list[Cell]:
    """Give two cells for every call. How often a record is asked for depends on time: the first time stands for all."""
    seen: Counter[str] = Counter()
    found = []
    for operation in calls:
        seen[operation] += 1
        if operation != "DescribeRecord" or seen[operation] == 1:
            found += [Cell(operation, seen[operation], when) for when in ("before", "after")]
    return found


class Stage:
    """A scenario on an account and a backend of its own."""

    def __init__(self, scenario: Scenario, pulumi: Pulumi, aws: Aws, control: Control) -> None:
        self._scenario = scenario
        self.pulumi = pulumi
        self._aws = aws
        self._control = control
        self._stack = aws.stack("payments")

    def prepare(self) -> None:
        """Do all that comes before the command under test."""
        self.pulumi.program = program(self.pulumi.program, _PROGRAM)
        self.pulumi("stack", "init", "dev")
        for key, value in self._scenario.before:
            self.pulumi("config", "set", key, value)
            self.pulumi.up()
        if self._scenario.change:
            self.pulumi("config", "set", *self._scenario.change)
        self._control.forget_journal(account=self._aws.account)

    def calls(self) -> list[str]:
        """Give the AWS calls since then, in order."""
        return [each["operation"] for each in self._control.journal(account=self._aws.account)]

    def killed_at(self, cell: Cell, kill: Callable[[int], None]) -> None:
        """Run the command, and kill while a call of it waits: with nothing done, or with all of it done."""
        account = self._aws.account
        call = {"account": account, "operation": cell.operation, "nth": cell.occurrence}
        hold = self._control.add_fault(f"hold-{cell.when}", **call)
        if cell.when == "before":  # a process that is dead has not made the call, so it is not to be done after all
            self._control.add_fault("drop-before", **call)
        command = self.pulumi.start("up", "--yes", "--skip-preview")
        self._await_hold(hold, command)
        kill(command.pid)
        self._control.remove_faults(account=account, rule=hold)
        command.communicate()
        self._control.remove_faults(account=account)

    def run_again(self, *, engine_killed: bool) -> None:
        """Do what a person does: unlock the stack if Pulumi asks for it, and run the same command."""
        if engine_killed:
            self.pulumi("cancel", "--yes")
        self.pulumi.up()

    def check(self) -> None:
        """One provisioned product or none, as wished; the state agrees; the stack is the one that was there."""
        governed = self._aws.governed()
        assert list(governed) == (["payments"] if self._scenario.version else [])
        recorded = [each["id"] for each in self.pulumi.state()]
        assert recorded == [each["Id"] for each in governed.values()]
        if self._scenario.version:
            assert governed["payments"]["ProvisioningArtifactName"] == self._scenario.version
            assert governed["payments"]["Status"] == "AVAILABLE"
            assert governed["payments"]["PhysicalId"] == self._stack["StackId"]
        assert self._aws.stack("payments")["StackId"] == self._stack["StackId"]
        assert self._creations() == 1
        assert self._done_once()
        self.pulumi("preview", "--expect-no-changes")

    def _creations(self) -> int:
        """Count how often the stack was created: a stack that was deleted and made again has two."""
        client = self._aws.client("cloudformation")
        events = client.describe_stack_events(StackName=self._stack["StackId"])["StackEvents"]
        return sum(
            each["ResourceStatus"] == "CREATE_COMPLETE" and each["ResourceType"] == "AWS::CloudFormation::Stack"
            for each in events
        )

    def _done_once(self) -> bool:
        """Tell whether AWS has done the operation once: it keeps a record of each, and repeats share one."""
        history = self._aws.client("servicecatalog").list_record_history(
            AccessLevelFilter={"Key": "Account", "Value": "self"}
        )["RecordDetails"]
        steps = len(self._scenario.before) + 1
        return len(history) == steps and all(each["Status"] == "SUCCEEDED" for each in history)

    def _await_hold(self, rule: int, command: subprocess.Popen[str]) -> None:
        while command.poll() is None:
            if any(each["id"] == rule and each["fired"] for each in self._control.faults(account=self._aws.account)):
                return
        raise AssertionError(f"the command ended before its call was reached:\n{command.communicate()}")
