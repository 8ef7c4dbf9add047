"""What is wrong with the inputs by themselves, before AWS is asked."""

from dataclasses import dataclass

from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.text import did_you_mean, listing, sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class UnknownProperty(Problem):
    """A declared property is not in the schema. Most often its name is misspelled."""

    name: str
    suggestions: tuple[str, ...]
    known: tuple[str, ...]

    def message(self) -> str:
        return f'There is no property "{self.name}".{did_you_mean(self.suggestions)}'

    def remedy(self) -> str:
        return f"The properties are: {listing(self.known, most=len(self.known))}."


@dataclass(frozen=True, kw_only=True, slots=True)
class MissingProperty(Problem):
    """A required property is not declared."""

    name: str
    description: str

    def message(self) -> str:
        return f"{self.name} is required."

    def remedy(self) -> str:
        return sentence(f"Set {self.name}. {self.description}")


@dataclass(frozen=True, kw_only=True, slots=True)
class InvalidValue(Problem):
    """A value has another type, length or form than the schema (which follows AWS's API) allows.

    `value` is None where it may be secret.
    """

    name: str
    value: str | None
    requirement: str
    description: str

    def message(self) -> str:
        value = "" if self.value is None else f"is {self.value}, but "
        return sentence(f"{self.name} {value}{self.requirement}")

    def remedy(self) -> str:
        return sentence(self.description)


@dataclass(frozen=True, kw_only=True, slots=True)
class ConflictingProperties(Problem):
    """Two properties that exclude each other are both declared."""

    first: str
    second: str

    def message(self) -> str:
        return f"{self.first} and {self.second} cannot both be set."

    def remedy(self) -> str:
        return "Remove one of them."


@dataclass(frozen=True, kw_only=True, slots=True)
class ProductNotNamed(Problem):
    """A stack is adopted under a product, and a launch needs one as well."""

    property: str = "productName"

    def message(self) -> str:
        return "Neither productId nor productName is set."

    def remedy(self) -> str:
        return "Set one of them."


@dataclass(frozen=True, kw_only=True, slots=True)
class NotAStack(Problem):
    """ImportAsProvisionedProduct imports CloudFormation stacks only."""

    property: str = "physicalId"
    physical_id: str

    def message(self) -> str:
        return f"{self.physical_id} cannot be the ARN or the name of a CloudFormation stack."

    def remedy(self) -> str:
        return (
            "Set physicalId to the name of the stack or to its ARN "
            "(arn:aws:cloudformation:REGION:ACCOUNT:stack/NAME/UUID). `aws cloudformation list-stacks` shows both."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class ReplacementDeletesStack(Problem):
    """A replacement deletes the resource first and creates it again. Without retain, that deletes the stack."""

    property: str = "retainPhysicalResources"
    changed: tuple[str, ...]
    stack: str

    def message(self) -> str:
        return (
            f"Changing {' and '.join(self.changed)} replaces the resource, which would delete the stack {self.stack}, "
            "because retainPhysicalResources is false."
        )

    def remedy(self) -> str:
        return (
            "To keep the stack, set retainPhysicalResources to true and run `pulumi up` before making this change. "
            "To delete the stack, run `pulumi destroy` for this resource first."
        )
