"""Why discovery leaves a stack out, beside what AWS does not import."""

from dataclasses import dataclass

from pulumi_servicecatalog.model.problems.base import Problem


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
