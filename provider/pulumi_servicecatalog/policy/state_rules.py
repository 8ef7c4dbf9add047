"""Rules on what the state has: the version and the status that AWS has reported, and which stacks nothing governs."""

import fnmatch
from collections.abc import Iterator, Sequence
from typing import Final

from pulumi_servicecatalog.model.provisioned_product import UNHEALTHY
from pulumi_servicecatalog.policy import catalog
from pulumi_servicecatalog.policy.catalog import Catalog
from pulumi_servicecatalog.policy.resource import Resource
from pulumi_servicecatalog.policy.rule import INVENTORY, Enforcement, Facts, Rule, Scope, Severity
from pulumi_servicecatalog.reporting.model import StackEntry

_ALLOWED_BEHIND: Final = 2
_UNMATCHED: Final = "unmatched"
_OF_CHECK: Final = "blocked"
"""What `check` says of a stack that an inventory calls near or unmatched."""
_UNGOVERNED: Final = ("adoptable", "near", _UNMATCHED)
_MOST_NAMED: Final = 5


def _current(resource: Resource, facts: Facts) -> Iterator[str]:
    if facts.catalog is None or not catalog.names_version(resource) or not facts.catalog.active(resource):
        return
    version, product = catalog.version_name(resource), catalog.product_name(resource)
    entries = facts.catalog.at(resource)
    if not entries:
        yield f"{product} has no active version {version}."
    elif any(entry.guidance == "DEPRECATED" for entry in entries):
        yield f"version {version} of {product} is DEPRECATED."


def _not_far_behind(resource: Resource, facts: Facts) -> Iterator[str]:
    if facts.catalog is None or not catalog.names_version(resource):
        return
    allowed = facts.configuration.get("versions", _ALLOWED_BEHIND)
    newer = max((facts.catalog.newer(entry) for entry in facts.catalog.at(resource)), key=len, default=())
    if len(newer) > allowed:
        newest = max(newer, key=lambda entry: entry.order)
        version, product = catalog.version_name(resource), catalog.product_name(resource)
        yield (
            f"version {version} of {product} is {len(newer)} versions behind {newest.artifact.name}, "
            f"and {int(allowed)} are allowed."
        )


def _healthy(resource: Resource, facts: Facts) -> Iterator[str]:
    del facts
    status = resource.text("status")
    if status in UNHEALTHY:
        yield f"the provisioned product is {status}: its last operation failed."


def _with_role(resource: Resource, facts: Facts) -> Iterator[str]:
    if not resource.is_made or resource.is_unknown("launchRoleArn"):
        return
    role, allowed = resource.text("launchRoleArn"), facts.configuration.get("roles", ())
    if not role:
        yield "it has no launch role, so that updates run with the caller's own permissions."
    elif allowed and not any(fnmatch.fnmatchcase(role, pattern) for pattern in allowed):
        yield f"its launch role {role} is not among those that are allowed."


def _all_governed(resources: Sequence[Resource], facts: Facts) -> Iterator[str]:
    if facts.catalog is None:
        return
    for account, region, stacks in catalog.by_location(_ungoverned(resources, facts, facts.catalog)):
        names = [stack.stack.name for stack in stacks[:_MOST_NAMED]]
        more = [f"and {len(stacks) - _MOST_NAMED} more"] if len(stacks) > _MOST_NAMED else []
        number = "1 stack is" if len(stacks) == 1 else f"{len(stacks)} stacks are"
        yield f"{account}, {region}: {number} not governed: {', '.join([*names, *more])}."


def _ungoverned(resources: Sequence[Resource], facts: Facts, known: Catalog) -> tuple[StackEntry, ...]:
    verdicts = facts.configuration.get("verdicts", _UNGOVERNED)
    adopted = catalog.Adopted(resources)
    accounts, excepted = facts.configuration.get("accounts", ()), facts.configuration.get("except", ())
    return tuple(
        stack
        for stack in known.stacks
        if (stack.verdict in verdicts or (stack.verdict == _OF_CHECK and _UNMATCHED in verdicts))
        and (not accounts or stack.account in accounts)
        and not any(fnmatch.fnmatchcase(stack.stack.name, pattern) for pattern in excepted)
        and not adopted.has(stack)
    )


RULES: Final = (
    Rule(
        id="no-deprecated-version",
        must="A stack must not be at a version that is deprecated or inactive.",
        severity=Severity.HIGH,
        enforcement=Enforcement.ADVISORY,
        remedy="Declare a version that `catalogctl discover` lists with guidance DEFAULT.",
        scope=Scope.STATE,
        judge=_current,
        reads=catalog.NAMING,
        needs=("inventory",),
        properties={"inventory": INVENTORY},
    ),
    Rule(
        id="version-not-far-behind",
        must="A stack must not be more versions behind the newest one than are allowed.",
        severity=Severity.MEDIUM,
        enforcement=Enforcement.ADVISORY,
        remedy="Declare a newer version, and look at the preview of the update.",
        scope=Scope.STATE,
        judge=_not_far_behind,
        reads=catalog.NAMING,
        needs=("inventory",),
        properties={
            "inventory": INVENTORY,
            "versions": {
                "type": "integer",
                "minimum": 0,
                "default": _ALLOWED_BEHIND,
                "description": "How many newer active versions a product may have.",
            },
        },
    ),
    Rule(
        id="not-tainted",
        must="The last operation on a provisioned product must have succeeded.",
        severity=Severity.HIGH,
        enforcement=Enforcement.ADVISORY,
        remedy="`catalogctl history NAME` shows why it failed; then `pulumi up` updates it again.",
        scope=Scope.STATE,
        judge=_healthy,
        reads=("status",),
    ),
    Rule(
        id="launch-role-set",
        must="Service Catalog must update a stack with a launch role.",
        severity=Severity.MEDIUM,
        enforcement=Enforcement.ADVISORY,
        remedy="Set launchRoleArn, or add a LAUNCH constraint to the product.",
        scope=Scope.STATE,
        judge=_with_role,
        reads=("launchRoleArn",),
        properties={
            "roles": {
                "type": "array",
                "items": {"type": "string", "minLength": 1},
                "description": "The ARNs of the roles that are allowed; * stands for any characters. Left out: any.",
            }
        },
    ),
    Rule(
        id="every-stack-is-governed",
        must="Every stack of the inventory must be governed, or adopted by this Pulumi stack.",
        severity=Severity.MEDIUM,
        enforcement=Enforcement.ADVISORY,
        remedy="`catalogctl generate INVENTORY --out DIR` writes the adoptions; `except` names what may stay as it is.",
        scope=Scope.STACK,
        judge_all=_all_governed,
        needs=("inventory",),
        properties={
            "inventory": INVENTORY,
            "verdicts": {
                "type": "array",
                "items": {"enum": [*_UNGOVERNED, "unreadable", "excluded"]},
                "default": list(_UNGOVERNED),
                "description": "Stacks with which verdicts count.",
            },
            "accounts": {
                "type": "array",
                "items": {"type": "string", "pattern": "^[0-9]{12}$"},
                "description": "The accounts that count. Left out: all of the inventory.",
            },
            "except": {
                "type": "array",
                "items": {"type": "string", "minLength": 1},
                "description": "Names of stacks that may stay as they are; * stands for any characters.",
            },
        },
    ),
)
"""In the order of the page."""
