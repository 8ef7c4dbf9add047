"""In which order the shards of a plan are done, how many may fail, and how many run at a time; in StackSets' words."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Final, Self

from pulumi_servicecatalog.fleet.plan import PlannedShard

_SHARE: Final = re.compile(r"(\d{1,6})(%?)")


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """A number of shards, or a percentage of them."""

    number: int
    percent: bool = False

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the share that a text names: `3` or `10%`.

        Raises:
            ValueError: it names none.

        """
        match = _SHARE.fullmatch(text.strip())
        if not match or (match[2] and int(match[1]) > 100):
            raise ValueError(f"{text!r} must be a number of shards, or a percentage such as 10%")
        return cls(number=int(match[1]), percent=bool(match[2]))

    def at_least(self, total: int) -> int:
        """Return how many of a total it is, a part of one counting as one."""
        return min(total, math.ceil(total * self.number / 100) if self.percent else self.number)

    def at_most(self, total: int) -> int:
        """Return how many of a total it is, a part of one counting as none, as StackSets rounds."""
        return min(total, total * self.number // 100 if self.percent else self.number)

    def __str__(self) -> str:
        return f"{self.number}%" if self.percent else str(self.number)


def at_once(limit: Share | None, shards: int, workers: int) -> int:
    """Return how many shards are in work at a time.

    Args:
        limit: how many of all may be; None for no limit. A part of one counts as none, and one is always done.
        shards: how many there are.
        workers: how many the executor has.

    """
    return workers if limit is None else min(workers, max(1, limit.at_most(shards)))


@dataclass(frozen=True, kw_only=True, slots=True)
class Order:
    """How a rollout goes through the shards.

    Attributes:
        waves: up to which share of all shards each wave goes; what they leave is a last wave.
        canary: the tag of accounts that make up a first wave, as `key` or `key=value`; None for no such wave.
        regions: the Regions in their order, each of which is done before the next is begun; empty for no order.
        tolerance: how many shards of a wave may fail before the rollout stops.

    """

    waves: tuple[Share, ...] = ()
    canary: str | None = None
    regions: tuple[str, ...] = ()
    tolerance: Share = Share(number=0)

    def ordered(self, shards: Sequence[PlannedShard]) -> tuple[tuple[PlannedShard, ...], ...]:
        """Return the waves of a plan's shards. Each shard is in one of them."""
        in_order = sorted(shards, key=lambda shard: (not self.is_canary(shard), self._rank(shard.target.region)))
        total, canaries = len(in_order), sum(map(self.is_canary, in_order))
        ends = [canaries, *(share.at_least(total) for share in self.waves), total]
        rising = sorted({0, *(end for end in ends if end >= canaries)})
        waves = [in_order[start:end] for start, end in pairwise(rising)]
        return tuple(tuple(part) for wave in waves for part in self._by_region(wave))

    def slips(self, shards: Sequence[PlannedShard]) -> Iterator[str]:
        """Return what names nothing in a plan, so that an order would be another than the one that is meant."""
        if self.canary is not None and not any(map(self.is_canary, shards)):
            yield f"no account of the plan has the tag {self.canary}"
        known = {shard.target.region for shard in shards}
        yield from (f"nothing of the plan is in {region}" for region in self.regions if region not in known)

    def is_canary(self, shard: PlannedShard) -> bool:
        """Return whether a shard is of an account with the canaries' tag."""
        if self.canary is None:
            return False
        key, equals, value = self.canary.partition("=")
        tags = shard.target.tags
        return tags.get(key) == value if equals else key in tags

    def tolerates(self, failed: int, total: int) -> bool:
        """Return whether a wave of a total of shards may go on, with some of them failed."""
        return failed <= self.tolerance.at_most(total)

    def _rank(self, region: str) -> int:
        return self.regions.index(region) if region in self.regions else len(self.regions)

    def _by_region(self, wave: Sequence[PlannedShard]) -> Iterator[list[PlannedShard]]:
        if not self.regions:
            yield list(wave)
            return
        ranked = sorted(wave, key=lambda shard: self._rank(shard.target.region))
        for _, part in groupby(ranked, key=lambda shard: self._rank(shard.target.region)):
            yield list(part)
