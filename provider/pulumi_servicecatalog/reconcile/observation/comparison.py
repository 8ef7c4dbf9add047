"""Compares a declaration with what AWS has, with what the catalog tells about the versions that it names."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from pulumi_servicecatalog.model.arn import stack_name
from pulumi_servicecatalog.model.desired import ById, ByName, Desired, DesiredImport, Latest, Reference
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.product import Artifact, LaunchPath
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.reconcile.observation import no_echo
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.rules import drift, parameter_values


def changes(
    desired: Desired, actual: ObservedState, session: AccountSession, *, earlier: Desired | None = None
) -> tuple[drift.Change, ...]:
    """Return every difference. `earlier` is what the program declared when it was last carried out.

    Raises Refusal only where a declared launch role has to be asked for, and AWS does not answer.
    """
    provisioned = actual.provisioned_product
    if desired.launch_role_arn is not None and provisioned.launch_role_arn is None:
        described = session.snapshot.provisioned_product_now(provisioned.id)
        actual = replace(actual, provisioned_product=_with_launch_role(provisioned, described))
    product_id = _renamed_product_id(desired, actual.provisioned_product, session)
    known = drift.Known(
        product_id=product_id,
        namesake=_has_namesake(desired, actual, session),
        artifacts=_artifacts(desired, product_id or _same_product_id(desired, actual.provisioned_product), session),
        path=_path(desired, actual.provisioned_product, session),
        earlier=earlier,
        no_echo=_no_echo(desired, actual, session),
    )
    return drift.changes(desired, actual, known)


def _renamed_product_id(desired: Desired, provisioned: ProvisionedProduct, session: AccountSession) -> str | None:
    """Return the ID of a product that is declared by another name than AWS reports, or where it reports none."""
    if not isinstance(desired.product, ByName) or desired.product.name == provisioned.product_name:
        return None
    try:
        products = session.snapshot.products(desired.product)
    except Refusal:
        return None
    return products[0].id if len(products) == 1 else None


def _same_product_id(desired: Desired, provisioned: ProvisionedProduct) -> str | None:
    """Return the ID of a product that is declared by its ID, or by the name that AWS reports."""
    match desired.product:
        case ById(id=product_id):
            return product_id
        case ByName(name=name) if name == provisioned.product_name:
            return provisioned.product_id
        case _:
            return None


def _has_namesake(desired: Desired, actual: ObservedState, session: AccountSession) -> bool:
    """Return whether another stack has the name of the governed one, which is gone."""
    if not actual.stack_gone or not isinstance(desired, DesiredImport):
        return False
    try:
        return session.snapshot.stack(stack_name(actual.stack_id)) is not None
    except Refusal:
        return False


def _with_launch_role(provisioned: ProvisionedProduct, described: ProvisionedProduct | None) -> ProvisionedProduct:
    return replace(provisioned, launch_role_arn=described.launch_role_arn if described else None)


def _artifacts(desired: Desired, product_id: str | None, session: AccountSession) -> Sequence[Artifact] | None:
    """Return the versions of the declared product where the declared one is no ID, which needs no list."""
    if not isinstance(desired.artifact, ByName | Latest) or product_id is None:
        return None
    try:
        return session.snapshot.artifacts(product_id)
    except Refusal:  # then names are compared, which the provisioned product itself tells
        return None


def _no_echo(desired: Desired, actual: ObservedState, session: AccountSession) -> Collection[str] | None:
    """Return the NoEcho parameters where a value that AWS shows is not the declared one, and may be a mask."""
    if actual.stack is None or not isinstance(desired.parameters, Mapping):
        return None
    live = actual.stack.parameters
    looks_hidden = any(
        value is not UNKNOWN and parameter_values.is_masked(live.get(key)) and live.get(key) != value
        for key, value in desired.parameters.items()
    )
    return no_echo.of_version(actual.provisioned_product, session) if looks_hidden else None


def _path(desired: Desired, provisioned: ProvisionedProduct, session: AccountSession) -> LaunchPath | None:
    """Return the path of the last operation that went well, which only its record tells.

    It is asked for where a path is declared.
    """
    record_id = provisioned.last_successful_record_id or provisioned.last_record_id
    if not isinstance(desired.path, Reference) or not record_id:
        return None
    try:
        taken = session.snapshot.record(record_id).path_id
        return next((path for path in session.snapshot.launch_paths(provisioned.product_id) if path.id == taken), None)
    except Refusal:  # what cannot be known is no drift
        return None
