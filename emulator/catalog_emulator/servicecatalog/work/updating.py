"""An update: the stack goes over to a version's template, with new parameter values and tags."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from catalog_emulator.aws_error import AwsError
from catalog_emulator.cloudformation import engine, parameters
from catalog_emulator.cloudformation.errors import NoUpdateError
from catalog_emulator.install import stacks_of
from catalog_emulator.model import provisioned_product as products
from catalog_emulator.model.tag import Tag, merge_tags
from catalog_emulator.servicecatalog.timeline import Failure
from catalog_emulator.servicecatalog.work.launching import CAPABILITIES
from catalog_emulator.servicecatalog.work.outputs import record_outputs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from catalog_emulator.cloudformation.stack import Stack
    from catalog_emulator.model.artifact import Artifact
    from catalog_emulator.model.record import Record, RecordOutput
    from catalog_emulator.servicecatalog.catalog import Catalog


class Updating:
    """The work behind UpdateProvisionedProduct. An update that fails leaves the product TAINTED."""

    def __init__(
        self, catalog: Catalog, artifact: Artifact, given: list[Mapping[str, Any]], tags: tuple[Tag, ...] | None
    ) -> None:
        self._catalog = catalog
        self._artifact = artifact
        self._given = given
        self._tags = tags
        self._change: engine.Change | None = None
        self._refused: Failure | None = None

    def begin(self, record: Record, at: datetime) -> None:
        """Start the stack's update; what CloudFormation refuses becomes the record's failure."""
        del at
        try:
            stack = self._stack(record)
            engine.check_updatable(stack)
            change = self._change_of(stack)
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
            failed = engine.finish_update(stacks_of(catalog.account, catalog.region), stack, self._change)
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
                tags=merge_tags(product.tags, self._tags or ()),
                last_successful_record_id=record.id,
            )
        )
        return record_outputs(stack)

    def give_up(self, record: Record, failure: Failure, at: datetime) -> None:
        """Leave the product TAINTED, with the version that it had."""
        del at
        product = self._catalog.provisioned[record.provisioned_product_id]
        self._catalog.store(dataclasses.replace(product, status=products.TAINTED, status_message=failure.description))

    def _stack(self, record: Record) -> Stack:
        product = self._catalog.provisioned[record.provisioned_product_id]
        return stacks_of(self._catalog.account, self._catalog.region).living(product.physical_id or "")

    def _change_of(self, stack: Stack) -> engine.Change:
        document = engine.parse(self._artifact.template)
        given = list(self._given)
        if self._catalog.settings.omitted_parameters == "previous":
            named = {parameter["ParameterKey"] for parameter in given}
            declared = document.get("Parameters") or {}
            kept = [key for key in stack.parameters if key in declared and key not in named]
            given += [{"ParameterKey": key, "UsePreviousValue": True} for key in kept]
        new_tags = {tag.key: tag.value for tag in self._tags or ()}
        return engine.Change(
            template=self._artifact.template,
            parameters=parameters.in_force(document, given, stack.parameters),
            tags=None if self._tags is None else stack.tags | new_tags,
            capabilities=CAPABILITIES,
        )
