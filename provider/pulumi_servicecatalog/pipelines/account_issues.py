"""One issue for each account that is not as declared: what is to be opened, updated and closed.

An issue is known by its first line, which has the account and a fingerprint of the rest: it is written again where that
has changed, so that nobody hears of the same difference every night.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pulumi_servicecatalog.pipelines import comment
from pulumi_servicecatalog.pipelines.markup import code, units
from pulumi_servicecatalog.pipelines.shard import Shard, State, shards
from pulumi_servicecatalog.reporting.model import Report

_ACCOUNT: Final = re.compile(r"[0-9]{12}")
_UNKNOWN: Final = "unknown"
_MARKER: Final = re.compile(r"<!-- catalogctl:issue:([a-z0-9-]+):([0-9]{12}|unknown):([0-9a-f]{16}) -->")
_TO_DO: Final = frozenset({State.FAILED, State.DIFFERS})


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """An issue as it should be."""

    account: str
    title: str
    body: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Existing:
    """An open issue of the repository."""

    number: int
    body: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Opening:
    """An issue is to be opened."""

    wanted: Wanted


@dataclass(frozen=True, kw_only=True, slots=True)
class Updating:
    """An issue is to be written again."""

    number: int
    wanted: Wanted


@dataclass(frozen=True, kw_only=True, slots=True)
class Closing:
    """An issue is to be closed, since its account is as declared."""

    number: int
    account: str


Step = Opening | Updating | Closing


def wanted(report: Report, key: str) -> tuple[Wanted, ...]:
    """Return an issue for each account that differs from what is declared, or could not be asked."""
    return tuple(
        _wanted(account, those, key)
        for account, those in _by_account(report)
        if any(shard.state in _TO_DO for shard in those)
    )


def steps(report: Report, key: str, existing: Sequence[Existing]) -> Iterator[Step]:
    """Yield what is to be done with the issues of a repository. Those of accounts that nobody looked at stay.

    Args:
        report: what was looked at.
        key: the name by which issues of one pipeline differ from those of others.
        existing: the open issues.

    """
    known: dict[str, list[tuple[Existing, str]]] = {}
    for issue in sorted(existing, key=lambda issue: issue.number):
        match = _MARKER.match(issue.body)
        if match and match[1] == key:
            known.setdefault(match[2], []).append((issue, match[3]))
    to_do = {issue.account: issue for issue in wanted(report, key)}
    for account, now in to_do.items():
        if account not in known:
            yield Opening(wanted=now)
            continue
        first, fingerprint = known[account][0]
        if fingerprint != _fingerprint_of(now.body):
            yield Updating(number=first.number, wanted=now)
    for account, those in _by_account(report):
        if account not in to_do and all(shard.state is not State.STOPPED for shard in those):
            yield from (Closing(number=issue.number, account=account) for issue, _ in known.get(account, ()))


def _by_account(report: Report) -> Iterator[tuple[str, list[Shard]]]:
    every = shards(report)
    names = {_name(shard.account) for shard in every}
    for name in sorted(names):
        yield name, [shard for shard in every if _name(shard.account) == name]


def _name(account: str) -> str:
    return account if _ACCOUNT.fullmatch(account) else _UNKNOWN


def _wanted(account: str, those: Sequence[Shard], key: str) -> Wanted:
    named = f"Account {account}" if account != _UNKNOWN else "An account that is not known"
    head = f"{comment.headline(those)}.\n"
    marker_length = len(f"<!-- catalogctl:issue:{key}:{account}:{'0' * 16} -->\n")
    text = head + comment.details(those, comment.LIMIT - units(head) - marker_length)
    fingerprint = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return Wanted(
        account=account,
        title=f"{named} is not as declared",
        body=f"<!-- catalogctl:issue:{key}:{account}:{fingerprint} -->\n{text}",
    )


def _fingerprint_of(body: str) -> str:
    match = _MARKER.match(body)
    assert match, "it was made here"
    return match[3]


def closing_words(account: str) -> str:
    """Return what is written under an issue that is closed."""
    return f"Account {code(account)} is as declared again."
