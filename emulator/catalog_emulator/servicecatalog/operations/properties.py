"""UpdateProvisionedProductProperties: who owns a provisioned product, and which role its operations use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from catalog_emulator.core.aws_error import InvalidParametersError, InvalidStateError
from catalog_emulator.core.model import provisioned_product as products
from catalog_emulator.servicecatalog import changes, record_life
from catalog_emulator.servicecatalog.caller import principal_arn
from catalog_emulator.servicecatalog.changes import Intent
from catalog_emulator.servicecatalog.operation import OperationRequest, Result, operation
from catalog_emulator.servicecatalog.work.setting_properties import Properties, SettingProperties

if TYPE_CHECKING:
    from catalog_emulator.servicecatalog.catalog import Catalog

_ROLE = re.compile(r"arn:[a-z0-9-.]{1,63}:iam::\d{12}:role/.{1,1023}")
_OWNER = re.compile(
    r"arn:[a-z0-9-.]{1,63}:(?:iam::(?P<iam>\d{12}):(?:user|role)/.+|sts::(?P<sts>\d{12}):assumed-role/[^/]+/.+)"
)


@operation("UpdateProvisionedProductProperties")
def update_provisioned_product_properties(request: OperationRequest) -> Result:
    """Set LAUNCH_ROLE, OWNER or both.

    That a product in change is refused with InvalidStateException follows from the errors that the operation has.
    """
    catalog, requested = request.catalog, request.get("ProvisionedProductProperties")
    provisioned = catalog.provisioned_product(request.get("ProvisionedProductId"))
    properties = Properties(
        launch_role_arn=_launch_role(catalog, requested.get("LAUNCH_ROLE")),
        owner=_owner(catalog, requested.get("OWNER")),
    )
    if provisioned.status == products.UNDER_CHANGE:
        raise InvalidStateError(f"Provisioned product {provisioned.id} is {provisioned.status}.")
    changes.check_unplanned(catalog, provisioned)
    intent = Intent(
        kind="properties",
        type=catalog.settings.properties_record_type,
        product_id=provisioned.product_id,
        artifact_id=provisioned.artifact_id,
        path_id=provisioned.path_id,
        launch_role_arn=properties.launch_role_arn or provisioned.launch_role_arn,
    )
    record = changes.open_record(catalog, request.caller, intent, provisioned)
    record_life.start(catalog, record, SettingProperties(catalog, properties, provisioned))
    return {
        "ProvisionedProductId": provisioned.id,
        "ProvisionedProductProperties": requested,
        "RecordId": record.id,
        "Status": record.status,
    }


def _launch_role(catalog: Catalog, arn: str | None) -> str | None:
    """Accept the ARN of a role. "Only a role ARN is valid. A user ARN is invalid".

    Of the account nothing is said: a shared product has the launch role of the account that shares it. Between
    partitions no role is assumed.
    """
    if arn is not None and not _ROLE.fullmatch(arn):
        raise InvalidParametersError(f"LAUNCH_ROLE {arn} is not the ARN of an IAM role.")
    if arn is not None and arn.split(":")[1] != catalog.partition:
        raise InvalidParametersError(f"LAUNCH_ROLE {arn} is not in partition {catalog.partition}.")
    return arn


def _owner(catalog: Catalog, arn: str | None) -> tuple[str, str] | None:
    """Accept "user ARNs, IAM role ARNs, and STS assumed-role ARNs" of "the same account"; return it and its session."""
    if arn is None:
        return None
    match = _OWNER.fullmatch(arn)
    if match is None:
        raise InvalidParametersError(f"OWNER {arn} is not the ARN of a user, a role or an assumed role.")
    if catalog.account not in (match["iam"], match["sts"]) or arn.split(":")[1] != catalog.partition:
        raise InvalidParametersError(f"OWNER {arn} is not in account {catalog.account}.")
    return principal_arn(arn), arn
