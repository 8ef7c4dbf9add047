"""A portfolio, and what is attached to it: products, principals."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from catalog_emulator.core.model.tag import Tag


@dataclass(frozen=True, kw_only=True)
class Portfolio:
    """A collection of products that principals may launch."""

    id: str
    arn: str
    ordinal: int
    display_name: str
    provider_name: str
    description: str | None
    created: datetime
    tags: tuple[Tag, ...] = ()

    def to_detail(self) -> dict[str, Any]:
        """Return the PortfolioDetail of the API."""
        return {
            "Id": self.id,
            "ARN": self.arn,
            "DisplayName": self.display_name,
            "Description": self.description,
            "CreatedTime": self.created,
            "ProviderName": self.provider_name,
        }


@dataclass(frozen=True, kw_only=True)
class Association:
    """A product in a portfolio. It is what a launch path leads through, so it carries the path's id."""

    path_id: str
    ordinal: int
    portfolio_id: str
    product_id: str


@dataclass(frozen=True, kw_only=True)
class Principal:
    """A user, group or role, or a pattern of them, that a portfolio lets in."""

    ordinal: int
    portfolio_id: str
    arn: str
    type: str

    def lets_in(self, caller_arns: tuple[str, ...]) -> bool:
        """Say whether a caller who is known by these ARNs is this principal."""
        if self.type == "IAM":
            return self.arn in caller_arns
        # AssociatePrincipalWithPortfolio: IAM_PATTERN leaves the account out and knows * and ?.
        return any(fnmatchcase(_without_account(arn), self.arn) for arn in caller_arns)

    def to_document(self) -> dict[str, Any]:
        """Return the Principal of the API."""
        return {"PrincipalARN": self.arn, "PrincipalType": self.type}


def _without_account(arn: str) -> str:
    parts = arn.split(":", 5)
    return ":".join([*parts[:4], "", *parts[5:]]) if len(parts) == 6 else arn
