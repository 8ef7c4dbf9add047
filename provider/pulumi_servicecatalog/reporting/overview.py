"""All that a report comes to, worked out once for the renderings that show it."""

from dataclasses import dataclass

from pulumi_servicecatalog.reporting import causes as what_blocks
from pulumi_servicecatalog.reporting import coverage, spread
from pulumi_servicecatalog.reporting import families as shared_templates
from pulumi_servicecatalog.reporting.causes import Cause
from pulumi_servicecatalog.reporting.coverage import Coverage
from pulumi_servicecatalog.reporting.families import Family
from pulumi_servicecatalog.reporting.headline import headline
from pulumi_servicecatalog.reporting.issues import Issue, issues
from pulumi_servicecatalog.reporting.model import Report
from pulumi_servicecatalog.reporting.spread import Spread
from pulumi_servicecatalog.reporting.timeline import Timeline, timeline
from pulumi_servicecatalog.reporting.trend import Trend, trend


@dataclass(frozen=True, kw_only=True)
class Overview:
    """A report with what follows from it; `trend` is None without a baseline, `rollout` without one in it."""

    report: Report
    headline: str
    total: Coverage
    accounts: tuple[Coverage, ...]
    products: tuple[Coverage, ...]
    causes: tuple[Cause, ...]
    spreads: tuple[Spread, ...]
    families: tuple[Family, ...]
    issues: tuple[Issue, ...]
    rollout: Timeline | None
    trend: Trend | None


def overview(report: Report, baseline: Report | None = None) -> Overview:
    """Return what a report comes to, against an earlier one where there is one."""
    return Overview(
        report=report,
        headline=headline(report),
        total=coverage.total(report),
        accounts=coverage.by_account(report),
        products=coverage.by_product(report),
        causes=what_blocks.causes(report),
        spreads=spread.spreads(report),
        families=shared_templates.families(report),
        issues=tuple(issues(report)),
        rollout=timeline(report),
        trend=trend(baseline, report) if baseline else None,
    )
