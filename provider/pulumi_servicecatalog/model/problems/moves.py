"""A stack that moves to another product."""

from dataclasses import dataclass

from pulumi_servicecatalog.model.problems.base import Problem, Severity
from pulumi_servicecatalog.model.problems.text import clause


@dataclass(frozen=True, kw_only=True, slots=True)
class MovesProduct(Problem):
    """AWS does not say for which products it takes an update to another product.

    `only_update` says why the stack cannot be released and adopted instead; "" where it can.
    """

    severity: Severity = Severity.INFORMATION
    property: str = "productName"
    name: str
    before: str
    after: str
    only_update: str = ""

    def message(self) -> str:
        refused = (
            f"the move fails, because {self.only_update}"
            if self.only_update
            else "the stack is released and adopted there"
        )
        return (
            f"{self.name} moves from product {self.before} to {self.after} by an update. "
            f"If AWS refuses the update, {refused}."
        )

    def remedy(self) -> str:
        return "No action is needed. The stack keeps running in any case."


@dataclass(frozen=True, kw_only=True, slots=True)
class MoveRefused(Problem):
    """The alternative is to release the stack and adopt it again, which is done only where that is safe."""

    property: str = "productName"
    name: str
    product: str
    reason: str
    hindrance: str
    advice: str

    def message(self) -> str:
        return (
            f"AWS does not move {self.name} to product {self.product} by an update ({clause(self.reason)}), "
            f"and the stack cannot be released and adopted there, because {self.hindrance}."
        )

    def remedy(self) -> str:
        return self.advice


@dataclass(frozen=True, kw_only=True, slots=True)
class MovedBack(Problem):
    """The second half of a move failed, and the stack was adopted under its old product. It kept running."""

    property: str = "productName"
    name: str
    before: str
    after: str
    reason: str

    def message(self) -> str:
        return (
            f"{self.name} was released from product {self.before}, could not be adopted under {self.after} "
            f"({clause(self.reason)}), and was adopted under {self.before} again."
        )

    def remedy(self) -> str:
        return "Fix the cause, and run `pulumi up` again."


@dataclass(frozen=True, kw_only=True, slots=True)
class LeftReleased(Problem):
    """The second half of a move failed, and adopting the stack under its old product failed as well."""

    property: str = "productName"
    name: str
    before: str
    after: str
    reason: str
    reason_back: str

    def message(self) -> str:
        return (
            f"{self.name} was released from product {self.before}, and could be adopted neither under {self.after} "
            f"({clause(self.reason)}) nor under {self.before} again ({clause(self.reason_back)}). "
            "The stack keeps running, but has no provisioned product now."
        )

    def remedy(self) -> str:
        return "Fix the cause, and run `pulumi up` again: it adopts the stack as declared."
