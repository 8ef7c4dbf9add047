"""A launch: a stack is made for the provisioned product."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from catalog_emulator.cloudformation import engine
from catalog_emulator.cloudformation.accounts import stacks_of
from catalog_emulator.core.aws_error import AwsError
from catalog_emulator.core.model import provisioned_product as products
from catalog_emulator.core.model.tag import merge_tags
from catalog_emulator.servicecatalog.record_life import Failure
from catalog_emulator.servicecatalog.tagging import auto_tags
from catalog_emulator.servicecatalog.work.outputs import record_outputs
from catalog_emulator.servicecatalog.work.stack_change import CAPABILITIES, parameters_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from catalog_emulator.cloudformation.stack import Stack
    from catalog_emulator.core.model.artifact import Artifact
    from catalog_emulator.core.model.record import Record, RecordOutput
    from catalog_emulator.servicecatalog.catalog import Catalog
    from catalog_emulator.servicecatalog.terms import Terms


class Launching:
    """The work behind ProvisionProduct. A launch that fails leaves its stack rolled back, and nothing provisioned."""

    def __init__(
        self,
        catalog: Catalog,
        artifact: Artifact,
        requested: list[Mapping[str, Any]],
        notification_arns: Iterable[str],
        terms: Terms,
    ) -> None:
        self._catalog = catalog
        self._artifact = artifact
        self._requested = requested
        self._notification_arns = list(dict.fromkeys([*notification_arns, *terms.notification_arns]))
        self._terms = terms
        self._stack: Stack | None = None
        self._refused: Failure | None = None

    def begin(self, record: Record, at: datetime) -> None:
        """Start the stack; what CloudFormation refuses becomes the record's failure."""
        del at
        catalog = self._catalog
        product = catalog.provisioned[record.provisioned_product_id]
        stacks = stacks_of(catalog.world, catalog.account, catalog.region)
        tags = merge_tags(product.tags, auto_tags(catalog, product, record))
        try:
            parameters_of(catalog, engine.parse(self._artifact.template), self._requested, self._terms, {})
            stack = engine.new_stack(
                stacks,
                name=f"SC-{catalog.account}-{product.id}",
                template=self._artifact.template,
                parameters=self._requested,
                tags={tag.key: tag.value for tag in tags},
                capabilities=CAPABILITIES,
                notification_arns=self._notification_arns,
            )
            engine.begin_create(stacks, stack)
        except AwsError as error:
            self._refused = Failure(error.code, error.message)
            return
        stacks.register(stack)
        self._stack = stack
        catalog.store(dataclasses.replace(product, physical_id=stack.stack_id, tags=tags))

    def finish(self, record: Record, at: datetime) -> Failure | tuple[RecordOutput, ...]:
        """Make the stack's resources."""
        del at
        catalog, stack = self._catalog, self._stack
        if stack is None:
            return self._refused or Failure("InternalFailure", "The launch was not started.")
        if stack.status == "CREATE_IN_PROGRESS":
            engine.finish_create(stacks_of(catalog.world, catalog.account, catalog.region), stack)
        if stack.status != "CREATE_COMPLETE":
            return Failure("CloudFormationError", f"{stack.status}: {stack.status_reason or ''}".rstrip(": "))
        product = catalog.provisioned[record.provisioned_product_id]
        catalog.store(
            dataclasses.replace(
                product,
                status=products.AVAILABLE,
                status_message=None,
                last_successful_record_id=record.id,
            )
        )
        return record_outputs(stack)

    def give_up(self, record: Record, failure: Failure, at: datetime) -> None:
        """Leave the product as the switch `failed_provision_status` says."""
        del at
        product = self._catalog.provisioned[record.provisioned_product_id]
        status = self._catalog.settings.failed_provision_status
        self._catalog.store(dataclasses.replace(product, status=status, status_message=failure.description))
