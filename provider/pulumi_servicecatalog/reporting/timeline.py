"""A rollout over time: its waves, how many shards were done at which moment, and what became of the others."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from pulumi_servicecatalog.reporting.model import AccountEntry, Mode, Outcome, Report


@dataclass(frozen=True, kw_only=True, slots=True)
class Point:
    """A moment at which a shard ended: how many were good by then, and how many had failed."""

    seconds: float
    good: int
    bad: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Wave:
    """A wave: its number, or None where there are none, when it ran in seconds from the beginning, and its shards."""

    number: int | None
    begun: float
    ended: float
    good: int
    bad: int


@dataclass(frozen=True, kw_only=True)
class Timeline:
    """A rollout.

    Attributes:
        outcomes: how many shards came to each outcome, in the order of `Outcome`.
        previewed: whether it was only looked what would be done.
        changed: how many resources were changed, or would be.
        begun: when the first shard was begun; "" where nobody has written it down.
        seconds: how long it took from then on.
        points: its course; empty where nobody has written down when shards ended.
        waves: its waves, likewise.

    """

    outcomes: Mapping[Outcome, int]
    previewed: bool
    changed: int
    begun: str
    seconds: float
    points: tuple[Point, ...]
    waves: tuple[Wave, ...]

    @property
    def shards(self) -> int:
        """Return how many shards there are."""
        return sum(self.outcomes.values())

    @property
    def good(self) -> int:
        """Return how many of them are as declared."""
        return sum(number for outcome, number in self.outcomes.items() if outcome in _GOOD)

    @property
    def bad(self) -> int:
        """Return how many of them have failed."""
        return sum(number for outcome, number in self.outcomes.items() if outcome.bad)


_GOOD = frozenset({Outcome.DONE, Outcome.UNCHANGED, Outcome.FRESH})
_NO_CHANGE = frozenset({"same", "read", "refresh"})


def timeline(report: Report) -> Timeline | None:
    """Return the rollout of a report; None for none. Previews count where they failed, or nothing else was done."""
    known = [entry for entry in report.accounts if entry.mode.rollout]
    if not known:
        return None
    updated = any(entry.mode is not Mode.PREVIEW for entry in known)
    shards = [entry for entry in known if not updated or entry.mode is not Mode.PREVIEW or entry.outcome.bad]
    counts = Counter(entry.outcome for entry in shards)
    timed = sorted((shard for shard in map(_timed, shards) if shard), key=lambda shard: shard.ended)
    first = min((shard.begun for shard in timed), default=None)
    return Timeline(
        outcomes={outcome: counts[outcome] for outcome in Outcome if counts[outcome]},
        previewed=not updated,
        changed=sum(
            number for entry in shards for operation, number in entry.changes.items() if operation not in _NO_CHANGE
        ),
        begun=first.isoformat() if first else "",
        seconds=(timed[-1].ended - first).total_seconds() if first else 0.0,
        points=tuple(_points(timed, first)) if first else (),
        waves=tuple(_waves(timed, first)) if first else (),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Timed:
    entry: AccountEntry
    begun: datetime
    ended: datetime


def _timed(entry: AccountEntry) -> _Timed | None:
    begun, ended = _moment(entry.begun), _moment(entry.ended)
    return _Timed(entry=entry, begun=begun, ended=max(begun, ended)) if begun and ended else None


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _points(timed: Sequence[_Timed], first: datetime) -> Iterable[Point]:
    good = bad = 0
    for shard in timed:
        good += shard.entry.outcome in _GOOD
        bad += shard.entry.outcome.bad
        yield Point(seconds=(shard.ended - first).total_seconds(), good=good, bad=bad)


def _waves(timed: Sequence[_Timed], first: datetime) -> Iterable[Wave]:
    by_wave: dict[int | None, list[_Timed]] = {}
    for shard in timed:
        by_wave.setdefault(shard.entry.wave, []).append(shard)
    for number, shards in sorted(by_wave.items(), key=lambda pair: pair[0] or 0):
        yield Wave(
            number=number,
            begun=(min(shard.begun for shard in shards) - first).total_seconds(),
            ended=(max(shard.ended for shard in shards) - first).total_seconds(),
            good=sum(shard.entry.outcome in _GOOD for shard in shards),
            bad=sum(shard.entry.outcome.bad for shard in shards),
        )
