"""Reads what AWS has of one provisioned product and its stack. Never waits, and never fails on a status."""

from dataclasses import replace

from pulumi_servicecatalog.model.arn import parse_stack_arn
from pulumi_servicecatalog.model.desired import ById
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.refusal import Denied
from pulumi_servicecatalog.reconcile.observation.session import AccountSession


def read(provisioned_product_id: str, session: AccountSession) -> ObservedState | None:
    """Give what AWS has, or None where the provisioned product is gone. Raises Refusal where AWS does not answer."""
    found = _named(session.snapshot.provisioned_product(provisioned_product_id), session)
    return None if found is None else with_stack(found, session)


def read_provisioned_product(provisioned_product_id: str, session: AccountSession) -> ObservedState | None:
    """Give what the catalog alone tells, without the stack."""
    found = _named(session.snapshot.provisioned_product(provisioned_product_id), session)
    return None if found is None else ObservedState(provisioned_product=found)


def read_again(provisioned_product_id: str, session: AccountSession, *, stack_id: str | None) -> ObservedState | None:
    """Read around a write: this one and its stack alone, whatever has been observed.

    `stack_id` stands in where AWS's search does not show a fresh provisioned product yet.
    """
    found = _named(session.snapshot.provisioned_product_now(provisioned_product_id), session)
    if found is None:
        return None
    session.snapshot.forget_stack(found.physical_id or stack_id or "")
    return with_stack(found, session, stack_id=stack_id)


def with_stack(found: ProvisionedProduct, session: AccountSession, *, stack_id: str | None = None) -> ObservedState:
    """Add the stack. One that is gone, or that the caller may not read, is None: that alone is no drift.

    A stack set is no stack, and has neither parameters nor outputs of its own.
    """
    known_id = found.physical_id or stack_id
    try:
        stack = session.snapshot.stack(known_id) if known_id and parse_stack_arn(known_id) else None
    except Denied:
        stack = None
    return ObservedState(provisioned_product=found, stack=stack)


def _named(found: ProvisionedProduct | None, session: AccountSession) -> ProvisionedProduct | None:
    """Give it with its names, which only AWS's search tells, and of a fresh one it tells them late."""
    if found is None or found.artifact_name or not found.product_id:
        return found
    products = session.snapshot.products(ById(found.product_id))
    artifacts = session.snapshot.artifacts(found.product_id)
    return replace(
        found,
        product_name=products[0].name if products else "",
        artifact_name=next((each.name for each in artifacts if each.id == found.artifact_id), ""),
    )
