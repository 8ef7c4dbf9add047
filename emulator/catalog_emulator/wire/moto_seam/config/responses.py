"""AWS Config's requests on their way in and out: all moto's, but for the one query that says where stacks are."""

from __future__ import annotations

import json

from moto.config.responses import ConfigResponse
from moto.core.exceptions import JsonRESTError

_WHERE_STACKS_ARE = (
    "SELECT accountId, awsRegion, COUNT(*) WHERE resourceType = 'AWS::CloudFormation::Stack' "
    "GROUP BY accountId, awsRegion"
)
_PAGE = 500
"""The default page of an aggregation query (SelectAggregateResourceConfig)."""


class AggregatorResponse(ConfigResponse):  # type: ignore[misc]  # moto is not analysed
    """Handles one request. moto makes an instance for each."""

    def select_aggregate_resource_config(self) -> str:
        """SelectAggregateResourceConfig, of the one expression that is known here."""
        if " ".join(self._get_param("Expression").split()) != _WHERE_STACKS_ARE:
            raise JsonRESTError(
                "InvalidExpressionException", f"the emulator knows one expression alone: {_WHERE_STACKS_ARE}"
            )
        rows = self.config_backend.stacks_by_location(self._get_param("ConfigurationAggregatorName"))
        size = int(self._get_param("Limit") or self._get_param("MaxResults") or _PAGE)
        first = int(self._get_param("NextToken") or 0)
        answer = {"Results": [json.dumps(row) for row in rows[first : first + size]]}
        more = {"NextToken": str(first + size)} if first + size < len(rows) else {}
        return json.dumps({**answer, **more})
