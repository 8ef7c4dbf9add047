"""The report as a page of Markdown: the sentence first, then tables, then every problem with its remedy and command."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from pulumi_servicecatalog.reporting.coverage import Coverage
from pulumi_servicecatalog.reporting.headline import count
from pulumi_servicecatalog.reporting.issues import Issue
from pulumi_servicecatalog.reporting.model import ReportedProblem
from pulumi_servicecatalog.reporting.overview import Overview
from pulumi_servicecatalog.reporting.render.markdown_text import cell, code, table

_MOST: Final = 50
"""How many rows a table has, and how many problems are listed; the other formats have all."""


def page(overview: Overview) -> str:
    """Return the page of a report."""
    parts: Sequence[Callable[[Overview], Iterator[str]]] = (
        _head,
        _trend,
        _coverage,
        _causes,
        _versions,
        _families,
        _rollout,
        _drift,
        _problems,
    )
    return "\n".join(line for part in parts for line in part(overview)) + "\n"


def _head(overview: Overview) -> Iterator[str]:
    report = overview.report
    yield f"# {overview.headline}"
    yield ""
    sources = ", ".join(code(source.name) for source in report.sources) or "nothing"
    yield f"Made {code(report.created)} by catalogctl {code(report.version)} from {sources}."


def _section(title: str, lines: Sequence[str], left_out: int = 0) -> Iterator[str]:
    yield from ("", f"## {title}", "", *lines)
    if left_out > 0:
        yield from ("", f"and {left_out:,} more")


def _trend(overview: Overview) -> Iterator[str]:
    if trend := overview.trend:
        numbers = f"{len(trend.new):,} new, {len(trend.fixed):,} fixed, {trend.unchanged:,} unchanged problems"
        if trend.not_looked_at:
            numbers += f", {len(trend.not_looked_at):,} of what was not looked at now"
        before, after = (_share(row) or "no stack that could be" for row in (trend.before, trend.after))
        shares = f"governed {before} then, {after} now"
        yield from _section("Trend", [f"Since {code(trend.since)}: {shares}; {numbers}."])


def _coverage(overview: Overview) -> Iterator[str]:
    for what, rows in (("account", overview.accounts), ("product", overview.products)):
        if rows:
            headings = f"{what.title()} | Governed: | Adoptable: | Blocked: | Share:"
            lines = table(headings, *map(_covered, rows[:_MOST]))
            yield from _section(f"Coverage by {what}", lines, len(rows) - _MOST)


def _covered(row: Coverage) -> tuple[object, ...]:
    return cell(row.name or "unknown"), f"{row.held:,}", f"{row.adoptable:,}", f"{row.blocked:,}", _share(row)


def _share(row: Coverage) -> str:
    share = f"{row.share:.0%}" if row.countable else ""
    unread = f"{count(row.unread, 'Region')} not read" if row.unread else ""
    return f"{share} ({unread})" if share and unread else share or unread


def _causes(overview: Overview) -> Iterator[str]:
    if overview.causes:
        rows = (
            (
                cell(cause.code),
                f"{cause.stacks:,}",
                f"{cause.alone:,}",
                f"{overview.total.share_with(overview.total.adoptable + cause.alone):.0%}",
                cell(cause.example.remedy),
            )
            for cause in overview.causes[:_MOST]
        )
        lines = table("Cause | Stacks: | By it alone: | Share without it: | Remedy", *rows)
        yield from _section("What blocks the rest", lines, len(overview.causes) - _MOST)


def _versions(overview: Overview) -> Iterator[str]:
    if overview.spreads:
        rows = (
            (cell(spread.product), f"{spread.stacks:,}", f"{spread.late:,}", f"{max(spread.behind, default=0):,}")
            for spread in overview.spreads[:_MOST]
        )
        lines = table("Product | Stacks: | Behind: | Most versions behind:", *rows)
        yield from _section("How far behind the newest version", lines, len(overview.spreads) - _MOST)


def _families(overview: Overview) -> Iterator[str]:
    if overview.families:
        rows = (
            (cell(family.example), f"{family.stacks:,}", f"{family.accounts:,}", cell("; ".join(family.links[:3])))
            for family in overview.families[:_MOST]
        )
        lines = table("A stack that has it | Stacks: | Accounts: | One part apart", *rows)
        yield from _section("Templates that no version has", lines, len(overview.families) - _MOST)


def _rollout(overview: Overview) -> Iterator[str]:
    if rollout := overview.rollout:
        verb = "to change" if rollout.previewed else "changed"
        outcomes = ", ".join(f"{number:,} {outcome.value}" for outcome, number in rollout.outcomes.items())
        lines = [f"{count(rollout.shards, 'shard')}: {outcomes}; {count(rollout.changed, 'resource')} {verb}."]
        if rollout.waves:
            waves = (
                (wave.number or "", f"{wave.begun:.0f}", f"{wave.ended:.0f}", wave.good, wave.bad)
                for wave in rollout.waves[:_MOST]
            )
            lines += ["", *table("Wave | Begun after s: | Ended after s: | Done: | Failed:", *waves)]
        yield from _section("Rollout", lines)


def _drift(overview: Overview) -> Iterator[str]:
    if drift := overview.report.drift:
        rows = (
            (cell(entry.name), cell(entry.property), cell(entry.declared), cell(entry.actual), cell(entry.then))
            for entry in drift[:_MOST]
        )
        lines = table("Resource | Property | Declared | Actual | The next update", *rows)
        yield from _section("Otherwise than declared", lines, len(drift) - _MOST)


def _problems(overview: Overview) -> Iterator[str]:
    if overview.issues:
        lines = [line for issue in overview.issues[:_MOST] for line in _problem(issue)]
        yield from _section("Problems", lines, len(overview.issues) - _MOST)


def _problem(issue: Issue) -> Iterator[str]:
    location = code(f"{issue.account} {issue.region}".strip())
    yield f"* {code(issue.problem.code or 'Pulumi')} {code(issue.name)} {location}"
    yield from (f"  * {line}" for line in _sentences(issue.problem, issue.command))


def _sentences(problem: ReportedProblem, command: str) -> Iterator[str]:
    yield from (code(text) for text in (problem.message, problem.remedy, command) if text)
