"""A provisioned product: a stack that Service Catalog governs, as SearchProvisionedProducts reports it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from pulumi_servicecatalog.model.properties import Property

AVAILABLE = "AVAILABLE"
UNDER_CHANGE = "UNDER_CHANGE"
PLAN_IN_PROGRESS = "PLAN_IN_PROGRESS"
STACK = "CFN_STACK"
STACK_SET = "CFN_STACKSET"
UNHEALTHY = frozenset({"TAINTED", "ERROR"})
"""TAINTED: stable, but not as asked for. ERROR: unstable. Both want an update (ProvisionedProductDetail)."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ProvisionedProduct:
    """`physical_id` is the ARN of the stack, or of the stack set; None where AWS does not tell it.

    `launch_role_arn` is in the answer of DescribeProvisionedProduct only: None where that was not asked. `owner` is the
    UserArn of AWS's search. `plain` are the values of inputs that no rule needs by name, by the input's name.
    `searched` is False where the search does not show it, as a fresh one, or one of another user: what the search alone
    tells, the physical ID, the names, the tags and the owner, is unknown then.
    """

    id: str
    name: str
    arn: str
    type: str
    status: str
    status_message: str = ""
    created_time: datetime | None = None
    physical_id: str | None = None
    product_id: str = ""
    product_name: str = ""
    artifact_id: str = ""
    artifact_name: str = ""
    tags: Mapping[str, str] = field(default_factory=dict)
    last_record_id: str = ""
    last_successful_record_id: str = ""
    launch_role_arn: str | None = None
    owner: str = ""
    idempotency_token: str = ""
    plain: Mapping[str, str] = field(default_factory=dict)
    searched: bool = True

    def value_of(self, prop: Property) -> str | None:
        """Return what AWS reports of an input that is compared with it directly; None where it was not asked."""
        value: str | None = getattr(self, prop.field) if prop.field else self.plain.get(prop.name)
        return value

    @property
    def under_change(self) -> bool:
        """Tell whether an operation on it is still running."""
        return self.status == UNDER_CHANGE

    @property
    def being_made(self) -> bool:
        """Tell whether its first operation is still running, so that its stack may not exist yet."""
        return self.under_change and not self.last_successful_record_id

    @property
    def planned(self) -> bool:
        """Tell whether a plan for it exists, until whose end AWS changes nothing."""
        return self.status == PLAN_IN_PROGRESS

    @property
    def never_worked(self) -> bool:
        """Tell whether even its first operation failed: AWS cannot update what was never launched."""
        return self.status == "ERROR" and not self.last_successful_record_id

    @property
    def unhealthy(self) -> bool:
        """Tell whether its last operation did not end well."""
        return self.status in UNHEALTHY
