"""Which product and which version a declaration means, out of those that the catalog has."""

from collections.abc import Sequence

from pulumi_servicecatalog.model.connection import Identity
from pulumi_servicecatalog.model.desired import ById, ByName, Latest, Reference, Version
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.products import (
    ArtifactAmbiguous,
    ArtifactNotFound,
    ProductAmbiguous,
    ProductNotFound,
)
from pulumi_servicecatalog.model.product import Artifact, Product
from pulumi_servicecatalog.model.unknown import Unknown
from pulumi_servicecatalog.rules import suggestions


def product_property(wanted: Reference | Unknown) -> str:
    """Return the input by which a declaration names the product."""
    return "productId" if isinstance(wanted, ById) else "productName"


def artifact_property(wanted: Version | Unknown | None) -> str:
    """Return the input by which a declaration names the version, or would."""
    match wanted:
        case ById():
            return "provisioningArtifactId"
        case Latest():
            return "versionPolicy"
        case _:
            return "provisioningArtifactName"


def product(
    wanted: Reference, *, candidates: Sequence[Product], known_names: Sequence[str], identity: Identity
) -> Product | Problem:
    """Choose the product. `candidates` are those that have the name or the ID; `known_names` serve the message."""
    at = product_property(wanted)
    if not candidates:
        return ProductNotFound(
            property=at,
            product=wanted,
            account=identity.account,
            region=identity.region,
            suggestions=suggestions.similar(wanted.name, known_names) if isinstance(wanted, ByName) else (),
        )
    if len(candidates) > 1:
        several = tuple(
            f"{candidate.id} (owner {candidate.owner})" if candidate.owner else candidate.id for candidate in candidates
        )
        return ProductAmbiguous(property=at, product=str(wanted).strip('"'), candidates=several)
    return candidates[0]


def artifact(wanted: Reference, *, of: Product, artifacts: Sequence[Artifact]) -> Artifact | Problem:
    """Choose the version that the declaration names."""
    at = artifact_property(wanted)
    if isinstance(wanted, ById):
        matches = [version for version in artifacts if version.id == wanted.id]
    else:
        matches = [version for version in artifacts if version.name == wanted.name]
    if not matches:
        return ArtifactNotFound(property=at, product=of.name, artifact=wanted, versions=versions(artifacts))
    if len(matches) > 1:
        several = tuple(f"{version.id} ({'active' if version.active else 'inactive'})" for version in matches)
        return ArtifactAmbiguous(property=at, product=of.name, artifact=str(wanted).strip('"'), candidates=several)
    return matches[0]


def versions(artifacts: Sequence[Artifact]) -> tuple[str, ...]:
    """Return the versions as messages name them: by name and ID, and with a remark where one is inactive."""
    return tuple(f"{version.name} ({version.id}{'' if version.active else ', inactive'})" for version in artifacts)
