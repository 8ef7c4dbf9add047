"""An update: the stack goes over to a version's template, with new parameter values and tags."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from catalog_emulator.cloudformation import engine
from catalog_emulator.cloudformation.errors import NoUpdateError
from catalog_emulator.cloudformation.stack_status import NEVER_RAN
from catalog_emulator.core.aws_error import AwsError
from catalog_emulator.core.model import provisioned_product as products
from catalog_emulator.core.model.tag import merge_tags
from catalog_emulator.servicecatalog.accounts import home_of_stack
from catalog_emulator.servicecatalog.record_life import Failure
from catalog_emulator.servicecatalog.tagging import TagChange, auto_tags
from catalog_emulator.servicecatalog.work.outputs import record_outputs
from catalog_emulator.servicecatalog.work.stack_change import wanted_change

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from catalog_emulator.cloudformation.change import Change
    from catalog_emulator.cloudformation.stack import Stack
    from catalog_emulator.core.model.artifact import Artifact
    from catalog_emulator.core.model.record import Record, RecordOutput
    from catalog_emulator.core.model.tag import Tag
    from catalog_emulator.servicecatalog.catalog import Catalog
    from catalog_emulator.servicecatalog.terms import Terms


class Updating:
    """The work behind UpdateProvisionedProduct."""

    def __init__(
        self,
        catalog: Catalog,
        artifact: Artifact,
        requested: list[Mapping[str, Any]],
        tags: TagChange,
        terms: Terms,
    ) -> None:
        self._catalog = catalog
        self._artifact = artifact
        self._requested = requested
        self._tags = tags
        self._terms = terms
        self._change: Change | None = None
        self._refused: Failure | None = None

    def begin(self, record: Record, at: datetime) -> None:
        """Start the stack's update; what CloudFormation refuses becomes the record's failure."""
        del at
        try:
            stack = self._stack(record)
            engine.check_updatable(stack)
            change = wanted_change(
                self._catalog, stack, self._artifact, self._requested, self._all_tags(record), self._terms
            )
            tags = {key: value for key, value in (change.tags or {}).items() if key not in self._tags.leaves_out}
            change = dataclasses.replace(change, tags=tags)
            engine.begin_update(stack, change)
            self._change = change
        except NoUpdateError as error:
            if self._catalog.settings.empty_update == "fail":
                self._refused = Failure(error.code, error.message)
        except AwsError as error:
            self._refused = Failure(error.code, error.message)

    def finish(self, record: Record, at: datetime) -> Failure | tuple[RecordOutput, ...]:
        """Change the stack's resources."""
        del at
        catalog = self._catalog
        try:
            stack = self._stack(record)
        except AwsError as error:
            return self._refused or Failure(error.code, error.message)
        if self._refused:
            return self._refused
        if self._change is not None and stack.status == "UPDATE_IN_PROGRESS":
            failed = engine.finish_update(home_of_stack(catalog, stack.stack_id), stack, self._change)
            if failed is not None:
                return Failure("CloudFormationError", f"{stack.status}: {stack.status_reason or ''}")
        product = catalog.provisioned[record.provisioned_product_id]
        catalog.store(
            dataclasses.replace(
                product,
                status=products.AVAILABLE,
                status_message=None,
                product_id=record.product_id,
                artifact_id=record.artifact_id,
                path_id=record.path_id,
                launch_role_arn=record.launch_role_arn,
                tags=merge_tags(product.tags, self._all_tags(record), self._tags.leaves_out),
                last_successful_record_id=record.id,
            )
        )
        return record_outputs(stack)

    def give_up(self, record: Record, failure: Failure, at: datetime) -> None:
        """Leave the product with the version that it had.

        ProvisionedProductDetail: TAINTED is a stack that is not what was requested, ERROR one that is not running.
        """
        del at
        catalog = self._catalog
        product = catalog.provisioned[record.provisioned_product_id]
        stack = home_of_stack(catalog, product.physical_id).find(product.physical_id or "")
        never_ran = product.physical_id is None or (stack is not None and stack.status in NEVER_RAN)
        status = products.ERROR if never_ran else catalog.settings.failed_update_status
        catalog.store(dataclasses.replace(product, status=status, status_message=failure.description))

    def _all_tags(self, record: Record) -> tuple[Tag, ...]:
        product = self._catalog.provisioned[record.provisioned_product_id]
        return (*auto_tags(self._catalog, product, record), *self._tags.sets)

    def _stack(self, record: Record) -> Stack:
        product = self._catalog.provisioned[record.provisioned_product_id]
        return home_of_stack(self._catalog, product.physical_id).living(product.physical_id or "")
