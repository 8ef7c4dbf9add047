"""New properties of a provisioned product: its launch role, its owner. The stack is not touched."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from catalog_emulator.core.model.provisioned_product import ProvisionedProduct
    from catalog_emulator.core.model.record import Record, RecordOutput
    from catalog_emulator.servicecatalog.catalog import Catalog
    from catalog_emulator.servicecatalog.record_life import Failure


@dataclass(frozen=True, kw_only=True)
class Properties:
    """What UpdateProvisionedProductProperties can set; what is None stays. The owner is an ARN and its session's."""

    launch_role_arn: str | None = None
    owner: tuple[str, str] | None = None


class SettingProperties:
    """The work behind UpdateProvisionedProductProperties. The product goes back to the status that it had."""

    def __init__(self, catalog: Catalog, properties: Properties, before: ProvisionedProduct) -> None:
        self._catalog = catalog
        self._properties = properties
        self._before = before

    def begin(self, record: Record, at: datetime) -> None:
        """Do nothing."""

    def finish(self, record: Record, at: datetime) -> Failure | tuple[RecordOutput, ...]:
        """Set the properties."""
        del at
        product, wanted = self._as_before(record), self._properties
        if wanted.launch_role_arn is not None:
            product = dataclasses.replace(product, launch_role_arn=wanted.launch_role_arn, launch_role_chosen=True)
        if wanted.owner is not None:
            owner_arn, owner_session_arn = wanted.owner
            product = dataclasses.replace(product, user_arn=owner_arn, user_arn_session=owner_session_arn)
        self._catalog.store(product)
        return ()

    def give_up(self, record: Record, failure: Failure, at: datetime) -> None:
        """Leave the properties as they were."""
        del failure, at
        self._catalog.store(self._as_before(record))

    def _as_before(self, record: Record) -> ProvisionedProduct:
        product = self._catalog.provisioned[record.provisioned_product_id]
        return dataclasses.replace(product, status=self._before.status, status_message=self._before.status_message)
