"""When an import is refused. Every rule names where AWS says so; what AWS leaves open is a switch.

Called by ImportAsProvisionedProduct before it makes anything, and in part again when the import's record ends.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from catalog_emulator.cloudformation.stack_status import IMPORTABLE
from catalog_emulator.core import import_refusals, permissions, template
from catalog_emulator.core.aws_error import AwsError
from catalog_emulator.core.model.artifact import DEPRECATED
from catalog_emulator.core.model.product import CLOUD_FORMATION
from catalog_emulator.servicecatalog.accounts import catalogs_of, home_of_stack
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

    "Resource import only supports CloudFormation stack ARNs"; that it must be in the same account and Region is not
    said: the switch `import_foreign_stack`.
    """
    arn = _STACK_ARN.match(physical_id)
    if arn is None and not catalog.settings.import_accepts_names:
        raise _refused(catalog, "no-arn", f"PhysicalId {physical_id} is not the ARN of a CloudFormation stack.")
    foreign = arn is not None and (arn["account"], arn["region"]) != (catalog.account, catalog.region)
    if foreign and catalog.settings.import_foreign_stack != "accept":
        message = f"PhysicalId {physical_id} is not a stack of account {catalog.account} in {catalog.region}."
        raise AwsError(message, code=catalog.settings.import_foreign_stack)
    stack = home_of_stack(catalog, physical_id).find(physical_id)
    if stack is None or stack.deleted:
        raise _refused(catalog, "stack-missing", f"CloudFormation stack {physical_id} does not exist.")
    return stack


def check_stack(catalog: Catalog, stack: Stack) -> None:
    """Refuse nested stacks, stacks of stack sets, and statuses outside the five."""
    if stack.parent_id is not None:
        message = (
            f"CloudFormation stack {stack.stack_id} is nested in {stack.parent_id}. Non-root nested stacks are not "
            "supported."
        )
        raise _refused(catalog, "stack-nested", message)
    if stack.name.startswith("StackSet-"):
        message = f"CloudFormation stack {stack.stack_id} belongs to a stack set. StackSets are not supported."
        raise _refused(catalog, "stack-set", message)
    if stack.status not in IMPORTABLE:
        message = (
            f"CloudFormation stack {stack.stack_id} is in status {stack.status}. It must be in one of "
            f"{', '.join(IMPORTABLE)}."
        )
        raise _refused(catalog, "stack-status", message)


def check_artifact(catalog: Catalog, product: Product, artifact: Artifact) -> None:
    """Refuse versions that cannot be launched either; of a deprecated one that is not known."""
    if product.type != CLOUD_FORMATION or artifact.type != CLOUD_FORMATION:
        message = f"Product {product.id} is of type {product.type}. Only {CLOUD_FORMATION} can be imported."
        raise _refused(catalog, "product-type", message)
    if not artifact.active:
        raise _refused(catalog, "artifact-inactive", f"Provisioning Artifact {artifact.id} is not active.")
    if artifact.guidance == DEPRECATED and not catalog.settings.import_accepts_deprecated:
        raise _refused(catalog, "artifact-deprecated", f"Provisioning Artifact {artifact.id} is deprecated.")
    if artifact.status != "AVAILABLE":
        message = f"Provisioning Artifact {artifact.id} is {artifact.status}."
        raise _refused(catalog, "artifact-not-available", message)


def check_template(catalog: Catalog, stack: Stack, artifact: Artifact) -> None:
    """Refuse a stack whose template is not the version's ("matches" is all that AWS says)."""
    if not template.matches(stack.template, artifact.template, catalog.settings.match_rule):
        message = (
            f"The template of CloudFormation stack {stack.stack_id} does not match Provisioning Artifact {artifact.id}."
        )
        raise _refused(catalog, "template", message)


def check_permissions(catalog: Catalog) -> None:
    """Refuse a caller without the two permissions that the import needs beside its own.

    "The user or role that performs this operation must have the cloudformation:GetTemplate and
    cloudformation:DescribeStacks IAM policy permissions."
    """
    for action in ("cloudformation:DescribeStacks", "cloudformation:GetTemplate"):
        if permissions.is_refused(action, catalog.settings):
            raise AwsError(f"The caller is not authorized to perform: {action}", code="AccessDeniedException")


def check_launch_path(catalog: Catalog, product: Product, caller: Caller) -> None:
    """Refuse a caller who has no path to the product, where the switch says so."""
    if catalog.settings.import_needs_launch_path and not launch_paths(catalog, product.id, caller):
        raise _refused(catalog, "launch-path", f"No launch paths found for resource: {product.id}")


def check_free(catalog: Catalog, name: str, stack: Stack) -> None:
    """Refuse a name that is taken, and a stack that a product has already."""
    if catalog.name_is_taken(name):
        raise _refused(catalog, "name-taken", f"A provisioned product named {name} already exists.")
    for known in catalog.provisioned.values():
        if known.physical_id == stack.stack_id:
            message = f"CloudFormation stack {stack.stack_id} is already provisioned product {known.id} ({known.name})."
            raise _refused(catalog, "stack-taken", message)


def check_alone(catalog: Catalog, product_id: str) -> None:
    """Refuse a second import at the same time.

    "You can only import one provisioned product at a time." Within what is not said: the switch `import_scope`.
    """
    for record in _imports_in_flight(catalog, product_id):
        message = (
            "You can only import one provisioned product at a time. Provisioned product "
            f"{record.provisioned_product_id} is being imported (record {record.id})."
        )
        raise _refused(catalog, "another-import", message)


def _refused(catalog: Catalog, cause: str, message: str) -> AwsError:
    return AwsError(message, code=import_refusals.code_of(cause, catalog.settings.import_refusals))


def _imports_in_flight(catalog: Catalog, product_id: str) -> Iterable[Record]:
    scope = catalog.settings.import_scope
    if scope == "off":
        return ()
    catalogs = catalogs_of(catalog.world, catalog.account) if scope == "account" else [catalog]
    return [
        record
        for one in catalogs
        for record in one.open_records()
        if record.kind == "import" and (scope != "product" or record.product_id == product_id)
    ]
