"""What somebody has changed of a resource behind CloudFormation, and a detection of that."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Drifted:
    """What a resource has otherwise: properties by their names, None for one that is gone; or the whole is deleted."""

    properties: Mapping[str, Any] = field(default_factory=dict)
    deleted: bool = False


@dataclass(frozen=True, kw_only=True)
class Detection:
    """A detection that has begun, and ends on its own."""

    id: str
    stack_id: str
    began: datetime
    ends: datetime
    documents: list[dict[str, Any]]
