"""A CloudFormation stack as DescribeStacks reports it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

IMPORTABLE = frozenset(
    {
        "CREATE_COMPLETE",
        "UPDATE_COMPLETE",
        "UPDATE_ROLLBACK_COMPLETE",
        "IMPORT_COMPLETE",
        "IMPORT_ROLLBACK_COMPLETE",
    }
)
"""The statuses in which AWS imports a stack (ImportAsProvisionedProduct)."""

UPDATABLE = IMPORTABLE | {"CREATE_FAILED", "UPDATE_FAILED"}
"""The statuses in which CloudFormation updates a stack; of the failed ones, those that were not rolled back."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Stack:
    """`id` is the ARN. NoEcho parameters are masked by AWS. `parent_id` and `root_id` are None for a root stack."""

    id: str
    name: str
    status: str
    status_reason: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)
    outputs: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    parent_id: str | None = None
    root_id: str | None = None
    termination_protection: bool = False
    last_updated_time: datetime | None = None

    @property
    def importable(self) -> bool:
        """Tell whether AWS imports a stack in this status."""
        return self.status in IMPORTABLE

    @property
    def updatable(self) -> bool:
        """Tell whether CloudFormation updates a stack in this status."""
        return self.status in UPDATABLE
