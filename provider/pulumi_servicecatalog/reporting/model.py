"""What is known of an estate: accounts, stacks, versions, drift, and what was done.

`discover`, `check`, `drift` and `rollout` come to a `Report`, and every rendering takes one. docs/report.schema.json
describes its JSON. Texts are as AWS and programs have them; what shows them makes them fit for where they are shown.
"""

import enum
import json
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Self, TypeVar

from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.reporting import members
from pulumi_servicecatalog.reporting.members import MemberError

SCHEMA_VERSION: Final = 1
KIND: Final = "report"

_T = TypeVar("_T")


class ReportError(Exception):
    """A document is no report; the text is one line that says why."""


class Mode(enum.Enum):
    """What was done with an account: it was read, compared with a state, or a shard of a rollout was done."""

    DISCOVER = "discover"
    DRIFT = "drift"
    PREVIEW = "preview"
    UPDATE = "update"
    VERIFY = "verify"

    @property
    def rollout(self) -> bool:
        """Return whether it is one of a rollout."""
        return self not in {Mode.DISCOVER, Mode.DRIFT}


class Outcome(enum.Enum):
    """What became of an account: READ, DENIED or FAILED where it was read, the others in a rollout."""

    READ = "read"
    DENIED = "denied"
    FAILED = "failed"
    DONE = "done"
    UNCHANGED = "unchanged"
    COULD_NOT_ASSUME = "could-not-assume"
    STOPPED = "stopped"
    FRESH = "fresh"

    @property
    def bad(self) -> bool:
        """Return whether it counts as a failure; what was stopped was not tried."""
        return self in {Outcome.DENIED, Outcome.FAILED, Outcome.COULD_NOT_ASSUME}


class DriftKind(enum.Enum):
    """What differs: what Service Catalog has, the stack, one of its resources; or it could not be asked."""

    CATALOG = "catalog"
    STACK = "stack"
    RESOURCE = "resource"
    UNASKED = "unasked"


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """Something of AWS by its ID, or its ARN, and its name."""

    id: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ReportedProblem:
    """A problem. `code` is that of docs/problems.md; it is "" for what Pulumi or a program says.

    `property` is the input, and `resource` the Pulumi resource that it is of; "" where it is of none.
    """

    code: str
    message: str
    remedy: str
    severity: str = "error"
    property: str = ""
    resource: str = ""

    @classmethod
    def of(cls, problem: Problem, resource: str = "") -> Self:
        """Return a problem of ours."""
        return cls(**problem.as_dict(), resource=resource)


@dataclass(frozen=True, kw_only=True, slots=True)
class AccountEntry:
    """An account in a Region that was read, or a shard of a rollout that was done.

    Attributes:
        account: its ID; "" where AWS did not say.
        region: the Region; "" where none is known.
        outcome: what became of it.
        mode: what was done.
        pulumi_stack: the Pulumi stack, where it is of one.
        project: the Pulumi project that it is of; "" where that is not known.
        reason: why it could not be read or done.
        problems: the same, as problems.
        stacks: how many CloudFormation stacks, or resources of the Pulumi stack, were looked at.
        changes: how many resources a rollout has changed, by Pulumi's words.
        begun: when, in ISO 8601; "" where nobody has written it down.
        ended: when it ended, likewise.
        seconds: how long it took.
        attempt: which try it was, from 1.
        wave: the number of its wave, from 1; None where there are none.

    """

    account: str
    region: str
    outcome: Outcome
    mode: Mode = Mode.DISCOVER
    pulumi_stack: str = ""
    project: str = ""
    reason: str = ""
    problems: tuple[ReportedProblem, ...] = ()
    stacks: int = 0
    changes: Mapping[str, int] = field(default_factory=dict)
    begun: str = ""
    ended: str = ""
    seconds: float = 0.0
    attempt: int = 1
    wave: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Holder:
    """The provisioned product that governs a stack; `newest` is the newest version, where it is behind that."""

    provisioned_product: Named
    status: str
    product: Named
    artifact: Named
    newest: str | None
    deprecated: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Candidate:
    """A version that a stack could have: `match` is identical, equivalent or near; "" where nobody compared them."""

    product: Named
    artifact: Named
    match: str
    alike: float = 1.0
    differences: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class StackEntry:
    """A CloudFormation stack.

    `verdict` is governed, adoptable, near, unmatched, excluded or unreadable, as in an inventory; or blocked, where
    `catalogctl check` says so. `reason` is a word of the inventory or the code of a problem. `family` is the
    fingerprint of its template.
    """

    account: str
    region: str
    stack: Named
    status: str
    verdict: str
    reason: str
    problems: tuple[ReportedProblem, ...] = ()
    family: str | None = None
    governed_by: Holder | None = None
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class VersionEntry:
    """An active version of a product, as an account sees it. `order` is 0 for the oldest version of the product."""

    account: str
    region: str
    product: Named
    artifact: Named
    guidance: str
    order: int


