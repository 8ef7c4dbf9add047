"""A provisioning artifact: a version of a product, with the template that it was made from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

DEPRECATED = "DEPRECATED"  # the guidance of a version that is not to be launched any more
STATUSES = ("AVAILABLE", "CREATING", "FAILED")


@dataclass(frozen=True, kw_only=True)
class Artifact:
    """A version of a product. `template` is the text as it was when the version was made."""

    id: str
    ordinal: int
    product_id: str
    name: str | None
    description: str | None
    type: str
    created: datetime
    template: str
    template_url: str
    physical_id: str | None = None
    active: bool = True
    guidance: str = "DEFAULT"
    status: str = "AVAILABLE"

    def to_detail(self) -> dict[str, Any]:
        """Return the ProvisioningArtifactDetail of the API."""
        return {
            "Id": self.id,
            "Name": self.name,
            "Description": self.description,
            "Type": self.type,
            "CreatedTime": self.created,
            "Active": self.active,
            "Guidance": self.guidance,
        }

    def to_view(self) -> dict[str, Any]:
        """Return the ProvisioningArtifact that end users see."""
        return {
            "Id": self.id,
            "Name": self.name,
            "Description": self.description,
            "CreatedTime": self.created,
            "Guidance": self.guidance,
        }
