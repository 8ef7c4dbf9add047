"""What a plan has come to, in text and as JSON: how many of each status, the failures by cause, and the exit code."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from pulumi_servicecatalog.cli import exit_codes, layout
from pulumi_servicecatalog.cli.layout import BAD, CAREFUL, GOOD, NAME, Block, Paragraph, Span, line
from pulumi_servicecatalog.fleet.result import Result, Status
from pulumi_servicecatalog.fleet.summary import OneCause, Summary, summarize

_STYLES: Final[Mapping[Status, str]] = {
    Status.DONE: GOOD,
    Status.UNCHANGED: GOOD,
    Status.FRESH: GOOD,
    Status.FAILED: BAD,
    Status.COULD_NOT_ASSUME: BAD,
    Status.STOPPED: CAREFUL,
}
_SHOWN: Final = 3
"""How many accounts are named under a cause."""


def as_text(summary: Summary) -> Iterator[Block]:
    """Return what a person reads."""
    counts = [Span(f"{number} {status.value}", _STYLES[status]) for status, number in summary.statuses.items()]
    spans = [part for count in counts for part in (Span(", "), count)][1:]
    yield line(*spans, f"; {summary.changed} resources {'to change' if summary.previewed else 'changed'}")
    for cause in summary.causes:
        yield from _cause(cause)
    for role, statement in summary.trusts.items():
        yield line("Add to the trust policy of ", Span(role, NAME), ":")
        yield line(f"  {json.dumps(statement)}")


def as_json(summary: Summary, results: Sequence[Result]) -> str:
    """Return what a script reads."""
    document: Mapping[str, Any] = {
        "schemaVersion": 1,
        "statuses": {status.value: number for status, number in summary.statuses.items()},
        "changed": summary.changed,
        "causes": [
            {**cause.example.as_dict(), "stacks": [result.target.stack for result in cause.results]}
            for cause in summary.causes
        ],
        "trust": [{"role": role, "statement": statement} for role, statement in summary.trusts.items()],
        "results": [result.as_dict() for result in results],
    }
    return json.dumps(document, indent=2) + "\n"


def exit_code(results: Iterable[Result]) -> int:
    """Return the exit code: 1 where a shard could not be asked, 4 where one is blocked, 0 where all went well."""
    bad = [result for result in results if not result.status.good]
    blocked = [result for result in bad if result.status is Status.FAILED and any(c.code for c in result.causes)]
    if any(result.lost for result in bad) or any(result.status.bad and result not in blocked for result in bad):
        return exit_codes.ERROR
    if blocked:
        return exit_codes.BLOCKED
    return exit_codes.ERROR if bad else exit_codes.OK


def _cause(cause: OneCause) -> Iterator[Block]:
    shards = [str(result.target) for result in cause.results]
    more = f" and {len(shards) - _SHOWN} more" if len(shards) > _SHOWN else ""
    yield line(Span(f"{len(shards)} x {cause.code or 'Pulumi'}", NAME), f": {'; '.join(shards[:_SHOWN])}{more}")
    text = " ".join(part for part in (cause.example.message, cause.example.remedy) if part)
    yield Paragraph(text=Span(text), first=[Span("  ")], rest="  ")


def show(results: Sequence[Result]) -> None:
    """Print what a person reads."""
    layout.show(as_text(summarize(results)))
