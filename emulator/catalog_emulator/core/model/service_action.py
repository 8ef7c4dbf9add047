"""A service action: an SSM document that end users may run on a provisioned product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class ServiceAction:
    """An action, and the versions that offer it, each with its product. `definition` is the API's own map."""

    id: str
    ordinal: int
    name: str
    definition: dict[str, str]
    description: str | None = None
    artifacts: tuple[tuple[str, str], ...] = ()

    def to_summary(self) -> dict[str, Any]:
        """Return the ServiceActionSummary of the API."""
        return {
            "Id": self.id,
            "Name": self.name,
            "Description": self.description,
            "DefinitionType": "SSM_AUTOMATION",
        }

    def to_detail(self) -> dict[str, Any]:
        """Return the ServiceActionDetail of the API."""
        return {"ServiceActionSummary": self.to_summary(), "Definition": self.definition}
