"""A provisioned product plan: AWS's account of what an update would do to the stack's resources."""

from dataclasses import dataclass

CREATE_SUCCESS = "CREATE_SUCCESS"
CREATE_FAILED = "CREATE_FAILED"


@dataclass(frozen=True, kw_only=True, slots=True)
class ResourceChange:
    """ResourceChange of DescribeProvisionedProductPlan.

    `action` is ADD, MODIFY or REMOVE; `replacement` TRUE, FALSE, CONDITIONAL or empty; `scope` names what changes, such
    as Properties or Tags.
    """

    action: str
    logical_id: str
    physical_id: str = ""
    type: str = ""
    replacement: str = ""
    scope: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Plan:
    """`status` is CREATE_IN_PROGRESS, CREATE_SUCCESS, CREATE_FAILED or one of its execution."""

    id: str
    name: str
    provisioned_product_id: str = ""
    status: str = ""
    status_message: str = ""
    changes: tuple[ResourceChange, ...] = ()

    @property
    def made(self) -> bool:
        """Tell whether AWS is done with working it out."""
        return self.status in {CREATE_SUCCESS, CREATE_FAILED}
