"""What a report says of each Pulumi stack or account: as declared, differs, changes, failed. Bad ones come first."""

import enum
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from pulumi_servicecatalog.discovery.verdict import Kind
from pulumi_servicecatalog.reporting.model import (
    AccountEntry,
    DriftEntry,
    DriftKind,
    Mode,
    Outcome,
    Report,
    ReportedProblem,
    StackEntry,
    project_of,
)

_UNTOUCHED = frozenset({"same", "read"})
_FAILING = frozenset({"blocked", Kind.UNREADABLE.value})
_Key = tuple[str, str, str, str]


class State(enum.Enum):
    """How it is, the worst first."""

    FAILED = "failed"
    DIFFERS = "differs"
    STOPPED = "not begun"
    CHANGES = "changes"
    READ = "read"
    AS_DECLARED = "as declared"


@dataclass(frozen=True, kw_only=True, slots=True)
class Shard:
    """A Pulumi stack, or an account in a Region that is read without one.

    `failing` are the CloudFormation stacks in it that are blocked or could not be read, `judged` all of them, and
    `whole` is whether all of it was looked at, not only those.
    """

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
    whole: bool = True
    failing: tuple[str, ...] = ()
    judged: tuple[str, ...] = ()

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
    stacks: dict[_Key, list[StackEntry]] = {}
    for stack in report.stacks:
        stacks.setdefault((stack.account, stack.region, "", ""), []).append(stack)
    listed = {_key(entry) for entry in report.accounts if entry.mode is Mode.DISCOVER}
    for entry in (*report.accounts, *(_read(key, Mode.DRIFT) for key in drift if key not in compared)):
        yield _shard(
            entry,
            drift.get(_key(entry), []) if entry.mode is Mode.DRIFT else [],
            stacks.get(_key(entry), []) if entry.mode is Mode.DISCOVER else [],
        )
    for key in stacks.keys() - listed:
        yield replace(_shard(_read(key, Mode.DISCOVER), [], stacks[key]), whole=False)


def _shard(entry: AccountEntry, drift: Sequence[DriftEntry], stacks: Sequence[StackEntry]) -> Shard:
    changes = () if entry.mode is Mode.VERIFY else _changes(entry)
    failing = [stack for stack in stacks if stack.verdict in _FAILING]
    return Shard(
        account=entry.account,
        region=entry.region,
        pulumi_stack=entry.pulumi_stack,
        project=entry.project,
        state=_state(entry, drift, changes, failing),
        mode=entry.mode,
        changes=changes,
        problems=(*entry.problems, *(problem for stack in failing for problem in stack.problems)),
        drift=tuple(drift),
        reason=entry.reason,
        failing=tuple(map(_id, failing)),
        judged=tuple(map(_id, stacks)),
    )


def _state(
    entry: AccountEntry,
    drift: Sequence[DriftEntry],
    changes: Sequence[tuple[str, int]],
    failing: Sequence[StackEntry],
) -> State:
    unasked = any(difference.kind is DriftKind.UNASKED for difference in drift)
    if entry.outcome.bad or unasked or failing:
        return State.FAILED
    if drift:
        return State.DIFFERS
    if entry.outcome is Outcome.STOPPED:
        return State.STOPPED
    if entry.mode is Mode.DISCOVER:
        return State.READ
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


def _id(stack: StackEntry) -> str:
    return stack.stack.id or stack.stack.name


def _read(key: _Key, mode: Mode) -> AccountEntry:
    """Return an entry for what a report has something of, and does not list."""
    account, region, project, pulumi_stack = key
    return AccountEntry(
        account=account,
        region=region,
        pulumi_stack=pulumi_stack,
        project=project,
        outcome=Outcome.READ,
        mode=mode,
    )
