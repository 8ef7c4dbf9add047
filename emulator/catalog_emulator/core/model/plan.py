"""A provisioned product plan: a launch or an update that is looked at before it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from catalog_emulator.core.model.tag import show_tags

if TYPE_CHECKING:
    from datetime import datetime

    from catalog_emulator.core.model.tag import Tag

CREATE_IN_PROGRESS = "CREATE_IN_PROGRESS"
CREATE_SUCCESS = "CREATE_SUCCESS"
CREATE_FAILED = "CREATE_FAILED"
EXECUTE_IN_PROGRESS = "EXECUTE_IN_PROGRESS"
EXECUTE_SUCCESS = "EXECUTE_SUCCESS"
EXECUTE_FAILED = "EXECUTE_FAILED"
EXECUTED = (EXECUTE_SUCCESS, EXECUTE_FAILED)


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A plan for one provisioned product. `status_before` is the product's own; None where the plan made it.

    `changes` are ResourceChange documents of the API.
    """

    id: str
    ordinal: int
    name: str
    type: str
    created: datetime
    updated: datetime
    product_id: str
    artifact_id: str
    path_id: str | None
    provisioned_product_id: str
    provisioned_product_name: str
    user_arn: str
    user_arn_session: str
    status_before: str | None
    status: str = CREATE_IN_PROGRESS
    status_message: str | None = None
    notification_arns: tuple[str, ...] = ()
    parameters: tuple[dict[str, Any], ...] = ()
    tags: tuple[Tag, ...] = ()
    changes: tuple[dict[str, Any], ...] = ()

    def to_summary(self) -> dict[str, Any]:
        """Return the ProvisionedProductPlanSummary of the API. ProvisionProductId is the provisioned product's id."""
        return {
            "PlanName": self.name,
            "PlanId": self.id,
            "ProvisionProductId": self.provisioned_product_id,
            "ProvisionProductName": self.provisioned_product_name,
            "PlanType": self.type,
            "ProvisioningArtifactId": self.artifact_id,
        }

    def to_details(self) -> dict[str, Any]:
        """Return the ProvisionedProductPlanDetails of the API."""
        return self.to_summary() | {
            "CreatedTime": self.created,
            "UpdatedTime": self.updated,
            "PathId": self.path_id,
            "ProductId": self.product_id,
            "Status": self.status,
            "StatusMessage": self.status_message,
            "NotificationArns": list(self.notification_arns),
            "ProvisioningParameters": list(self.parameters),
            "Tags": show_tags(self.tags),
        }
