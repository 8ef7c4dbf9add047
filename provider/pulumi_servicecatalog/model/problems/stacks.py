"""The stack that is to be adopted, and the provisioned product that it belongs to."""

from dataclasses import dataclass
from typing import Literal

from pulumi_servicecatalog.model.problems.base import Problem, Severity
from pulumi_servicecatalog.model.problems.text import clause, did_you_mean, given_up

_CREATION_FAILED = "The stack was never created: delete it, deploy it again, and then adopt it."
_CONTINUE_ROLLBACK = "Repair the stack with `aws cloudformation continue-update-rollback`, and then adopt it."
_WAIT = "Wait until the operation on the stack has finished, and run the command again."
_REMEDIES = {
    "DELETE_IN_PROGRESS": "The stack is being deleted. Set physicalId to another stack.",
    "DELETE_FAILED": "Delete the stack again (`aws cloudformation delete-stack`), or set physicalId to another stack.",
    "ROLLBACK_COMPLETE": _CREATION_FAILED,
    "CREATE_FAILED": _CREATION_FAILED,
    "ROLLBACK_FAILED": _CREATION_FAILED,
    "UPDATE_ROLLBACK_FAILED": _CONTINUE_ROLLBACK,
    "IMPORT_ROLLBACK_FAILED": _CONTINUE_ROLLBACK,
    "UPDATE_FAILED": (
        "Update the stack again, or roll it back with `aws cloudformation rollback-stack`, and then adopt it."
    ),
    "REVIEW_IN_PROGRESS": (
        "The stack has a change set and no resources yet. "
        "Run `aws cloudformation execute-change-set`, and then adopt the stack."
    ),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class StackNotFound(Problem):
    """CloudFormation does not know the stack, or it has been deleted."""

    property: str = "physicalId"
    stack: str
    account: str
    region: str
    suggestions: tuple[str, ...] = ()

    def message(self) -> str:
        where = f"account {self.account}, {self.region}"
        return f"There is no stack {self.stack} in {where}.{did_you_mean(self.suggestions)}"

    def remedy(self) -> str:
        return "Correct physicalId, or deploy the stack first."


@dataclass(frozen=True, kw_only=True, slots=True)
class StackStatusNotImportable(Problem):
    """ImportAsProvisionedProduct lists the five statuses in which it imports a stack."""

    property: str = "physicalId"
    stack: str
    status: str
    status_reason: str = ""

    def message(self) -> str:
        reason = f" ({clause(self.status_reason)})" if self.status_reason else ""
        return (
            f"The stack {self.stack} is in {self.status}{reason}, but AWS imports a stack only in CREATE_COMPLETE, "
            "UPDATE_COMPLETE, UPDATE_ROLLBACK_COMPLETE, IMPORT_COMPLETE or IMPORT_ROLLBACK_COMPLETE."
        )

    def remedy(self) -> str:
        running = self.status.endswith("_IN_PROGRESS")
        return _REMEDIES.get(self.status, _WAIT if running else "Repair the stack, and then adopt it.")


@dataclass(frozen=True, kw_only=True, slots=True)
class NothingToImport(Problem):
    """`pulumi import` reads a provisioned product into the state. `stack` is a stack of this name or ARN, if any."""

    id: str
    stack: str = ""

    def message(self) -> str:
        if self.stack:
            return f"The stack {self.stack} exists, but no provisioned product governs it."
        return f"There is no provisioned product {self.id}."

    def remedy(self) -> str:
        if self.stack:
            return "Declare an ImportedProvisionedProduct with this stack as its physicalId, and run `pulumi up`."
        return "Import by the ID (`pp-...`) or the name of a provisioned product, or by the ARN of its stack."


@dataclass(frozen=True, kw_only=True, slots=True)
class NestedStack(Problem):
    """ImportAsProvisionedProduct supports the root of nested stacks only."""

    property: str = "physicalId"
    stack: str
    parent: str
    root: str

    def message(self) -> str:
        return f"The stack {self.stack} is nested in {self.parent}."

    def remedy(self) -> str:
        return f"Adopt the root stack {self.root} instead; it includes this one."


@dataclass(frozen=True, kw_only=True, slots=True)
class StackSetInstance(Problem):
    """ImportAsProvisionedProduct does not support stack sets. CloudFormation names their stacks StackSet-NAME-UUID."""

    property: str = "physicalId"
    stack: str

    def message(self) -> str:
        return f"The stack {self.stack} belongs to a stack set, and AWS does not import such stacks."

    def remedy(self) -> str:
        return (
            "Take the stack out of the stack set first, and keep it: "
            "`aws cloudformation delete-stack-instances --retain-stacks`."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class TerminationProtected(Problem):
    """CloudFormation refuses to delete a protected stack. A replacement (`replaces`) begins with that."""

    severity: Severity = Severity.WARNING
    property: str = "retainPhysicalResources"
    stack: str
    replaces: bool = False

    def message(self) -> str:
        return (
            f"The stack {self.stack} has termination protection and retainPhysicalResources is false, "
            f"so {'replacing' if self.replaces else 'deleting'} this resource would fail."
        )

    def remedy(self) -> str:
        first = " and run `pulumi up` before making this change" if self.replaces else ""
        return (
            f"Set retainPhysicalResources to true{first}, or turn the protection off: `aws cloudformation "
            f"update-termination-protection --no-enable-termination-protection --stack-name {self.stack}`."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class StackInOtherRegion(Problem):
    """Service Catalog imports a stack of its own Region only."""

    property: str = "physicalId"
    stack: str
    stack_region: str
    region: str

    def message(self) -> str:
        return f"The stack {self.stack} is in {self.stack_region}, but this resource works in {self.region}."

    def remedy(self) -> str:
        return f"Set `region` to {self.stack_region}, or adopt a stack of {self.region}."


@dataclass(frozen=True, kw_only=True, slots=True)
class StackInOtherAccount(Problem):
    """Service Catalog imports a stack of its own account only."""

    property: str = "physicalId"
    stack: str
    stack_account: str
    account: str

    def message(self) -> str:
        return (
            f"The stack {self.stack} is in account {self.stack_account}, "
            f"but the credentials belong to account {self.account}."
        )

    def remedy(self) -> str:
        return f"Use credentials of {self.stack_account} (`profile` or `roleArn`), or a stack of {self.account}."


@dataclass(frozen=True, kw_only=True, slots=True)
class AlreadyGoverned(Problem):
    """A stack belongs to at most one provisioned product."""

    property: str = "physicalId"
    stack: str
    name: str
    id: str
    product: str
    artifact: str

    def message(self) -> str:
        return (
            f'The stack {self.stack} already belongs to the provisioned product "{self.name}" ({self.id}) '
            f"of product {self.product}, version {self.artifact}."
        )

    def remedy(self) -> str:
        return (
            "Declare it under that name and product, or release it first: `aws servicecatalog "
            f"terminate-provisioned-product --retain-physical-resources --provisioned-product-id {self.id}`. "
            f"{given_up('the stack')}"
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class NameTaken(Problem):
    """ImportAsProvisionedProduct refuses a name that exists (DuplicateResourceException)."""

    property: str = "name"
    name: str
    id: str
    stack: str | None

    def message(self) -> str:
        if self.stack:
            owns = f", which manages the stack {self.stack}"
        else:
            owns = ". The caller's search does not show which stack that manages"
        return f'The name "{self.name}" is already used by the provisioned product {self.id}{owns}.'

    def remedy(self) -> str:
        if self.severity is Severity.WARNING:
            return "If physicalId is another stack, choose another name."
        if self.stack:
            unique = "the names of provisioned products are unique in an account and Region"
            return f"Choose another name: {unique}. {given_up('the name')}"
        return (
            "If it manages this stack, allow the caller to see it (servicecatalog:SearchProvisionedProducts), and run "
            "the command again. If it manages another one, choose another name."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class DeclaredTwice(Problem):
    """Two resources of one program adopt the same stack, or have the same name."""

    property: str = "physicalId"
    what: Literal["name", "stack"]
    value: str
    resource: str

    def message(self) -> str:
        value = f'name "{self.value}"' if self.what == "name" else f"stack {self.value}"
        return f'The {value} is also declared by the resource "{self.resource}".'

    def remedy(self) -> str:
        return "Keep one of the two resources."
