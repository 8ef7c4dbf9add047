"""Which changes make another provisioned product, and what a replacement does to the stack.

A change may be one of the program, or one of the world: the governed stack was deleted.
"""

from collections.abc import Iterable
from dataclasses import replace

from pulumi_servicecatalog.model import properties
from pulumi_servicecatalog.model.desired import Desired, DesiredImport, kind_of
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.problems.base import Problem, Severity
from pulumi_servicecatalog.model.problems.inputs import ReplacementDeletesStack
from pulumi_servicecatalog.model.problems.launches import StackDeletedByReplacement
from pulumi_servicecatalog.model.problems.stacks import TerminationProtected
from pulumi_servicecatalog.model.problems.updates import (
    LaunchedStackDeleted,
    RetentionNotKnown,
    StackDeleted,
    StackRecreated,
)
from pulumi_servicecatalog.model.properties import Comparison, Property
from pulumi_servicecatalog.model.recorded import RecordedState
from pulumi_servicecatalog.model.stack import Stack
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


def deletes_recorded(recorded: RecordedState, desired: Desired, changed: tuple[str, ...]) -> Problem | None:
    """Find that a replacement deletes the stack: also where only the state knows by which change it is one."""
    if recorded.retain_physical_resources:
        return None
    stack = recorded.stack_id or recorded.id
    if isinstance(desired, DesiredImport):
        return ReplacementDeletesStack(changed=changed, stack=stack)
    return StackDeletedByReplacement(stack=stack)


def retention(desired: Desired, recorded: RecordedState) -> tuple[Problem, ...]:
    """Find that a stack which is kept so far may lose that, since what is declared is not known yet."""
    if desired.retain_physical_resources is not UNKNOWN or not recorded.retain_physical_resources:
        return ()
    return (RetentionNotKnown(stack=recorded.stack_id or recorded.id),)


def protected(old: Desired, new: Desired, stack: Stack | None) -> Problem | None:
    """Find that CloudFormation would refuse to delete the stack: with a replacement, or one day as now declared.

    Args:
        old: what was declared last, by which a replacement deletes the stack or keeps it.
        new: what is declared now.
        stack: the governed stack; None where it cannot be read.

    """
    if stack is None or not stack.termination_protection:
        return None
    if replaced_by(old, new):
        severity = Severity.ERROR if known_changes(old, new) else Severity.WARNING
        refused = TerminationProtected(severity=severity, stack=stack.name, replaces=True)
        return None if old.retain_physical_resources else refused
    released = old.retain_physical_resources and not new.retain_physical_resources
    return TerminationProtected(stack=stack.name) if released else None


def stack_deleted(
    desired: Desired, actual: ObservedState, changes: Iterable[drift.Change], *, retains: bool
) -> Problem | None:
    """Return what there is to say of a governed stack that was deleted outside Pulumi.

    It is an error where nothing that `pulumi up` can do would mend it.

    Args:
        desired: what is declared.
        actual: what AWS has.
        changes: the differences between the two.
        retains: whether the release, with which a replacement begins, leaves stacks alone.

    """
    product, stack_id = actual.provisioned_product, actual.stack_id
    if not actual.stack_gone:
        return None
    if not isinstance(desired, DesiredImport):
        never_ran = product.never_worked
        return None if never_ran else LaunchedStackDeleted(name=product.name, id=product.id, stack=stack_id)
    replaced = {change.path.name for change in changes if change.replaces}
    if not replaced:
        return StackDeleted(name=product.name, id=product.id, stack=stack_id)
    physical_id = desired.physical_id
    if "physicalId" not in replaced or physical_id is UNKNOWN or not drift.same_stack(physical_id, stack_id):
        return None  # the program declares another stack
    recreated = StackRecreated(name=product.name, id=product.id, stack=stack_id)
    return recreated if retains else ReplacementDeletesStack(changed=("physicalId",), stack=physical_id)


def not_updatable(desired: Desired, actual: ObservedState) -> Problem | None:
    """Return that the stack which an update is for was deleted."""
    problem = stack_deleted(desired, actual, (), retains=True)
    return None if problem is None else replace(problem, severity=Severity.ERROR)


def known_changes(old: Desired, new: Desired) -> tuple[str, ...]:
    """Return those of `replaced_by` whose new value is known already."""
    return tuple(name for name in replaced_by(old, new) if new.value_of(properties.BY_NAME[name]) is not UNKNOWN)


def _differs(prop: Property, old: Desired, new: Desired) -> bool:
    before, now = old.value_of(prop), new.value_of(prop)
    if prop.name == "physicalId" and isinstance(before, str) and isinstance(now, str):  # a name and its ARN are one
        return not (before == now or drift.same_stack(now, before) or drift.same_stack(before, now))
    return before != now
