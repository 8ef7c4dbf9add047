"""A call of an AWS operation: who calls what, with which parameters. `wire.identify` makes it from a request."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Call:
    """One call. `protocol` is json, cbor, query or rest; long `parameters` are cut."""

    service: str
    operation: str
    account: str
    region: str
    access_key: str
    protocol: str
    parameters: dict[str, Any] = field(default_factory=dict)
