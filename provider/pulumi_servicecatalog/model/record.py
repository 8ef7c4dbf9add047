"""A record: AWS's account of one operation on a provisioned product (DescribeRecord)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

SUCCEEDED = "SUCCEEDED"
FAILED = "FAILED"


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordError:
    """AWS's own words on why an operation failed."""

    code: str
    description: str

    def __str__(self) -> str:
        return f"{self.description} ({self.code})" if self.code else self.description


@dataclass(frozen=True, kw_only=True, slots=True)
class RecordOutput:
    """An output that a record reports (RecordOutput)."""

    key: str
    value: str = ""
    description: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Record:
    """`status` is CREATED, IN_PROGRESS, IN_PROGRESS_IN_ERROR, SUCCEEDED or FAILED."""

    id: str
    status: str
    type: str = ""
    provisioned_product_id: str = ""
    provisioned_product_name: str = ""
    provisioned_product_type: str = ""
    product_id: str = ""
    artifact_id: str = ""
    path_id: str = ""
    launch_role_arn: str = ""
    created_time: datetime | None = None
    updated_time: datetime | None = None
    errors: tuple[RecordError, ...] = ()
    tags: Mapping[str, str] = field(default_factory=dict)

    @property
    def ended(self) -> bool:
        """Tell whether AWS is done with the operation."""
        return self.status in {SUCCEEDED, FAILED}

    @property
    def succeeded(self) -> bool:
        """Tell whether the operation ended well."""
        return self.status == SUCCEEDED

    @property
    def seconds(self) -> float | None:
        """Tell how long AWS was at it, by AWS's own clock; None where it does not say."""
        if self.created_time is None or self.updated_time is None:
            return None
        return (self.updated_time - self.created_time).total_seconds()
