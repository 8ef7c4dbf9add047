"""`catalogctl fleet merge`: the results of a plan, none of which may be missing."""

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from pulumi_servicecatalog.cli import exit_codes, fleet_summary, layout, ledgers
from pulumi_servicecatalog.cli.commands.fleet import MergeOptions
from pulumi_servicecatalog.cli.ledgers import Where
from pulumi_servicecatalog.fleet import json_lines, plan
from pulumi_servicecatalog.fleet import result as results
from pulumi_servicecatalog.fleet.json_lines import JsonLinesError, Line
from pulumi_servicecatalog.fleet.ledger import LedgerError
from pulumi_servicecatalog.fleet.merge import Merged, merge
from pulumi_servicecatalog.fleet.plan import Plan, PlanError
from pulumi_servicecatalog.fleet.result import Result, ResultError
from pulumi_servicecatalog.fleet.summary import summarize

_SHOWN = 5


def run(options: MergeOptions) -> int:
    """Put the results together, print what they come to, and where they differ from the plan."""
    try:
        planned = read_plan(options.plan)
        read = [(where, ledgers.lines(where)) for where in options.results]
        merged = merge(planned, [result for where, lines in read for result in _parsed(where, lines)])
    except (JsonLinesError, LedgerError, PlanError, ResultError) as error:
        layout.complain(error)
        return exit_codes.CONFIGURATION
    known = list(merged.results.values())
    if options.json:
        sys.stdout.write(fleet_summary.as_json(summarize(known), known))
    else:
        fleet_summary.show(known)
    for stack, number in merged.repeated.items():
        layout.complain(f"{stack} has {number} results: the last one counts", layout.CAREFUL)
    differences = [*_differences(merged), *_unfinished(merged, [lines for _, lines in read])]
    for difference in differences:
        layout.complain(difference)
    return exit_codes.ERROR if differences else fleet_summary.exit_code(known)


def read_plan(path: Path) -> Plan:
    """Read a plan.

    Raises:
        JsonLinesError: the file cannot be read.
        PlanError: it is no whole plan.

    """
    lines = json_lines.read(path)
    try:
        return plan.parse(lines.lines)
    except PlanError as error:
        raise PlanError(f"{path}: {error}") from error


def _parsed(where: Where, lines: Iterable[Line]) -> Iterator[Result]:
    """Return results; what else a ledger has is passed over, and so is a line that a kill has torn."""
    for number, line in enumerate(lines, 1):
        if line.get("kind") != "begun":
            try:
                yield results.parse(line)
            except ResultError as error:
                raise ResultError(f"{where}, line {number}: {error}") from error


def _unfinished(merged: Merged, read: Iterable[Iterable[Line]]) -> Iterator[str]:
    """Name the shards that a ledger has begun again after their result, and left without another."""
    begun: set[str] = set()
    for lines in read:
        for line in lines:
            (begun.add if line.get("kind") == "begun" else begun.discard)(str(line.get("stack", "")))
    if names := sorted(begun & merged.results.keys()):
        yield f"{len(names)} shards were begun again and have no result since: {_some(names)}"


def _differences(merged: Merged) -> Iterator[str]:
    if merged.missing:
        names = _some([shard.target.stack for shard in merged.missing])
        yield f"{len(merged.missing)} shards have no result: {names}"
    if merged.others:
        yield f"{len(merged.others)} results are of another plan: {_some([r.target.stack for r in merged.others])}"
    if merged.unknown:
        yield f"{len(merged.unknown)} results are of no shard of it: {_some([r.target.stack for r in merged.unknown])}"
    if merged.mixed:
        yield "some results are of a preview, and others of an update"


def _some(names: list[str]) -> str:
    more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + more
