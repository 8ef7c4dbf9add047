"""What a report has looked at: only there does a problem that it does not have count as fixed."""

from collections.abc import Callable, Iterable

from pulumi_servicecatalog.discovery.verdict import Kind
from pulumi_servicecatalog.reporting.issues import Issue
from pulumi_servicecatalog.reporting.model import AccountEntry, DriftKind, Mode, Outcome, Report, project_of


def looked_at(report: Report) -> Callable[[Issue], bool]:
    """Return what tells of a problem of another report whether this one has looked at what it is of."""
    done = [entry for entry in report.accounts if not entry.outcome.bad and entry.outcome is not Outcome.STOPPED]
    regions = {(entry.account, entry.region) for entry in done if entry.mode is Mode.DISCOVER}
    unreadable = {entry.stack.id for entry in report.stacks if entry.verdict == Kind.UNREADABLE.value}
    judged = {entry.stack.id for entry in report.stacks} - unreadable
    shards = _shards(entry for entry in done if entry.mode.rollout)
    accounts = _shards(entry for entry in done if not entry.mode.rollout)
    compared = {(entry.account, entry.project, entry.pulumi_stack) for entry in done if entry.mode is Mode.DRIFT}
    unasked = {entry.urn for entry in report.drift if entry.kind is DriftKind.UNASKED}

    def looked(issue: Issue) -> bool:
        shard = issue.account, issue.region, issue.id.split("/")[2:3]
        match issue.subject:
            case "stack":
                whole = (issue.account, issue.region) in regions and issue.id not in unreadable
                return whole or issue.id in judged
            case "drift":
                urn = issue.id.rpartition("/")[0]
                return (issue.account, project_of(urn), _pulumi_stack(urn)) in compared and urn not in unasked
            case "shard":
                return shard in shards
            case _:
                return shard in accounts

    return looked


def _shards(entries: Iterable[AccountEntry]) -> list[tuple[str, str, list[str]]]:
    return [(entry.account, entry.region, [entry.pulumi_stack]) for entry in entries]


def _pulumi_stack(urn: str) -> str:
    return urn.partition("::")[0].rpartition(":")[2]
