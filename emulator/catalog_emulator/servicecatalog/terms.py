"""What the constraints of a launch path make of a launch or an update along it.

None of this holds for an import: "constraints are not applied" until UpdateProvisionedProduct is called.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from catalog_emulator.core.aws_error import InvalidParametersError
from catalog_emulator.servicecatalog import constraint_parameters

if TYPE_CHECKING:
    from catalog_emulator.core.model.provisioned_product import ProvisionedProduct
    from catalog_emulator.servicecatalog.catalog import Catalog
    from catalog_emulator.servicecatalog.launch_paths import LaunchPath


@dataclass(frozen=True, kw_only=True)
class StackSetTerms:
    """Where the stack set of a product with a STACKSET constraint may have instances, and who makes them."""

    accounts: tuple[str, ...]
    regions: tuple[str, ...]
    admin_role_arn: str | None
    execution_role: str | None


@dataclass(frozen=True, kw_only=True)
class Terms:
    """All constraints of a path together. `rules` are those of TEMPLATE constraints, by their names."""

    launch_role_arn: str | None = None
    notification_arns: tuple[str, ...] = ()
    tag_updates_allowed: bool = False
    stack_set: StackSetTerms | None = None
    rules: dict[str, Any] = field(default_factory=dict)


def terms_of(catalog: Catalog, path: LaunchPath | None) -> Terms:
    """Return what holds along a path; without a path there are no constraints."""
    said: dict[str, list[dict[str, Any]]] = {kind: [] for kind in constraint_parameters.TYPES}
    for constraint in path.constraints if path else ():
        said[constraint.type].append(constraint_parameters.read(constraint.type, constraint.parameters))
    arns = [arn for parameters in said["NOTIFICATION"] for arn in parameters["NotificationArns"]]
    return Terms(
        launch_role_arn=_launch_role(catalog, said["LAUNCH"]),
        notification_arns=tuple(dict.fromkeys(arns)),
        tag_updates_allowed=any(p["TagUpdateOnProvisionedProduct"] == "ALLOWED" for p in said["RESOURCE_UPDATE"]),
        stack_set=_stack_set(said["STACKSET"]),
        rules={name: rule for parameters in said["TEMPLATE"] for name, rule in parameters["Rules"].items()},
    )


def launch_role_of_update(catalog: Catalog, provisioned: ProvisionedProduct, terms: Terms) -> str | None:
    """Return the role that updates a product: one that was set for it, or else the constraint's."""
    if provisioned.launch_role_chosen and catalog.settings.launch_role_of_update == "property":
        return provisioned.launch_role_arn
    return terms.launch_role_arn or (provisioned.launch_role_arn if provisioned.launch_role_chosen else None)


def check_same_kind(provisioned: ProvisionedProduct, terms: Terms) -> None:
    """Refuse an update that would turn a stack into a stack set, or back."""
    is_stack_set = provisioned.type == "CFN_STACKSET"
    if is_stack_set != (terms.stack_set is not None):
        has = "has a" if terms.stack_set else "has no"
        raise InvalidParametersError(
            f"Provisioned product {provisioned.id} is of type {provisioned.type}, and the launch path {has} STACKSET "
            "constraint."
        )


def _launch_role(catalog: Catalog, said: list[dict[str, Any]]) -> str | None:
    """Return the role's ARN; a LocalRoleName is a role of the account in which the product is launched."""
    if not said:
        return None
    name = said[0].get("LocalRoleName")
    return str(said[0]["RoleArn"]) if name is None else f"arn:{catalog.partition}:iam::{catalog.account}:role/{name}"


def _stack_set(said: list[dict[str, Any]]) -> StackSetTerms | None:
    if not said:
        return None
    return StackSetTerms(
        accounts=tuple(said[0]["AccountList"]),
        regions=tuple(said[0]["RegionList"]),
        admin_role_arn=said[0]["AdminRole"],
        execution_role=said[0]["ExecutionRole"],
    )
