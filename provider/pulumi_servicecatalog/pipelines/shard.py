"""What a report says of each Pulumi stack or account: as declared, differs, changes, failed. Bad ones come first."""

import enum
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pulumi_servicecatalog.reporting.model import (
    AccountEntry,
    DriftEntry,
    DriftKind,
    Mode,
    Outcome,
    Report,
    ReportedProblem,
    project_of,
)

_UNTOUCHED = frozenset({"same", "read"})
_Key = tuple[str, str, str, str]


class State(enum.Enum):
    """How it is, the worst first."""

    FAILED = "failed"
    DIFFERS = "differs"
    STOPPED = "not begun"
    CHANGES = "changes"
    AS_DECLARED = "as declared"


@dataclass(frozen=True, kw_only=True, slots=True)
class Shard:
    """A Pulumi stack, or an account in a Region that is read without one."""

    account: str
    region: str
    pulumi_stack: str
    project: str
    state: State
    mode: Mode
    changes: tuple[tuple[str, int], ...] = ()
    problems: tuple[ReportedProblem, ...] = ()
    drift: tuple[DriftEntry, ...] = ()
    reason: str = ""

    @property
    def changed(self) -> int:
        """Return how many resources are changed, or would be."""
        return sum(number for _, number in self.changes)


def shards(report: Report) -> tuple[Shard, ...]:
    """Return what is said of each, the worst first, and then by account, Region and Pulumi stack."""
    order = list(State)
    return tuple(
        sorted(
            _shards(report),
            key=lambda shard: (
                order.index(shard.state),
                shard.account,
                shard.region,
                shard.pulumi_stack,
                shard.project,
            ),
        )
    )


def _shards(report: Report) -> Iterator[Shard]:
    drift: dict[_Key, list[DriftEntry]] = {}
    compared = {_key(entry) for entry in report.accounts if entry.mode is Mode.DRIFT}
    for difference in filter(_counts, report.drift):
        key = _key(difference)
        drift.setdefault(key if key in compared else _without_project(key, compared), []).append(difference)
    blocked: dict[tuple[str, str], list[ReportedProblem]] = {}
    for stack in report.stacks:
        if stack.verdict == "blocked":
            blocked.setdefault((stack.account, stack.region), []).extend(stack.problems)
    unlisted = [_read(key) for key in drift if key not in compared]
    for entry in (*report.accounts, *unlisted):
        yield _shard(
            entry,
            drift.get(_key(entry), []) if entry.mode is Mode.DRIFT else [],
            blocked.get((entry.account, entry.region), []) if entry.mode is Mode.DISCOVER else [],
        )


def _shard(entry: AccountEntry, drift: Sequence[DriftEntry], blocked: Sequence[ReportedProblem]) -> Shard:
    changes = () if entry.mode is Mode.VERIFY else _changes(entry)
    return Shard(
        account=entry.account,
        region=entry.region,
        pulumi_stack=entry.pulumi_stack,
        project=entry.project,
        state=_state(entry, drift, changes, blocked),
        mode=entry.mode,
        changes=changes,
        problems=(*entry.problems, *blocked),
        drift=tuple(drift),
        reason=entry.reason,
    )


def _state(
    entry: AccountEntry,
    drift: Sequence[DriftEntry],
    changes: Sequence[tuple[str, int]],
    blocked: Sequence[ReportedProblem],
) -> State:
    unasked = any(difference.kind is DriftKind.UNASKED for difference in drift)
    if entry.outcome.bad or unasked or blocked:
        return State.FAILED
    if drift:
        return State.DIFFERS
    if entry.outcome is Outcome.STOPPED:
        return State.STOPPED
    return State.CHANGES if changes else State.AS_DECLARED


def _changes(entry: AccountEntry) -> tuple[tuple[str, int], ...]:
    return tuple(sorted((name, number) for name, number in entry.changes.items() if name not in _UNTOUCHED and number))


def _key(entry: AccountEntry | DriftEntry) -> _Key:
    project = project_of(entry.urn) if isinstance(entry, DriftEntry) else entry.project
    return entry.account, entry.region, project, entry.pulumi_stack


def _without_project(key: _Key, compared: Collection[_Key]) -> _Key:
    """Return the key of an entry that does not say of which project it is, where there is one."""
    account, region, _, pulumi_stack = key
    unknown = account, region, "", pulumi_stack
    return unknown if unknown in compared else key


def _counts(difference: DriftEntry) -> bool:
    """Return whether it counts: nobody has declared it as known, or until a day that is over."""
    return difference.ignored is None or difference.ignored.expired


def _read(key: _Key) -> AccountEntry:
    """Return an entry for a Pulumi stack that differs, and that a report lists without one."""
    account, region, project, pulumi_stack = key
    return AccountEntry(
        account=account,
        region=region,
        pulumi_stack=pulumi_stack,
        project=project,
        outcome=Outcome.READ,
        mode=Mode.DRIFT,
    )
