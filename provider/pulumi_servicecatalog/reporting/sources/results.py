"""The results of a fleet, or the ledger of a rollout: what became of each Pulumi stack."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from pulumi_servicecatalog.fleet import merge
from pulumi_servicecatalog.fleet import result as fleet_results
from pulumi_servicecatalog.fleet.json_lines import Line
from pulumi_servicecatalog.fleet.result import Cause, Result, ResultError
from pulumi_servicecatalog.reporting.model import AccountEntry, Mode, Outcome, ReportedProblem
from pulumi_servicecatalog.reporting.sources.error import SourceError


def parts(lines: Iterable[Line]) -> Mapping[str, Any]:
    """Return what results bring to a report, by the members of `Report`. Of several of a Pulumi stack the last counts.

    Raises:
        SourceError: a line is no result.

    """
    by_stack: dict[str, list[Result]] = {}
    for number, line in enumerate(lines, 1):
        if line.get("kind") == "begun":
            continue
        try:
            result = fleet_results.parse(line)
        except ResultError as error:
            raise SourceError(f"line {number}: {error}") from error
        by_stack.setdefault(result.target.stack, []).append(result)
    return {"accounts": tuple(_entry(merge.last(results)) for results in by_stack.values())}


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
