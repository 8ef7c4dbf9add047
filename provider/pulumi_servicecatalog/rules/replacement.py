"""Which declared changes make another provisioned product, and what a replacement does to the stack."""

from pulumi_servicecatalog.model import properties
from pulumi_servicecatalog.model.desired import Desired, DesiredImport, kind_of
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.inputs import ReplacementDeletesStack
from pulumi_servicecatalog.model.properties import Comparison, Property
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.rules import drift


def replaced_by(old: Desired, new: Desired) -> tuple[str, ...]:
    """Return the inputs by whose change the resource is replaced. Where it was made is another question."""
    return tuple(
        prop.name
        for prop in properties.of(kind_of(new))
        if prop.replaces and prop.comparison is not Comparison.LOCATION and _differs(prop, old, new)
    )


def deletes_stack(old: Desired, changed: tuple[str, ...]) -> Problem | None:
    """Find that a replacement would delete an adopted stack. What a program has launched, it may delete."""
    if not changed or not isinstance(old, DesiredImport) or old.retain_physical_resources:
        return None
    return ReplacementDeletesStack(changed=changed, stack=str(old.physical_id))


def known_changes(old: Desired, new: Desired) -> tuple[str, ...]:
    """Return those of `replaced_by` whose new value is known already."""
    return tuple(name for name in replaced_by(old, new) if new.value_of(properties.BY_NAME[name]) is not UNKNOWN)


def _differs(prop: Property, old: Desired, new: Desired) -> bool:
    before, now = old.value_of(prop), new.value_of(prop)
    if prop.name == "physicalId" and isinstance(before, str) and isinstance(now, str):  # a name and its ARN are one
        return not (before == now or drift.same_stack(now, before) or drift.same_stack(before, now))
    return before != now
