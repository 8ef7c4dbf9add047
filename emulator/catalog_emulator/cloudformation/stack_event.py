"""One line of a stack's history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class StackEvent:
    """What happened to the stack or to one of its resources."""

    event_id: str
    stack_id: str
    stack_name: str
    logical_id: str
    physical_id: str
    resource_type: str
    at: datetime
    status: str
    reason: str | None = None

    def to_document(self) -> dict[str, Any]:
        """Return the StackEvent of the API."""
        return {
            "StackId": self.stack_id,
            "EventId": self.event_id,
            "StackName": self.stack_name,
            "LogicalResourceId": self.logical_id,
            "PhysicalResourceId": self.physical_id,
            "ResourceType": self.resource_type,
            "Timestamp": self.at,
            "ResourceStatus": self.status,
            "ResourceStatusReason": self.reason,
        }
