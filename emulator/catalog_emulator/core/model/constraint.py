"""A constraint on a product in a portfolio."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Constraint:
    """A rule of type LAUNCH, NOTIFICATION, RESOURCE_UPDATE, STACKSET or TEMPLATE; `parameters` is its JSON text."""

    id: str
    ordinal: int
    type: str
    description: str | None
    owner: str
    portfolio_id: str
    product_id: str
    parameters: str

    def to_detail(self) -> dict[str, Any]:
        """Return the ConstraintDetail of the API."""
        return {
            "ConstraintId": self.id,
            "Type": self.type,
            "Description": self.description,
            "Owner": self.owner,
            "ProductId": self.product_id,
            "PortfolioId": self.portfolio_id,
        }

    def to_summary(self) -> dict[str, Any]:
        """Return the ConstraintSummary that end users see."""
        return {"Type": self.type, "Description": self.description}
