"""The start of every change of a provisioned product: its record, and the product UNDER_CHANGE."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from catalog_emulator.core import ids
from catalog_emulator.core.aws_error import AwsError, InvalidParametersError, InvalidStateError
from catalog_emulator.core.model import provisioned_product as products
from catalog_emulator.core.model import record as records
from catalog_emulator.core.model.provisioned_product import ProvisionedProduct
from catalog_emulator.core.model.record import Record

if TYPE_CHECKING:
    from catalog_emulator.core.model.product import Product
    from catalog_emulator.core.model.tag import Tag
    from catalog_emulator.servicecatalog.caller import Caller
    from catalog_emulator.servicecatalog.catalog import Catalog


@dataclass(frozen=True, kw_only=True)
class Intent:
    """What a change is about. `kind` names the setting of its duration; `type` is the RecordType."""

    kind: str
    type: str
    product_id: str
    artifact_id: str
    path_id: str | None = None
    launch_role_arn: str | None = None
    provisioned_product_type: str = "CFN_STACK"
    tags: tuple[Tag, ...] = ()


def check_idle(catalog: Catalog, product: ProvisionedProduct, kind: Literal["update", "terminate"]) -> None:
    """Refuse a product that is being changed or planned, unless a switch allows it.

    AWS documents for neither status what an update or a termination gets: `while_under_change`, `while_plan_exists`.
    The words are those that AWS was seen to say of a termination.
    """
    if product.status == products.UNDER_CHANGE and catalog.settings.while_under_change == "refuse":
        code = catalog.settings.busy_terminate if kind == "terminate" else catalog.settings.busy_update
        raise AwsError(
            f"Can't {kind} provisioned product because it's still under change or its status does not allow further "
            "operation",
            code=code,
        )
    check_unplanned(catalog, product)


def check_unplanned(catalog: Catalog, product: ProvisionedProduct) -> None:
    """Refuse a product that waits for the execution or the deletion of its plan."""
    if product.status == products.PLAN_IN_PROGRESS and catalog.settings.while_plan_exists == "refuse":
        raise InvalidStateError(
            f"Provisioned product {product.id} is {product.status}. Execute its plan or delete it first."
        )


def check_name(catalog: Catalog, name: str) -> None:
    """Refuse the name of another provisioned product, in the words that users report (peers.md, row 20)."""
    if catalog.name_is_taken(name):
        raise InvalidParametersError(f"A stack named {name} already exists.")


def check_product_change(catalog: Catalog, provisioned: ProvisionedProduct, product: Product) -> None:
    """Refuse another product than the provisioned product's, where the switch `product_change` says so."""
    if product.id != provisioned.product_id and catalog.settings.product_change == "refused":
        raise InvalidParametersError(
            f"Provisioned product {provisioned.id} is of product {provisioned.product_id} and cannot be updated to "
            f"product {product.id}."
        )


def new_provisioned_product(  # noqa: PLR0913  # what is its own by name
    catalog: Catalog, caller: Caller, intent: Intent, *, name: str, token: str, physical_id: str | None
) -> ProvisionedProduct:
    """Make a provisioned product, for the record that the caller opens next or the plan that it makes."""
    pp_id = catalog.new_id("pp")
    product = ProvisionedProduct(
        id=pp_id,
        arn=ids.provisioned_product_arn(catalog.partition, catalog.region, catalog.account, name, pp_id),
        ordinal=catalog.next_ordinal(),
        name=name,
        type=intent.provisioned_product_type,
        status=products.UNDER_CHANGE,
        created=catalog.now(),
        product_id=intent.product_id,
        artifact_id=intent.artifact_id,
        path_id=intent.path_id,
        launch_role_arn=intent.launch_role_arn,
        user_arn=caller.arn,
        user_arn_session=caller.session_arn,
        idempotency_token=token,
        physical_id=physical_id,
        imported=intent.kind == "import",
        tags=intent.tags,
    )
    catalog.search_lag[pp_id] = catalog.settings.search_lag_reads
    return catalog.store(product)


def open_record(catalog: Catalog, caller: Caller, intent: Intent, product: ProvisionedProduct) -> Record:
    """Make the record of a request, and put its product UNDER_CHANGE."""
    now = catalog.now()
    record = catalog.store_record(
        Record(
            id=catalog.new_id("rec"),
            ordinal=catalog.next_ordinal(),
            kind=intent.kind,
            type=intent.type,
            status=records.CREATED,
            created=now,
            updated=now,
            provisioned_product_id=product.id,
            provisioned_product_name=product.name,
            provisioned_product_type=product.type,
            product_id=intent.product_id,
            artifact_id=intent.artifact_id,
            path_id=intent.path_id,
            user_arn=caller.arn,
            launch_role_arn=intent.launch_role_arn,
            tags=intent.tags,
        )
    )
    provisioning = intent.kind != "properties" and (
        intent.kind != "import" or catalog.settings.import_sets_last_successful_record
    )
    changed = dataclasses.replace(
        product,
        status=products.UNDER_CHANGE,
        last_record_id=record.id,
        last_provisioning_record_id=record.id if provisioning else product.last_provisioning_record_id,
    )
    catalog.store(changed)
    return record
