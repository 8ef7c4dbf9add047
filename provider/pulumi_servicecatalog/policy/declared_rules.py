"""Rules on what a program declares: a preview that is against one stops before anything is done."""

from collections.abc import Iterator
from typing import Any, Final

from pulumi_servicecatalog.model.properties import BY_NAME, IMPORTED
from pulumi_servicecatalog.model.property_types import Text
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.policy.catalog import product_name
from pulumi_servicecatalog.policy.resource import Resource
from pulumi_servicecatalog.policy.rule import Enforcement, Facts, Rule, Scope, Severity
from pulumi_servicecatalog.rules.versions import LATEST_NAME, PINNED

_POLICY: Final = BY_NAME["versionPolicy"].type
assert isinstance(_POLICY, Text)
_TEXTS: Final = {"type": "array", "items": {"type": "string", "minLength": 1}}


def _retained(resource: Resource, facts: Facts) -> Iterator[str]:
    del facts
    if resource.kind is IMPORTED and resource.values.get("retainPhysicalResources") is False:
        yield "retainPhysicalResources is false, so that `pulumi destroy` deletes a stack that ran before its adoption."


def _pinned(resource: Resource, facts: Facts) -> Iterator[str]:
    if resource.is_unknown("versionPolicy", "provisioningArtifactId", "provisioningArtifactName"):
        return
    policy = resource.text("versionPolicy") or PINNED
    if policy != PINNED:
        if policy not in facts.configuration.get("policies", ()):
            yield f"versionPolicy is {policy}: the version changes when the catalog does."
        return
    named = resource.text("provisioningArtifactId") or resource.text("provisioningArtifactName")
    if not named or named == LATEST_NAME:
        yield "no version is named, so that the stack is adopted at whichever has its template."


def _tagged(resource: Resource, facts: Facts) -> Iterator[str]:
    tags = resource.values.get("tags", {})
    if tags is UNKNOWN:
        return
    for key, allowed in facts.configuration["tags"].items():
        value = tags.get(key)
        if value is UNKNOWN:
            continue
        if not value:
            yield f"the tag {key} is missing."
        elif allowed and value not in allowed:
            yield f"the tag {key} has none of the values that are allowed: {', '.join(allowed)}."


def _allowed_product(resource: Resource, facts: Facts) -> Iterator[str]:
    if resource.is_unknown("productId", "productName"):
        return
    identified = {resource.text("productId"), resource.text("productName"), *_named_by_catalog(resource, facts)}
    if not identified & set(facts.configuration["products"]):
        yield f"{product_name(resource)} is not among the products that are allowed."


def _named_by_catalog(resource: Resource, facts: Facts) -> set[str]:
    """Return how else the product is called: its name where the program has its ID, and the other way round."""
    versions = facts.catalog.active(resource) if facts.catalog else ()
    return {name for version in versions for name in (version.product.id, version.product.name)}


def _account_named(resource: Resource, facts: Facts) -> Iterator[str]:
    del facts
    if not resource.expected_account and not resource.is_unknown("expectedAccountId"):
        yield "no account is named, so that other credentials lead to another account unnoticed."


def _schema(type_: dict[str, Any], description: str) -> dict[str, Any]:
    return {**type_, "description": description}


RULES: Final = (
    Rule(
        id="adopted-stack-is-retained",
        must="A stack that was adopted must be released, and not deleted, when its resource is.",
        severity=Severity.CRITICAL,
        enforcement=Enforcement.MANDATORY,
        remedy="Leave out retainPhysicalResources, or set it to true.",
        scope=Scope.DECLARED,
        judge=_retained,
        reads=("retainPhysicalResources",),
    ),
    Rule(
        id="version-is-pinned",
        must="A resource must name its version, or have a version policy that is allowed.",
        severity=Severity.MEDIUM,
        enforcement=Enforcement.ADVISORY,
        remedy="Set provisioningArtifactName or provisioningArtifactId; or allow the policy in `policies`.",
        scope=Scope.DECLARED,
        judge=_pinned,
        reads=("versionPolicy", "provisioningArtifactId", "provisioningArtifactName"),
        properties={
            "policies": _schema(
                {"type": "array", "items": {"enum": [word for word in _POLICY.choices if word != PINNED]}},
                "Values of versionPolicy that are allowed. Left out: none.",
            )
        },
    ),
    Rule(
        id="required-tags",
        must="A resource must declare the tags that are required.",
        severity=Severity.MEDIUM,
        enforcement=Enforcement.MANDATORY,
        remedy="Add the tag to `tags`.",
        scope=Scope.DECLARED,
        judge=_tagged,
        reads=("tags",),
        needs=("tags",),
        properties={
            "tags": _schema(
                {"type": "object", "additionalProperties": _TEXTS},
                "The tags that are required, each with the values that it may have; an empty list allows any.",
            )
        },
    ),
    Rule(
        id="allowed-products",
        must="A stack must be governed by a product that is allowed.",
        severity=Severity.HIGH,
        enforcement=Enforcement.MANDATORY,
        remedy="Declare a product that is allowed, or add this one to `products`.",
        scope=Scope.DECLARED,
        judge=_allowed_product,
        reads=("productId", "productName"),
        needs=("products",),
        properties={
            "products": _schema(_TEXTS, "The names and IDs of the products that are allowed."),
            "inventory": _schema(
                {"type": "string", "minLength": 1},
                "What `catalogctl discover` has written; with it a product is known by its name and by its ID.",
            ),
        },
    ),
    Rule(
        id="expected-account-named",
        must="A resource or its provider must name the account that it belongs to.",
        severity=Severity.MEDIUM,
        enforcement=Enforcement.ADVISORY,
        remedy="Set servicecatalog:expectedAccountId in the configuration, or expectedAccountId in the program.",
        scope=Scope.DECLARED,
        judge=_account_named,
    ),
)
"""In the order of the page."""
