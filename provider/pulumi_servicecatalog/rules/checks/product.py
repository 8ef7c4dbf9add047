"""Whether a product and its version can govern a stack."""

from collections.abc import Iterator, Sequence

from pulumi_servicecatalog.model.desired import ById, Reference
from pulumi_servicecatalog.model.problems.base import Problem, Severity
from pulumi_servicecatalog.model.problems.products import (
    ArtifactDeprecated,
    ArtifactInactive,
    ArtifactNotFound,
    ArtifactNotReady,
    ProductTypeNotSupported,
)
from pulumi_servicecatalog.model.problems.updates import CatalogEntryUnavailable
from pulumi_servicecatalog.model.product import CLOUD_FORMATION_TEMPLATE, Artifact, ArtifactSource, Product
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.rules import references

_NOT_READY = frozenset({"CREATING", "FAILED"})


def is_supported(product: Product) -> bool:
    """Tell whether the product is one of CloudFormation templates. Where AWS does not tell the type, it is."""
    return product.type in {CLOUD_FORMATION_TEMPLATE, ""}


def check_product(product: Product, wanted: Reference) -> Iterator[Problem]:
    """Find what is wrong with the product."""
    if not is_supported(product):
        yield ProductTypeNotSupported(
            property=references.product_property(wanted), product=product.name, type=product.type
        )


def check_artifact(
    artifact: Artifact,
    *,
    at: str,
    of: Product,
    artifacts: Sequence[Artifact],
    launches: bool,
) -> Iterator[Problem]:
    """Find what is wrong with a version that is declared.

    Args:
        artifact: the version.
        at: the property that chooses it.
        of: its product.
        artifacts: the versions of the product.
        launches: whether it is for a launch, for which AWS takes no version that is deprecated (Administrator Guide,
            version guidance). An update may go to one; of an import AWS says nothing.

    """
    if not artifact.active:
        active = [version for version in artifacts if version.active]
        yield ArtifactInactive(
            property=at, artifact=artifact.name, product=of.name, versions=references.versions(active)
        )
    elif artifact.deprecated:
        advised = [version for version in artifacts if version.active and not version.deprecated]
        yield ArtifactDeprecated(
            severity=Severity.ERROR if launches else Severity.WARNING,
            property=at,
            artifact=artifact.name,
            product=of.name,
            versions=references.versions(advised),
        )


def check_kept_artifact(
    artifact_id: str, of: Product, artifacts: Sequence[Artifact], *, certain: bool
) -> Iterator[Problem]:
    """Find that the version which an update would keep, since none is declared, does not exist any more.

    `certain` is whether the update is sure to follow.
    """
    yield ArtifactNotFound(
        severity=Severity.ERROR if certain else Severity.WARNING,
        product=of.name,
        artifact=ById(artifact_id),
        versions=references.versions(artifacts),
    )


def is_ready(source: ArtifactSource) -> bool:
    """Tell whether a version can be used. A status that AWS does not tell is taken to be a good one."""
    return source.status not in _NOT_READY


def check_ready(artifact: Artifact, wanted: Reference, source: ArtifactSource, *, of: Product) -> Iterator[Problem]:
    """Find that a version is still being made, or could not be."""
    if not is_ready(source):
        yield ArtifactNotReady(
            property=references.artifact_property(wanted), artifact=artifact.name, product=of.name, status=source.status
        )


def unavailable(provisioned: ProvisionedProduct) -> Problem | None:
    """Return that the catalog names the product, or its version, no more."""
    if not provisioned.product_id or (provisioned.product_name and provisioned.artifact_name):
        return None
    version = f"version {provisioned.artifact_id} of product {provisioned.product_name}"
    entry = version if provisioned.product_name else f"product {provisioned.product_id}"
    return CatalogEntryUnavailable(name=provisioned.name, entry=entry)
