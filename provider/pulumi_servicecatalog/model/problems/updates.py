"""What was deleted outside Pulumi, what gets in the way of an update, and what cannot be compared or shown."""

from dataclasses import dataclass

from pulumi_servicecatalog.model.problems.base import Problem, Severity
from pulumi_servicecatalog.model.problems.text import sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class DeletedOutside(Problem):
    """AWS has no provisioned product with the ID that the state has."""

    severity: Severity = Severity.WARNING
    id: str

    def message(self) -> str:
        return f"Provisioned product {self.id} was deleted outside Pulumi."

    def remedy(self) -> str:
        return "`pulumi up` creates it again. If it is not needed any more, remove the resource from the program."


TERMINATION = "TERMINATE_PROVISIONED_PRODUCT"
"""The type of the record of an operation after which there is nothing."""


@dataclass(frozen=True, kw_only=True, slots=True)
class UnderChange(Problem):
    """AWS reports the version before as long as an operation runs; the record of the operation has the one after.

    `operation` is the type of the record, "" where AWS does not tell it. `version` is the version that the operation
    brings, "" where it brings no other one. One that terminates it leaves nothing to compare with: an error.
    """

    severity: Severity = Severity.WARNING
    name: str
    id: str
    record: str
    operation: str = ""
    version: str = ""

    def message(self) -> str:
        what = f"{self.operation}, " if self.operation else ""
        brings = (
            f" It brings version {self.version}, with which the preview compares, although it may still fail."
            if self.version
            else ""
        )
        ends = " It ends the provisioned product." if self.ends else brings
        return f"An operation is running on {self.name} ({self.id}): {what}record {self.record}.{ends}"

    @property
    def ends(self) -> bool:
        """Whether there will be nothing once it has ended."""
        return self.operation == TERMINATION

    def remedy(self) -> str:
        if self.ends:
            return (
                "Wait until it has ended, and repeat the command. Pulumi then makes what is gone again: it adopts the "
                "stack, if that was kept, or launches the product."
            )
        return (
            "`pulumi up` waits until it has ended, compares again, and changes what is not as declared. To see in a "
            "preview what that is, wait and repeat the command. To keep what another person is changing, declare it."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class StackDeleted(Problem):
    """The provisioned product of an adopted stack still exists. Pulumi cannot deploy a stack that it only adopted.

    `stack` is the ARN.
    """

    property: str = "physicalId"
    name: str
    id: str
    stack: str

    def message(self) -> str:
        return f"The stack {self.stack}, which {self.name} ({self.id}) governs, was deleted outside Pulumi."

    def remedy(self) -> str:
        return (
            "Deploy the stack again under the same name and run `pulumi up`, which adopts it; if physicalId is an ARN, "
            "change it to the new one. If the stack is not needed any more, remove the resource from the program or "
            "run `pulumi destroy`, which releases the provisioned product."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class OwnerNotAllowed(Problem):
    """UpdateProvisionedProductProperties takes user ARNs, role ARNs and those of a role's sessions, of its account."""

    property: str = "owner"
    owner: str
    account: str
    partition: str

    def message(self) -> str:
        return f"{self.owner} is no user, role or role's session of account {self.account}, so AWS refuses it as owner."

    def remedy(self) -> str:
        return f"Set owner to one of this account, such as arn:{self.partition}:iam::{self.account}:role/NAME."


@dataclass(frozen=True, kw_only=True, slots=True)
class LaunchRoleNotAllowed(Problem):
    """Partitions of AWS (aws, aws-cn, aws-us-gov) share neither roles nor accounts."""

    property: str = "launchRoleArn"
    role: str
    partition: str

    def message(self) -> str:
        return f"{self.role} is in another partition than {self.partition}, so Service Catalog cannot assume it."

    def remedy(self) -> str:
        return f"Set launchRoleArn to a role whose ARN begins with arn:{self.partition}:iam::."


@dataclass(frozen=True, kw_only=True, slots=True)
class StackNotUpdatable(Problem):
    """CloudFormation refuses UpdateStack in this status, so an update through Service Catalog would fail."""

    stack: str
    status: str

    def message(self) -> str:
        return f"The stack {self.stack} is in {self.status}, in which CloudFormation does not update it."

    def remedy(self) -> str:
        if self.status.endswith("_IN_PROGRESS"):
            return "Wait until the operation on the stack has finished, and run the command again."
        if self.status == "UPDATE_ROLLBACK_FAILED":
            return "Repair the stack with `aws cloudformation continue-update-rollback`, and run the command again."
        return "AWS can only delete a stack in this status. Deploy it again, or take the resource out of the program."


@dataclass(frozen=True, kw_only=True, slots=True)
class StackRecreated(Problem):
    """A stack's name is unique only among those that exist; its ARN is unique for good. `stack` is the old ARN."""

    severity: Severity = Severity.WARNING
    property: str = "physicalId"
    name: str
    id: str
    stack: str

    def message(self) -> str:
        return (
            f"The stack {self.stack}, which {self.name} ({self.id}) governs, was deleted outside Pulumi, "
            "and another stack has its name now."
        )

    def remedy(self) -> str:
        return "`pulumi up` releases the provisioned product and adopts the other stack."


@dataclass(frozen=True, kw_only=True, slots=True)
class RetentionNotKnown(Problem):
    """The state says that the stack is kept, and the program says something that is known only once `up` runs.

    `stack` is the ARN; the ID of the provisioned product where the state has none.
    """

    severity: Severity = Severity.WARNING
    property: str = "retainPhysicalResources"
    stack: str

    def message(self) -> str:
        return (
            "retainPhysicalResources is not known yet. If `pulumi up` finds that it is false, deleting this resource "
            f"later may delete the stack {self.stack}, which is kept so far."
        )

    def remedy(self) -> str:
        return "Set retainPhysicalResources to a value that the preview knows."


@dataclass(frozen=True, kw_only=True, slots=True)
class LaunchedStackDeleted(Problem):
    """The provisioned product still exists, and no update can bring its stack back. `stack` is the ARN."""

    severity: Severity = Severity.WARNING
    name: str
    id: str
    stack: str

    def message(self) -> str:
        return f"The stack {self.stack}, which {self.name} ({self.id}) launched, was deleted outside Pulumi."

    def remedy(self) -> str:
        return "`pulumi up` terminates the provisioned product and launches it again."


@dataclass(frozen=True, kw_only=True, slots=True)
class CatalogEntryUnavailable(Problem):
    """The state and the messages have IDs where the catalog reports no names. Only updates need the catalog.

    `entry` is the product or the version.
    """

    severity: Severity = Severity.WARNING
    property: str = "productName"
    name: str
    entry: str

    def message(self) -> str:
        return f"The {self.entry} of {self.name} was deleted from the catalog, or this caller may not see it."

    def remedy(self) -> str:
        return (
            "Nothing changes for the stack, and it can be released at any time. Before the next update, declare a "
            "product and a version that exist, or allow the caller to see them."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class MaskDeclared(Problem):
    """AWS shows asterisks in place of a NoEcho value. Sent in an update, they would replace the real value.

    `name` is the parameter. `kept` is whether the stack has a value that it keeps.
    """

    severity: Severity = Severity.WARNING
    property: str = "parameters"
    name: str
    kept: bool

    def message(self) -> str:
        kept = "and the stack keeps its value" if self.kept else "and there is no value yet that could be kept"
        return (
            f"Parameter {self.name} is declared as asterisks, which AWS shows in place of a NoEcho value. "
            f"They are not sent, {kept}."
        )

    def remedy(self) -> str:
        return "Remove the parameter from the program, or declare its real value as a secret."


@dataclass(frozen=True, kw_only=True, slots=True)
class StackNotReadable(Problem):
    """What cannot be read does not count as drift."""

    severity: Severity = Severity.WARNING
    property: str = "parameters"
    name: str

    def message(self) -> str:
        return (
            f"The stack of {self.name} cannot be read: neither changed parameters nor its deletion would be seen. "
            "An update sets the declared parameters, whatever the stack has."
        )

    def remedy(self) -> str:
        return "Allow the caller cloudformation:DescribeStacks."


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
