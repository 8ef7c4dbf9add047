"""A portfolio share: who else may use a portfolio."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

ACCOUNT = "ACCOUNT"
MEMBER = "ORGANIZATION_MEMBER_ACCOUNT"
# How DescribePortfolioShares calls what CreatePortfolioShare names an OrganizationNode of a type.
OF_NODE = {"ORGANIZATION": "ORGANIZATION", "ORGANIZATIONAL_UNIT": "ORGANIZATIONAL_UNIT", "ACCOUNT": MEMBER}


@dataclass(frozen=True, kw_only=True)
class Share:
    """A share of a portfolio with an account or a node of the organization, its `principal_id`."""

    ordinal: int
    portfolio_id: str
    type: str
    principal_id: str
    tag_options: bool = False
    principals: bool = False

    @property
    def key(self) -> tuple[str, str, str]:
        """Return what there is one share of."""
        return self.portfolio_id, self.type, self.principal_id

    def to_detail(self, *, accepted: bool) -> dict[str, Any]:
        """Return the PortfolioShareDetail of the API."""
        return {
            "PrincipalId": self.principal_id,
            "Type": self.type,
            "Accepted": accepted,
            "ShareTagOptions": self.tag_options,
            "SharePrincipals": self.principals,
        }
