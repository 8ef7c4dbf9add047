"""The state machine of records: CREATED, IN_PROGRESS, then SUCCEEDED, or IN_PROGRESS_IN_ERROR and FAILED.

Nothing runs by itself. `settle(now)` performs every step that is due by then, in the order of their times,
however late it is called; steps may add further ones. What a step does to stacks and provisioned products is
the business of a `Work`.
"""

from __future__ import annotations

import dataclasses
import heapq
import itertools
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from catalog_emulator.model import record as records
from catalog_emulator.model.record import RecordError
from catalog_emulator.servicecatalog.work.interruption import interrupt

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from catalog_emulator.faults import Fault
    from catalog_emulator.model.record import Record
    from catalog_emulator.servicecatalog.catalog import Catalog

_LOOK_AGAIN = timedelta(seconds=1)  # how often a record that hangs looks whether it still must


@dataclass(frozen=True)
class Failure:
    """Why work did not succeed; becomes the record's RecordErrors and the product's StatusMessage."""

    code: str
    description: str


class Work(Protocol):
    """What a record is about."""

    def begin(self, record: Record, at: datetime) -> None:
        """Start: the record is IN_PROGRESS from now on."""

    def finish(self, record: Record, at: datetime) -> Failure | tuple[records.RecordOutput, ...]:
        """Do the work. Return the outputs, or why it failed."""

    def give_up(self, record: Record, failure: Failure, at: datetime) -> None:
        """Leave the provisioned product as a failure leaves it."""


class Timeline:
    """The steps that records still have before them."""

    def __init__(self, catalog: Catalog) -> None:
        self._catalog = catalog
        self._steps: list[tuple[datetime, int, Callable[[datetime], None]]] = []
        self._order = itertools.count()

    def start(self, record: Record, work: Work) -> None:
        """Put a new record on its way; the setting of its kind says how long it is IN_PROGRESS."""
        seconds: float = getattr(self._catalog.settings, f"{record.kind}_seconds")
        wait = timedelta(seconds=self._catalog.settings.created_seconds)
        self._at(record.created + wait, lambda at: self._begin(record.id, work, seconds, at))

    def after(self, seconds: float, step: Callable[[datetime], None]) -> None:
        """Have a step performed that belongs to no record: a plan that is being worked out."""
        self._at(self._catalog.now() + timedelta(seconds=seconds), step)

    def settle(self, now: datetime) -> None:
        """Perform the steps that are due."""
        while self._steps and self._steps[0][0] <= now:
            due, _, step = heapq.heappop(self._steps)
            step(due)

    def _at(self, due: datetime, step: Callable[[datetime], None]) -> None:
        heapq.heappush(self._steps, (due, next(self._order), step))

    def _begin(self, record_id: str, work: Work, seconds: float, at: datetime) -> None:
        if self._is_orphaned(record_id, at):
            return
        work.begin(self._move(record_id, records.IN_PROGRESS, at), at)
        self._at(at + timedelta(seconds=seconds), lambda due: self._finish(record_id, work, due))

    def _finish(self, record_id: str, work: Work, at: datetime) -> None:
        if self._is_orphaned(record_id, at):
            return
        fault = self._catalog.world.faults.for_record(self._catalog.account, self._catalog.records[record_id].kind)
        if fault is not None and fault.kind == "record-hangs":
            self._at(at + _LOOK_AGAIN, lambda due: self._finish(record_id, work, due))
            return
        outcome = self._outcome(self._catalog.records[record_id], work, fault, at)
        if not isinstance(outcome, Failure):
            self._move(record_id, records.SUCCEEDED, at, outputs=outcome)
            return
        errors = (RecordError(outcome.code, outcome.description),)
        self._move(record_id, records.IN_PROGRESS_IN_ERROR, at, errors=errors)
        wait = timedelta(seconds=self._catalog.settings.rollback_seconds)
        self._at(at + wait, lambda due: self._fail(record_id, work, outcome, due))

    def _outcome(
        self, record: Record, work: Work, fault: Fault | None, at: datetime
    ) -> Failure | tuple[records.RecordOutput, ...]:
        if fault is None:
            return work.finish(record, at)
        failure = Failure(fault.code or "InternalFailure", fault.message or "The request failed.")
        interrupt(self._catalog, record, failure.description)
        return failure

    def _fail(self, record_id: str, work: Work, failure: Failure, at: datetime) -> None:
        if not self._is_orphaned(record_id, at):
            work.give_up(self._move(record_id, records.FAILED, at), failure, at)

    def _is_orphaned(self, record_id: str, at: datetime) -> bool:
        """End a record whose provisioned product was terminated meanwhile (switch `while_under_change`)."""
        if self._catalog.records[record_id].provisioned_product_id in self._catalog.provisioned:
            return False
        gone = RecordError("ResourceNotFoundException", "The provisioned product does not exist any more.")
        self._move(record_id, records.FAILED, at, errors=(gone,))
        return True

    def _move(
        self,
        record_id: str,
        status: str,
        at: datetime,
        *,
        errors: tuple[RecordError, ...] = (),
        outputs: tuple[records.RecordOutput, ...] = (),
    ) -> Record:
        old = self._catalog.records[record_id]
        new = dataclasses.replace(
            old, status=status, updated=at, errors=errors or old.errors, outputs=outputs or old.outputs
        )
        return self._catalog.store_record(new)
