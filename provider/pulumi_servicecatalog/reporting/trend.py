"""A report against an earlier one: problems that are new, fixed and unchanged, and how coverage has changed."""

from dataclasses import dataclass

from pulumi_servicecatalog.reporting import coverage
from pulumi_servicecatalog.reporting.coverage import Coverage
from pulumi_servicecatalog.reporting.issues import Issue, issues
from pulumi_servicecatalog.reporting.looked_at import looked_at
from pulumi_servicecatalog.reporting.model import Report


@dataclass(frozen=True, kw_only=True)
class Trend:
    """A report against an earlier one.

    Attributes:
        since: when the earlier one was made.
        before: its coverage.
        after: the coverage now.
        new: problems that the earlier one did not have.
        fixed: problems that only the earlier one has, of what both have looked at.
        not_looked_at: problems of the earlier one, of what nobody could read or has looked at since.
        unchanged: how many both have.

    """

    since: str
    before: Coverage
    after: Coverage
    new: tuple[Issue, ...]
    fixed: tuple[Issue, ...]
    not_looked_at: tuple[Issue, ...]
    unchanged: int


def trend(baseline: Report, report: Report) -> Trend:
    """Return what has changed since a baseline."""
    earlier = {issue.fingerprint: issue for issue in issues(baseline)}
    current = {issue.fingerprint: issue for issue in issues(report)}
    gone = [issue for fingerprint, issue in earlier.items() if fingerprint not in current]
    looked = looked_at(report)
    return Trend(
        since=baseline.created,
        before=coverage.total(baseline),
        after=coverage.total(report),
        new=tuple(issue for fingerprint, issue in current.items() if fingerprint not in earlier),
        fixed=tuple(filter(looked, gone)),
        not_looked_at=tuple(issue for issue in gone if not looked(issue)),
        unchanged=len(current.keys() & earlier.keys()),
    )
