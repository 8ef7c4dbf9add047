"""Adopt, change, release and launch, each on a stack of its own; and what must be true when they are through."""

from dataclasses import dataclass
from typing import Any

from pulumi_servicecatalog.model.desired import ImportSpec, ProvisionSpec
from pulumi_servicecatalog.model.outcome import Done, NotMade, Outcome
from support.fake_clock.account import FakeClockAccount, FakeClockRun, adoption, idle, launch

SCENARIOS = ("adopt", "change", "launch", "release")
REQUESTS = {
    "adopt": "ImportAsProvisionedProduct",
    "change": "UpdateProvisionedProduct",
    "launch": "ProvisionProduct",
    "release": "TerminateProvisionedProduct",
}
_COUNT = iter(range(1, 10**6))


@dataclass
class Stage:
    """One scenario, played on one stack, which a launch makes.

    `id` is what the state of the program holds; `before` are the stacks that were there when a launch began.
    """

    scenario: str
    aws: FakeClockAccount
    name: str
    stack_id: str
    id: str = ""
    before: frozenset[str] = frozenset()

    @classmethod
    def set_up(cls, scenario: str, aws: FakeClockAccount) -> "Stage":
        """Do all that comes before the operation, and forget the calls that this takes."""
        name = f"payments-{next(_COUNT)}"
        stage = cls(scenario, aws, name, "" if scenario == "launch" else aws.make_sample_stack(name))
        if scenario in {"change", "release"}:
            stage.id = aws.adopted(name, stage.stack_id)
        if scenario == "launch":
            stage.before = frozenset(aws.stack_ids().values())
        aws.forget_journal()
        return stage

    @property
    def version(self) -> str:
        return "v2" if self.scenario == "change" else "v1"

    def play(self, run: FakeClockRun) -> Outcome:
        """Do the operation as the engine would, given what the state holds."""
        if self.scenario == "release":
            outcome: Outcome | None = run.release(self.id)
        elif self.id and self._never_worked(run):
            outcome = self._replace(run)
        elif self.id:
            outcome = run.change(self.id, self._wanted())
        else:
            outcome = None
        if outcome is None:  # nothing is there, or it is gone, which a refresh shows
            outcome = self._make(run)
        self.id = idle(outcome) or self.id
        return outcome

    def _wanted(self) -> ImportSpec | ProvisionSpec:
        return launch(self.name) if self.scenario == "launch" else adoption(self.name, self.version)

    def _never_worked(self, run: FakeClockRun) -> bool:
        """Return whether the launch failed, which a comparison shows as a replacement."""
        result = run.gateway.provisioned_product(self.id) if self.scenario == "launch" else None
        return result is not None and result.never_worked

    def _replace(self, run: FakeClockRun) -> Outcome:
        ended = run.release(self.id, retain=False)
        return self._make(run) if isinstance(ended, Done) else ended

    def _make(self, run: FakeClockRun) -> Outcome:
        if self.scenario == "launch":
            return run.launch(launch(self.name))
        return run.adopt(adoption(self.name, self.version))

    def check(self) -> None:
        """One provisioned product or none, as wished, and the stack that was there, or one that was launched."""
        if self.scenario == "launch":
            self.stack_id = self._launched()
        result = [
            (item["Id"], item["ProvisioningArtifactName"], item["Status"], item["PhysicalId"])
            for item in self.aws.of_name_or_stack(name=self.name, stack_id=self.stack_id)
        ]
        wished = [] if self.scenario == "release" else [(self.id, self.version, "AVAILABLE", self.stack_id)]
        assert result == wished
        assert self.aws.stack(self.stack_id)["StackStatus"] in {"CREATE_COMPLETE", "UPDATE_COMPLETE"}
        assert self.unchanged_flags()

    def unchanged_flags(self) -> bool:
        """Return whether every termination kept an adopted stack, ended a launched one, and ignored no errors."""
        requested = [self._requested(item) for item in self.aws.journal() if item["operation"].startswith("Terminate")]
        return all(flags == (self.scenario != "launch", False) for flags in requested)

    def tidy_up(self) -> None:
        """Make room: an account with hundreds of stacks is slower to look at."""
        for item in self.aws.of_name_or_stack(name=self.name, stack_id=self.stack_id):
            self.aws.terminate(item["Id"])
        self.aws.cloudformation.delete_stack(StackName=self.stack_id)

    def _launched(self) -> str:
        """Return the ARN of the only stack that was launched."""
        (result,) = set(self.aws.stack_ids().values()) - self.before
        return result

    @staticmethod
    def _requested(call: dict[str, Any]) -> tuple[object, object]:
        return call["parameters"].get("RetainPhysicalResources"), call["parameters"].get("IgnoreErrors")


def nothing_made(outcome: Outcome) -> bool:
    return isinstance(outcome, NotMade)
