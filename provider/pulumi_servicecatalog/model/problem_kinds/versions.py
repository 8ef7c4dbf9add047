"""Versions that a policy chooses."""

from pulumi_servicecatalog.model.problem import Severity
from pulumi_servicecatalog.model.problem_kinds.registry import registered

LATEST_NEEDS_POLICY = registered(
    "LatestNeedsPolicy",
    "provisioningArtifactName",
    'A version named "latest" is asked for, and nothing says what that is to be.',
    "Set versionPolicy to latest-active or latest-default-guidance to follow the newest version; to pinned, if a "
    'version really bears the name "latest".',
    "AWS knows no latest version. Which one is meant would change by itself, so the program has to say so.",
)
POLICY_NAMES_VERSION = registered(
    "PolicyNamesVersion",
    "versionPolicy",
    "versionPolicy {policy} chooses the version by itself, and {property} names one.",
    "Leave out one of the two.",
    "A version is either named or chosen.",
)
NO_LATEST_ARTIFACT = registered(
    "NoLatestArtifact",
    "versionPolicy",
    "Product {product} has no version that is {wanted}. Its versions are: {versions}.",
    "Activate one in the catalog, or choose another versionPolicy.",
    "The policy finds no version to choose.",
)
VERSION_FOLLOWS = registered(
    "VersionFollows",
    "versionPolicy",
    "versionPolicy {policy} moves {name} from version {before} to {after}.",
    "Set versionPolicy to pinned and name {before}, if it is to stay.",
    "A newer version has come up since the last update.",
    Severity.INFORMATION,
)
