"""Reads what AWS has of one provisioned product and its stack. Never waits, and never fails on a status."""

from dataclasses import replace

from pulumi_servicecatalog.model.arn import parse_stack_arn
from pulumi_servicecatalog.model.desired import ById
from pulumi_servicecatalog.model.governed import Governed
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.refusal import Denied
from pulumi_servicecatalog.reconcile.site import Site


def read(provisioned_product_id: str, site: Site) -> Governed | None:
    """Give what AWS has, or None where the provisioned product is gone. Raises Refusal where AWS does not answer."""
    found = _named(site.snapshot.provisioned_product(provisioned_product_id), site)
    return None if found is None else with_stack(found, site)


def read_governor(provisioned_product_id: str, site: Site) -> Governed | None:
    """Give what the catalog alone tells, without the stack."""
    found = _named(site.snapshot.provisioned_product(provisioned_product_id), site)
    return None if found is None else Governed(provisioned_product=found)


def read_anew(provisioned_product_id: str, site: Site, *, stack_id: str | None) -> Governed | None:
    """Read around a write: this one and its stack alone, whatever has been observed.

    `stack_id` stands in where AWS's search does not show a fresh provisioned product yet.
    """
    found = _named(site.snapshot.provisioned_product_now(provisioned_product_id), site)
    if found is None:
        return None
    site.snapshot.forget_stack(found.physical_id or stack_id or "")
    return with_stack(found, site, stack_id=stack_id)


def with_stack(found: ProvisionedProduct, site: Site, *, stack_id: str | None = None) -> Governed:
    """Add the stack. One that is gone, or that the caller may not read, is None: that alone is no drift.

    A stack set is no stack, and has neither parameters nor outputs of its own.
    """
    known_id = found.physical_id or stack_id
    try:
        stack = site.snapshot.stack(known_id) if known_id and parse_stack_arn(known_id) else None
    except Denied:
        stack = None
    return Governed(provisioned_product=found, stack=stack)


def _named(found: ProvisionedProduct | None, site: Site) -> ProvisionedProduct | None:
    """Give it with its names, which only AWS's search tells, and of a fresh one it tells them late."""
    if found is None or found.artifact_name or not found.product_id:
        return found
    products = site.snapshot.products(ById(found.product_id))
    artifacts = site.snapshot.artifacts(found.product_id)
    return replace(
        found,
        product_name=products[0].name if products else "",
        artifact_name=next((each.name for each in artifacts if each.id == found.artifact_id), ""),
    )
