"""When an import is refused. Every rule names where AWS says so; what AWS leaves open is a switch.

Called by ImportAsProvisionedProduct before it makes anything, and in part again when the import's record ends.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from catalog_emulator.cloudformation.accounts import stacks_of
from catalog_emulator.cloudformation.stack_status import IMPORTABLE
from catalog_emulator.core import permissions, template
from catalog_emulator.core.aws_error import (
    AwsError,
    DuplicateResourceError,
    InvalidParametersError,
    InvalidStateError,
    ResourceNotFoundError,
)
from catalog_emulator.core.model.product import CLOUD_FORMATION
from catalog_emulator.servicecatalog.accounts import catalogs_of
from catalog_emulator.servicecatalog.launch_paths import launch_paths

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalog_emulator.cloudformation.stack import Stack
    from catalog_emulator.core.model.artifact import Artifact
    from catalog_emulator.core.model.product import Product
    from catalog_emulator.core.model.record import Record
    from catalog_emulator.servicecatalog.caller import Caller
    from catalog_emulator.servicecatalog.catalog import Catalog

_STACK_ARN = re.compile(r"^arn:[\w-]+:cloudformation:(?P<region>[\w-]+):(?P<account>\d{12}):stack/[^/]+/[^/]+$")


def find_stack(catalog: Catalog, physical_id: str) -> Stack:
    """Return the stack of an import.

    "Resource import only supports CloudFormation stack ARNs"; that it must be in the same account and region is not
    said, but nothing in the request could name another.
    """
    arn = _STACK_ARN.match(physical_id)
    if arn is None and not catalog.settings.import_accepts_names:
        raise InvalidParametersError(f"PhysicalId {physical_id} is not the ARN of a CloudFormation stack.")
    if arn is not None and (arn["account"], arn["region"]) != (catalog.account, catalog.region):
        raise InvalidParametersError(
            f"PhysicalId {physical_id} is not a stack of account {catalog.account} in {catalog.region}."
        )
    stack = stacks_of(catalog.account, catalog.region).find(physical_id)
    if stack is None or stack.deleted:
        raise ResourceNotFoundError(f"CloudFormation stack {physical_id} does not exist.")
    return stack


def check_stack(stack: Stack) -> None:
    """Refuse nested stacks, stacks of stack sets, and statuses outside the five."""
    if stack.parent_id is not None:
        raise InvalidParametersError(
            f"CloudFormation stack {stack.stack_id} is nested in {stack.parent_id}. Non-root nested stacks are not "
            "supported."
        )
    if stack.name.startswith("StackSet-"):
        raise InvalidParametersError(
            f"CloudFormation stack {stack.stack_id} belongs to a stack set. StackSets are not supported."
        )
    if stack.status not in IMPORTABLE:
        raise InvalidStateError(
            f"CloudFormation stack {stack.stack_id} is in status {stack.status}. It must be in one of "
            f"{', '.join(IMPORTABLE)}."
        )


def check_artifact(product: Product, artifact: Artifact) -> None:
    """Refuse versions that cannot be launched either."""
    if product.type != CLOUD_FORMATION or artifact.type != CLOUD_FORMATION:
        raise InvalidParametersError(
            f"Product {product.id} is of type {product.type}. Only {CLOUD_FORMATION} can be imported."
        )
    if not artifact.active:
        raise InvalidParametersError(f"Provisioning Artifact {artifact.id} is not active.")
    if artifact.status != "AVAILABLE":
        raise InvalidStateError(f"Provisioning Artifact {artifact.id} is {artifact.status}.")


def check_template(catalog: Catalog, stack: Stack, artifact: Artifact) -> None:
    """Refuse a stack whose template is not the version's ("matches" is all that AWS says)."""
    if not template.matches(stack.template, artifact.template, catalog.settings.match_rule):
        raise InvalidParametersError(
            f"The template of CloudFormation stack {stack.stack_id} does not match Provisioning Artifact {artifact.id}."
        )


def check_permissions(catalog: Catalog) -> None:
    """Refuse a caller without the two permissions that the import needs beside its own.

    "The user or role that performs this operation must have the cloudformation:GetTemplate and
    cloudformation:DescribeStacks IAM policy permissions."
    """
    for action in ("cloudformation:DescribeStacks", "cloudformation:GetTemplate"):
        if permissions.is_denied(action, catalog.settings.denied_actions):
            raise AwsError(f"The caller is not authorized to perform: {action}", code="AccessDeniedException")


def check_launch_path(catalog: Catalog, product: Product, caller: Caller) -> None:
    """Refuse a caller who has no path to the product, where the switch says so."""
    if catalog.settings.import_needs_launch_path and not launch_paths(catalog, product.id, caller):
        raise ResourceNotFoundError(f"No launch paths found for resource: {product.id}")


def check_free(catalog: Catalog, name: str, stack: Stack) -> None:
    """Refuse a name that is taken, and a stack that a product has already."""
    if catalog.name_is_taken(name):
        raise DuplicateResourceError(f"A provisioned product named {name} already exists.")
    for known in catalog.provisioned.values():
        if known.physical_id == stack.stack_id:
            raise DuplicateResourceError(
                f"CloudFormation stack {stack.stack_id} is already provisioned product {known.id} ({known.name})."
            )


def check_alone(catalog: Catalog, product_id: str) -> None:
    """Refuse a second import at the same time.

    "You can only import one provisioned product at a time." Within what is not said: the switch `import_scope`.
    """
    for record in _imports_in_flight(catalog, product_id):
        raise InvalidStateError(
            "You can only import one provisioned product at a time. Provisioned product "
            f"{record.provisioned_product_id} is being imported (record {record.id})."
        )


def _imports_in_flight(catalog: Catalog, product_id: str) -> Iterable[Record]:
    scope = catalog.settings.import_scope
    if scope == "off":
        return ()
    catalogs = catalogs_of(catalog.account) if scope == "account" else [catalog]
    return [
        record
        for one in catalogs
        for record in one.open_records()
        if record.kind == "import" and (scope != "product" or record.product_id == product_id)
    ]
