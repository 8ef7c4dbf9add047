"""The life of a record: CREATED, IN_PROGRESS, then SUCCEEDED, or IN_PROGRESS_IN_ERROR and FAILED.

What happens to stacks and provisioned products on the way is the business of a `Work`.
"""

from __future__ import annotations

import dataclasses
import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from catalog_emulator.core.aws_error import AwsError
from catalog_emulator.core.model import provisioned_product as products
from catalog_emulator.core.model import record as records
from catalog_emulator.core.model.record import RecordError
from catalog_emulator.servicecatalog.interruption import interrupt

if TYPE_CHECKING:
    from datetime import datetime

    from catalog_emulator.core.faults import Fault
    from catalog_emulator.core.model.record import Record
    from catalog_emulator.servicecatalog.catalog import Catalog

_LOOK_AGAIN = timedelta(seconds=1)  # how often a record that hangs looks whether it still must


log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Failure:
    """Why work did not succeed; becomes the record's RecordErrors and the product's StatusMessage."""

    code: str
    description: str

    @classmethod
    def of(cls, error: Exception) -> Failure:
        """Return what an exception of the work comes to. One that is not AWS's is a bug: it is logged."""
        if isinstance(error, AwsError):
            return cls(error.code, error.message)
        log.error("unforeseen failure in the work of a record", exc_info=error)
        return cls("InternalFailure", "The request failed because of an internal error.")


class Work(Protocol):
    """What a record is about."""

    def begin(self, record: Record, at: datetime) -> None:
        """Start: the record is IN_PROGRESS from now on."""

    def finish(self, record: Record, at: datetime) -> Failure | tuple[records.RecordOutput, ...]:
        """Do the work. Return the outputs, or why it failed."""

    def give_up(self, record: Record, failure: Failure, at: datetime) -> None:
        """Leave the provisioned product as a failure leaves it."""


def start(catalog: Catalog, record: Record, work: Work) -> None:
    """Put a new record on its way; the setting of its kind says how long it is IN_PROGRESS."""
    life = _RecordLife(catalog, record.id, work, getattr(catalog.settings, f"{record.kind}_seconds"))
    catalog.timeline.at(record.created + timedelta(seconds=catalog.settings.created_seconds), life.begin)


@dataclass(frozen=True)
class _RecordLife:
    """The steps of one record. `seconds` is how long it is IN_PROGRESS."""

    catalog: Catalog
    record_id: str
    work: Work
    seconds: float

    def begin(self, at: datetime) -> None:
        if self._is_orphaned(at):
            return
        try:
            self.work.begin(self._move(records.IN_PROGRESS, at), at)
        except Exception as error:  # noqa: BLE001  # whatever it is, it is this record's failure
            failure = Failure.of(error)
            interrupt(self.catalog, self.catalog.records[self.record_id], failure.description)
            self._failed(failure, at)
            return
        self.catalog.timeline.at(at + timedelta(seconds=self.seconds), self.finish)

    def finish(self, at: datetime) -> None:
        if self._is_orphaned(at):
            return
        record = self.catalog.records[self.record_id]
        fault = self.catalog.world.faults.for_record(self.catalog.account, record.kind)
        if fault is not None and fault.kind == "record-hangs":
            self.catalog.timeline.at(at + _LOOK_AGAIN, self.finish)
            return
        outcome = self._outcome(record, fault, at)
        if isinstance(outcome, Failure):
            self._failed(outcome, at)
        else:
            self._move(records.SUCCEEDED, at, outputs=outcome)

    def _failed(self, failure: Failure, at: datetime) -> None:
        errors = (RecordError(failure.code, failure.description),)
        self._move(records.IN_PROGRESS_IN_ERROR, at, errors=errors)
        wait = timedelta(seconds=self.catalog.settings.rollback_seconds)
        self.catalog.timeline.at(at + wait, lambda due: self._fail(failure, due))

    def _outcome(self, record: Record, fault: Fault | None, at: datetime) -> Failure | tuple[records.RecordOutput, ...]:
        if fault is None:
            try:
                return self.work.finish(record, at)
            except Exception as error:  # noqa: BLE001  # whatever it is, it is this record's failure
                failure = Failure.of(error)
        else:
            failure = Failure(fault.code or "InternalFailure", fault.message or "The request failed.")
        interrupt(self.catalog, record, failure.description)
        return failure

    def _fail(self, failure: Failure, at: datetime) -> None:
        if self._is_orphaned(at):
            return
        record = self._move(records.FAILED, at)
        try:
            self.work.give_up(record, failure, at)
        except Exception as error:  # noqa: BLE001  # whatever it is, it is this record's failure
            product = self.catalog.provisioned[record.provisioned_product_id]
            message = Failure.of(error).description
            self.catalog.store(dataclasses.replace(product, status=products.ERROR, status_message=message))

    def _is_orphaned(self, at: datetime) -> bool:
        """End a record whose provisioned product was terminated meanwhile (switch `while_under_change`)."""
        if self.catalog.records[self.record_id].provisioned_product_id in self.catalog.provisioned:
            return False
        gone = RecordError("ResourceNotFoundException", "The provisioned product does not exist any more.")
        self._move(records.FAILED, at, errors=(gone,))
        return True

    def _move(
        self,
        status: str,
        at: datetime,
        *,
        errors: tuple[RecordError, ...] = (),
        outputs: tuple[records.RecordOutput, ...] = (),
    ) -> Record:
        old = self.catalog.records[self.record_id]
        new = dataclasses.replace(
            old, status=status, updated=at, errors=errors or old.errors, outputs=outputs or old.outputs
        )
        return self.catalog.store_record(new)
