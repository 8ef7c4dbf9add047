"""The one comment of a pipeline run: a marker, the headline, a table, and the details folded."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from pulumi_servicecatalog.pipelines.markup import cell, code, element, units
from pulumi_servicecatalog.pipelines.shard import Shard, State, shards
from pulumi_servicecatalog.pipelines.shortening import fitted
from pulumi_servicecatalog.reporting.model import DriftEntry, DriftKind, Mode, Report, ReportedProblem

LIMIT: Final = 65_536
"""How long the body of a comment or an issue may be on GitHub, in characters."""

_SIGNS: Final = {
    State.FAILED: "❌",
    State.DIFFERS: "⚠️",
    State.STOPPED: "⏸️",
    State.CHANGES: "✏️",
    State.READ: "📖",
    State.AS_DECLARED: "✅",
}
_TABLE: Final = "\n| | account | Region | Pulumi stack | result |\n|---|---|---|---|---|\n"
_ROWS_LEFT_OUT: Final = "| | | | | {number} more are left out here |\n"
_DETAILS_LEFT_OUT: Final = "\n{number} more with details are left out here: the result files of the run have them.\n"
_LINES_LEFT_OUT: Final = "- {number} more are left out here\n"
_MOST_VERDICTS: Final = 7
_ROOM_OF_DETAILS: Final = 12_000
"""How long the details of one shard may be, so that one does not take the room of all others."""


def marker(key: str) -> str:
    """Return the first line of a comment, by which the next run finds it again."""
    return f"<!-- catalogctl:comment:{key} -->\n"


def body(report: Report, key: str, limit: int = LIMIT) -> str:
    """Return the Markdown of a comment.

    Args:
        report: what was done or read.
        key: the name by which the comment is found again.
        limit: how long it may be. The headline is never cut: rows and details are left out from the middle.

    """
    every = shards(report)
    head = f"{marker(key)}### {headline(every)}\n{_stacks(report)}"
    room = limit - units(head) - units(_TABLE)
    rows = fitted([_row(shard) for shard in every], room // 2, _ROWS_LEFT_OUT) if every else ""
    table = f"{_TABLE}{rows}" if rows else ""
    return head + table + details(every, limit - units(head) - units(table))


def details(every: Sequence[Shard], room: int) -> str:
    """Return the problems and differences of shards, folded, in as much room as there is."""
    return fitted([text for shard in every if (text := _details(shard))], room, _DETAILS_LEFT_OUT)


def headline(every: Sequence[Shard]) -> str:
    """Return what there is to know in one sentence of our own words and numbers."""
    if not every:
        return "Nothing was looked at"
    return "; ".join(_counts(every))


def _counts(every: Sequence[Shard]) -> Iterator[str]:
    for state in State:
        those = [shard for shard in every if shard.state is state]
        if those and state is State.CHANGES:
            resources = sum(shard.changed for shard in those)
            verb = "would change" if all(shard.mode is Mode.PREVIEW for shard in those) else "changed"
            yield f"{len(those)} {verb} ({resources} {'resource' if resources == 1 else 'resources'})"
        elif those and state is State.DIFFERS:
            number = sum(len(shard.drift) for shard in those)
            verb = "differs" if len(those) == 1 else "differ"
            yield f"{len(those)} {verb} ({number} {'difference' if number == 1 else 'differences'})"
        elif those:
            yield f"{len(those)} {state.value}"


def _stacks(report: Report) -> str:
    if not report.stacks:
        return ""
    numbers = Counter(stack.verdict for stack in report.stacks).most_common(_MOST_VERDICTS)
    counted = ", ".join(f"{number} {code(verdict)}" for verdict, number in numbers)
    return f"\n{len(report.stacks)} CloudFormation stacks: {counted}\n"


def _row(shard: Shard) -> str:
    values = [_SIGNS[shard.state], cell(shard.account), cell(shard.region), cell(shard.pulumi_stack), _result(shard)]
    return f"| {' | '.join(values)} |\n"


def _result(shard: Shard) -> str:
    match shard.state:
        case State.CHANGES:
            return ", ".join(f"{cell(name)} {number}" for name, number in shard.changes)
        case State.DIFFERS:
            return f"{len(shard.drift)} {'difference' if len(shard.drift) == 1 else 'differences'}"
        case State.FAILED:
            codes = sorted({problem.code for problem in _all_problems(shard) if problem.code})
            return " ".join(map(cell, codes[:3])) or State.FAILED.value
        case State.STOPPED | State.READ | State.AS_DECLARED:
            return str(shard.state.value)


def _all_problems(shard: Shard) -> Iterator[ReportedProblem]:
    yield from shard.problems
    yield from (difference.problem for difference in shard.drift if difference.problem is not None)


def _details(shard: Shard) -> str:
    lines = [*map(_problem, shard.problems), *map(_difference, shard.drift)]
    if not shard.problems and shard.state is State.FAILED and shard.reason:
        lines.append(f"- {code(shard.reason)}\n")
    if not lines:
        return ""
    named = [element(name) for name in (shard.account, shard.region, shard.pulumi_stack) if name]
    head = f"\n<details><summary>{_SIGNS[shard.state]} {' '.join(named)}</summary>\n\n"
    return f"{head}{fitted(lines, _ROOM_OF_DETAILS, _LINES_LEFT_OUT)}\n</details>\n"


def _problem(problem: ReportedProblem) -> str:
    named = [code(name) for name in (problem.code, problem.resource, problem.property) if name]
    remedy = f"<br>{code(problem.remedy)}" if problem.remedy else ""
    return f"- {' '.join(named)} {code(problem.message)}{remedy}\n"


def _value(text: str) -> str:
    return code(text) or "nothing"


def _difference(difference: DriftEntry) -> str:
    if difference.problem is not None and (difference.kind is DriftKind.UNASKED or not difference.property):
        return _problem(difference.problem)
    named = " ".join(code(name) for name in (difference.name, difference.property) if name)
    since = f"<br>since {code(difference.since)}" if difference.since else ""
    by = f" by {code(difference.by)}" if difference.by else ""
    values = f"AWS has {_value(difference.actual)}, declared is {_value(difference.declared)}"
    then = f"<br>the next update: {code(difference.then)}" if difference.then else ""
    return f"- {named}: {values}{since}{by}{then}\n"
