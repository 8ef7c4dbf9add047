"""The start of every change of a provisioned product: its record, and the product UNDER_CHANGE."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import TYPE_CHECKING

from catalog_emulator import ids
from catalog_emulator.aws_error import InvalidParametersError
from catalog_emulator.model import provisioned_product as products
from catalog_emulator.model import record as records
from catalog_emulator.model.provisioned_product import ProvisionedProduct
from catalog_emulator.model.record import Record

if TYPE_CHECKING:
    from catalog_emulator.model.tag import Tag
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
    tags: tuple[Tag, ...] = ()


def check_idle(catalog: Catalog, product: ProvisionedProduct) -> None:
    """Refuse a product that is being changed, unless the switch `while_under_change` allows it."""
    if product.status == products.UNDER_CHANGE and catalog.settings.while_under_change == "refuse":
        raise InvalidParametersError(
            f"Provisioned product {product.id} is {product.status}. Wait until the current request has ended."
        )


def new_provisioned_product(  # noqa: PLR0913  # what is its own by name
    catalog: Catalog, caller: Caller, intent: Intent, *, name: str, token: str, physical_id: str | None
) -> tuple[ProvisionedProduct, Record]:
    """Make a provisioned product UNDER_CHANGE, and the record of the request that makes it."""
    pp_id = catalog.new_id("pp")
    product = ProvisionedProduct(
        id=pp_id,
        arn=ids.provisioned_product_arn(catalog.partition, catalog.region, catalog.account, name, pp_id),
        ordinal=catalog.next_ordinal(),
        name=name,
        type="CFN_STACK",
        status=products.UNDER_CHANGE,
        created=catalog.now(),
        product_id=intent.product_id,
        artifact_id=intent.artifact_id,
        path_id=intent.path_id,
        last_record_id="",
        user_arn=caller.arn,
        user_arn_session=caller.session_arn,
        idempotency_token=token,
        physical_id=physical_id,
        imported=intent.kind == "import",
        tags=intent.tags,
    )
    catalog.search_lag[pp_id] = catalog.settings.search_lag_reads
    return open_record(catalog, caller, intent, product)


def open_record(
    catalog: Catalog, caller: Caller, intent: Intent, product: ProvisionedProduct
) -> tuple[ProvisionedProduct, Record]:
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
            launch_role_arn=product.launch_role_arn,
            tags=intent.tags,
        )
    )
    provisioning = intent.kind != "import" or catalog.settings.import_sets_last_successful_record
    changed = dataclasses.replace(
        product,
        status=products.UNDER_CHANGE,
        last_record_id=record.id,
        last_provisioning_record_id=record.id if provisioning else product.last_provisioning_record_id,
    )
    return catalog.store(changed), record
