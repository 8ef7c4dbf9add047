"""Idempotency tokens: the same token with the same request gets the same response.

AWS's wording at ImportAsProvisionedProduct: "If multiple requests differ only by the idempotency token, the
same response is returned for each repeated request" (read, with every SDK, as: repeated with the same token). A
token that comes back with a different request is refused with InvalidParametersException.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from catalog_emulator.core.aws_error import InvalidParametersError

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True)
class _Use:
    fingerprint: str
    response: dict[str, Any]


class Tokens:
    """The tokens that were used, per operation, with request and response."""

    def __init__(self) -> None:
        self._used: dict[tuple[str, str], _Use] = {}

    def earlier_response(self, operation: str, token: str, request: Mapping[str, Any]) -> dict[str, Any] | None:
        """Return the answer that the token got before, or None where it is new."""
        use = self._used.get((operation, token))
        if use is None:
            return None
        if use.fingerprint != _fingerprint(request):
            raise InvalidParametersError(f"The idempotency token {token} was used before with different parameters.")
        return use.response

    def remember(self, operation: str, token: str, request: Mapping[str, Any], response: dict[str, Any]) -> None:
        """Note a token with its answer. Refused requests are not noted: they may be repeated."""
        self._used[operation, token] = _Use(_fingerprint(request), response)


def _fingerprint(request: Mapping[str, Any]) -> str:
    return json.dumps(request, sort_keys=True, default=str)
