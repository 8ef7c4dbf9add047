"""What keeps a rollout from doing the Pulumi stack of an account and Region, or from calling it done."""

from dataclasses import dataclass

from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.text import sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class PulumiStackLocked(Problem):
    """Another update of the Pulumi stack runs, or was killed and left its lock.

    A lock that a killed run of this rollout left on this machine is cleared; no other is.
    """

    pulumi_stack: str
    holder: str
    waited: int

    def message(self) -> str:
        return f"The Pulumi stack {self.pulumi_stack} was locked for {self.waited} seconds: {self.holder}."

    def remedy(self) -> str:
        return (
            "Wait for the other update and repeat the command with --resume. If it no longer runs, release the lock "
            f"with `pulumi cancel --stack {self.pulumi_stack}` first."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class PendingOperations(Problem):
    """The state of the Pulumi stack has operations that were interrupted, and not by this rollout."""

    pulumi_stack: str
    number: int

    def message(self) -> str:
        return (
            f"The state of the Pulumi stack {self.pulumi_stack} has {self.number} pending operations, which an "
            "interrupted update has left that is not of this ledger."
        )

    def remedy(self) -> str:
        return (
            f"Look at them with `pulumi stack export --stack {self.pulumi_stack}`, run `pulumi refresh "
            f"--clear-pending-creates --stack {self.pulumi_stack}`, and repeat the command with --resume."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class ProjectChanged(Problem):
    """The program, the settings or the adoptions of a Pulumi stack are others than when the plan was made."""

    pulumi_stack: str

    def message(self) -> str:
        return f"What the Pulumi stack {self.pulumi_stack} declares was changed after the plan was made."

    def remedy(self) -> str:
        return "Make the plan again with `catalogctl fleet plan`, or check out the commit that it was made of."


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkerLost(Problem):
    """The process or the machine that worked on a shard ended over it, at every try."""

    attempts: int
    reason: str

    def message(self) -> str:
        return sentence(f"The worker was lost {self.attempts} times over this account and Region: {self.reason}")

    def remedy(self) -> str:
        return (
            "Look why it ended (memory, a time limit of the pipeline), and repeat the command with --resume, which "
            "continues from there."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangesLeft(Problem):
    """A preview after the update shows changes."""

    pulumi_stack: str
    changes: str

    def message(self) -> str:
        return f"After the update, the preview of the Pulumi stack {self.pulumi_stack} shows changes: {self.changes}."

    def remedy(self) -> str:
        return f"Run `pulumi preview --diff --stack {self.pulumi_stack}`, which names them."


@dataclass(frozen=True, kw_only=True, slots=True)
class NotAvailable(Problem):
    """A provisioned product is not AVAILABLE after the update, or is gone."""

    id: str
    status: str

    def message(self) -> str:
        return f"After the update, provisioned product {self.id} is {self.status}."

    def remedy(self) -> str:
        return f"Run `catalogctl history {self.id}`, which shows what AWS did and why."


@dataclass(frozen=True, kw_only=True, slots=True)
class NotAttempted(Problem):
    """The rollout stopped before this account and Region was begun."""

    reason: str

    def message(self) -> str:
        return f"This account and Region was not begun: {self.reason}."

    def remedy(self) -> str:
        return "Correct what failed, and repeat the command with --resume."
