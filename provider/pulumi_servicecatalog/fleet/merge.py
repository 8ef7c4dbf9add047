"""Results put together: every shard of a plan has one, or it is said which has not."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pulumi_servicecatalog.fleet.plan import Plan, PlannedShard
from pulumi_servicecatalog.fleet.result import Mode, Result, Status


@dataclass(frozen=True, kw_only=True)
class Merged:
    """The results of a plan.

    Attributes:
        results: one for each shard that has one, in the order of the plan, by the names of Pulumi stacks.
        missing: the shards that have none.
        others: results that are not of this plan.
        unknown: results of this plan whose stack is not in it.
        modes: how far the shards were done. Previews and updates do not make a whole together.
        repeated: how many results of the same mode a shard has, where that is more than one. The last one counts.

    """

    results: Mapping[str, Result]
    missing: tuple[PlannedShard, ...] = ()
    others: tuple[Result, ...] = ()
    unknown: tuple[Result, ...] = ()
    modes: frozenset[Mode] = frozenset()
    repeated: Mapping[str, int]

    @property
    def whole(self) -> bool:
        """Return whether plan and results agree."""
        return not (self.missing or self.others or self.unknown or self.mixed)

    @property
    def mixed(self) -> bool:
        """Return whether some shards were previewed alone, and others done."""
        return Mode.PREVIEW in self.modes and len(self.modes) > 1


def merge(plan: Plan, results: Iterable[Result]) -> Merged:
    """Put results together.

    Args:
        plan: what was to be done.
        results: what became of it, in the order in which it was written.

    """
    known = {shard.target.stack: shard for shard in plan.shards}
    by_stack: dict[str, list[Result]] = {}
    others, unknown = [], []
    for result in results:
        if result.plan != plan.hash:
            others.append(result)
        elif result.target.stack not in known:
            unknown.append(result)
        else:
            by_stack.setdefault(result.target.stack, []).append(result)
    counted = {stack: last(by_stack[stack]) for stack in known if stack in by_stack}
    return Merged(
        results=counted,
        missing=tuple(shard for stack, shard in known.items() if stack not in by_stack),
        others=tuple(others),
        unknown=tuple(unknown),
        modes=frozenset(result.mode for result in counted.values()),
        repeated={stack: number for stack, several in by_stack.items() if (number := _most(several)) > 1},
    )


def last(results: Sequence[Result]) -> Result:
    """Return which result of a shard counts: the last that is no preview, by when it ended.

    An update counts in place of a second look that has found it as declared, and a failure in place of a later run that
    did not come as far as the shard. A preview counts where there is nothing else.
    """
    done = [result for result in results if result.mode is not Mode.PREVIEW] or results
    tried = _in_order([result for result in done if result.status is not Status.STOPPED])
    if not tried or (done[-1].status is Status.STOPPED and not tried[-1].status.bad):
        return done[-1]
    *earlier, last = tried
    if last.mode is Mode.VERIFY and last.status.good:
        return next((result for result in reversed(earlier) if result.mode is Mode.UPDATE), last)
    return last


def _in_order(results: Sequence[Result]) -> Sequence[Result]:
    """Return results by when they ended; as they were written, where one does not say when."""
    timed = [(result.ended, result) for result in results if result.ended]
    if len(timed) < len(results):
        return results
    return [result for _, result in sorted(timed, key=lambda pair: pair[0])]


def _most(results: Sequence[Result]) -> int:
    return max(Counter(result.mode for result in results).values())
