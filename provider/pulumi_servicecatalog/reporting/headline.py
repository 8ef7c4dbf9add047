"""The sentence that says how far an estate is."""

from collections.abc import Iterator

from pulumi_servicecatalog.reporting import coverage
from pulumi_servicecatalog.reporting.causes import causes
from pulumi_servicecatalog.reporting.model import DriftKind, Mode, Report
from pulumi_servicecatalog.reporting.timeline import timeline


def headline(report: Report) -> str:
    """Return what a report comes to, in one line."""
    parts = [*_stacks(report), *_accounts(report), *_drift(report), *_rollout(report)]
    sentence = "; ".join(parts) or "there is nothing in this report"
    return f"{sentence[0].upper()}{sentence[1:]}."


def count(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural where it is not one."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _stacks(report: Report) -> Iterator[str]:
    if not report.stacks:
        return
    covered = coverage.total(report)
    if not covered.countable:
        yield "no stack that could be governed"
        return
    yield f"{covered.held:,} of {count(covered.countable, 'stack')} are governed ({covered.share:.0%})"
    yield f"{covered.adoptable:,} can be adopted now"
    if covered.blocked:
        yield f"{covered.blocked:,} {_be(covered.blocked)} blocked by {count(len(causes(report)), 'cause')}"


def _accounts(report: Report) -> Iterator[str]:
    if unread := coverage.unread(report):
        yield f"{count(unread, 'account')} could not be read"


def _drift(report: Report) -> Iterator[str]:
    failed = sum(entry.mode is Mode.DRIFT and entry.outcome.bad for entry in report.accounts)
    if failed:
        yield f"{count(failed, 'Pulumi stack')} could not be compared"
    counted = [entry for entry in report.drift if entry.ignored is None or entry.ignored.expired]
    differing = {entry.urn for entry in counted if entry.kind is not DriftKind.UNASKED}
    unasked = {entry.urn for entry in counted if entry.kind is DriftKind.UNASKED}
    if differing:
        verb = "differs" if len(differing) == 1 else "differ"
        yield f"{count(len(differing), 'resource')} {verb} from what is declared"
    if unasked:
        yield f"{count(len(unasked), 'resource')} could not be asked"
    if not failed and not counted:
        yield from _compared(report)


def _compared(report: Report) -> Iterator[str]:
    compared = [entry for entry in report.accounts if entry.mode is Mode.DRIFT]
    if not compared:
        return
    known = f" but for {count(len(report.drift), 'difference')} known to somebody" if report.drift else ""
    resources = sum(entry.stacks for entry in compared)
    yield f"{count(resources, 'resource')} compared, and none differs from what is declared{known}"
    if warnings := sum(problem.severity == "warning" for entry in compared for problem in entry.problems):
        yield count(warnings, "warning")


def _rollout(report: Report) -> Iterator[str]:
    if rollout := timeline(report):
        failed = f", {rollout.bad:,} failed" if rollout.bad else ""
        verb = "previewed" if rollout.previewed else "rolled out"
        yield f"{rollout.good:,} of {count(rollout.shards, 'shard')} {verb}{failed}"


def _be(number: int) -> str:
    return "is" if number == 1 else "are"
