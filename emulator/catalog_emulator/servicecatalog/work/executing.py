"""The execution of a plan: a launch or an update, which the plan's status follows."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from catalog_emulator.core.model import plan as plans
from catalog_emulator.servicecatalog.record_life import Failure

if TYPE_CHECKING:
    from datetime import datetime

    from catalog_emulator.core.model.record import Record, RecordOutput
    from catalog_emulator.servicecatalog.catalog import Catalog
    from catalog_emulator.servicecatalog.record_life import Work


class Executing:
    """The work behind ExecuteProvisionedProductPlan: that of ProvisionProduct or UpdateProvisionedProduct."""

    def __init__(self, catalog: Catalog, plan_id: str, work: Work) -> None:
        self._catalog = catalog
        self._plan_id = plan_id
        self._work = work

    def begin(self, record: Record, at: datetime) -> None:
        """Begin the launch or update."""
        self._work.begin(record, at)

    def finish(self, record: Record, at: datetime) -> Failure | tuple[RecordOutput, ...]:
        """Finish it."""
        outcome = self._work.finish(record, at)
        if not isinstance(outcome, Failure):
            self._end(plans.EXECUTE_SUCCESS, None, at)
        return outcome

    def give_up(self, record: Record, failure: Failure, at: datetime) -> None:
        """Leave the product as the launch or update leaves it."""
        self._work.give_up(record, failure, at)
        self._end(plans.EXECUTE_FAILED, failure.description, at)

    def _end(self, status: str, message: str | None, at: datetime) -> None:
        known, catalog = self._catalog.plans, self._catalog
        if catalog.settings.executed_plan == "remove":
            known.pop(self._plan_id, None)
        elif self._plan_id in known:
            known[self._plan_id] = dataclasses.replace(
                known[self._plan_id], status=status, status_message=message, updated=at
            )
