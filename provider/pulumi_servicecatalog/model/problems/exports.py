"""What the exports of a template get in the way of, or what is in theirs."""

from dataclasses import dataclass

from pulumi_servicecatalog.model.problems.base import Problem, Severity
from pulumi_servicecatalog.model.problems.text import listing, sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportTaken(Problem):
    """The name of an export is unique in an account and Region. `stack` is the one that has it."""

    property: str = "parameters"
    name: str
    stack: str
    artifact: str

    def message(self) -> str:
        return (
            f'Version {self.artifact} exports "{self.name}", which the stack {self.stack} already exports, so '
            "CloudFormation refuses it."
        )

    def remedy(self) -> str:
        return "Declare values of parameters that lead to another name, or choose another version."


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportInUse(Problem):
    """CloudFormation keeps an export as long as another stack imports it (Fn::ImportValue)."""

    property: str = "parameters"
    name: str
    stack: str
    artifact: str
    importers: tuple[str, ...]

    def message(self) -> str:
        return (
            f'The stack {self.stack} exports "{self.name}", which version {self.artifact} does not export with these '
            f"values. CloudFormation keeps it, since it is in use by {listing(self.importers)}."
        )

    def remedy(self) -> str:
        return "Change the stacks that import it first, or choose a version and values that export it."


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportNotJudged(Problem):
    """The name of an export depends on what there is only later, or the caller may not list the exports."""

    severity: Severity = Severity.WARNING
    property: str = "parameters"
    exports: tuple[str, ...]
    artifact: str
    reason: str

    def message(self) -> str:
        named = f" ({listing(self.exports)})" if self.exports else ""
        return sentence(
            f"The preview cannot say whether the exports of version {self.artifact}{named} are free, and none that it "
            f"leaves out is in use: {self.reason}"
        )

    def remedy(self) -> str:
        return "`aws cloudformation list-exports` shows which names are taken."
