"""What gets in the way of an update, and what cannot be compared or shown."""

from dataclasses import dataclass

from pulumi_servicecatalog.model.problems.base import Problem, Severity
from pulumi_servicecatalog.model.problems.text import sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class StackNotReadable(Problem):
    """What cannot be read does not count as drift."""

    severity: Severity = Severity.INFORMATION
    property: str = "parameters"
    name: str

    def message(self) -> str:
        return f"The stack of {self.name} cannot be read, so its parameters were not compared."

    def remedy(self) -> str:
        return "To have changed parameters detected, allow the caller cloudformation:DescribeStacks."


@dataclass(frozen=True, kw_only=True, slots=True)
class TagKept(Problem):
    """UpdateProvisionedProduct took the tags, and the provisioned product still has the removed one."""

    severity: Severity = Severity.WARNING
    property: str = "tags"
    keys: tuple[str, ...]

    def message(self) -> str:
        tags, them = ("tag", "it") if len(self.keys) == 1 else ("tags", "them")
        return f"AWS kept the {tags} {', '.join(self.keys)}, although the update removed {them}."

    def remedy(self) -> str:
        return "Change another tag in the same update: AWS ignores some updates that only remove tags."


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanInTheWay(Problem):
    """The provisioned product is PLAN_IN_PROGRESS.

    `plans` are the names of the plans.
    """

    name: str
    plans: tuple[str, ...]

    def message(self) -> str:
        return (
            f"{self.name} has a provisioned product plan that Pulumi did not create: {', '.join(self.plans)}. "
            "AWS changes nothing until the plan is executed or deleted."
        )

    def remedy(self) -> str:
        return (
            "Execute the plan or delete it (`aws servicecatalog delete-provisioned-product-plan`), "
            "and run the command again."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangesNotPreviewed(Problem):
    """AWS makes no plans for this product, or denies them to the caller."""

    severity: Severity = Severity.INFORMATION
    property: str = "previewChanges"
    reason: str

    def message(self) -> str:
        return sentence(f"The preview cannot show which resources the update changes: {self.reason}")

    def remedy(self) -> str:
        return (
            "Fix the cause, or remove previewChanges. It needs servicecatalog:CreateProvisionedProductPlan, "
            "DescribeProvisionedProductPlan, ListProvisionedProductPlans and DeleteProvisionedProductPlan."
        )
