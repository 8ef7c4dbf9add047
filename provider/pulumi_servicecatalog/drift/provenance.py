"""Since when AWS has it otherwise, and through which operation: the record in Service Catalog, and CloudTrail's event.

Asked of differences alone. What is denied is said, and keeps nothing from being compared.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from pulumi_servicecatalog.drift.compared import Answer
from pulumi_servicecatalog.model.arn import stack_name
from pulumi_servicecatalog.model.moment import iso
from pulumi_servicecatalog.model.problems.base import Problem, Severity
from pulumi_servicecatalog.model.record import Record
from pulumi_servicecatalog.model.refusal import Absent, Refusal
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.reporting.model import DriftEntry, DriftKind
from pulumi_servicecatalog.rules import drift, refusals

_BEFORE: Final = timedelta(minutes=2)
_AFTER: Final = timedelta(minutes=1)
"""How far AWS's time of a change is from that of the event of the request."""


@dataclass(frozen=True, kw_only=True)
class Provenance:
    """Says of differences where they come from.

    Attributes:
        session: of the account and Region.
        trail: whether CloudTrail is asked who it was.

    """

    session: AccountSession
    trail: bool = False

    def annotated(self, answer: Answer, entries: Iterable[DriftEntry]) -> Iterator[DriftEntry | Problem]:
        """Yield the entries with what is known, and what AWS does not tell."""
        for entry in entries:
            if entry.kind is DriftKind.UNASKED:
                yield entry
                continue
            known = entry
            try:
                known = self._dated(answer, entry)
                known = self._by(answer, known) if self.trail else known
                yield known
            except Refusal as refusal:
                yield known
                yield replace(refusals.problem(refusal), severity=Severity.WARNING)

    def _dated(self, answer: Answer, entry: DriftEntry) -> DriftEntry:
        """Say since when, and of the catalog by which record; the stack has the time of its last update alone."""
        if entry.kind is DriftKind.STACK:
            stack = answer.observed.stack if answer.observed is not None else None
            return replace(entry, since=iso(stack.last_updated_time)) if stack is not None else entry
        record = self._record(answer, entry)
        if record is None:
            return entry
        return replace(entry, since=iso(record.created_time), record=record.id, operation=record.type)

    def _by(self, answer: Answer, entry: DriftEntry) -> DriftEntry:
        """Say who it was, where CloudTrail has an event of that moment which names the record, or the stack."""
        if not entry.since:
            return entry
        at, recorded = datetime.fromisoformat(entry.since), answer.question.recorded
        of_stack = entry.kind is DriftKind.STACK
        service = "cloudformation" if of_stack else "servicecatalog"
        subjects = (recorded.stack_id, stack_name(recorded.stack_id)) if of_stack else (entry.record, recorded.id)
        for event in self.session.gateway.events(f"{service}.amazonaws.com", at - _BEFORE, at + _AFTER):
            if any(subject and subject in event.text for subject in subjects):
                return replace(entry, by=event.caller, trail=event.id, operation=entry.operation or event.name)
        return entry

    def _record(self, answer: Answer, entry: DriftEntry) -> Record | None:
        """Return the record of the last operation, unless it is the one that the state knows and so no cause."""
        id_, observed = answer.question.recorded.id, answer.observed
        if observed is None:
            try:
                return next(islice(self.session.gateway.record_history(id_), 1), None)
            except Absent:  # AWS knows nothing of it any more
                return None
        last = observed.provisioned_product.last_record_id
        known = answer.question.resource.outputs.get("lastRecordId") == last
        if not last or (known and entry.property != drift.STATUS.name):
            return None
        return self.session.snapshot.record(last)
