"""An import: the stack is looked at once more, and then it belongs to the product."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from catalog_emulator.core.aws_error import AwsError
from catalog_emulator.core.model import provisioned_product as products
from catalog_emulator.servicecatalog import import_rules
from catalog_emulator.servicecatalog.accounts import home_of_stack
from catalog_emulator.servicecatalog.record_life import Failure
from catalog_emulator.servicecatalog.work.outputs import record_outputs

if TYPE_CHECKING:
    from datetime import datetime

    from catalog_emulator.core.model.artifact import Artifact
    from catalog_emulator.core.model.record import Record, RecordOutput
    from catalog_emulator.servicecatalog.catalog import Catalog


class Importing:
    """The work behind ImportAsProvisionedProduct."""

    def __init__(self, catalog: Catalog, artifact: Artifact, stack_id: str) -> None:
        self._catalog = catalog
        self._artifact = artifact
        self._stack_id = stack_id

    def begin(self, record: Record, at: datetime) -> None:
        """Do nothing: the stack is not touched."""

    def finish(self, record: Record, at: datetime) -> Failure | tuple[RecordOutput, ...]:
        """Check that the stack is still as it was when the import was requested."""
        del at
        catalog = self._catalog
        stack = home_of_stack(catalog, self._stack_id).find(self._stack_id)
        try:
            if stack is None or stack.deleted:
                return Failure("ResourceNotFoundException", f"Stack {self._stack_id} does not exist.")
            import_rules.check_stack(catalog, stack)
            import_rules.check_template(catalog, stack, self._artifact)
        except AwsError as error:
            return Failure(error.code, error.message)
        if catalog.settings.import_stack_status == "IMPORT_COMPLETE":
            stack.move("IMPORT_COMPLETE")
        product = catalog.provisioned[record.provisioned_product_id]
        counts = catalog.settings.import_sets_last_successful_record
        catalog.store(
            dataclasses.replace(
                product,
                status=products.AVAILABLE,
                status_message=None,
                last_successful_record_id=record.id if counts else None,
            )
        )
        if catalog.settings.import_outputs != "populated":
            return ()
        return record_outputs(stack, with_arn=catalog.settings.import_stack_arn_output)

    def give_up(self, record: Record, failure: Failure, at: datetime) -> None:
        """Leave what the switch `failed_import_status` says."""
        del at
        catalog = self._catalog
        status = catalog.settings.failed_import_status
        if status == "GONE":
            catalog.provisioned.pop(record.provisioned_product_id, None)
            return
        product = catalog.provisioned[record.provisioned_product_id]
        catalog.store(dataclasses.replace(product, status=status, status_message=failure.description))
