"""A termination: the provisioned product goes, and its stack with it unless it is retained."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from typing import TYPE_CHECKING

from catalog_emulator.cloudformation import engine
from catalog_emulator.core.aws_error import AwsError
from catalog_emulator.servicecatalog.accounts import home_of_stack
from catalog_emulator.servicecatalog.record_life import Failure
from catalog_emulator.servicecatalog.work.stack_sets import delete_stack_set

if TYPE_CHECKING:
    from datetime import datetime

    from catalog_emulator.core.model.record import Record, RecordOutput
    from catalog_emulator.servicecatalog.catalog import Catalog


class Terminating:
    """The work behind TerminateProvisionedProduct.

    RetainPhysicalResources releases the stack and does not touch it. IgnoreErrors tries to
    delete the stack, and stops managing it whatever comes of that.
    """

    def __init__(self, catalog: Catalog, *, retain: bool, ignore_errors: bool) -> None:
        self._catalog = catalog
        self._retain = retain
        self._ignore_errors = ignore_errors
        self._refused: Failure | None = None

    def begin(self, record: Record, at: datetime) -> None:
        """Start the stack's deletion."""
        del at
        product = self._catalog.provisioned[record.provisioned_product_id]
        if self._retain or product.physical_id is None or product.type == "CFN_STACKSET":
            return
        try:
            engine.begin_delete(home_of_stack(self._catalog, product.physical_id).living(product.physical_id))
        except AwsError as error:
            self._refused = Failure(error.code, error.message)

    def finish(self, record: Record, at: datetime) -> Failure | tuple[RecordOutput, ...]:
        """Delete the stack, and forget the product."""
        failure = None if self._retain else self._delete_stack(record)
        if failure is not None and not self._ignore_errors:
            return failure
        catalog = self._catalog
        product = catalog.provisioned.pop(record.provisioned_product_id)
        for plan in catalog.plans_of(product.id):
            del catalog.plans[plan.id]
        catalog.retired_names[product.name] = at + timedelta(seconds=catalog.settings.name_reuse_seconds)
        return ()

    def give_up(self, record: Record, failure: Failure, at: datetime) -> None:
        """Leave the product as the switch `failed_termination_status` says."""
        del at
        catalog = self._catalog
        product = catalog.provisioned[record.provisioned_product_id]
        status = catalog.settings.failed_termination_status
        catalog.store(dataclasses.replace(product, status=status, status_message=failure.description))

    def _delete_stack(self, record: Record) -> Failure | None:
        product = self._catalog.provisioned[record.provisioned_product_id]
        if product.type == "CFN_STACKSET":
            return delete_stack_set(self._catalog, record)
        stacks = home_of_stack(self._catalog, product.physical_id)
        stack = stacks.find(product.physical_id or "")
        if self._refused or stack is None or stack.deleted:
            return self._refused
        if stack.status != "DELETE_IN_PROGRESS":
            return Failure("CloudFormationError", f"The stack is {stack.status}.")
        if engine.finish_delete(stacks, stack):
            return Failure("CloudFormationError", f"{stack.status}: {stack.status_reason or ''}".strip())
        return None
