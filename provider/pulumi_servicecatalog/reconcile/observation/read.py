"""Reads what AWS has of one provisioned product and its stack. Never waits, and never fails on a status."""

from dataclasses import replace

from pulumi_servicecatalog.model.arn import parse_stack_arn
from pulumi_servicecatalog.model.desired import ById
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.refusal import Denied
from pulumi_servicecatalog.reconcile.observation.session import AccountSession


def read(provisioned_product_id: str, session: AccountSession) -> ObservedState | None:
    """Return what AWS has, or None where the provisioned product is gone. Raises Refusal where AWS does not answer."""
    provisioned = _named(session.snapshot.provisioned_product(provisioned_product_id), session)
    return None if provisioned is None else with_stack(provisioned, session)


def read_provisioned_product(provisioned_product_id: str, session: AccountSession) -> ObservedState | None:
    """Return what the catalog alone tells, without the stack."""
    provisioned = _named(session.snapshot.provisioned_product(provisioned_product_id), session)
    return None if provisioned is None else ObservedState(provisioned_product=provisioned)


def read_again(provisioned_product_id: str, session: AccountSession, *, stack_id: str | None) -> ObservedState | None:
    """Read around a write: this one and its stack alone, whatever has been observed.

    `stack_id` stands in where AWS's search does not show a fresh provisioned product yet.
    """
    provisioned = _named(session.snapshot.provisioned_product_now(provisioned_product_id), session)
    if provisioned is None:
        return None
    session.snapshot.forget_stack(provisioned.physical_id or stack_id or "")
    return with_stack(provisioned, session, stack_id=stack_id)


def with_stack(
    provisioned: ProvisionedProduct, session: AccountSession, *, stack_id: str | None = None
) -> ObservedState:
    """Add the stack. One that is gone, or that the caller may not read, is None: that alone is no drift.

    A stack set is no stack, and has neither parameters nor outputs of its own.
    """
    known_id = provisioned.physical_id or stack_id
    try:
        stack = session.snapshot.stack(known_id) if known_id and parse_stack_arn(known_id) else None
    except Denied:
        stack = None
    return ObservedState(provisioned_product=provisioned, stack=stack)


def _named(provisioned: ProvisionedProduct | None, session: AccountSession) -> ProvisionedProduct | None:
    """Return it with its names, which only AWS's search tells, and of a fresh one it tells them late."""
    if provisioned is None or provisioned.artifact_name or not provisioned.product_id:
        return provisioned
    products = session.snapshot.products(ById(provisioned.product_id))
    artifacts = session.snapshot.artifacts(provisioned.product_id)
    return replace(
        provisioned,
        product_name=products[0].name if products else "",
        artifact_name=next((artifact.name for artifact in artifacts if artifact.id == provisioned.artifact_id), ""),
    )
