"""What a rollout writes down: which shards were begun, by which run, and what became of them. Lines to a value."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, Self

from pulumi_servicecatalog.fleet import result as results
from pulumi_servicecatalog.fleet.json_lines import Line
from pulumi_servicecatalog.fleet.lock import Claim
from pulumi_servicecatalog.fleet.plan import PlannedShard
from pulumi_servicecatalog.fleet.result import Mode, Result

SCHEMA_VERSION: Final = 1


class LedgerError(Exception):
    """The ledger cannot be used; the text is one line that says why."""


class LedgerLostError(Exception):
    """A line could not be written while work went on; the text is one line that says why."""


@dataclass(frozen=True, kw_only=True)
class Ledger:
    """What the lines of a ledger come to.

    Attributes:
        plans: the hashes of the plans that shards were begun of.
        last: the last result of each shard, by the plan and the Pulumi stack.
        unfinished: shards that were begun and have no result since, with who began them first, by the Pulumi stack.

    """

    plans: frozenset[str] = frozenset()
    last: Mapping[tuple[str, str], Result] = field(default_factory=dict)
    unfinished: Mapping[str, Claim] = field(default_factory=dict)

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Self:
        """Return what lines come to.

        Raises:
            LedgerError: a line is not of a ledger.

        """
        plans: set[str] = set()
        last: dict[tuple[str, str], Result] = {}
        unfinished: dict[str, Claim] = {}
        for number, line in enumerate(lines, 1):
            match line.get("kind"):
                case "begun":
                    plan, stack, claim = _begun(line, number)
                    plans.add(plan)
                    unfinished.setdefault(stack, claim)
                case "result":
                    result = _result(line, number)
                    last[result.plan, result.target.stack] = result
                    if not result.lost:  # what a lost worker has left stays ours
                        unfinished.pop(result.target.stack, None)
                case kind:
                    raise LedgerError(f"line {number}: a line of kind {kind} is of no ledger")
        return cls(plans=frozenset(plans), last=last, unfinished=unfinished)

    def done(self, shard: PlannedShard) -> Result | None:
        """Return the result by which a shard is done under its plan; None where it is still to be done."""
        result = self.last.get((shard.plan, shard.target.stack))
        return result if result is not None and result.status.good and result.mode is not Mode.PREVIEW else None

    def verified(self, shard: PlannedShard) -> bool:
        """Return whether a shard is done, and was looked at again since."""
        result = self.done(shard)
        return result is not None and result.mode is Mode.VERIFY


def begun(shard: PlannedShard, *, run: str, attempt: int, at: datetime) -> Line:
    """Return the line that is written before a shard is done."""
    return {
        "schemaVersion": SCHEMA_VERSION,
        "kind": "begun",
        "plan": shard.plan,
        "stack": shard.target.stack,
        "account": shard.target.account,
        "region": shard.target.region,
        "run": run,
        "attempt": attempt,
        "at": at.isoformat(),
    }


def _begun(line: Line, number: int) -> tuple[str, str, Claim]:
    try:
        claim = Claim(run=line["run"], at=datetime.fromisoformat(line["at"]))
        return line["plan"], line["stack"], claim
    except (KeyError, TypeError, ValueError) as error:
        raise LedgerError(f"line {number}: this is no line of a ledger") from error


def _result(line: Line, number: int) -> Result:
    try:
        return results.parse(line)
    except results.ResultError as error:
        raise LedgerError(f"line {number}: {error}") from error
