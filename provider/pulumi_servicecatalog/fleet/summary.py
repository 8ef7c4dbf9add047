"""What the results of a plan come to: how many of each status, and the failures by their cause."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pulumi_servicecatalog.fleet.result import Cause, Mode, Result, Status


@dataclass(frozen=True, kw_only=True)
class OneCause:
    """A cause, and the results that have it.

    Attributes:
        code: of the problem; "" for what Pulumi says.
        example: the cause of the first of them.
        results: those that failed by it.

    """

    code: str
    example: Cause
    results: Sequence[Result]


@dataclass(frozen=True, kw_only=True)
class Summary:
    """What results come to.

    Attributes:
        statuses: how many there are of each status, in the order of `Status`.
        changed: how many resources were changed, or would be.
        previewed: whether it was only looked.
        causes: why some failed, most frequent first; what was stopped is none.
        trusts: the statements that trust policies lack, by the roles.

    """

    statuses: Mapping[Status, int]
    changed: int
    previewed: bool
    causes: tuple[OneCause, ...]
    trusts: Mapping[str, Any]

    @property
    def bad(self) -> int:
        """Return how many failed."""
        return sum(number for status, number in self.statuses.items() if status.bad)

    @property
    def stopped(self) -> int:
        """Return how many were not begun."""
        return self.statuses.get(Status.STOPPED, 0)


def summarize(results: Iterable[Result]) -> Summary:
    """Return what results come to. A result with several causes is counted under the first of each code."""
    known = tuple(results)
    by_cause: dict[str, list[tuple[Cause, Result]]] = {}
    for result in known:
        if result.status.bad:
            firsts = {_key(cause): cause for cause in reversed(result.causes)}
            for key, cause in firsts.items():
                by_cause.setdefault(key, []).append((cause, result))
    counts = Counter(result.status for result in known)
    causes = (
        OneCause(code=pairs[0][0].code, example=pairs[0][0], results=[result for _, result in pairs])
        for pairs in by_cause.values()
    )
    return Summary(
        statuses={status: counts[status] for status in Status if counts[status]},
        changed=sum(result.changed for result in known if result.status is Status.DONE),
        previewed=any(result.mode is Mode.PREVIEW for result in known),
        causes=tuple(sorted(causes, key=lambda cause: (-len(cause.results), cause.code, cause.example.message))),
        trusts={result.trust["role"]: result.trust["statement"] for result in known if result.trust},
    )


def _key(cause: Cause) -> str:
    return cause.code or cause.message