@dataclass(frozen=True, kw_only=True, slots=True)
class FamilyLink:
    """Another family whose template is one part apart: it lacks what is at `path`, has it as well, or differs there."""

    family: str
    how: str
    path: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FamilyEntry:
    """A template that stacks share and no version has, by its fingerprint, as `StackEntry.family` has it."""

    id: str
    links: tuple[FamilyLink, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Ignored:
    """A difference that somebody has declared as known: who, why, until when (an ISO date), and if that is over."""

    owner: str
    reason: str
    expires: str
    expired: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class DriftEntry:
    """Something that AWS has otherwise than a state declares.

    Attributes:
        account: the account.
        region: its Region.
        pulumi_stack: the Pulumi stack.
        urn: the resource.
        name: its name.
        kind: what differs.
        property: the property, or the logical ID of a resource.
        declared: what the state has, as text without secrets.
        actual: what AWS has, likewise.
        then: what the next `up` would do, in a short sentence.
        since: when it was changed, in ISO 8601, where that is known.
        by: by whom, where that is known.
        record: the record in Service Catalog.
        operation: what was done then: the type of the record, or the name of the event in CloudTrail.
        trail: the event in CloudTrail.
        problem: what keeps it from being asked or mended.
        ignored: who has declared it as known.

    """

    account: str
    region: str
    pulumi_stack: str
    urn: str
    name: str
    kind: DriftKind
    property: str
    declared: str
    actual: str
    then: str
    since: str = ""
    by: str = ""
    record: str = ""
    operation: str = ""
    trail: str = ""
    problem: ReportedProblem | None = None
    ignored: Ignored | None = None


def project_of(urn: str) -> str:
    """Return the project of a resource, as its URN has it: `urn:pulumi:STACK::PROJECT::TYPE::NAME`."""
    return urn.partition("::")[2].partition("::")[0]


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Where something of a report comes from: inventory, results, check, report or drift, and the name of the file."""

    kind: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Report:
    """All that is known. `created` is when, in ISO 8601; `version` the version of catalogctl."""

    created: str
    version: str
    sources: tuple[Source, ...] = ()
    accounts: tuple[AccountEntry, ...] = ()
    stacks: tuple[StackEntry, ...] = ()
    versions: tuple[VersionEntry, ...] = ()
    families: tuple[FamilyEntry, ...] = ()
    drift: tuple[DriftEntry, ...] = ()


def as_dict(report: Report) -> Mapping[str, Any]:
    """Return a report as its JSON document."""
    return {"schemaVersion": SCHEMA_VERSION, "kind": KIND, **members.encode(report)}


def parse(document: Any) -> Report:
    """Return the report of a JSON document.

    Raises:
        ReportError: it is no report, or is of another version.

    """
    if not isinstance(document, Mapping) or document.get("kind") != KIND:
        raise ReportError("this is no report")
    if document.get("schemaVersion") != SCHEMA_VERSION:
        version = json.dumps(document.get("schemaVersion"))
        raise ReportError(f"it is of schemaVersion {version}, and this version of catalogctl reads {SCHEMA_VERSION}")
    try:
        return members.decode(Report, document)
    except MemberError as error:
        raise ReportError(f"this is no whole report: {error}") from error


def expired(report: Report, today: str) -> Report:
    """Return a report of another day as it is today: a known difference counts again after its own day.

    Args:
        report: as it was written.
        today: an ISO date, or "" where nobody asks what counts.

    """
    return replace(report, drift=tuple(_expired(entry, today) for entry in report.drift))


def _expired(entry: DriftEntry, today: str) -> DriftEntry:
    ignored = entry.ignored
    if ignored is None or ignored.expires >= today:
        return entry
    return replace(entry, ignored=replace(ignored, expired=True))


def merge(reports: Iterable[Report]) -> Report:
    """Put reports together, in the order in which they were made.

    Args:
        reports: at least one. Of what several have, the last one counts. Where one has read an account in a Region,
            nothing of earlier ones is left of its stacks; where one has compared a Pulumi stack of a project, of its
            drift.

    """
    first, *others = reports
    merged = first
    for report in others:
        merged = _merged(merged, report)
    return merged


def _merged(first: Report, second: Report) -> Report:
    read = {(entry.account, entry.region) for entry in second.accounts if entry.mode is Mode.DISCOVER}
    compared = {(entry.project, entry.pulumi_stack) for entry in second.accounts if entry.mode is Mode.DRIFT}
    stacks = [entry for entry in first.stacks if (entry.account, entry.region) not in read]
    versions = [entry for entry in first.versions if (entry.account, entry.region) not in read]
    drift = [entry for entry in first.drift if (project_of(entry.urn), entry.pulumi_stack) not in compared]
    return Report(
        created=max(first.created, second.created),
        version=second.version,
        sources=first.sources + second.sources,
        accounts=_last(_done((*first.accounts, *second.accounts)), _of_account),
        stacks=_last((*stacks, *second.stacks), _of_stack),
        versions=_last((*versions, *second.versions), lambda entry: (entry.account, entry.region, entry.artifact.id)),
        families=_last((*first.families, *second.families), lambda entry: entry.id),
        drift=_last((*drift, *second.drift), lambda entry: (entry.urn, entry.kind, entry.property)),
    )


def _done(entries: Sequence[AccountEntry]) -> Iterator[AccountEntry]:
    """Yield entries without the previews of shards that were done: only one that failed says more than an update."""
    done = {_of_account(entry) for entry in entries if entry.mode is not Mode.PREVIEW}
    for entry in entries:
        if entry.mode is not Mode.PREVIEW or entry.outcome.bad or _of_account(entry) not in done:
            yield entry


def _of_account(entry: AccountEntry) -> Hashable:
    mode = Mode.UPDATE if entry.mode.rollout else entry.mode
    return entry.account, entry.region, entry.project, entry.pulumi_stack, mode


def _of_stack(entry: StackEntry) -> Hashable:
    return entry.stack.id or (entry.account, entry.region, entry.stack.name)


def _last(entries: Iterable[_T], key: Callable[[_T], Hashable]) -> tuple[_T, ...]:
    by_key = {key(entry): entry for entry in entries}
    return tuple(by_key.values())
