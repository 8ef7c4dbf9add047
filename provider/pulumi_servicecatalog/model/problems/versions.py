"""Versions that a policy chooses."""

from dataclasses import dataclass

from pulumi_servicecatalog.model.desired import Latest
from pulumi_servicecatalog.model.problems.base import Problem, Severity
from pulumi_servicecatalog.model.problems.text import listing


@dataclass(frozen=True, kw_only=True, slots=True)
class LatestNeedsPolicy(Problem):
    """AWS knows no latest version. Which one that is changes over time, so the program has to choose a policy."""

    property: str = "provisioningArtifactName"

    def message(self) -> str:
        return 'The version is "latest", but versionPolicy is not set.'

    def remedy(self) -> str:
        return (
            "Set versionPolicy to latest-active or latest-default-guidance to follow the newest version, "
            'or to pinned if the version is really named "latest".'
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class PolicyNamesVersion(Problem):
    """A version is either named or chosen by a policy."""

    property: str = "versionPolicy"
    policy: str
    named_by: str

    def message(self) -> str:
        return f"versionPolicy {self.policy} chooses the version, but {self.named_by} is set as well."

    def remedy(self) -> str:
        return "Remove one of the two."


@dataclass(frozen=True, kw_only=True, slots=True)
class NoLatestArtifact(Problem):
    """The product has no version that the policy could choose."""

    property: str = "versionPolicy"
    product: str
    policy: Latest
    versions: tuple[str, ...]

    def message(self) -> str:
        wanted = "active" if self.policy is Latest.ACTIVE else "active and not deprecated"
        versions = f"Its versions are: {listing(self.versions)}." if self.versions else "It has no versions."
        return f"Product {self.product} has no version that is {wanted}. {versions}"

    def remedy(self) -> str:
        return (
            "Activate one in the catalog (`aws servicecatalog update-provisioning-artifact --active`), "
            "or choose another versionPolicy."
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class VersionFollows(Problem):
    """The product has a newer version than the last update took."""

    severity: Severity = Severity.INFORMATION
    property: str = "versionPolicy"
    policy: Latest
    name: str
    before: str
    after: str

    def message(self) -> str:
        return f"versionPolicy {self.policy} moves {self.name} from version {self.before} to {self.after}."

    def remedy(self) -> str:
        return (
            f"No action is needed. To stay at {self.before}, set versionPolicy to pinned "
            f"and provisioningArtifactName to {self.before}."
        )
