"""A product, as administrators and as end users see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from catalog_emulator.core.model.tag import Tag

CLOUD_FORMATION = "CLOUD_FORMATION_TEMPLATE"


@dataclass(frozen=True, kw_only=True)
class Product:
    """Something that can be launched, in versions."""

    id: str
    view_id: str
    arn: str
    ordinal: int
    name: str
    owner: str
    type: str
    created: datetime
    description: str | None = None
    distributor: str | None = None
    support_description: str | None = None
    support_email: str | None = None
    support_url: str | None = None
    tags: tuple[Tag, ...] = ()

    def to_summary(self, *, has_default_path: bool = False) -> dict[str, Any]:
        """Return the ProductViewSummary of the API."""
        return {
            "Id": self.view_id,
            "ProductId": self.id,
            "Name": self.name,
            "Owner": self.owner,
            "ShortDescription": self.description,
            "Type": self.type,
            "Distributor": self.distributor,
            "HasDefaultPath": has_default_path,
            "SupportEmail": self.support_email,
            "SupportDescription": self.support_description,
            "SupportUrl": self.support_url,
        }

    def to_detail(self) -> dict[str, Any]:
        """Return the ProductViewDetail of the API."""
        return {
            "ProductViewSummary": self.to_summary(),
            "Status": "CREATED",
            "ProductARN": self.arn,
            "CreatedTime": self.created,
        }
