"""Searches, and when a name is free again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from catalog_emulator.probe import catalog
from catalog_emulator.probe.answer import Answer, UnansweredError, answer
from catalog_emulator.probe.question import question
from catalog_emulator.probe.questions.after_import import plain_import

if TYPE_CHECKING:
    from catalog_emulator.probe.account import Account

_MOST_SEARCHES = 300
_LONGEST_REUSE = 600


@question
def search_lag_reads(account: Account) -> Answer:
    """How many searches does a new provisioned product miss (one a second)?"""
    source, version = catalog.catalog(account)
    request = catalog.try_import(account, version, source.id)
    provisioned = catalog.accepted(request, version)
    for count in range(_MOST_SEARCHES):
        reply = catalog.search(account, f"id:{provisioned.id}")
        if reply.document["ProvisionedProducts"]:
            return answer(count, reply, f"missing from {count} searches")
        account.clock.pause(1)
    raise UnansweredError(f"missing from {_MOST_SEARCHES} searches")


@question
def search_quoting(account: Account) -> Answer:
    """Does a search find an ARN that is not in double quotes?"""
    physical_id = catalog.attribute(account, plain_import(account))["PhysicalId"]
    for value, quoting in ((physical_id, "any"), (f'"{physical_id}"', "quoted")):
        reply = catalog.search(account, f"physicalId:{value}")
        if reply.document.get("ProvisionedProducts"):
            return answer(quoting, reply, f"matches by {quoting} form")
    raise UnansweredError(f"no match in either form: {reply}")


@question
def name_reuse_seconds(account: Account) -> Answer:
    """How many seconds after its termination is the name of a provisioned product free again?"""
    source, version = catalog.catalog(account)
    provisioned = catalog.imported(account, source, version)
    request = account.ask(
        "servicecatalog",
        "terminate_provisioned_product",
        ProvisionedProductId=provisioned.id,
        RetainPhysicalResources=True,
    )
    catalog.ended(account, request)
    start = account.clock.now()
    while account.clock.now() - start <= _LONGEST_REUSE:
        reply = catalog.try_import(account, version, source.id, provisioned.name)
        if reply.accepted:
            seconds = float(round(account.clock.now() - start))
            return answer(seconds, reply, f"accepted after {seconds:.0f} s")
        account.clock.pause(1)
    raise UnansweredError(f"not within {_LONGEST_REUSE} s: {reply}")
