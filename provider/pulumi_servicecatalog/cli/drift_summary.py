"""Prints a report on drift for a person: what differs by resource, what could not be asked, and what it comes to."""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from pulumi_servicecatalog.cli import layout
from pulumi_servicecatalog.cli.layout import ASIDE, BAD, CAREFUL, GOOD, NAME, Block, Paragraph, Span
from pulumi_servicecatalog.drift import result
from pulumi_servicecatalog.reporting.headline import count
from pulumi_servicecatalog.reporting.model import AccountEntry, DriftEntry, DriftKind, Report, ReportedProblem

_STYLES: Final = {DriftKind.UNASKED: CAREFUL}
_WIDTH: Final = max(len(kind.value) for kind in DriftKind)


def as_text(report: Report) -> list[Block]:
    """Return what a person reads."""
    by_resource = groupby(report.drift, lambda entry: (entry.account, entry.region, entry.pulumi_stack, entry.urn))
    blocks: list[Block] = []
    for _, entries in by_resource:
        blocks += _resource(list(entries))
    for account in report.accounts:
        blocks += _account(account)
    if blocks:
        blocks.append(layout.line())
    return [*blocks, *_conclusion(report)]


def _resource(entries: Sequence[DriftEntry]) -> Iterator[Block]:
    first = entries[0]
    where = ", ".join(part for part in (first.account, first.region, first.pulumi_stack) if part)
    yield layout.line(Span(first.name, NAME), f"  ({where})")
    for entry in entries:
        style = _STYLES.get(entry.kind, BAD) if result.counts(entry) else ASIDE
        lead = [Span(f"  {entry.kind.value:<{_WIDTH}}  ", style)]
        yield Paragraph(text=Span(_difference(entry)), first=lead, rest=" " * (_WIDTH + 4))
        for aside in _asides(entry):
            yield Paragraph(text=Span(aside, ASIDE), first=[Span(" " * (_WIDTH + 4))], rest=" " * (_WIDTH + 6))
    doing = dict.fromkeys(entry.then for entry in entries if entry.then and result.counts(entry))
    for then in doing:
        yield Paragraph(text=Span(f"`pulumi up` {then}."), first=[Span("  > ")], rest="    ")
    yield layout.line(Span(f"    {first.urn}", ASIDE))


def _difference(entry: DriftEntry) -> str:
    problem = entry.problem
    if entry.kind is DriftKind.UNASKED or not entry.property:
        return "" if problem is None else f"[{problem.code}] {problem.message}"
    sides = f"declared is {entry.declared or 'nothing'}, and AWS has {entry.actual or 'nothing'}."
    return f"{entry.property}: {sides}{f' [{problem.code}] {problem.message}' if problem else ''}"


def _asides(entry: DriftEntry) -> Iterator[str]:
    facts = [entry.operation, entry.record, f"by {entry.by}" if entry.by else "", entry.trail]
    since = f"since {entry.since}" if entry.since else ""
    known = ", ".join(fact for fact in (since, *facts) if fact)
    if known:
        yield known
    if entry.problem is not None and entry.problem.remedy:
        yield entry.problem.remedy
    ignored = entry.ignored
    if ignored is not None:
        until = (
            f"expired on {ignored.expires}, and counts again" if ignored.expired else f"ignored until {ignored.expires}"
        )
        yield f"{until}: {ignored.reason} ({ignored.owner})"


def _account(account: AccountEntry) -> Iterator[Block]:
    where = ", ".join(part for part in (account.account, account.region, account.pulumi_stack) if part)
    for problem in account.problems:
        failed = account.outcome.bad
        about = problem.resource.rpartition("::")[2] or where
        lead = [Span(f"{about}  ", NAME), Span("not asked: " if failed else "", BAD)]
        yield Paragraph(text=Span(_said(problem)), first=lead, rest="    ")
        yield Paragraph(text=Span(problem.remedy, ASIDE), first=[Span("  > ")], rest="    ")


def _said(problem: ReportedProblem) -> str:
    return f"[{problem.code}] {problem.message}"


def _conclusion(report: Report) -> Iterator[Block]:
    differing = result.differing(report)
    resources = {entry.urn for entry in differing}
    compared = [account for account in report.accounts if not account.outcome.bad]
    total, stacks = sum(account.stacks for account in compared), len({account.pulumi_stack for account in compared})
    of_all = f"{count(total, 'resource')} in {count(stacks, 'Pulumi stack')}"
    if resources:
        kinds = Counter(entry.kind.value for entry in differing)
        by_kind = ", ".join(f"{number} {kind}" for kind, number in sorted(kinds.items()))
        yield layout.line(Span(f"{len(resources)} of {of_all} differ: {by_kind}.", BAD))
    else:
        whole = not (result.not_read(report) or result.unasked(report))
        yield layout.line(
            Span(f"Nothing differs in {of_all}{'' if whole else ' that were compared'}.", GOOD if whole else "")
        )
    ignored = sum(not result.counts(entry) for entry in report.drift)
    if ignored:
        yield layout.line(f"{count(ignored, 'known difference')} {'is' if ignored == 1 else 'are'} ignored.")
    missed, unasked = result.not_read(report), result.unasked(report)
    if missed:
        yield layout.line(Span(f"{count(len(missed), 'Pulumi stack')} could not be asked.", BAD))
    parts = len({entry.urn for entry in unasked})
    if parts:
        yield layout.line(Span(f"{count(parts, 'resource')} could not be compared whole.", BAD))
