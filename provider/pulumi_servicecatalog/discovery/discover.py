"""Reads many accounts and Regions side by side into one inventory. Whatever fails is in it, with the reason."""

from collections.abc import Callable, Generator, Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Final

from pulumi_servicecatalog.discovery import inventory
from pulumi_servicecatalog.discovery.inventory import Location
from pulumi_servicecatalog.discovery.inventory_file import Resumed
from pulumi_servicecatalog.discovery.scan import Scan, scan
from pulumi_servicecatalog.fleet.json_lines import Line
from pulumi_servicecatalog.fleet.run import Lost, Workers, run
from pulumi_servicecatalog.fleet.target import Shard
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.connection import DENIALS
from pulumi_servicecatalog.model.problems.fleet import WorkerLost
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.rules import refusals
from pulumi_servicecatalog.rules.templates import ReadTemplate

Open = Callable[[Shard], AccountSession]
"""Opens the session of a shard. Raises Refusal where it cannot be entered."""

Keep = Callable[[AccountSession], None]
"""Keeps what a session was answered, once its shard was read whole."""

_KEPT_TEMPLATES: Final = 4096
"""How many texts of templates are kept parsed, for stacks of the same text in other accounts."""


@dataclass(frozen=True, kw_only=True)
class ShardResult:
    """What became of a shard: its lines, and the problem where it was not read."""

    location: Location
    lines: tuple[Line, ...]
    problem: Problem | None = None

    @property
    def stacks(self) -> int:
        """Return how many stacks were read."""
        return sum(line["kind"] == "stack" for line in self.lines)


def forget(_session: AccountSession) -> None:
    """Keep nothing."""


def discover(
    shards: Iterable[Shard],
    open_session: Open,
    workers: Workers,
    resumed: Resumed,
    keep: Keep = forget,
) -> Generator[ShardResult]:
    """Read the shards, and return what became of each as soon as it is known.

    Args:
        shards: the accounts and Regions.
        open_session: how each is entered. It and `keep` are sent to the workers of a cluster.
        workers: where they are read, and how many at a time.
        resumed: what an earlier run has read, and this one passes over; families that are met are added.
        keep: is handed each session whose shard was read, before its result is there.

    Yields:
        One result for each shard that was not read before.

    """
    left = [shard for shard in shards if _expected(shard) not in resumed.shards]
    named = all(shard.account.id and shard.region for shard in left)  # so that AWS's answer can be no other place
    known = frozenset() if named else resumed.shards
    work = partial(_read, open_session=open_session, known=known, keep=keep)
    for shard, outcome in run(workers, left, work):
        answer = WorkerLost(attempts=1, reason=outcome.reason) if isinstance(outcome, Lost) else outcome
        if isinstance(answer, Problem):
            location, denied = _expected(shard), isinstance(answer, DENIALS)
            line = inventory.of_failure(answer, location, denied=denied)
            yield ShardResult(location=location, lines=(line,), problem=answer)
        elif answer is not None:
            location = Location(account=answer.identity.account, region=answer.identity.region)
            yield ShardResult(location=location, lines=tuple(inventory.of_scan(answer, location, resumed.families)))


def _read(shard: Shard, *, open_session: Open, known: frozenset[Location], keep: Keep) -> Scan | Problem | None:
    """Read a shard; None where its inventory has it, which only AWS's answer tells where no account is named."""
    try:
        session = open_session(shard)
        identity = session.gateway.identity()
        if Location(account=identity.account, region=identity.region) in known:
            return None
        result = scan(session, _interned)
    except Refusal as refusal:
        return refusals.problem(refusal)
    keep(session)
    return result


def _interned(template: ReadTemplate) -> ReadTemplate:
    return _of_text(template.text)


@lru_cache(maxsize=_KEPT_TEMPLATES)
def _of_text(text: str) -> ReadTemplate:
    """Return the template of a text, the same one for all shards of this process."""
    return ReadTemplate(text=text)


def _expected(shard: Shard) -> Location:
    """Return where a shard is, as far as the command says."""
    return Location(account=shard.account.id or "", region=shard.region or "")
