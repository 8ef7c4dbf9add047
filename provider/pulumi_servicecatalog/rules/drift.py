"""What has to change so that AWS has what is declared. Compares with what AWS reports now, not with the last inputs."""

from collections.abc import Mapping
from dataclasses import dataclass

from pulumi_servicecatalog.model.arn import parse_stack_arn, stack_name
from pulumi_servicecatalog.model.desired import ById, Draft, Reference
from pulumi_servicecatalog.model.governed import Governed
from pulumi_servicecatalog.model.provisioned_product import AVAILABLE, ProvisionedProduct
from pulumi_servicecatalog.model.unknown import UNKNOWN, Unknown

MASKED = "****"
"""What DescribeStacks reports for a NoEcho parameter; such a value cannot be compared."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One property that is not as declared. `replaces` tells that AWS cannot change it in place."""

    property: str
    actual: object
    declared: object
    replaces: bool = False


def changes(desired: Draft, actual: Governed) -> tuple[Change, ...]:
    """Give every difference between the declaration and what AWS reports."""
    governed = actual.provisioned_product
    found = [
        _name(desired, governed),
        _stack(desired, governed),
        _product(desired.product, governed),
        _artifact(desired.artifact, governed),
        *_parameters(desired.parameters, actual),
        *_tags(desired.tags, governed),
    ]
    if governed.unhealthy:
        found.append(Change(property="status", actual=governed.status, declared=AVAILABLE))
    return tuple(change for change in found if change is not None)


def same_stack(declared: str, stack_id: str | None) -> bool:
    """Tell whether a declared name or ARN means the stack with this ARN. Unknown ARNs are taken to be right."""
    if stack_id is None:
        return True
    return declared == (stack_id if parse_stack_arn(declared) else stack_name(stack_id))


def _name(desired: Draft, governed: ProvisionedProduct) -> Change | None:
    if desired.name == governed.name:
        return None
    return Change(property="name", actual=governed.name, declared=desired.name, replaces=True)


def _stack(desired: Draft, governed: ProvisionedProduct) -> Change | None:
    declared = desired.physical_id
    if declared is not UNKNOWN and same_stack(declared, governed.physical_id):
        return None
    return Change(property="physicalId", actual=governed.physical_id, declared=declared, replaces=True)


def _product(wanted: Reference | Unknown, governed: ProvisionedProduct) -> Change | None:
    return _reference("product", wanted, governed.product_id, governed.product_name)


def _artifact(wanted: Reference | Unknown | None, governed: ProvisionedProduct) -> Change | None:
    if wanted is None:  # whichever version it was adopted at is the declared one
        return None
    return _reference("provisioningArtifact", wanted, governed.artifact_id, governed.artifact_name)


def _reference(noun: str, wanted: Reference | Unknown, actual_id: str, actual_name: str) -> Change | None:
    if isinstance(wanted, Unknown):
        return Change(property=f"{noun}Id", actual=actual_id, declared=UNKNOWN)
    if isinstance(wanted, ById):
        found, declared, prop = actual_id, wanted.id, f"{noun}Id"
    else:
        found, declared, prop = actual_name, wanted.name, f"{noun}Name"
    return None if found == declared else Change(property=prop, actual=found, declared=declared)


def _parameters(declared: Mapping[str, str | Unknown] | Unknown | None, actual: Governed) -> list[Change]:
    if declared is None or actual.stack is None:  # a stack that cannot be read is no drift
        return []
    if isinstance(declared, Unknown):
        return [Change(property="parameters", actual=dict(actual.stack.parameters), declared=UNKNOWN)]
    live = actual.stack.parameters
    return [
        Change(property=f"parameters.{key}", actual=live.get(key), declared=value)
        for key, value in sorted(declared.items())
        if value is UNKNOWN or not has_value(live.get(key), value)
    ]


def _tags(declared: Mapping[str, str | Unknown] | Unknown | None, governed: ProvisionedProduct) -> list[Change]:
    """Only the declared ones count: AWS adds tags of its own, of the portfolio and of the product."""
    if declared is None:
        return []
    actual = {key: value for key, value in governed.tags.items() if not key.startswith("aws:")}
    if isinstance(declared, Unknown):
        return [Change(property="tags", actual=actual, declared=UNKNOWN)]
    return [
        Change(property=f"tags.{key}", actual=actual.get(key), declared=declared[key])
        for key in sorted(declared)
        if actual.get(key) != declared[key]
    ]


def has_value(live: str | None, declared: str) -> bool:
    """Tell whether a stack's parameter has the declared value, as far as AWS shows it.

    CloudFormation trims values, so surrounding space is no difference.
    """
    return live is not None and (live == MASKED or declared.strip() == live.strip())
