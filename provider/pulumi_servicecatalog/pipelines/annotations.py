"""Annotations of a GitHub Actions run: workflow commands, in which text of others is data and nothing else."""

from collections.abc import Iterator
from typing import Final

from pulumi_servicecatalog.model import display
from pulumi_servicecatalog.pipelines.shard import Shard, State, shards
from pulumi_servicecatalog.reporting.model import DriftEntry, Report, ReportedProblem

_MOST: Final = 10
"""How many errors and how many warnings GitHub shows of one step."""


def lines(report: Report) -> Iterator[str]:
    """Yield the workflow commands of a report: an error for each problem, a warning for each difference."""
    every = shards(report)
    yield from _shown("error", [command for shard in every for command in _errors(shard)])
    yield from _shown("warning", [command for shard in every for command in _warnings(shard)])


def command(kind: str, title: str, message: str) -> str:
    """Return a workflow command. What is left of control characters in it is shown escaped."""
    return f"::{kind} title={_property(display.line(title))}::{_data(display.line(message))}"


def _shown(kind: str, commands: list[str]) -> Iterator[str]:
    if len(commands) <= _MOST:
        yield from commands
        return
    yield from commands[: _MOST - 1]
    yield command(kind, "catalogctl", f"{len(commands) - _MOST + 1} more; the result files of the run have them")


def _errors(shard: Shard) -> Iterator[str]:
    where = _where(shard)
    problems = [
        *(problem for problem in shard.problems if problem.severity == "error"),
        *(difference.problem for difference in shard.drift if difference.problem is not None),
    ]
    for problem in problems:
        yield _of_problem("error", where, problem)
    if not problems and shard.state is State.FAILED:
        yield command("error", where, shard.reason or State.FAILED.value)


def _where(shard: Shard) -> str:
    return " ".join(name for name in (shard.account, shard.region, shard.pulumi_stack) if name)


def _of_problem(kind: str, where: str, problem: ReportedProblem) -> str:
    code = f"[{problem.code}] " if problem.code else ""
    return command(kind, f"{where} {problem.resource}", f"{code}{problem.message} {problem.remedy}")


def _warnings(shard: Shard) -> Iterator[str]:
    for problem in shard.problems:
        if problem.severity == "warning":
            yield _of_problem("warning", _where(shard), problem)
    for difference in shard.drift:
        if difference.problem is None:
            where = f"{shard.account} {shard.region} {difference.name}"
            named = f"{difference.property}: " if difference.property else ""
            yield command("warning", where, f"{named}{_values(difference)}. {difference.then}")


def _values(difference: DriftEntry) -> str:
    return f"AWS has {difference.actual or 'nothing'}, declared is {difference.declared or 'nothing'}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
