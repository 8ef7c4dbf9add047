"""What keeps `catalogctl drift` from comparing, and what it says that no operation of Pulumi's does."""

from dataclasses import dataclass

from pulumi_servicecatalog.model.problems.base import Problem, Severity
from pulumi_servicecatalog.model.problems.text import listing, sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class StateUnreadable(Problem):
    """Drift is looked for in the state of a Pulumi stack, which could not be read."""

    pulumi_stack: str
    reason: str

    def message(self) -> str:
        return sentence(f"The state of the Pulumi stack {self.pulumi_stack} could not be read: {self.reason}")

    def remedy(self) -> str:
        return (
            f"See what `pulumi stack export --stack {self.pulumi_stack}` says in the project's folder. A Pulumi stack "
            "that was never deployed has no state: run `pulumi up` first, or name others with --stack."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class EncryptedInState(Problem):
    """A secret of the program is encrypted in the state, so that it cannot be compared with what AWS has."""

    name: str
    inputs: tuple[str, ...]

    def message(self) -> str:
        return f"The state of {self.name} has {listing(self.inputs)} encrypted, so that it was not compared."

    def remedy(self) -> str:
        return (
            "Name the project's folder in place of --file, or export the state with `pulumi stack export "
            "--show-secrets`. catalogctl prints no secret."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class StateIncomplete(Problem):
    """The state has too little of a resource to compare it: an input that every resource has is missing."""

    name: str

    def message(self) -> str:
        return f"The state of {self.name} lacks inputs that every such resource has, so that it was not compared."

    def remedy(self) -> str:
        return "Run `pulumi up`, which writes the state of the resource again."


@dataclass(frozen=True, kw_only=True, slots=True)
class LastOperationFailed(Problem):
    """The state has the errors of the last operation on a resource. Pulumi updates such a resource in any case."""

    severity: Severity = Severity.WARNING
    name: str
    reason: str

    def message(self) -> str:
        return sentence(f"The last operation on {self.name} did not end well: {self.reason}")

    def remedy(self) -> str:
        return "`pulumi up` updates it again."


@dataclass(frozen=True, kw_only=True, slots=True)
class MarkedForReplacement(Problem):
    """The state says that a resource is to be replaced: `pulumi state taint`, or a replacement that was cut short."""

    severity: Severity = Severity.WARNING
    name: str

    def message(self) -> str:
        return f"The state marks {self.name} for replacement."

    def remedy(self) -> str:
        return "`pulumi up` replaces it. To keep it as it is, run `pulumi state untaint` with its URN."


@dataclass(frozen=True, kw_only=True, slots=True)
class UpdateInterrupted(Problem):
    """Operations that an interrupted update has left in the state: what came of them, the state does not know."""

    pulumi_stack: str
    number: int

    def message(self) -> str:
        return (
            f"The state of the Pulumi stack {self.pulumi_stack} has pending operations ({self.number}), which an "
            "interrupted update has left: what it was creating was not compared."
        )

    def remedy(self) -> str:
        return f"Run `pulumi refresh --stack {self.pulumi_stack}`, and then `pulumi up`, which continues from there."


@dataclass(frozen=True, kw_only=True, slots=True)
class NotComparable(Problem):
    """AWS shows a mask in place of the value of a NoEcho parameter: nobody can see whether it was changed."""

    severity: Severity = Severity.INFORMATION
    property: str = "parameters"
    name: str
    parameters: tuple[str, ...]

    def message(self) -> str:
        return f"AWS masks {listing(self.parameters)} of {self.name}: nobody can see whether it was changed."

    def remedy(self) -> str:
        return "No action is needed. An update that is made for another reason keeps the value."


@dataclass(frozen=True, kw_only=True, slots=True)
class TemplateEdited(Problem):
    """Somebody has updated the stack itself, past Service Catalog, with another template than its version has."""

    severity: Severity = Severity.WARNING
    property: str = "physicalId"
    stack: str
    version: str
    reason: str

    def message(self) -> str:
        return sentence(
            f"The template of stack {self.stack} is not that of version {self.version} any more: {self.reason}"
        )

    def remedy(self) -> str:
        return (
            "To take the change back, update the provisioned product to its version: the next update of it brings the "
            "version's template. To keep it, make a version with the stack's template and declare that one."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class DriftNotDetected(Problem):
    """CloudFormation's drift detection did not end, or failed for at least one resource of the stack."""

    property: str = "physicalId"
    stack: str
    reason: str

    def message(self) -> str:
        return sentence(f"The drift of the resources of stack {self.stack} was not detected: {self.reason}")

    def remedy(self) -> str:
        return (
            "CloudFormation reads each resource with the caller's permissions: allow them, as for CloudFormation's own "
            "drift detection, or leave out --resources."
        )
