"""A TagOption: a tag that products may or must have, attached to portfolios and products."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class TagOption:
    """A key, one of its values, and the portfolios and products that it is attached to."""

    id: str
    ordinal: int
    key: str
    value: str
    owner: str
    active: bool = True
    resource_ids: tuple[str, ...] = ()

    def to_detail(self) -> dict[str, Any]:
        """Return the TagOptionDetail of the API."""
        return {"Key": self.key, "Value": self.value, "Active": self.active, "Id": self.id, "Owner": self.owner}
