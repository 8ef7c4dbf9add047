"""Every problem of a report by itself, with a fingerprint by which another report has the same one."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from pulumi_servicecatalog.reporting import commands
from pulumi_servicecatalog.reporting.coverage import is_left_out
from pulumi_servicecatalog.reporting.model import AccountEntry, DriftEntry, Report, ReportedProblem

_DRIFT = "Drift"


@dataclass(frozen=True, kw_only=True, slots=True)
class Issue:
    """A problem of a stack, an account, a Pulumi stack or a resource.

    Attributes:
        subject: what it is of: stack, account, shard or drift.
        account: in which account.
        region: in which Region.
        name: the name of what it is of.
        id: its ARN, URN or another ID that stays the same.
        problem: the problem.
        command: what to type next; "" for nothing.

    """

    subject: str
    account: str
    region: str
    name: str
    id: str
    problem: ReportedProblem
    command: str = ""

    @property
    def fingerprint(self) -> str:
        """Return what stays the same in another report: of the code, and of what it is of."""
        identity = "\n".join((self.problem.code or self.problem.message, self.subject, self.id, self.problem.property))
        return hashlib.sha256(identity.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def issues(report: Report) -> Iterator[Issue]:
    """Return the problems of a report that somebody has to do something about, none twice."""
    known: set[str] = set()
    for issue in (*_of_stacks(report), *_of_accounts(report), *_of_drift(report)):
        if issue.fingerprint not in known:
            known.add(issue.fingerprint)
            yield issue


def _counts(problem: ReportedProblem) -> bool:
    return problem.severity != "information"


def _of_stacks(report: Report) -> Iterator[Issue]:
    for entry in report.stacks:
        if is_left_out(entry):
            continue
        command = commands.of_stack(entry)
        id_ = entry.stack.id or f"{entry.account}/{entry.region}/{entry.stack.name}"
        for problem in filter(_counts, entry.problems):
            yield Issue(
                subject="stack",
                account=entry.account,
                region=entry.region,
                name=entry.stack.name,
                id=id_,
                problem=problem,
                command=command,
            )


def _of_accounts(report: Report) -> Iterator[Issue]:
    for entry in report.accounts:
        if entry.outcome.bad and not entry.problems:
            yield _of_account(entry, ReportedProblem(code="", message=entry.reason, remedy=""))
        yield from (_of_account(entry, problem) for problem in filter(_counts, entry.problems))


def _of_account(entry: AccountEntry, problem: ReportedProblem) -> Issue:
    location = f"{entry.account or 'unknown account'}, {entry.region or 'no Region'}"
    return Issue(
        subject="shard" if entry.mode.rollout else "account",
        account=entry.account,
        region=entry.region,
        name=entry.pulumi_stack or location,
        id=f"{entry.account}/{entry.region}/{entry.pulumi_stack}/{problem.resource}",
        problem=problem,
        command=commands.of_account(entry),
    )


def _of_drift(report: Report) -> Iterator[Issue]:
    for entry in report.drift:
        if entry.ignored is None or entry.ignored.expired:
            yield Issue(
                subject="drift",
                account=entry.account,
                region=entry.region,
                name=entry.name,
                id=f"{entry.urn}/{entry.kind.value}",
                problem=entry.problem or _drifted(entry),
                command=commands.of_drift(entry),
            )


def _drifted(entry: DriftEntry) -> ReportedProblem:
    return ReportedProblem(
        code=_DRIFT,
        message=f"{entry.property} is {entry.actual}, and declared is {entry.declared}.",
        remedy=f"The next update {entry.then}." if entry.then else "",
        severity="warning",
        property=entry.property,
        resource=entry.urn,
    )
