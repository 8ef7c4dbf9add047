"""What an inventory says of the catalog: which versions a product has, and which stacks nothing governs."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from pulumi_servicecatalog.policy.resource import Resource
from pulumi_servicecatalog.reporting.model import AccountEntry, StackEntry, VersionEntry

NAMING = ("productId", "productName", "provisioningArtifactId", "provisioningArtifactName", "region")
"""The properties that say at which version a resource is."""


@dataclass(frozen=True, kw_only=True)
class Catalog:
    """The versions and stacks of accounts and Regions, of which there may be many thousands, and what is unread."""

    versions: tuple[VersionEntry, ...] = ()
    stacks: tuple[StackEntry, ...] = ()
    unread: tuple[AccountEntry, ...] = ()

    def active(self, resource: Resource) -> tuple[VersionEntry, ...]:
        """Return the active versions of a resource's product; none where the inventory does not have the product."""
        product, account, region = _product(resource), resource.account, resource.text("region")
        if account and region:
            return tuple(self._located.get((product, account, region), ()))
        return tuple(
            version
            for version in self._by_product.get(product, ())
            if _is_in(resource, version.account, version.region)
        )

    def at(self, resource: Resource) -> tuple[VersionEntry, ...]:
        """Return the version that a resource has, in each account and Region in which it may be."""
        return tuple(version for version in self.active(resource) if _is_at(version, resource))

    def newer(self, version: VersionEntry) -> tuple[VersionEntry, ...]:
        """Return the active versions of the same product that are newer."""
        versions = self._located[(version.product.id, version.account, version.region)]
        return tuple(other for other in versions if other.order > version.order)

    @cached_property
    def _by_product(self) -> Mapping[str, list[VersionEntry]]:
        """The versions of a product, by its ID and by its name."""
        known: dict[str, list[VersionEntry]] = {}
        for version in self.versions:
            for name in {version.product.id, version.product.name}:
                known.setdefault(name, []).append(version)
        return known

    @cached_property
    def _located(self) -> Mapping[tuple[str, str, str], list[VersionEntry]]:
        """The same in one account and Region."""
        known: dict[tuple[str, str, str], list[VersionEntry]] = {}
        for name, versions in self._by_product.items():
            for version in versions:
                known.setdefault((name, version.account, version.region), []).append(version)
        return known


class Adopted:
    """The stacks that resources have, or declare that they take."""

    def __init__(self, resources: Iterable[Resource]) -> None:
        """Take in resources."""
        self._by_stack: dict[str, list[Resource]] = {}
        for resource in resources:
            for stack in {resource.text("physicalId"), resource.text("stackId")} - {""}:
                self._by_stack.setdefault(stack, []).append(resource)

    def has(self, stack: StackEntry) -> bool:
        """Return whether one of them has a stack, by its ID, or by its name in the same account and Region."""
        if stack.stack.id in self._by_stack:
            return True
        return any(
            _is_in(resource, stack.account, stack.region) for resource in self._by_stack.get(stack.stack.name, ())
        )


def names_version(resource: Resource) -> bool:
    """Return whether it is known which version a resource has."""
    named = resource.text("provisioningArtifactId") or resource.text("provisioningArtifactName")
    return bool(named) and named != "latest" and not resource.is_unknown(*NAMING)


def version_name(resource: Resource) -> str:
    """Return how the version of a resource is called."""
    return resource.text("provisioningArtifactName") or resource.text("provisioningArtifactId")


def product_name(resource: Resource) -> str:
    """Return how the product of a resource is called."""
    return resource.text("productName") or resource.text("productId")


def _product(resource: Resource) -> str:
    return resource.text("productId") or resource.text("productName")


def _is_at(version: VersionEntry, resource: Resource) -> bool:
    by_id = resource.text("provisioningArtifactId")
    return version.artifact.id == by_id if by_id else version.artifact.name == resource.text("provisioningArtifactName")


def _is_in(resource: Resource, account: str, region: str) -> bool:
    """Return whether a resource is there, as far as it says where it is."""
    return resource.account in {"", account} and resource.text("region") in {"", region}


def by_location(stacks: tuple[StackEntry, ...]) -> Iterator[tuple[str, str, tuple[StackEntry, ...]]]:
    """Yield stacks by their account and Region."""
    located: dict[tuple[str, str], list[StackEntry]] = {}
    for stack in stacks:
        located.setdefault((stack.account, stack.region), []).append(stack)
    for (account, region), those in sorted(located.items()):
        yield account, region, tuple(those)
