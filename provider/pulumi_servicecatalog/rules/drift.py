"""What has to change so that AWS has what is declared. Compares with what AWS reports now, not with the last inputs."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pulumi_servicecatalog.model.arn import parse_stack_arn, stack_name
from pulumi_servicecatalog.model.desired import (
    ById,
    ByName,
    Desired,
    DesiredImport,
    DesiredLaunch,
    Latest,
    Reference,
    Version,
)
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.product import Artifact, LaunchPath
from pulumi_servicecatalog.model.provisioned_product import AVAILABLE, ProvisionedProduct
from pulumi_servicecatalog.model.unknown import UNKNOWN, Unknown
from pulumi_servicecatalog.rules import versions

MASKED = "****"
"""What DescribeStacks reports for a NoEcho parameter; such a value cannot be compared."""

_SESSION = re.compile(r"arn:(?P<partition>[a-z0-9-]+):sts::(?P<account>[0-9]{12}):assumed-role/(?P<role>[^/]+)/.+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One property that is not as declared. `replaces` tells that AWS cannot change it in place."""

    property: str
    actual: object
    declared: object
    replaces: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """What a comparison knows beside what AWS has of the provisioned product.

    `artifacts` are the versions of the declared product, None where they were not asked for or cannot be read.
    `path` is the launch path of the last operation, None where it took none, or where it is not to be found any more.
    `earlier` is what the program declared when it was last carried out, None where nobody remembers.
    """

    artifacts: Sequence[Artifact] | None = None
    path: LaunchPath | None = None
    earlier: Desired | None = None


def changes(desired: Desired, actual: ObservedState, known: Known = Known()) -> tuple[Change, ...]:
    """Give every difference between the declaration and what AWS reports."""
    observed = actual.provisioned_product
    found = [
        _name(desired, observed),
        _stack(desired, observed),
        _reference("product", desired.product, observed.product_id, observed.product_name),
        _artifact(desired.artifact, observed, known.artifacts),
        _path(desired.path, known),
        *_parameters(desired.parameters, actual, known.earlier),
        *_tags(desired.tags, observed, known.earlier),
        _launch_role(desired.launch_role_arn, observed),
        _owner(desired.owner, observed),
        _preferences(desired, known.earlier),
        _status(desired, observed),
    ]
    return tuple(change for change in found if change is not None)


def same_stack(declared: str, stack_id: str | None) -> bool:
    """Tell whether a declared name or ARN means the stack with this ARN. Unknown ARNs are taken to be right."""
    if stack_id is None:
        return True
    return declared == (stack_id if parse_stack_arn(declared) else stack_name(stack_id))


def has_value(live: str | None, declared: str) -> bool:
    """Tell whether a stack's parameter has the declared value, as far as AWS shows it.

    CloudFormation trims values, so surrounding space is no difference. Of a parameter that is kept in Systems Manager,
    DescribeStacks tells the name, which is what a program declares. Defaults of the template are among the live values.
    """
    return live is not None and (live == MASKED or declared.strip() == live.strip())


def _name(desired: Desired, observed: ProvisionedProduct) -> Change | None:
    if desired.name == observed.name:
        return None
    return Change(property="name", actual=observed.name, declared=desired.name, replaces=True)


def _stack(desired: Desired, observed: ProvisionedProduct) -> Change | None:
    if not isinstance(desired, DesiredImport):
        return None
    declared = desired.physical_id
    if declared is not UNKNOWN and same_stack(declared, observed.physical_id):
        return None
    return Change(property="physicalId", actual=observed.physical_id, declared=declared, replaces=True)


def _artifact(
    wanted: Version | Unknown | None, observed: ProvisionedProduct, artifacts: Sequence[Artifact] | None
) -> Change | None:
    if wanted is None:  # whichever version it was adopted at is the declared one
        return None
    if isinstance(wanted, Latest):
        newest = versions.newest(wanted, artifacts or ())
        return None if newest is None else _version(newest, observed)
    if isinstance(wanted, ByName) and artifacts:
        bearers = [each for each in artifacts if each.name == wanted.name]
        if any(each.id == observed.artifact_id for each in bearers):
            return None
        if len(bearers) == 1:
            return _version(bearers[0], observed)
    return _reference("provisioningArtifact", wanted, observed.artifact_id, observed.artifact_name)


def _version(wanted: Artifact, observed: ProvisionedProduct) -> Change | None:
    """Compare IDs: a name may go over to another version. Names tell a person more, where they differ."""
    if wanted.id == observed.artifact_id:
        return None
    if wanted.name == observed.artifact_name:
        return Change(property="provisioningArtifactId", actual=observed.artifact_id, declared=wanted.id)
    return Change(property="provisioningArtifactName", actual=observed.artifact_name, declared=wanted.name)


def _reference(noun: str, wanted: Reference | Unknown, actual_id: str, actual_name: str) -> Change | None:
    if isinstance(wanted, Unknown):
        return Change(property=f"{noun}Id", actual=actual_id, declared=UNKNOWN)
    if isinstance(wanted, ById):
        found, declared, prop = actual_id, wanted.id, f"{noun}Id"
    else:
        found, declared, prop = actual_name, wanted.name, f"{noun}Name"
    return None if found == declared else Change(property=prop, actual=found, declared=declared)


