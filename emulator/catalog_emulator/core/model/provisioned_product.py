"""A provisioned product: a stack that belongs to a product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from catalog_emulator.core.model.tag import show_tags

if TYPE_CHECKING:
    from datetime import datetime

    from catalog_emulator.core.model.tag import Tag

AVAILABLE = "AVAILABLE"
UNDER_CHANGE = "UNDER_CHANGE"
TAINTED = "TAINTED"
ERROR = "ERROR"
PLAN_IN_PROGRESS = "PLAN_IN_PROGRESS"
STATUSES = (AVAILABLE, UNDER_CHANGE, TAINTED, ERROR, PLAN_IN_PROGRESS)


@dataclass(frozen=True, kw_only=True)
class ProvisionedProduct:
    """A stack that Service Catalog manages. `physical_id` is the stack's ARN once there is a stack.

    `launch_role_chosen` says that UpdateProvisionedProductProperties has set the launch role.
    """

    id: str
    arn: str
    ordinal: int
    name: str
    type: str
    status: str
    created: datetime
    product_id: str
    artifact_id: str
    user_arn: str
    user_arn_session: str
    idempotency_token: str | None = None
    last_record_id: str | None = None
    status_message: str | None = None
    last_provisioning_record_id: str | None = None
    last_successful_record_id: str | None = None
    path_id: str | None = None
    launch_role_arn: str | None = None
    launch_role_chosen: bool = False
    physical_id: str | None = None
    imported: bool = False
    tags: tuple[Tag, ...] = ()

    def to_detail(self) -> dict[str, Any]:
        """Return the ProvisionedProductDetail of the API, which has no PhysicalId."""
        return self._common() | {"LaunchRoleArn": self.launch_role_arn}

    def to_attribute(self, product_name: str | None, artifact_name: str | None) -> dict[str, Any]:
        """Return the ProvisionedProductAttribute that SearchProvisionedProducts shows."""
        return self._common() | {
            "Tags": show_tags(self.tags),
            "PhysicalId": self.physical_id,
            "ProductName": product_name,
            "ProvisioningArtifactName": artifact_name,
            "UserArn": self.user_arn,
            "UserArnSession": self.user_arn_session,
        }

    def _common(self) -> dict[str, Any]:
        return {
            "Name": self.name,
            "Arn": self.arn,
            "Type": self.type,
            "Id": self.id,
            "Status": self.status,
            "StatusMessage": self.status_message,
            "CreatedTime": self.created,
            "IdempotencyToken": self.idempotency_token,
            "LastRecordId": self.last_record_id,
            "LastProvisioningRecordId": self.last_provisioning_record_id,
            "LastSuccessfulProvisioningRecordId": self.last_successful_record_id,
            "ProductId": self.product_id,
            "ProvisioningArtifactId": self.artifact_id,
        }
