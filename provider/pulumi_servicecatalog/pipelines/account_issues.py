"""One issue for each account that is not as declared: what is to be opened, updated and closed.

An issue is known by its first line, which has the account, a fingerprint of the rest, and what it is of: it is written
again where that has changed, so that nobody hears of the same difference every night, and closed when all that it is of
was looked at again.
"""

import hashlib
import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from pulumi_servicecatalog.pipelines import comment
from pulumi_servicecatalog.pipelines.markup import code, units
from pulumi_servicecatalog.pipelines.shard import Shard, State, shards
from pulumi_servicecatalog.reporting.model import Mode, Report

_ACCOUNT: Final = re.compile(r"[0-9]{12}")
_UNKNOWN: Final = "unknown"
_MARKER: Final = re.compile(
    r"<!-- catalogctl:issue:([a-z0-9-]+):([0-9]{12}|unknown):([0-9a-f]{16})((?: [0-9a-f.]+)*) -->"
)
_MOST_PARTS: Final = 1000
"""How many parts of an account an issue names in its first line."""


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
    return tuple(_wanted(account, those, key) for account, those in _by_account(report) if any(map(_is_to_do, those)))


def steps(report: Report, key: str, existing: Sequence[Existing]) -> Iterator[Step]:
    """Yield what is to be done with the issues of a repository. Those of accounts that nobody looked at stay.

    Args:
        report: what was looked at.
        key: the name by which issues of one pipeline differ from those of others.
        existing: the open issues.

    """
    known = _known(existing, key)
    closings: list[Closing] = []
    for account, those in _by_account(report):
        open_ = known.get(account, ())
        left = _left(those, {part for issue in open_ for part in issue.parts})
        if any(map(_is_to_do, those)):
            now = _wanted(account, those, key, left)
            if not open_:
                yield Opening(wanted=now)
            elif open_[0].fingerprint != _fingerprint_of(now.body):
                yield Updating(number=open_[0].number, wanted=now)
        elif not left and all(shard.state is not State.STOPPED for shard in those):
            closings += (Closing(number=issue.number, account=account) for issue in open_)
    yield from closings


@dataclass(frozen=True, kw_only=True, slots=True)
class _Known:
    """An issue of ours: its fingerprint, and the parts of the account that it is of."""

    number: int
    fingerprint: str
    parts: frozenset[str]


def _known(existing: Sequence[Existing], key: str) -> dict[str, list[_Known]]:
    known: dict[str, list[_Known]] = {}
    for issue in sorted(existing, key=lambda issue: issue.number):
        match = _MARKER.match(issue.body)
        if match and match[1] == key:
            parts = frozenset(match[4].split())
            known.setdefault(match[2], []).append(_Known(number=issue.number, fingerprint=match[3], parts=parts))
    return known


def _is_to_do(shard: Shard) -> bool:
    previewed = shard.state is State.CHANGES and shard.mode is Mode.PREVIEW
    return previewed or shard.state in {State.FAILED, State.DIFFERS}


def _left(those: Sequence[Shard], parts: AbstractSet[str]) -> frozenset[str]:
    """Return the parts that nobody has looked at."""
    looked = {part for shard in those if shard.state is not State.STOPPED for part in _looked_at(shard)}
    return frozenset(part for part in parts if not {part, part.partition(".")[0]} & looked)


def _looked_at(shard: Shard) -> Iterator[str]:
    yield from (_part(shard, shard.project, stack) for stack in shard.judged)
    if shard.whole:
        yield from (_part(shard, project) for project in (shard.project, ""))


def _to_do(shard: Shard) -> Iterator[str]:
    if shard.failing:
        yield from (_part(shard, shard.project, stack) for stack in shard.failing)
    else:
        yield _part(shard, shard.project)


def _part(shard: Shard, project: str, stack: str = "") -> str:
    """Return what stands for a shard, or for a CloudFormation stack in it, in the first line of an issue."""
    whole = _digest(f"{shard.account}\n{shard.region}\n{project}\n{shard.pulumi_stack}", 8)
    return f"{whole}.{_digest(stack, 8)}" if stack else whole


def _digest(text: str, length: int) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:length]


def _by_account(report: Report) -> Iterator[tuple[str, list[Shard]]]:
    every = shards(report)
    names = {_name(shard.account) for shard in every}
    for name in sorted(names):
        yield name, [shard for shard in every if _name(shard.account) == name]


def _name(account: str) -> str:
    return account if _ACCOUNT.fullmatch(account) else _UNKNOWN


def _wanted(account: str, those: Sequence[Shard], key: str, left: AbstractSet[str] = frozenset()) -> Wanted:
    named = f"Account {account}" if account != _UNKNOWN else "An account that is not known"
    parts = {part for shard in those if _is_to_do(shard) for part in _to_do(shard)} | left
    listed = "".join(f" {part}" for part in sorted(parts)[:_MOST_PARTS])
    also = f"{len(left)} more of it that differed or failed before: not looked at since.\n" if left else ""
    head = f"{comment.headline(those)}.\n{also}"
    marker_length = len(_marker(key, account, "0" * 16, listed))
    text = head + comment.details(those, comment.LIMIT - units(head) - marker_length)
    return Wanted(
        account=account,
        title=f"{named} is not as declared",
        body=f"{_marker(key, account, _digest(text, 16), listed)}{text}",
    )


def _marker(key: str, account: str, fingerprint: str, parts: str) -> str:
    return f"<!-- catalogctl:issue:{key}:{account}:{fingerprint}{parts} -->\n"


def _fingerprint_of(body: str) -> str:
    match = _MARKER.match(body)
    assert match, "it was made here"
    return match[3]


def closing_words(account: str) -> str:
    """Return what is written under an issue that is closed."""
    return f"Account {code(account)} is as declared again."
