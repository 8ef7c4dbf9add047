"""What is left of a provisioned product after something failed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog_emulator.probe import catalog, removal
from catalog_emulator.probe.answer import Answer, Reply, UnansweredError, answer
from catalog_emulator.probe.question import question
from catalog_emulator.probe.templates import BROKEN

if TYPE_CHECKING:
    from catalog_emulator.probe.account import Account


def _status_after(account: Account, request: Reply) -> Answer:
    """Return the status that the failure of a request leaves, or GONE."""
    record = catalog.ended(account, request)["RecordDetail"]
    if record["Status"] != "FAILED":
        raise UnansweredError(f"the record is {record['Status']}, so that nothing failed")
    reply = account.ask("servicecatalog", "describe_provisioned_product", Id=record["ProvisionedProductId"])
    if removal.is_gone(reply.code, reply.text):
        return answer("GONE", reply)
    detail = reply.document["ProvisionedProductDetail"]
    return answer(detail["Status"], reply, f"{detail['Status']}: {detail.get('StatusMessage')}")


@question
def failed_import_status(account: Account) -> Answer:
    """What does an import leave whose stack was deleted before the end of it?"""
    source, version = catalog.catalog(account)
    request = catalog.try_import(account, version, source.id)
    account.stacks.delete_stack(StackName=source.id)
    return _status_after(account, request)


@question
def failed_provision_status(account: Account) -> Answer:
    """Which status has a product whose launch failed?"""
    _, version = catalog.catalog(account)
    return _status_after(account, catalog.launch(account, version, catalog.requested(BROKEN)))


@question
def failed_update_status(account: Account) -> Answer:
    """Which status has a product whose update failed and was rolled back?"""
    _, version = catalog.catalog(account)
    provisioned = catalog.launched(account, version)
    request = catalog.update(account, provisioned, ProvisioningParameters=catalog.requested(BROKEN))
    return _status_after(account, request)


@question
def failed_termination_status(account: Account) -> Answer:
    """Which status has a product whose stack could not be deleted (termination protection)?"""
    _, version = catalog.catalog(account)
    provisioned = catalog.launched(account, version)
    stack_id = catalog.attribute(account, provisioned)["PhysicalId"]
    account.stacks.update_termination_protection(StackName=stack_id, EnableTerminationProtection=True)
    request = account.ask("servicecatalog", "terminate_provisioned_product", ProvisionedProductId=provisioned.id)
    return _status_after(account, request)
