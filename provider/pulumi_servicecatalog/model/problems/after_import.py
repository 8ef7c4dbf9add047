"""What does not stop the import, and matters to a later update or delete."""

from dataclasses import dataclass

from pulumi_servicecatalog.model.desired import Reference
from pulumi_servicecatalog.model.problems.base import Problem, Severity
from pulumi_servicecatalog.model.problems.text import listing, mixed_up, sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class NoLaunchPath(Problem):
    """UpdateProvisionedProduct needs a launch path, which a principal of a portfolio has (ListLaunchPaths).

    It is an error where an update is part of what is previewed.
    """

    severity: Severity = Severity.WARNING
    property: str = "productName"
    product: str
    caller: str

    def message(self) -> str:
        what = "There is no launch path" if self.severity is Severity.WARNING else "The update has no launch path"
        return f"{what} to product {self.product}: {self.caller} is in no portfolio that contains it."

    def remedy(self) -> str:
        works = "The import works without one, but later updates do not. "
        return (
            f"{works if self.severity is Severity.WARNING else ''}Associate the caller's role with such a portfolio "
            "(`aws servicecatalog associate-principal-with-portfolio`)."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class SeveralLaunchPaths(Problem):
    """UpdateProvisionedProduct asks for the path where there are several."""

    severity: Severity = Severity.WARNING
    property: str = "pathName"
    product: str
    paths: tuple[str, ...]

    def message(self) -> str:
        return f"Product {self.product} has several launch paths: {listing(self.paths)}."

    def remedy(self) -> str:
        return "Set pathId or pathName, so that later updates know which constraints apply."


@dataclass(frozen=True, kw_only=True, slots=True)
class LaunchPathNotFound(Problem):
    """The declared path does not exist, or no longer exists."""

    property: str = "pathName"
    product: str
    path: Reference
    paths: tuple[str, ...]

    def message(self) -> str:
        return (
            f"Product {self.product} has no launch path {self.path} for this caller. "
            f"Its paths are: {listing(self.paths)}."
        )

    def remedy(self) -> str:
        hint = mixed_up(self.path, by_name="pathName", by_id="pathId")
        return f"{hint}Set pathId or pathName to one of them, or remove both if there is only one."


@dataclass(frozen=True, kw_only=True, slots=True)
class LaunchPathNameShared(Problem):
    """A launch path has the name of its portfolio, which another one may have too. AWS then asks for the ID.

    It is a warning where no update is part of what is previewed.
    """

    property: str = "pathName"
    product: str
    name: str
    ids: tuple[str, ...]

    def message(self) -> str:
        return f'Product {self.product} has several launch paths named "{self.name}": {listing(self.ids)}.'

    def remedy(self) -> str:
        return "Replace pathName with pathId, set to one of them. Their constraints and tags may differ."


@dataclass(frozen=True, kw_only=True, slots=True)
class NoEchoInClear(Problem):
    """A NoEcho parameter is declared as a plain value. Only the plugin can tell what is a secret of the program."""

    severity: Severity = Severity.WARNING
    property: str = "parameters"
    name: str

    def message(self) -> str:
        return (
            f"Parameter {self.name} is NoEcho, and the program declares it in clear: previews and the state show its "
            "value."
        )

    def remedy(self) -> str:
        return "Declare it as a secret (`config.require_secret(...)`, `pulumi.Output.secret(...)`)."


@dataclass(frozen=True, kw_only=True, slots=True)
class ParameterNotAllowed(Problem):
    """A value breaks a constraint of the version's template: a declared or kept one, or the default (`by_default`).

    The value is not printed: it may be secret.
    """

    property: str = "parameters"
    name: str
    reason: str
    artifact: str
    by_default: bool = False

    def message(self) -> str:
        what = "default" if self.by_default else "value"
        return sentence(f"The {what} of parameter {self.name} is not allowed: {self.reason}")

    def remedy(self) -> str:
        how = f"Set {self.name} in `parameters` to" if self.by_default else "Use"
        return f"{how} a value that the template of version {self.artifact} allows."


@dataclass(frozen=True, kw_only=True, slots=True)
class PatternNotJudged(Problem):
    """CloudFormation judges AllowedPattern as Java does. Some patterns are not judged here, and some values too long.

    The value is a declared or kept one, or the default (`by_default`).
    """

    severity: Severity = Severity.WARNING
    property: str = "parameters"
    name: str
    pattern: str
    artifact: str
    by_default: bool = False

    def message(self) -> str:
        what = "default" if self.by_default else "value"
        return (
            f"The preview cannot say whether the {what} of parameter {self.name} matches the AllowedPattern "
            f"{self.pattern} of version {self.artifact}."
        )

    def remedy(self) -> str:
        return "Compare the value with the pattern yourself: CloudFormation reads it as java.util.regex.Pattern does."


@dataclass(frozen=True, kw_only=True, slots=True)
class HiddenValueNotJudged(Problem):
    """CloudFormation shows no value of a NoEcho parameter, and the update brings other constraints for it."""

    severity: Severity = Severity.WARNING
    property: str = "parameters"
    name: str
    artifact: str

    def message(self) -> str:
        return (
            f"Parameter {self.name} keeps a value that AWS does not show, so the preview cannot say whether version "
            f"{self.artifact}, which has other constraints for it, allows it."
        )

    def remedy(self) -> str:
        return f"If the version does not allow it, set {self.name} in `parameters`."


@dataclass(frozen=True, kw_only=True, slots=True)
class TagUpdateNotAllowed(Problem):
    """UpdateProvisionedProduct takes tags only under such a constraint; an import takes none."""

    property: str = "tags"
    product: str

    def message(self) -> str:
        return (
            f"Tags are declared, but no constraint of product {self.product} allows the tags of a provisioned product "
            "to be changed."
        )

    def remedy(self) -> str:
        return "Add a RESOURCE_UPDATE constraint with TagUpdateOnProvisionedProduct set to ALLOWED, or remove `tags`."


@dataclass(frozen=True, kw_only=True, slots=True)
class ConstraintsPending(Problem):
    """ImportAsProvisionedProduct applies no constraints; UpdateProvisionedProduct does."""

    severity: Severity = Severity.INFORMATION
    property: str = "applyConstraints"
    product: str
    constraints: tuple[str, ...]

    def message(self) -> str:
        constraints = ", ".join(self.constraints)
        return f"Product {self.product} has constraints ({constraints}), which AWS does not apply at the import."

    def remedy(self) -> str:
        return "The next update applies them. To have one right after the import, set applyConstraints to true."


@dataclass(frozen=True, kw_only=True, slots=True)
class UpdateFollows(Problem):
    """An import takes neither parameters nor tags, and applies no constraints.

    `imports` is false where the provisioned product exists already, and only the update is made.
    """

    severity: Severity = Severity.INFORMATION
    because: tuple[str, ...]
    imports: bool = True

    def message(self) -> str:
        return f"An update follows{' the import' if self.imports else ''}, because of {', '.join(self.because)}."

    def remedy(self) -> str:
        if self.imports:
            return "No action is needed. To import the stack without an update, leave this out."
        return "No action is needed. To leave the provisioned product as it is, declare what it has."


@dataclass(frozen=True, kw_only=True, slots=True)
class TakenAsIs(Problem):
    """What an earlier run, or somebody else, has made already is what is declared, so it is not made again.

    `stack` is "" where the resource launched it.
    """

    severity: Severity = Severity.INFORMATION
    id: str
    stack: str = ""

    def message(self) -> str:
        done = f"governs the stack {self.stack} already" if self.stack else "was launched already"
        return f"{self.id} {done}, and is taken as it is."

    def remedy(self) -> str:
        return "No action is needed."


@dataclass(frozen=True, kw_only=True, slots=True)
class PreflightOff(Problem):
    """The program asks for no preflight."""

    severity: Severity = Severity.WARNING
    property: str = "preflight"

    def message(self) -> str:
        return "Preflight was skipped, because preflight is off."

    def remedy(self) -> str:
        return "To learn in the preview whether this will work, remove `preflight`."
