"""Adopt, change and release, each on a stack of its own; and what must be true when they are through."""

from dataclasses import dataclass
from typing import Any

from clocked.place import ClockedRun, Place, adoption, settled
from pulumi_servicecatalog.model.outcome import Done, NotMade, Outcome

SCENARIOS = ("adopt", "change", "release")
REQUESTS = {
    "adopt": "ImportAsProvisionedProduct",
    "change": "UpdateProvisionedProduct",
    "release": "TerminateProvisionedProduct",
}
_COUNT = iter(range(1, 10**6))


@dataclass
class Stage:
    """One scenario, played on one stack. `id` is what the state of the program holds."""

    scenario: str
    place: Place
    name: str
    stack_id: str
    id: str = ""

    @classmethod
    def set_up(cls, scenario: str, place: Place) -> "Stage":
        """Do all that comes before the operation, and forget the calls that this takes."""
        name = f"payments-{next(_COUNT)}"
        stage = cls(scenario, place, name, place.stack(name))
        if scenario != "adopt":
            made = place.run().adopt(adoption(name))
            assert isinstance(made, Done), made
            stage.id = settled(made)
        place.forget_journal()
        return stage

    @property
    def version(self) -> str:
        return "v2" if self.scenario == "change" else "v1"

    def play(self, run: ClockedRun) -> Outcome:
        """Do the operation as the engine would, given what the state holds."""
        if self.scenario == "release":
            outcome: Outcome | None = run.release(self.id)
        elif self.id:
            outcome = run.change(self.id, adoption(self.name, self.version))
        else:
            outcome = None
        if outcome is None:  # nothing is there, or it is gone, which a refresh shows
            outcome = run.adopt(adoption(self.name, self.version))
        self.id = settled(outcome) or self.id
        return outcome

    def check(self) -> None:
        """One provisioned product or none, as wished, and the stack that was there."""
        found = [
            (each["Id"], each["ProvisioningArtifactName"], each["Status"], each["PhysicalId"])
            for each in self.place.governing(name=self.name, stack_id=self.stack_id)
        ]
        wished = [] if self.scenario == "release" else [(self.id, self.version, "AVAILABLE", self.stack_id)]
        assert found == wished
        assert self.place.stack_now(self.name)["StackId"] == self.stack_id
        assert self.unchanged_flags()

    def unchanged_flags(self) -> bool:
        """Tell whether every termination kept the stack and ignored no errors, as is declared."""
        asked = [self._asked(each) for each in self.place.journal() if each["operation"].startswith("Terminate")]
        return all(flags == (True, False) for flags in asked)

    def tidy_up(self) -> None:
        """Make room: an account with hundreds of stacks is slower to look at."""
        for each in self.place.governing(name=self.name, stack_id=self.stack_id):
            self.place.terminate(each["Id"])
        self.place.cloudformation.delete_stack(StackName=self.name)

    @staticmethod
    def _asked(call: dict[str, Any]) -> tuple[object, object]:
        return call["parameters"].get("RetainPhysicalResources"), call["parameters"].get("IgnoreErrors")


def nothing_made(outcome: Outcome) -> bool:
    return isinstance(outcome, NotMade)
