"""What has to change so that AWS has what is declared. Compares with what AWS reports now, not with the last inputs.

How each input is compared stands in the table of `model.properties`.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import assert_never

from pulumi_servicecatalog.model import properties
from pulumi_servicecatalog.model.arn import parse_session_arn, parse_stack_arn, stack_name
from pulumi_servicecatalog.model.desired import (
    ById,
    ByName,
    Desired,
    DesiredImport,
    DesiredLaunch,
    Latest,
    Reference,
    kind_of,
)
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.product import Artifact, LaunchPath
from pulumi_servicecatalog.model.properties import Comparison, Property, PropertyPath
from pulumi_servicecatalog.model.provisioned_product import AVAILABLE, UNDER_CHANGE, ProvisionedProduct
from pulumi_servicecatalog.model.recorded import RecordedState
from pulumi_servicecatalog.model.unknown import UNKNOWN, Unknown
from pulumi_servicecatalog.rules import versions
from pulumi_servicecatalog.rules.parameter_values import differs, is_hidden, was_declared

STATUS = PropertyPath("status")
"""No input: what an operation left unwell or unfinished differs in its status."""

STACK_ID = PropertyPath("stackId")
"""No input: a launched product whose stack was deleted differs in its stack."""

UNCHANGED = "no updates are to be performed"
"""What CloudFormation says of an update that changes no resource, and fails it for."""

_ROLE = re.compile(r"(arn:[a-z0-9-]+:iam::[0-9]{12}:role/)(?:.*/)?([^/]+)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One property that is not as declared.

    `replaces` tells that AWS cannot change it in place; `setting` that there is nothing to change at AWS, since the
    state alone keeps it for the next operation; `hidden` that AWS shows a mask in place of the actual value.
    """

    path: PropertyPath
    actual: object
    declared: object
    replaces: bool = False
    setting: bool = False
    hidden: bool = False


