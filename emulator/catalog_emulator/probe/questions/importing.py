"""What may be imported, and when."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from catalog_emulator.probe import catalog
from catalog_emulator.probe.answer import Answer, Reply, UnansweredError, answer
from catalog_emulator.probe.question import question
from catalog_emulator.probe.templates import SAME_MEANING

if TYPE_CHECKING:
    from collections.abc import Callable

    from catalog_emulator.probe.account import Account
    from catalog_emulator.probe.catalog import Stack, Version


def _works(account: Account, attempt: Callable[[], Reply], control: Callable[[], Reply]) -> tuple[bool, Reply]:
    """Say whether a request works; that it does not counts only if another works that differs in one thing.

    Raises:
        UnansweredError: the other does not work either, so that the refusal has another reason.
    """
    reply = attempt()
    if catalog.succeeded(account, reply):
        return True, reply
    catalog.must_work(account, control())
    return False, reply


@question
def match_rule(account: Account) -> Answer:
    """Does a stack match a version whose template has other blanks?"""
    source, version = catalog.catalog(account)
    same_meaning = catalog.stack(account, SAME_MEANING)
    works, reply = _works(
        account,
        lambda: catalog.try_import(account, version, same_meaning.id),
        lambda: catalog.try_import(account, version, source.id),
    )
    return answer("meaning" if works else "bytes", reply)


@question
def import_scope(account: Account) -> Answer:
    """While an import is running, is another refused: of the same product, of another, in another Region?"""
    first, version = catalog.catalog(account)
    second, third = catalog.stack(account), catalog.stack(account)
    other = catalog.published(account, catalog.product(account, third))
    elsewhere = account.elsewhere()
    fourth, there = catalog.catalog(elsewhere)
    attempts = {
        "product": partial(catalog.try_import, account, version, second.id),
        "account-region": partial(catalog.try_import, account, other, third.id),
        "account": partial(catalog.try_import, elsewhere, there, fourth.id),
    }
    running = catalog.try_import(account, version, first.id)
    replies = {scope: attempt() for scope, attempt in attempts.items()}
    if not catalog.is_open(account, running):
        raise UnansweredError("the first import was over before the others were answered")
    for scope in ("account", "account-region", "product"):
        if not replies[scope].accepted:
            catalog.ended(account, running)
            catalog.must_work(elsewhere if scope == "account" else account, attempts[scope]())
            return answer(scope, replies[scope])
    return answer("off", replies["product"])


@question
def import_foreign_stack(account: Account) -> Answer:
    """Can a stack of another Region be imported?"""
    _, version = catalog.catalog(account)
    foreign = catalog.stack(account.elsewhere())
    reply = catalog.try_import(account, version, foreign.id)
    if not reply.accepted:
        return answer(reply.code, reply)
    ended = catalog.ended(account, reply)["RecordDetail"]
    return answer("accept", reply, f"accepted, and its record is {ended['Status']}")


def _deprecated(account: Account) -> tuple[Stack, Version]:
    source, version = catalog.catalog(account)
    account.catalog.update_provisioning_artifact(
        ProductId=version.product_id, ProvisioningArtifactId=version.artifact_id, Guidance="DEPRECATED"
    )
    return source, version


def _recommended(account: Account, version: Version) -> Version:
    account.catalog.update_provisioning_artifact(
        ProductId=version.product_id, ProvisioningArtifactId=version.artifact_id, Guidance="DEFAULT"
    )
    return version


@question
def import_accepts_deprecated(account: Account) -> Answer:
    """Can a stack be imported at a version that is DEPRECATED?"""
    source, version = _deprecated(account)
    works, reply = _works(
        account,
        lambda: catalog.try_import(account, version, source.id),
        lambda: catalog.try_import(account, _recommended(account, version), source.id),
    )
    return answer(works, reply)


@question
def launch_accepts_deprecated(account: Account) -> Answer:
    """Can a version that is DEPRECATED be launched?"""
    _, version = _deprecated(account)
    works, reply = _works(
        account,
        lambda: catalog.launch(account, version, []),
        lambda: catalog.launch(account, _recommended(account, version), []),
    )
    return answer(works, reply)


@question
def import_accepts_names(account: Account) -> Answer:
    """Can the PhysicalId of an import be a stack's name?"""
    source, version = catalog.catalog(account)
    works, reply = _works(
        account,
        lambda: catalog.try_import(account, version, source.name),
        lambda: catalog.try_import(account, version, source.id),
    )
    return answer(works, reply)


@question
def import_needs_launch_path(account: Account) -> Answer:
    """Does an import need a launch path?"""
    source = catalog.stack(account)
    version = catalog.product(account, source)
    works, reply = _works(
        account,
        lambda: catalog.try_import(account, version, source.id),
        lambda: catalog.try_import(account, catalog.published(account, version), source.id),
    )
    return answer(not works, reply)


@question
def launch_path_principals(account: Account) -> Answer:
    """Does a portfolio let in callers whom none of its principals is?"""
    source = catalog.stack(account)
    closed = catalog.product(account, source)
    partition = account.identity()["Arn"].split(":")[1]
    catalog.portfolio_with(account, closed, f"arn:{partition}:iam:::role/{account.name()}")
    catalog.published(account, catalog.product(account, source))  # seen by now: so is what was made before it
    reply = account.ask("servicecatalog", "list_launch_paths", ProductId=closed.product_id)
    count = len(reply.document.get("LaunchPathSummaries", ()))
    return answer("any" if count else "caller", reply, f"{reply}, {count} launch paths")