def _path(declared: Reference | Unknown | None, known: Known) -> Change | None:
    """Compare with the path of the last operation; where it took none, as an import, with what was declared before."""
    if declared is None:
        return None
    earlier = None if known.earlier is None else known.earlier.path
    match declared:
        case ById(id=wanted):
            actual = known.path.id if known.path else earlier.id if isinstance(earlier, ById) else None
            prop = "pathId"
        case ByName(name=wanted):
            actual = known.path.name if known.path else earlier.name if isinstance(earlier, ByName) else None
            prop = "pathName"
        case _:
            return Change(property="pathId", actual=known.path.id if known.path else None, declared=UNKNOWN)
    undecided = known.path is None and known.earlier is None
    return None if undecided or actual == wanted else Change(property=prop, actual=actual, declared=wanted)


def _parameters(
    declared: Mapping[str, str | Unknown] | Unknown | None, actual: ObservedState, earlier: Desired | None
) -> list[Change]:
    if declared is None:
        return []
    if actual.stack is None:
        return _declared_again(declared, earlier)
    if isinstance(declared, Unknown):
        return [Change(property="parameters", actual=dict(actual.stack.parameters), declared=UNKNOWN)]
    live = actual.stack.parameters
    return [
        Change(property=f"parameters.{key}", actual=live.get(key), declared=value)
        for key, value in sorted(declared.items())
        if value is UNKNOWN or not has_value(live.get(key), value) or _masked_differs(key, value, live, earlier)
    ]


def _declared_again(declared: Mapping[str, str | Unknown] | Unknown, earlier: Desired | None) -> list[Change]:
    """Compare with what was declared last: of a stack set, and of a stack that cannot be read, nobody tells the values.

    That alone is no drift; but what the program says anew is a change.
    """
    if earlier is None or isinstance(earlier.parameters, Unknown):
        return []
    before: Mapping[str, str | Unknown] = earlier.parameters or {}
    if isinstance(declared, Unknown):
        return [Change(property="parameters", actual=dict(before), declared=UNKNOWN)]
    return [
        Change(property=f"parameters.{key}", actual=before.get(key), declared=value)
        for key, value in sorted(declared.items())
        if value is UNKNOWN or value != before.get(key)
    ]


def _masked_differs(key: str, declared: str, live: Mapping[str, str], earlier: Desired | None) -> bool:
    """Tell whether the program says another NoEcho value than last time, which is all that can be known of it."""
    if live.get(key) != MASKED or earlier is None or isinstance(earlier.parameters, Unknown):
        return False
    return (earlier.parameters or {}).get(key) != declared


def _tags(
    declared: Mapping[str, str | Unknown] | Unknown | None, observed: ProvisionedProduct, earlier: Desired | None
) -> list[Change]:
    """Compare the declared ones, and those that were: AWS adds others, its own, the portfolio's and the product's."""
    actual = {key: value for key, value in observed.tags.items() if not key.startswith("aws:")}
    if isinstance(declared, Unknown):
        return [Change(property="tags", actual=actual, declared=UNKNOWN)]
    wanted: Mapping[str, str | Unknown] = declared or {}
    kept = [
        Change(property=f"tags.{key}", actual=actual.get(key), declared=wanted[key])
        for key in sorted(wanted)
        if actual.get(key) != wanted[key]
    ]
    return [*kept, *(_removed(key, actual) for key in _no_longer(wanted, earlier) if key in actual)]


def _no_longer(wanted: Mapping[str, object], earlier: Desired | None) -> Iterator[str]:
    """Give the tags that the program declared last time and does not declare any more."""
    if earlier is not None and isinstance(earlier.tags, Mapping):
        yield from sorted(set(earlier.tags) - set(wanted))


def _removed(key: str, actual: Mapping[str, str]) -> Change:
    return Change(property=f"tags.{key}", actual=actual[key], declared=None)


def _launch_role(declared: str | Unknown | None, observed: ProvisionedProduct) -> Change | None:
    if declared is None or observed.launch_role_arn is None or declared == observed.launch_role_arn:
        return None
    return Change(property="launchRoleArn", actual=observed.launch_role_arn, declared=declared)


def _owner(declared: str | Unknown | None, observed: ProvisionedProduct) -> Change | None:
    if declared is None or (declared is not UNKNOWN and _same_principal(declared, observed.owner)):
        return None
    return Change(property="owner", actual=observed.owner, declared=declared)


def _same_principal(declared: str, actual: str) -> bool:
    """Tell whether both are the same, or a role and a session of it."""
    session = _SESSION.fullmatch(actual)
    if declared == actual or session is None:
        return declared == actual
    role = re.fullmatch(r"arn:([a-z0-9-]+):iam::([0-9]{12}):role/(?:.*/)?([^/]+)", declared)
    return role is not None and role.groups() == session.groups()


def _preferences(desired: Desired, earlier: Desired | None) -> Change | None:
    """Compare with what was declared last: Service Catalog tells nobody where a stack set runs."""
    if not isinstance(desired, DesiredLaunch) or not isinstance(earlier, DesiredLaunch):
        return None
    if desired.preferences == earlier.preferences:
        return None
    return Change(property="provisioningPreferences", actual=earlier.preferences, declared=desired.preferences)


def _status(desired: Desired, observed: ProvisionedProduct) -> Change | None:
    """What did not end well wants an update; a launch that never worked, whose stack none helps, another launch."""
    if not observed.unhealthy:
        return None
    anew = isinstance(desired, DesiredLaunch) and observed.never_worked
    return Change(property="status", actual=observed.status, declared=AVAILABLE, replaces=anew)
