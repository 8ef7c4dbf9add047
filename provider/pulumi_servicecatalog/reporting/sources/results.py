"""The results of a fleet, or the ledger of a rollout: what became of each Pulumi stack."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from pulumi_servicecatalog.fleet import merge
from pulumi_servicecatalog.fleet import result as fleet_results
from pulumi_servicecatalog.fleet.json_lines import JsonLines, Line
from pulumi_servicecatalog.fleet.result import Cause, Result, ResultError
from pulumi_servicecatalog.reporting.model import AccountEntry, Mode, Outcome, ReportedProblem
from pulumi_servicecatalog.reporting.sources.error import SourceError


def parts(read: JsonLines) -> Mapping[str, Any]:
    """Return what results bring to a report, by the members of `Report`. Of several of a Pulumi stack one counts.

    A Pulumi stack that was begun and has no result since is one that was stopped.

    Raises:
        SourceError: a line is no result, or the last one is cut off.

    """
    if not read.whole:
        raise SourceError("it ends within a line: it was cut off; `catalogctl rollout --resume` goes on with a ledger")
    by_stack: dict[str, list[Result]] = {}
    begun: dict[str, Line] = {}
    for number, line in enumerate(read.lines, 1):
        if line.get("kind") == "begun":
            begun[str(line.get("stack", ""))] = line
            continue
        try:
            result = fleet_results.parse(line)
        except ResultError as error:
            raise SourceError(f"line {number}: {error}") from error
        begun.pop(result.target.stack, None)
        by_stack.setdefault(result.target.stack, []).append(result)
    ended = (_entry(merge.last(results)) for stack, results in by_stack.items() if stack not in begun)
    return {"accounts": (*ended, *(_unfinished(line) for line in begun.values()))}


def _unfinished(line: Line) -> AccountEntry:
    """Return the entry of a shard whose run was killed; an earlier version wrote down its Pulumi stack alone."""
    return AccountEntry(
        account=str(line.get("account", "")),
        region=str(line.get("region", "")),
        outcome=Outcome.STOPPED,
        mode=Mode.UPDATE,
        pulumi_stack=str(line.get("stack", "")),
        reason="it was begun and has no result",
        begun=str(line.get("at", "")),
    )


def _entry(result: Result) -> AccountEntry:
    problems = tuple(map(_problem, result.causes))
    return AccountEntry(
        account=result.target.account,
        region=result.target.region,
        outcome=Outcome(result.status.value),
        mode=Mode(result.mode.value),
        pulumi_stack=result.target.stack,
        reason=problems[0].message if problems else "",
        problems=problems,
        stacks=sum(result.changes.values()),
        changes=result.changes,
        begun=_text(result.begun),
        ended=_text(result.ended),
        seconds=float(result.seconds),
        attempt=result.attempt,
        wave=result.wave,
    )


def _problem(cause: Cause) -> ReportedProblem:
    return ReportedProblem(code=cause.code, message=cause.message, remedy=cause.remedy, resource=cause.resource)


def _text(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
