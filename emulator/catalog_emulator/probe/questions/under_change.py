"""What is refused while a provisioned product is UNDER_CHANGE, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog_emulator.probe import catalog
from catalog_emulator.probe.answer import Answer, Reply, UnansweredError, answer
from catalog_emulator.probe.question import question

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog_emulator.probe.account import Account
    from catalog_emulator.probe.catalog import Provisioned


def _during_update(account: Account, request: Callable[[Provisioned], Reply]) -> Reply:
    """Return the reply to a request that is sent while an update is running."""
    source, version = catalog.catalog(account)
    provisioned = catalog.imported(account, source, version)
    running = _resize(account, provisioned, "two")
    if not running.accepted:
        raise UnansweredError(str(running))
    reply = request(provisioned)
    if not catalog.is_open(account, running):
        raise UnansweredError("the update was over before the next request was answered")
    if not reply.accepted:
        catalog.ended(account, running)
        catalog.must_work(account, request(provisioned))
    return reply


def _resize(account: Account, provisioned: Provisioned, size: str) -> Reply:
    return catalog.update(account, provisioned, ProvisioningParameters=catalog.requested({"Size": size}))


def _terminate(account: Account, provisioned: Provisioned) -> Reply:
    return account.ask(
        "servicecatalog",
        "terminate_provisioned_product",
        ProvisionedProductId=provisioned.id,
        RetainPhysicalResources=True,
    )


@question
def while_under_change(account: Account) -> Answer:
    """Is an update refused while another is running?"""
    reply = _during_update(account, lambda provisioned: _resize(account, provisioned, "three"))
    return answer("allow" if reply.accepted else "refuse", reply)


@question
def busy_update(account: Account) -> Answer:
    """With which code is an update refused while another is running?"""
    return _code(_during_update(account, lambda provisioned: _resize(account, provisioned, "three")))


@question
def busy_terminate(account: Account) -> Answer:
    """With which code is a termination refused while an update is running?"""
    return _code(_during_update(account, lambda provisioned: _terminate(account, provisioned)))


def _code(reply: Reply) -> Answer:
    if reply.accepted:
        raise UnansweredError(f"not refused: {reply}")
    return answer(reply.code, reply)
