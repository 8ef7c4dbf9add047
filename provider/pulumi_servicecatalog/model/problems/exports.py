"""What the exports of a template get in the way of, or what is in theirs."""

from dataclasses import dataclass

from pulumi_servicecatalog.model.problems.base import Problem, Severity
from pulumi_servicecatalog.model.problems.text import listing, sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportTaken(Problem):
    """The name of an export is unique in an account and Region. `stack` is the one that has it.

    `name` is "" where a value of a parameter stands in it, which no message shows.
    """

    property: str = "parameters"
    output: str
    name: str = ""
    stack: str
    artifact: str

    def message(self) -> str:
        what = f'exports "{self.name}", which' if self.name else f"exports a name (output {self.output}) that"
        return f"Version {self.artifact} {what} the stack {self.stack} already exports, so CloudFormation refuses it."

    def remedy(self) -> str:
        return "Declare values of parameters that lead to another name, or choose another version."


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportInUse(Problem):
    """CloudFormation keeps an export as long as another stack imports it (Fn::ImportValue).

    `name` is "" where a value of a parameter stands in it, which no message shows, and `output` "" where it is not
    known. `artifact` is "" where a replacement deletes the stack.
    """

    property: str = "parameters"
    output: str = ""
    name: str = ""
    stack: str
    artifact: str
    importers: tuple[str, ...]

    def message(self) -> str:
        output = f"a name (output {self.output})" if self.output else "a name"
        what = f'"{self.name}"' if self.name else output
        if not self.artifact:
            return (
                f"The stack {self.stack}, which the replacement deletes, exports {what}. CloudFormation keeps both, "
                f"since that is in use by {listing(self.importers)}."
            )
        return (
            f"The stack {self.stack} exports {what}, which version {self.artifact} does not export with these "
            f"values. CloudFormation keeps it, since it is in use by {listing(self.importers)}."
        )

    def remedy(self) -> str:
        if not self.artifact:
            return "Change the stacks that import it first, or make no change that replaces the provisioned product."
        return "Change the stacks that import it first, or choose a version and values that export it."


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportMissing(Problem):
    """Fn::ImportValue needs a stack of the account and Region that exports the name. It may yet be made before.

    `user` is the resource or the output of the template. `name` is "" where a value of a parameter stands in it, which
    no message shows.
    """

    severity: Severity = Severity.WARNING
    property: str = "parameters"
    user: str
    name: str = ""
    artifact: str

    def message(self) -> str:
        what = f'"{self.name}"' if self.name else "a name"
        return (
            f"{self.user} of version {self.artifact} imports {what} (Fn::ImportValue), which no stack exports now. "
            "CloudFormation refuses it unless one does by the time `up` gets to it."
        )

    def remedy(self) -> str:
        return (
            "If the same program makes the export, let this resource depend on what does (`dependsOn`). Otherwise "
            "declare values of parameters that lead to a name that is exported."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class ExportNotJudged(Problem):
    """The name of an export depends on what there is only later, or the caller may not list the exports.

    `importing` are the resources and outputs that import what cannot be looked up.
    """

    severity: Severity = Severity.WARNING
    property: str = "parameters"
    exports: tuple[str, ...]
    importing: tuple[str, ...] = ()
    artifact: str
    reason: str

    def message(self) -> str:
        named = f" ({listing(self.exports)})" if self.exports else ""
        and_imports = f", and what is imported (by {listing(self.importing)}) is exported" if self.importing else ""
        return sentence(
            f"The preview cannot say whether the exports of version {self.artifact}{named} are free, and none that it "
            f"leaves out is in use{and_imports}: {self.reason}"
        )

    def remedy(self) -> str:
        return "`aws cloudformation list-exports` shows which names are taken."
