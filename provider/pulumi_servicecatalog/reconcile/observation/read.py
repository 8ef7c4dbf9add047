"""Reads what AWS has of one provisioned product and its stack. Never waits, and never fails on a status.

Nor on a name: what cannot be named, since it does not exist any more or is denied to the caller, has an ID.
"""

from collections.abc import Callable
from dataclasses import replace

from pulumi_servicecatalog.model.arn import parse_stack_arn
from pulumi_servicecatalog.model.desired import ById
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.record import Record
from pulumi_servicecatalog.model.refusal import Denied, Refusal
from pulumi_servicecatalog.reconcile.observation.session import AccountSession


def read(provisioned_product_id: str, session: AccountSession, *, stack_id: str = "") -> ObservedState | None:
    """Return what AWS has, or None where the provisioned product is gone.

    Args:
        provisioned_product_id: which one.
        session: where it is.
        stack_id: the stack that the state has, which stands in where AWS's search does not show it.

    Raises:
        Refusal: AWS does not answer.
    """
    provisioned = session.snapshot.provisioned_product(provisioned_product_id)
    return None if provisioned is None else with_stack(named(provisioned, session), session, stack_id=stack_id)


def read_again(
    provisioned_product_id: str, session: AccountSession, *, stack_id: str | None = None
) -> ObservedState | None:
    """Read around a write: this one and its stack alone, whatever has been observed.

    `stack_id` stands in where AWS's search does not show a fresh provisioned product yet.
    """
    provisioned = session.snapshot.provisioned_product_now(provisioned_product_id)
    if provisioned is None:
        return None
    session.snapshot.forget_stack(provisioned.physical_id or stack_id or "")
    return with_stack(named(provisioned, session), session, stack_id=stack_id)


def read_after_import(record: Record, session: AccountSession, *, stack_id: str | None) -> ObservedState | None:
    """Read what an import has made. It leaves the stack as it was when it was examined, which is not read again.

    Raises:
        Refusal: AWS does not answer.
    """
    provisioned = session.snapshot.provisioned_product_now(record.provisioned_product_id, after=record)
    return None if provisioned is None else with_stack(named(provisioned, session), session, stack_id=stack_id)


def with_stack(
    provisioned: ProvisionedProduct, session: AccountSession, *, stack_id: str | None = None
) -> ObservedState:
    """Add the stack, and tell one that is gone from one that the caller may not read.

    A stack set is no stack, and has neither parameters nor outputs of its own.
    """
    known_id = provisioned.physical_id or stack_id or None
    provisioned = replace(provisioned, physical_id=known_id)
    if known_id is None or parse_stack_arn(known_id) is None:
        return ObservedState(provisioned_product=provisioned)
    try:
        stack = session.snapshot.stack(known_id)
    except Denied:
        return ObservedState(provisioned_product=provisioned)
    gone = stack is None and not provisioned.being_made
    return ObservedState(provisioned_product=provisioned, stack=stack, stack_gone=gone)


def named(provisioned: ProvisionedProduct, session: AccountSession) -> ProvisionedProduct:
    """Return it with its names, which only AWS's search tells, and of a fresh one it tells them late."""
    if provisioned.artifact_name or not provisioned.product_id:
        return provisioned
    return replace(
        provisioned,
        product_name=provisioned.product_name or _name(lambda: _product_name(provisioned.product_id, session)),
        artifact_name=_name(lambda: _artifact_name(provisioned, session)),
    )


def _name(ask: Callable[[], str]) -> str:
    """Return a name that is only shown; "" where AWS does not tell it."""
    try:
        return ask()
    except Refusal:
        return ""


def _product_name(product_id: str, session: AccountSession) -> str:
    return next((product.name for product in session.snapshot.products(ById(product_id))), "")


def _artifact_name(provisioned: ProvisionedProduct, session: AccountSession) -> str:
    artifacts = session.snapshot.artifacts(provisioned.product_id)
    return next((artifact.name for artifact in artifacts if artifact.id == provisioned.artifact_id), "")
