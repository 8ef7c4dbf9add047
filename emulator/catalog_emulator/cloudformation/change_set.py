"""A change set: a change of a stack that is looked at before it is made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime

    from catalog_emulator.cloudformation.change import Change
    from catalog_emulator.cloudformation.stack import Stack


@dataclass(kw_only=True, eq=False)
class ChangeSet:
    """`kind` is CREATE, UPDATE or IMPORT; `changes` are ResourceChange documents."""

    id: str
    name: str
    kind: str
    stack: Stack
    change: Change
    created: datetime
    description: str | None = None
    status: str = "CREATE_COMPLETE"
    status_reason: str | None = None
    execution_status: str = "AVAILABLE"
    changes: list[dict[str, Any]] = field(default_factory=list)
    imports: dict[str, dict[str, Any]] = field(default_factory=dict)

    def to_summary(self) -> dict[str, Any]:
        """Return the ChangeSetSummary of the API."""
        return {
            "StackId": self.stack.stack_id,
            "StackName": self.stack.name,
            "ChangeSetId": self.id,
            "ChangeSetName": self.name,
            "ExecutionStatus": self.execution_status,
            "Status": self.status,
            "StatusReason": self.status_reason,
            "CreationTime": self.created,
            "Description": self.description,
        }

    def to_document(self) -> dict[str, Any]:
        """Return what DescribeChangeSet shows."""
        return self.to_summary() | {
            "Parameters": [
                {"ParameterKey": key, "ParameterValue": value} for key, value in self.change.parameters.items()
            ],
            "Capabilities": self.change.capabilities,
            "Tags": [{"Key": key, "Value": value} for key, value in (self.change.tags or {}).items()],
            "Changes": [{"Type": "Resource", "ResourceChange": change} for change in self.changes],
        }
