"""A record: one request to change a provisioned product, and how it went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from catalog_emulator.core.model.tag import show_tags

if TYPE_CHECKING:
    from datetime import datetime

    from catalog_emulator.core.model.tag import Tag

CREATED = "CREATED"
IN_PROGRESS = "IN_PROGRESS"
IN_PROGRESS_IN_ERROR = "IN_PROGRESS_IN_ERROR"
SUCCEEDED = "SUCCEEDED"
FAILED = "FAILED"
OPEN = (CREATED, IN_PROGRESS, IN_PROGRESS_IN_ERROR)


@dataclass(frozen=True)
class RecordError:
    """Why a record failed."""

    code: str
    description: str


@dataclass(frozen=True)
class RecordOutput:
    """An output of the stack, as it was when the record succeeded."""

    key: str
    value: str
    description: str | None = None

    def to_document(self) -> dict[str, Any]:
        """Return the RecordOutput of the API."""
        return {"OutputKey": self.key, "OutputValue": self.value, "Description": self.description}


@dataclass(frozen=True, kw_only=True)
class Record:
    """The request, its status and its outcome. `kind` is the operation; `type` is what AWS calls it."""

    id: str
    ordinal: int
    kind: str
    type: str
    status: str
    created: datetime
    updated: datetime
    provisioned_product_id: str
    provisioned_product_name: str
    provisioned_product_type: str
    product_id: str
    artifact_id: str
    user_arn: str
    path_id: str | None = None
    launch_role_arn: str | None = None
    tags: tuple[Tag, ...] = ()
    errors: tuple[RecordError, ...] = ()
    outputs: tuple[RecordOutput, ...] = ()

    @property
    def is_open(self) -> bool:
        """Say whether the request is still being worked on."""
        return self.status in OPEN

    def to_detail(self) -> dict[str, Any]:
        """Return the RecordDetail of the API."""
        return {
            "RecordId": self.id,
            "ProvisionedProductName": self.provisioned_product_name,
            "Status": self.status,
            "CreatedTime": self.created,
            "UpdatedTime": self.updated,
            "ProvisionedProductType": self.provisioned_product_type,
            "RecordType": self.type,
            "ProvisionedProductId": self.provisioned_product_id,
            "ProductId": self.product_id,
            "ProvisioningArtifactId": self.artifact_id,
            "PathId": self.path_id,
            "RecordErrors": [{"Code": e.code, "Description": e.description} for e in self.errors],
            "RecordTags": show_tags(self.tags),
            "LaunchRoleArn": self.launch_role_arn,
        }
