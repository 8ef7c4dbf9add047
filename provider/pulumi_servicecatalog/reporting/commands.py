"""The command that goes on from a line of a report, as it is typed into a shell."""

import shlex

from pulumi_servicecatalog.discovery.verdict import Kind
from pulumi_servicecatalog.reporting.model import AccountEntry, DriftEntry, Mode, StackEntry


def of_stack(entry: StackEntry) -> str:
    """Return what shows what is to be done about a stack; "" where nothing is."""
    where = ("--region", entry.region) if entry.region else ()
    holder = entry.governed_by
    if entry.verdict == Kind.HELD.value:
        if entry.reason in {"current", ""} or holder is None:
            return ""
        return _typed("catalogctl", "history", *where, "--", holder.provisioned_product.id)
    if entry.candidates:
        candidate = entry.candidates[0]
        into = ("--product-id", candidate.product.id, "--version-id", candidate.artifact.id)
        return _typed("catalogctl", "check", *into, *where, "--", entry.stack.id or entry.stack.name)
    if entry.verdict == Kind.UNMATCHED.value:
        return "catalogctl propose inventory.jsonl --out catalog"
    return ""


def of_account(entry: AccountEntry) -> str:
    """Return what tries again what could not be read or done; "" where it could."""
    if entry.mode is Mode.DISCOVER:
        return "catalogctl discover --resume" if entry.outcome.bad else ""
    return _typed("pulumi", "preview", "--stack", entry.pulumi_stack) if entry.outcome.bad else ""


def of_drift(entry: DriftEntry) -> str:
    """Return what shows what the next update would do."""
    return _typed("pulumi", "preview", "--diff", "--stack", entry.pulumi_stack)


def _typed(*arguments: str) -> str:
    return shlex.join(arguments)