def unfinished(actual: ObservedState) -> tuple[Change, ...]:
    """What AWS is still working on is waited for by an update, so that an adoption that was cut short is completed."""
    if not actual.provisioned_product.under_change:
        return ()
    return (Change(path=STATUS, actual=UNDER_CHANGE, declared=AVAILABLE),)


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What a comparison knows beside what AWS has of the provisioned product.

    `product_id` is the ID of the product that is declared by a name which AWS does not report for the provisioned
    product; None where it was not asked for, or does not lead to one product. `artifacts` are the versions of the
    declared product, None where they were not asked for or cannot be read. `namesake` tells that the governed stack is
    gone, and that another one has its name. `path` is the launch path of the last operation, None where it took none,
    or where it is not to be found any more. `earlier` is what the program declared when it was last carried out, None
    where nobody remembers. `no_echo` are the NoEcho parameters of the version that the stack has, None where they were
    not asked for or cannot be read.
    """

    product_id: str | None = None
    artifacts: Sequence[Artifact] | None = None
    namesake: bool = False
    path: LaunchPath | None = None
    earlier: Desired | None = None
    no_echo: Collection[str] | None = None


def changes(desired: Desired, actual: ObservedState, known: Known = Known()) -> tuple[Change, ...]:
    """Return every difference between the declaration and what AWS reports, in the order of the property table.

    What an operation left unwell or unfinished comes last, as a difference of its status.
    """
    compared = dict.fromkeys(_rule_of(prop) for prop in properties.of(kind_of(desired)))
    differences = [change for rule in compared for change in rule(desired, actual, known)]
    return (*differences, *_health(desired, actual))


def setting_changes(desired: Desired, earlier: Desired | None) -> tuple[Change, ...]:
    """Return what is declared otherwise than last, or is not known yet, of the inputs that the state alone keeps.

    Where nobody remembers what was declared last, what is not known yet remains.
    """
    kept = [
        prop for prop in properties.of(kind_of(desired)) if prop.comparison is Comparison.SETTING or prop.remembered
    ]
    compared = [(prop, None if earlier is None else earlier.value_of(prop), desired.value_of(prop)) for prop in kept]
    return tuple(
        Change(path=PropertyPath(prop.name), actual=before, declared=now, setting=True)
        for prop, before, now in compared
        if before != now and (now is UNKNOWN or earlier is not None)
    )


def moved(recorded: str, declared: str | Unknown | None) -> tuple[Change, ...]:
    """Return that another Region is declared than the one that was written down, or one that is not known yet."""
    if not recorded or declared == recorded:
        return ()
    return (Change(path=PropertyPath("region"), actual=recorded, declared=declared, replaces=True),)


def declared_changes(desired: Desired, recorded: RecordedState) -> tuple[Change, ...]:
    """Compare with what the state has, where AWS cannot be asked."""
    if recorded.reported is None:
        return ()
    return changes(desired, ObservedState(provisioned_product=recorded.reported), Known(earlier=recorded.desired))


Rule = Callable[[Desired, ObservedState, Known], Sequence[Change]]


def _rule_of(prop: Property) -> Rule:
    """Return the rule that compares an input. Inputs that name the same thing share one."""
    match prop.comparison:
        case Comparison.LIVE:
            return partial(_live, prop)
        case Comparison.LAST_DECLARED:
            return partial(_last_declared, prop)
        case Comparison.OWN_RULE | Comparison.EACH_KEY:
            return _RULES[prop.field]
        case Comparison.SETTING | Comparison.LOCATION:  # AWS has nothing to compare these with
            return _nothing
        case _ as unreachable:
            assert_never(unreachable)


def _nothing(_desired: Desired, _actual: ObservedState, _known: Known) -> Sequence[Change]:
    return ()


def _live(prop: Property, desired: Desired, actual: ObservedState, known: Known) -> Sequence[Change]:
    """Compare with the value that AWS reports; one that was not asked for is None."""
    declared = desired.value_of(prop)
    value: object = actual.provisioned_product.value_of(prop)
    if prop.field != "launch_role_arn" and not actual.provisioned_product.searched:  # the search alone tells it
        value = (known.earlier.value_of(prop) if known.earlier is not None else None) or ""
    if declared is None or value is None or declared == value:
        return ()
    if prop.field == "owner" and isinstance(declared, str) and same_principal(declared, str(value)):
        return ()
    return (Change(path=PropertyPath(prop.name), actual=value, declared=declared),)


def _last_declared(prop: Property, desired: Desired, _actual: ObservedState, known: Known) -> Sequence[Change]:
    """Compare with what was declared last, where that is known."""
    earlier = known.earlier
    if earlier is None or kind_of(earlier) is not kind_of(desired):
        return ()
    before, now = earlier.value_of(prop), desired.value_of(prop)
    if before == now:
        return ()
    return (Change(path=PropertyPath(prop.name), actual=before, declared=now, replaces=prop.replaces),)


def describe(change: Change) -> str:
    """Return what AWS has and what is declared, as a sentence. The values of parameters may be secrets."""
    name = change.path.name
    if name in _NOT_REPORTED:
        return f"{name}: {_NOT_REPORTED[name]}"
    if name == "parameters" and change.path.key is not None:
        return f"{change.path}: {_describe_parameter(change)}"
    actual = "nothing" if change.actual in {None, ""} else change.actual
    declared = "nothing" if change.declared is None else change.declared
    return f"{change.path}: AWS has {actual}, and {declared} is declared."


_NOT_REPORTED = {
    "provisioningPreferences": "other accounts, Regions or limits are declared than at the last update.",
    "notificationArns": "other topics are declared than at the launch.",
    STACK_ID.name: "the stack was deleted outside Pulumi.",
}
"""Of which AWS has no value to show."""


def _describe_parameter(change: Change) -> str:
    if change.hidden:
        return "AWS masks the value, so it cannot be compared. The declared value is sent."
    if change.actual is None:
        return "AWS has no value, and one is declared."
    return "AWS has another value than the one that is declared."


def same_stack(declared: str, stack_id: str | None) -> bool:
    """Tell whether a declared name or ARN means the stack with this ARN. Unknown ARNs are taken to be right."""
    if stack_id is None:
        return True
    return declared == (stack_id if parse_stack_arn(declared) else stack_name(stack_id))


def _name(desired: Desired, actual: ObservedState, _known: Known) -> Sequence[Change]:
    name = actual.provisioned_product.name
    if desired.name == name:
        return ()
    return (Change(path=PropertyPath("name"), actual=name, declared=desired.name, replaces=True),)


def _stack(desired: Desired, actual: ObservedState, known: Known) -> Sequence[Change]:
    """Compare the stacks. A name means the stack that has it now, which may be another one than the governed one."""
    if not isinstance(desired, DesiredImport):
        return ()
    declared, stack_id = desired.physical_id, actual.provisioned_product.physical_id
    if declared is not UNKNOWN and same_stack(declared, stack_id):
        recreated = actual.stack_gone and known.namesake and parse_stack_arn(declared) is None
        if not recreated:
            return ()
    return (Change(path=PropertyPath("physicalId"), actual=stack_id, declared=declared, replaces=True),)


def _product(desired: Desired, actual: ObservedState, known: Known) -> Sequence[Change]:
    """Compare IDs where the declared name is not the reported one: AWS may report none, or may report an old one."""
    product, wanted = actual.provisioned_product, desired.product
    earlier = None if known.earlier is None else known.earlier.product
    if isinstance(wanted, ByName) and known.product_id == product.product_id:
        return ()
    if known.product_id is None and _is_unknown_again(wanted, product.product_name, earlier):
        return ()
    return _reference("product", wanted, product.product_id, product.product_name)


def _artifact(desired: Desired, actual: ObservedState, known: Known) -> Sequence[Change]:
    wanted, product, artifacts = desired.artifact, actual.provisioned_product, known.artifacts
    if wanted is None:  # whichever version it was adopted at is the declared one
        return ()
    if isinstance(wanted, Latest):
        newest = versions.newest(wanted, artifacts or ())
        return () if newest is None else _version(newest, product)
    if isinstance(wanted, ByName) and artifacts:
        candidates = [artifact for artifact in artifacts if artifact.name == wanted.name]
        if any(artifact.id == product.artifact_id for artifact in candidates):
            return ()
        if len(candidates) == 1:
            return _version(candidates[0], product)
    earlier = None if known.earlier is None else known.earlier.artifact
    if _is_unknown_again(wanted, product.artifact_name, earlier):
        return ()
    return _reference("provisioningArtifact", wanted, product.artifact_id, product.artifact_name)


def _is_unknown_again(wanted: object, name: str, earlier: object) -> bool:
    """Return whether a name is declared, nothing tells what AWS calls it, and nothing else was declared last."""
    return isinstance(wanted, ByName) and not name and earlier in {None, wanted}


def _version(wanted: Artifact, product: ProvisionedProduct) -> Sequence[Change]:
    """Compare IDs: a name may go over to another version. Names tell a person more, where they differ."""
    if wanted.id == product.artifact_id:
        return ()
    if wanted.name == product.artifact_name:
        path = PropertyPath("provisioningArtifactId")
        return (Change(path=path, actual=product.artifact_id, declared=wanted.id),)
    path = PropertyPath("provisioningArtifactName")
    return (Change(path=path, actual=product.artifact_name or product.artifact_id, declared=wanted.name),)


def _reference(noun: str, wanted: Reference | Unknown, actual_id: str, actual_name: str) -> Sequence[Change]:
    match wanted:
        case ById(id=declared):
            actual, path = actual_id, PropertyPath(f"{noun}Id")
        case ByName(name=declared):
            actual, path = actual_name or actual_id, PropertyPath(f"{noun}Name")
        case _:
            return (Change(path=PropertyPath(f"{noun}Id"), actual=actual_id, declared=UNKNOWN),)
    return () if actual == declared else (Change(path=path, actual=actual, declared=declared),)


def _path(desired: Desired, _actual: ObservedState, known: Known) -> Sequence[Change]:
    """Compare with the path of the last operation; where it took none, as an import, with what was declared before."""
    if desired.path is None:
        return ()
    earlier = None if known.earlier is None else known.earlier.path
    match desired.path:
        case ById(id=wanted):
            actual = known.path.id if known.path else earlier.id if isinstance(earlier, ById) else None
            path = PropertyPath("pathId")
        case ByName(name=wanted):
            actual = known.path.name if known.path else earlier.name if isinstance(earlier, ByName) else None
            path = PropertyPath("pathName")
        case _:
            taken = known.path.id if known.path else None
            return (Change(path=PropertyPath("pathId"), actual=taken, declared=UNKNOWN),)
    undecided = known.path is None and known.earlier is None
    return () if undecided or actual == wanted else (Change(path=path, actual=actual, declared=wanted),)


def _parameters(desired: Desired, actual: ObservedState, known: Known) -> Sequence[Change]:
    declared, earlier = desired.parameters, known.earlier
    if declared is None or actual.stack_gone:
        return ()
    if actual.stack is None:
        return _declared_again(declared, earlier)
    if isinstance(declared, Unknown):
        return (Change(path=PropertyPath("parameters"), actual=dict(actual.stack.parameters), declared=UNKNOWN),)
    live = actual.stack.parameters
    return [
        Change(
            path=PropertyPath("parameters", key),
            actual=live.get(key),
            declared=value,
            hidden=is_hidden(key, live.get(key), known.no_echo),
        )
        for key, value in sorted(declared.items())
        if value is UNKNOWN or differs(key, value, live.get(key), no_echo=known.no_echo, earlier=earlier)
    ]


def _declared_again(declared: Mapping[str, str | Unknown] | Unknown, earlier: Desired | None) -> Sequence[Change]:
    """Compare with what was declared last: AWS reports no values of a stack set, nor of a stack that cannot be read.

    That alone is no drift; but what is declared otherwise than before is a change.
    """
    if earlier is None or isinstance(earlier.parameters, Unknown):
        return ()
    before: Mapping[str, str | Unknown] = earlier.parameters or {}
    if isinstance(declared, Unknown):
        return (Change(path=PropertyPath("parameters"), actual=dict(before), declared=UNKNOWN),)
    return [
        Change(path=PropertyPath("parameters", key), actual=before.get(key), declared=value)
        for key, value in sorted(declared.items())
        if value is UNKNOWN or not was_declared(value, before.get(key))
    ]


def _tags(desired: Desired, actual: ObservedState, known: Known) -> Sequence[Change]:
    """Compare the declared ones, and those that were: AWS adds others, its own, the portfolio's and the product's."""
    declared = desired.tags
    live = {key: value for key, value in _live_tags(actual, known).items() if not key.startswith("aws:")}
    if isinstance(declared, Unknown):
        return (Change(path=PropertyPath("tags"), actual=live, declared=UNKNOWN),)
    wanted: Mapping[str, str | Unknown] = declared or {}
    kept = [
        Change(path=PropertyPath("tags", key), actual=live.get(key), declared=wanted[key])
        for key in sorted(wanted)
        if live.get(key) != wanted[key]
    ]
    removed = [
        Change(path=PropertyPath("tags", key), actual=live[key], declared=None)
        for key in _no_longer(wanted, known.earlier)
        if key in live
    ]
    return [*kept, *removed]


def _live_tags(actual: ObservedState, known: Known) -> Mapping[str, str]:
    """Return the tags that AWS reports; where its search does not show any, those that were declared last."""
    before = known.earlier.tags if known.earlier is not None else None
    if actual.provisioned_product.searched or not isinstance(before, Mapping):
        return actual.provisioned_product.tags
    return {key: value for key, value in before.items() if isinstance(value, str)}


def _no_longer(wanted: Mapping[str, object], earlier: Desired | None) -> Iterator[str]:
    """Yield the tags that the program declared last time and does not declare any more."""
    if earlier is not None and isinstance(earlier.tags, Mapping):
        yield from sorted(set(earlier.tags) - set(wanted))


def same_principal(declared: str, actual: str) -> bool:
    """Return whether both are the same, or a role and a session of it, whose ARN leaves out the role's path.

    Either may be declared: of a session AWS keeps the role, and of a role it may report the session.
    """
    return declared == actual or _is_session_of(declared, actual) or _is_session_of(actual, declared)


def _is_session_of(session_arn: str, role_arn: str) -> bool:
    session, role = parse_session_arn(session_arn), _ROLE.fullmatch(role_arn)
    return session is not None and role is not None and "".join(role.groups()) == session.role_arn


def _health(desired: Desired, actual: ObservedState) -> Sequence[Change]:
    """What did not end well needs an update. What no update can help needs another launch.

    That is a launch that never worked, and one whose stack was deleted. An update that failed because there was nothing
    to change has left all as it was, and the next one would fail as well.
    """
    product, launched = actual.provisioned_product, isinstance(desired, DesiredLaunch)
    if launched and actual.stack_gone and not product.never_worked:
        return (Change(path=STACK_ID, actual=product.physical_id, declared=None, replaces=True),)
    if not product.unhealthy or UNCHANGED in product.status_message.lower():
        return ()
    replaces = launched and product.never_worked
    return (Change(path=STATUS, actual=product.status, declared=AVAILABLE, replaces=replaces),)


_RULES: Mapping[str, Rule] = {
    "name": _name,
    "physical_id": _stack,
    "product": _product,
    "artifact": _artifact,
    "path": _path,
    "parameters": _parameters,
    "tags": _tags,
}
"""The rules of their own, by the field of the desired state that they compare."""
