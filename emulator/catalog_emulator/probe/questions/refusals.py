"""The codes of refusals."""

from __future__ import annotations

import dataclasses
import uuid
from typing import TYPE_CHECKING

from botocore.exceptions import ClientError

from catalog_emulator.probe import catalog
from catalog_emulator.probe.answer import Answer, Reply, UnansweredError, answer
from catalog_emulator.probe.question import observation, question
from catalog_emulator.probe.templates import BROKEN, OTHER

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog_emulator.probe.account import Account
    from catalog_emulator.probe.catalog import Stack, Version

_NOBODY = "pp-probenosuchprod"
_MOST_CALLS = 60


@question
def not_found_code(account: Account) -> Answer:
    """With which code is a provisioned product not found, operation by operation?"""
    operations = {
        "describe_provisioned_product": {"Id": _NOBODY},
        "get_provisioned_product_outputs": {"ProvisionedProductId": _NOBODY},
        "update_provisioned_product": {"ProvisionedProductId": _NOBODY},
        "terminate_provisioned_product": {"ProvisionedProductId": _NOBODY},
        "describe_service_action_execution_parameters": {
            "ProvisionedProductId": _NOBODY,
            "ServiceActionId": "act-probenosuchact",
        },
    }
    replies = [account.ask("servicecatalog", name, **arguments) for name, arguments in operations.items()]
    for reply in replies:
        account.observe("not_found_code", reply)
    return answer(replies[0].code, replies[0], "; ".join(f"{reply.operation} {reply.code}" for reply in replies))


@question
def both_or_neither_code(account: Account) -> Answer:
    """With which code is a termination refused that names nothing, or by both ID and name?"""
    neither = account.ask("servicecatalog", "terminate_provisioned_product")
    both = account.ask(
        "servicecatalog",
        "terminate_provisioned_product",
        ProvisionedProductId=_NOBODY,
        ProvisionedProductName=account.name(),
    )
    return answer(neither.code, account.observe("both_or_neither_code", neither), f"neither: {neither}; both: {both}")


@question
def import_refusals(account: Account) -> Answer:
    """Which code has each refusal of an import?"""
    source, version = catalog.catalog(account)
    codes: dict[str, str] = {}
    reply = None
    for cause, attempt in _ATTEMPTS.items():
        try:
            reply = account.observe(cause, attempt(account, source, version))
            if reply.accepted:
                catalog.ended(account, reply)  # it would be "another import" to the next
        except (ClientError, UnansweredError):  # this cause cannot be provoked here; the others can
            continue
        if reply.code is not None:
            codes[cause] = reply.code
    if reply is None or not codes:
        raise UnansweredError("no import was refused")
    items = [f"{cause}={code}" for cause, code in codes.items()]
    return answer(items, reply, f"the texts are among the observations: {', '.join(codes)}")


def _changed(account: Account, source: Stack, version: Version, **change: object) -> Version:
    """Add a version, change it, and return it."""
    more = catalog.another_version(account, version, source)
    account.catalog.update_provisioning_artifact(
        ProductId=more.product_id, ProvisioningArtifactId=more.artifact_id, **change
    )
    return more


def _product_type(account: Account, source: Stack, _version: Version) -> Reply:
    """Import at a version of a product of another type."""
    external = catalog.product(account, source, "EXTERNAL")
    return catalog.try_import(account, external, source.id)


def _artifact_inactive(account: Account, source: Stack, version: Version) -> Reply:
    return catalog.try_import(account, _changed(account, source, version, Active=False), source.id)


def _artifact_deprecated(account: Account, source: Stack, version: Version) -> Reply:
    deprecated = _changed(account, source, version, Guidance="DEPRECATED")
    return catalog.try_import(account, deprecated, catalog.stack(account).id)


def _launch_path(account: Account, source: Stack, _version: Version) -> Reply:
    return catalog.try_import(account, catalog.product(account, source), catalog.stack(account).id)


def _no_arn(account: Account, _source: Stack, version: Version) -> Reply:
    return catalog.try_import(account, version, catalog.stack(account).name)


def _stack_missing(account: Account, source: Stack, version: Version) -> Reply:
    head = source.id.split(":stack/")[0]
    return catalog.try_import(account, version, f"{head}:stack/{account.name()}/{uuid.uuid4()}")


def _stack_status(account: Account, _source: Stack, version: Version) -> Reply:
    failed = catalog.stack(account, **BROKEN)
    if catalog.stack_status(account, failed.id) != "ROLLBACK_COMPLETE":
        raise UnansweredError("the stack did not fail")
    return catalog.try_import(account, version, failed.id)


def _template(account: Account, _source: Stack, version: Version) -> Reply:
    return catalog.try_import(account, version, catalog.stack(account, OTHER).id)


def _name_taken(account: Account, _source: Stack, version: Version) -> Reply:
    first = catalog.imported(account, catalog.stack(account), version)
    return catalog.try_import(account, version, catalog.stack(account).id, first.name)


def _stack_taken(account: Account, _source: Stack, version: Version) -> Reply:
    taken = catalog.stack(account)
    catalog.imported(account, taken, version)
    return catalog.try_import(account, version, taken.id)


def _another_import(account: Account, _source: Stack, version: Version) -> Reply:
    first, second = catalog.stack(account), catalog.stack(account)
    running = catalog.try_import(account, version, first.id)
    if not running.accepted:
        raise UnansweredError(str(running))
    return catalog.try_import(account, version, second.id)


_ATTEMPTS: dict[str, Callable[[Account, Stack, Version], Reply]] = {
    "product-type": _product_type,
    "artifact-inactive": _artifact_inactive,
    "artifact-deprecated": _artifact_deprecated,
    "launch-path": _launch_path,
    "no-arn": _no_arn,
    "stack-missing": _stack_missing,
    "stack-status": _stack_status,
    "template": _template,
    "name-taken": _name_taken,
    "stack-taken": _stack_taken,
    "another-import": _another_import,
}
"""What provokes each cause. A nested stack and a stack set need S3 or more roles, so that nobody asks for them here."""


@observation
def describe_rate(account: Account) -> None:
    """How many DescribeRecord in a row does AWS answer before it throttles (60 at most)?"""
    impatient, start = dataclasses.replace(account, tries_once=True), account.clock.now()
    count, throttled = 0, False
    while count < _MOST_CALLS and not throttled:
        count += 1
        reply = impatient.ask("servicecatalog", "describe_record", Id="rec-probenosuchrec")
        throttled = "Throttl" in str(reply.code) or "Rate exceeded" in reply.text
    seconds = account.clock.now() - start
    account.observe(f"{'throttled' if throttled else 'not throttled'} at call {count}, {seconds:.1f} s", reply)
