"""Several resources, of one program or of several, that hold one provisioned product."""

from dataclasses import dataclass

from pulumi_servicecatalog.model.problems.base import Problem, Severity
from pulumi_servicecatalog.model.problems.text import sentence


@dataclass(frozen=True, kw_only=True, slots=True)
class TakesOver(Problem):
    """An adoption takes up what exists, so that it can be repeated after a kill or with a lost state.

    AWS does not record which resource of Pulumi made it. `holder` is the resource of the same operation that holds it,
    "" where none is known; `owner` is the ARN of AWS's own owner, "" where AWS reports none.
    """

    severity: Severity = Severity.WARNING
    property: str = "physicalId"
    id: str
    stack: str
    holder: str
    owner: str

    def message(self) -> str:
        known = f' It belongs to the resource "{self.holder}" now.' if self.holder else ""
        made = f" (owner {self.owner})" if self.owner else ""
        return (
            f"The stack {self.stack} is governed already, and this resource takes over the provisioned product "
            f"{self.id}{made}.{known} If another resource or program has it too, deleting that one releases the stack."
        )

    def remedy(self) -> str:
        return (
            "If you renamed a resource, add its old name to the `aliases` of this one. After a lost state or an "
            "interrupted run, no action is needed. Otherwise, run `pulumi state delete` for the other resource. Until "
            "the old one is out of the state, run a whole `pulumi up`, never one with `--target` of the old one, which "
            "releases what this one holds."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class ClaimsNotShared(Problem):
    """The processes of one operation keep what they declare in files in the user's cache, and this one cannot."""

    severity: Severity = Severity.WARNING
    folder: str
    reason: str

    def message(self) -> str:
        return sentence(
            f"The folder {self.folder} cannot be used, so that two explicit providers that declare one name or one "
            f"stack do not know of one another: {self.reason}"
        )

    def remedy(self) -> str:
        return "Set XDG_CACHE_HOME to a folder that can be written. With a single provider, no action is needed."
