"""What a run comes to: a report, and what of it counts."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from pulumi_servicecatalog.drift import entries, ignored
from pulumi_servicecatalog.drift.export import Unread
from pulumi_servicecatalog.drift.ignored import Rule
from pulumi_servicecatalog.drift.state import StackState
from pulumi_servicecatalog.drift.walk import ShardDrift
from pulumi_servicecatalog.model.moment import iso
from pulumi_servicecatalog.model.problems.drift import UpdateInterrupted
from pulumi_servicecatalog.reporting.model import (
    AccountEntry,
    DriftEntry,
    DriftKind,
    Mode,
    Outcome,
    Report,
    ReportedProblem,
)
from pulumi_servicecatalog.version import VERSION


def report(  # noqa: PLR0913 - all that a run has come to
    states: Sequence[StackState],
    unread: Iterable[Unread],
    unasked: Iterable[DriftEntry],
    shards: Iterable[ShardDrift],
    rules: Sequence[Rule],
    now: datetime,
) -> Report:
    """Return the report of a run.

    Args:
        states: those that were read.
        unread: those that could not be.
        unasked: resources of which a state says too little.
        shards: what became of the accounts and Regions.
        rules: differences that are declared as known.
        now: when that is.

    """
    done = sorted(shards, key=lambda shard: (shard.shard.location, tuple(shard.shard.stacks)))
    known = (*(_unread(state) for state in unread), *(entry for shard in done for entry in shard.accounts))
    accounts = (*known, *_empty(known, states))
    drift = (*unasked, *(entry for shard in done for entry in shard.drift), *_interrupted(accounts, states))
    return Report(
        created=iso(now),
        version=VERSION,
        accounts=accounts,
        drift=ignored.marked(sorted(drift, key=_order), rules, _day(now)),
    )


def counts(entry: DriftEntry) -> bool:
    """Return whether an entry counts: nobody has declared it as known, or the time for that is over."""
    return entry.ignored is None or entry.ignored.expired


def differing(report_: Report) -> tuple[DriftEntry, ...]:
    """Return the differences that count."""
    return tuple(entry for entry in report_.drift if entry.kind is not DriftKind.UNASKED and counts(entry))


def unasked(report_: Report) -> tuple[DriftEntry, ...]:
    """Return what could not be compared of resources, and is not declared as known."""
    return tuple(entry for entry in report_.drift if entry.kind is DriftKind.UNASKED and counts(entry))


def not_read(report_: Report) -> tuple[AccountEntry, ...]:
    """Return the accounts and Pulumi stacks that could not be asked at all."""
    return tuple(entry for entry in report_.accounts if entry.outcome.bad)


def _order(entry: DriftEntry) -> tuple[str, ...]:
    return entry.account, entry.region, entry.pulumi_stack, entry.urn, entry.kind.value, entry.property


def _day(now: datetime) -> date:
    return now.date()


def _unread(state: Unread) -> AccountEntry:
    return AccountEntry(
        account=state.account,
        region=state.region,
        outcome=Outcome.FAILED,
        mode=Mode.DRIFT,
        pulumi_stack=state.stack,
        reason=state.problem.message(),
        problems=(ReportedProblem.of(state.problem),),
    )


def _empty(accounts: Iterable[AccountEntry], states: Iterable[StackState]) -> Iterable[AccountEntry]:
    """Yield an entry of each state that has nothing to ask, so that nothing is missing."""
    known = {entry.pulumi_stack for entry in accounts}
    for state in states:
        if state.stack not in known:
            yield AccountEntry(account="", region="", outcome=Outcome.READ, mode=Mode.DRIFT, pulumi_stack=state.stack)


def _interrupted(accounts: Iterable[AccountEntry], states: Iterable[StackState]) -> Iterable[DriftEntry]:
    """Yield what an interrupted update was doing, which was not compared, wherever the Pulumi stack is."""
    pending = {state.stack: state for state in states if state.pending}
    for entry in accounts:
        if entry.pulumi_stack in pending:
            state = pending[entry.pulumi_stack]
            problem = UpdateInterrupted(pulumi_stack=state.stack, number=state.pending)
            yield entries.unasked_of_stack(entry.account, entry.region, state, problem)
