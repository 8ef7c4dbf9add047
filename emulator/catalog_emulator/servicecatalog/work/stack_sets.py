"""Launches and updates of products with a STACKSET constraint: a stack set instead of a stack."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

from catalog_emulator.cloudformation import engine, stack_sets
from catalog_emulator.cloudformation.accounts import stack_sets_of
from catalog_emulator.cloudformation.stack_set import NewStackSet
from catalog_emulator.core.aws_error import AwsError
from catalog_emulator.core.model import provisioned_product as products
from catalog_emulator.core.model.tag import merge_tags
from catalog_emulator.servicecatalog.record_life import Failure
from catalog_emulator.servicecatalog.tagging import auto_tags
from catalog_emulator.servicecatalog.work.stack_change import parameters_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from catalog_emulator.cloudformation.stack_set import StackSet
    from catalog_emulator.cloudformation.stack_sets import Deployment, Outcome
    from catalog_emulator.core.model.artifact import Artifact
    from catalog_emulator.core.model.record import Record, RecordOutput
    from catalog_emulator.core.model.tag import Tag
    from catalog_emulator.servicecatalog.catalog import Catalog
    from catalog_emulator.servicecatalog.terms import StackSetTerms, Terms


class LaunchingStackSet:
    """The work behind ProvisionProduct with a STACKSET constraint."""

    def __init__(
        self,
        catalog: Catalog,
        artifact: Artifact,
        requested: list[Mapping[str, Any]],
        terms: Terms,
        where: Deployment,
    ) -> None:
        self._catalog = catalog
        self._artifact = artifact
        self._requested = requested
        self._terms = terms
        self._where = where
        self._refused: Failure | None = None

    def begin(self, record: Record, at: datetime) -> None:
        """Make the stack set."""
        del at
        catalog = self._catalog
        product = catalog.provisioned[record.provisioned_product_id]
        stack_set_terms: StackSetTerms | None = self._terms.stack_set
        try:
            document = engine.parse(self._artifact.template)
            values = parameters_of(catalog, document, self._requested, self._terms, {})
        except AwsError as error:
            self._refused = Failure(error.code, error.message)
            return
        tags = merge_tags(product.tags, auto_tags(catalog, product, record))
        wanted = NewStackSet(
            name=f"SC-{catalog.account}-{product.id}",
            template=self._artifact.template,
            parameters=values,
            tags={tag.key: tag.value for tag in tags},
            admin_role_arn=stack_set_terms.admin_role_arn if stack_set_terms else None,
            execution_role=stack_set_terms.execution_role if stack_set_terms else None,
        )
        made = stack_sets_of(catalog.world, catalog.account, catalog.region).make(wanted)
        catalog.store(dataclasses.replace(product, physical_id=made.arn, tags=tags))

    def finish(self, record: Record, at: datetime) -> Failure | tuple[RecordOutput, ...]:
        """Make its instances."""
        del at
        stack_set = stack_set_of(self._catalog, record)
        if self._refused or stack_set is None:
            return self._refused or Failure("InternalFailure", "The launch was not started.")
        failure = _failure(stack_sets.add_instances(stack_set, self._where))
        if failure is not None:
            return failure
        product = self._catalog.provisioned[record.provisioned_product_id]
        self._catalog.store(
            dataclasses.replace(
                product, status=products.AVAILABLE, status_message=None, last_successful_record_id=record.id
            )
        )
        return ()

    def give_up(self, record: Record, failure: Failure, at: datetime) -> None:
        """Leave the stack set as far as it came; the product's status is the switch `failed_provision_status`."""
        del at
        product = self._catalog.provisioned[record.provisioned_product_id]
        status = self._catalog.settings.failed_provision_status
        self._catalog.store(dataclasses.replace(product, status=status, status_message=failure.description))


class UpdatingStackSet:
    """The work behind UpdateProvisionedProduct of a stack set; `action` is its StackSetOperationType.

    CREATE only makes instances: "if new ProductId or ProvisioningArtifactID are passed, they will be ignored".
    """

    def __init__(  # noqa: PLR0913  # as many things decide an update
        self,
        catalog: Catalog,
        artifact: Artifact,
        requested: list[Mapping[str, Any]],
        tags: tuple[Tag, ...],
        terms: Terms,
        where: Deployment,
        action: str,
    ) -> None:
        self._catalog = catalog
        self._artifact = artifact
        self._requested = requested
        self._tags = tags
        self._terms = terms
        self._where = where
        self._action = action

    def begin(self, record: Record, at: datetime) -> None:
        """Do nothing: the stack set goes over when its instances do."""

    def finish(self, record: Record, at: datetime) -> Failure | tuple[RecordOutput, ...]:
        """Change the stack set and its instances, or only make or delete instances."""
        del at
        catalog = self._catalog
        product, stack_set = catalog.provisioned[record.provisioned_product_id], stack_set_of(catalog, record)
        if stack_set is None:
            return Failure("StackSetNotFoundException", f"Stack set {product.physical_id} does not exist.")
        tags = merge_tags(product.tags, (*auto_tags(catalog, product, record), *self._tags))
        match self._action:
            case "CREATE":
                failure = _failure(stack_sets.add_instances(stack_set, self._where))
            case "DELETE":
                failure = _failure(stack_sets.delete_instances(stack_set, self._where))
            case _:
                failure = self._updated(stack_set, {tag.key: tag.value for tag in tags})
        if failure is not None:
            return failure
        catalog.store(
            dataclasses.replace(
                product,
                status=products.AVAILABLE,
                status_message=None,
                product_id=record.product_id,
                artifact_id=record.artifact_id,
                path_id=record.path_id,
                launch_role_arn=record.launch_role_arn,
                tags=tags,
                last_successful_record_id=record.id,
            )
        )
        return ()

    def give_up(self, record: Record, failure: Failure, at: datetime) -> None:
        """Leave what was changed as it is."""
        del at
        product = self._catalog.provisioned[record.provisioned_product_id]
        status = self._catalog.settings.failed_update_status
        self._catalog.store(dataclasses.replace(product, status=status, status_message=failure.description))

    def _updated(self, stack_set: StackSet, tags: dict[str, str]) -> Failure | None:
        try:
            document = engine.parse(self._artifact.template)
            values = parameters_of(self._catalog, document, self._requested, self._terms, stack_set.parameters)
        except AwsError as error:
            return Failure(error.code, error.message)
        stack_set.change(template=self._artifact.template, parameters=values, tags=tags)
        return _failure(stack_sets.update_instances(stack_set, self._where))


def delete_stack_set(catalog: Catalog, record: Record) -> Failure | None:
    """Delete a provisioned product's stack set with all its instances; Terminating asks for it."""
    stack_set = stack_set_of(catalog, record)
    if stack_set is None:
        return None
    outcome = stack_sets.delete_instances(stack_set, stack_sets.everywhere(stack_set))
    if outcome.failures:
        return Failure("CloudFormationError", "; ".join(outcome.failures))
    stack_sets_of(catalog.world, catalog.account, catalog.region).delete(stack_set)
    return None


def stack_set_of(catalog: Catalog, record: Record) -> StackSet | None:
    """Return the stack set of a record's provisioned product."""
    physical_id = catalog.provisioned[record.provisioned_product_id].physical_id
    return stack_sets_of(catalog.world, catalog.account, catalog.region).find(physical_id or "")


def _failure(outcome: Outcome) -> Failure | None:
    if not outcome.stopped:
        return None
    return Failure("CloudFormationError", f"The stack set operation was stopped. {'; '.join(outcome.failures)}")
