"""Why discovery leaves a stack out, beside what AWS does not import; and why it finds nowhere to look."""

from dataclasses import dataclass

from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.text import clause


@dataclass(frozen=True, kw_only=True, slots=True)
class StackOfTool(Problem):
    """A tool of AWS's own made the stack and updates it, which a provisioned product would prevent."""

    property: str = "physicalId"
    stack: str
    tool: str

    def message(self) -> str:
        return f"The stack {self.stack} belongs to {self.tool}, which updates it itself."

    def remedy(self) -> str:
        return "No action is needed. If it is a stack of your own, adopt it by hand: `catalogctl check` tells whether."


@dataclass(frozen=True, kw_only=True, slots=True)
class HiddenProvisionedProduct(Problem):
    """Service Catalog made the stack, and the caller's search does not show its provisioned product."""

    property: str = "physicalId"
    stack: str

    def message(self) -> str:
        return (
            f"The stack {self.stack} was made by Service Catalog, but the caller's search does not show its "
            "provisioned product."
        )

    def remedy(self) -> str:
        return (
            "Allow the caller to see all provisioned products of the account (servicecatalog:SearchProvisionedProducts "
            "without a condition on the user or role), and run the command again."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class NoVersionMatches(Problem):
    """No version of any product that the caller sees has the stack's template."""

    property: str = "provisioningArtifactName"
    stack: str
    nearest: tuple[str, ...] = ()

    def message(self) -> str:
        nearest = f" The nearest are {', '.join(self.nearest)}." if self.nearest else ""
        return f"No version of the catalog has the template of stack {self.stack}.{nearest}"

    def remedy(self) -> str:
        return "Create a version from the stack, or update the stack to the template of a version."


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceNotFound(Problem):
    """What is to say which accounts and Regions there are does not exist for this caller.

    `option` is that of `catalogctl`, with its value; `reason` is AWS's.
    """

    option: str
    account: str
    region: str
    reason: str

    def message(self) -> str:
        return f"{self.option} leads to no account: {clause(self.reason)} (asked as {self.account}, {self.region})."

    def remedy(self) -> str:
        if self.option == "--organization":
            return (
                "Log in to the organization's management account or a delegated administrator, or leave the option out "
                "to read this account."
            )
        return "Correct the name or ID, or log in to the account and Region that has it."


@dataclass(frozen=True, kw_only=True, slots=True)
class SourceEmpty(Problem):
    """What is to say which accounts and Regions there are names none. `option` is that of `catalogctl`."""

    option: str

    def message(self) -> str:
        return f"{self.option} leads to no account and Region, so there is nothing to read."

    def remedy(self) -> str:
        return "Look whether it has active accounts, and whether --region leaves out all Regions that it names."
