"""`catalogctl fleet merge`: the results of a plan, none of which may be missing."""

import sys
from collections.abc import Iterator
from pathlib import Path

from pulumi_servicecatalog.cli import exit_codes, fleet_summary, layout, ledgers
from pulumi_servicecatalog.cli.commands.fleet import MergeOptions
from pulumi_servicecatalog.cli.ledgers import Where
from pulumi_servicecatalog.fleet import json_lines, plan
from pulumi_servicecatalog.fleet import result as results
from pulumi_servicecatalog.fleet.json_lines import JsonLinesError
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
        merged = merge(planned, [result for where in options.results for result in _read(where)])
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
    for difference in _differences(merged):
        layout.complain(difference)
    return fleet_summary.exit_code(known) if merged.whole else exit_codes.ERROR


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


def _read(where: Where) -> Iterator[Result]:
    """Read results; what else a ledger has is passed over, and so is a line that a kill has torn."""
    for number, line in enumerate(ledgers.lines(where), 1):
        if line.get("kind") != "begun":
            try:
                yield results.parse(line)
            except ResultError as error:
                raise ResultError(f"{where}, line {number}: {error}") from error


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
