"""Provisioned product plans."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from catalog_emulator.probe import catalog, removal
from catalog_emulator.probe.answer import Answer, Reply, UnansweredError, answer
from catalog_emulator.probe.question import question

if TYPE_CHECKING:
    from catalog_emulator.probe.account import Account
    from catalog_emulator.probe.catalog import Provisioned, Version

_SIZES = iter(f"size-{number}" for number in range(10**6))


def _plan(account: Account, version: Version, product_name: str, plan_name: str) -> Reply:
    reply = account.ask(
        "servicecatalog",
        "create_provisioned_product_plan",
        PlanName=plan_name,
        PlanType="CLOUDFORMATION",
        ProductId=version.product_id,
        ProvisioningArtifactId=version.artifact_id,
        ProvisionedProductName=product_name,
        ProvisioningParameters=catalog.requested({"Size": next(_SIZES)}),
    )
    if reply.accepted:
        identifier = reply.document["ProvisionProductId"]
        remove = partial(removal.provisioned_product, account, identifier)
        account.memory.remember(f"provisioned product {product_name}", remove)
        account.until(f"end of plan {plan_name}", lambda: _ended(account, reply))
    return reply


def _described(account: Account, plan: Reply) -> Reply:
    return account.ask("servicecatalog", "describe_provisioned_product_plan", PlanId=plan.document["PlanId"])


def _ended(account: Account, plan: Reply) -> dict[str, Any] | None:
    reply = _described(account, plan)
    if not reply.accepted:
        raise UnansweredError(str(reply))
    details: dict[str, Any] = reply.document["ProvisionedProductPlanDetails"]
    return None if details["Status"].endswith("_IN_PROGRESS") else details


def _planned(account: Account) -> tuple[Provisioned, Reply]:
    """Return a provisioned product that was imported, and a plan for it."""
    source, version = catalog.catalog(account)
    provisioned = catalog.imported(account, source, version)
    reply = _plan(account, version, provisioned.name, account.name())
    if not reply.accepted:
        raise UnansweredError(str(reply))
    return provisioned, reply


@question
def planned_product_status(account: Account) -> Answer:
    """Which status has a product that exists while it has a plan?"""
    provisioned, plan = _planned(account)
    status = catalog.describe(account, provisioned)["Status"]
    return answer("keep" if status == "AVAILABLE" else status, plan, f"status {status}")


@question
def while_plan_exists(account: Account) -> Answer:
    """Is a product that is PLAN_IN_PROGRESS kept from an update?"""
    provisioned, _ = _planned(account)
    identifier, version = provisioned.id, provisioned.version
    if catalog.describe(account, provisioned)["Status"] != "PLAN_IN_PROGRESS":  # a new one always is
        new = _plan(account, version, account.name(), account.name())
        identifier = new.document["ProvisionProductId"]
    reply = account.ask(
        "servicecatalog",
        "update_provisioned_product",
        ProvisionedProductId=identifier,
        ProvisioningParameters=catalog.requested({"Size": next(_SIZES)}),
    )
    return answer("allow" if reply.accepted else "refuse", reply)


@question
def executed_plan(account: Account) -> Answer:
    """What is left of a plan that was executed: does it keep the product from having another, or is it gone?"""
    provisioned, plan = _planned(account)
    executed = account.ask("servicecatalog", "execute_provisioned_product_plan", PlanId=plan.document["PlanId"])
    catalog.ended(account, executed)
    described = _described(account, plan)
    if removal.is_gone(described.code, described.text):
        return answer("remove", described)
    reply = _plan(account, provisioned.version, provisioned.name, account.name())
    return answer("keep" if reply.accepted else "block", reply)


@question
def plan_name_scope(account: Account) -> Answer:
    """Can two plans for one product have the same name?"""
    provisioned, _ = _planned(account)
    version, name = provisioned.version, account.name()
    for _ in range(2):
        reply = _plan(account, version, account.name(), name)
        if not reply.accepted:
            other = _plan(account, version, account.name(), account.name())
            if not other.accepted:
                raise UnansweredError(str(other))
            break
    return answer("off" if reply.accepted else "product-user", reply)
