"""Which version a policy means, out of those that the catalog has."""

from collections.abc import Mapping, Sequence

from pulumi_servicecatalog.model.desired import Latest
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.versions import LatestNeedsPolicy, NoLatestArtifact, PolicyNamesVersion
from pulumi_servicecatalog.model.product import Artifact, Product
from pulumi_servicecatalog.rules import references

PINNED = "pinned"
LATEST_NAME = "latest"


def newest(policy: Latest, artifacts: Sequence[Artifact]) -> Artifact | None:
    """Choose the version. Of several that were made in the same second, AWS lists the newest last."""
    usable = [
        version
        for version in artifacts
        if version.active and not (policy is Latest.DEFAULT_GUIDANCE and version.deprecated)
    ]
    ranked = sorted(enumerate(usable), key=lambda pair: (_made(pair[1]), pair[0]))
    return ranked[-1][1] if ranked else None


def choose(policy: Latest, *, of: Product, artifacts: Sequence[Artifact]) -> Artifact | Problem:
    """Choose the version, or say that there is none."""
    chosen = newest(policy, artifacts)
    if chosen is not None:
        return chosen
    return NoLatestArtifact(product=of.name, policy=policy, versions=references.versions(artifacts))


def policy_problems(inputs: Mapping[str, object]) -> list[Problem]:
    """Judge how the inputs name the version: by a name, by an ID, or by a policy, and never by a silent `latest`."""
    policy, name = inputs.get("versionPolicy"), inputs.get("provisioningArtifactName")
    if policy is None and name == LATEST_NAME:
        return [LatestNeedsPolicy()]
    if not isinstance(policy, str) or policy == PINNED:
        return []
    named = [
        prop
        for prop in ("provisioningArtifactId", "provisioningArtifactName")
        if inputs.get(prop) is not None and inputs[prop] != LATEST_NAME
    ]
    return [PolicyNamesVersion(policy=policy, named_by=prop) for prop in named]


def _made(artifact: Artifact) -> float:
    return artifact.created_time.timestamp() if artifact.created_time else 0.0
