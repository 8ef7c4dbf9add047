"""Resources that moto cannot make: they exist in name only, so that any template can be a stack here.

`Custom::EmulatorFailure` is a stub that fails on purpose: its `FailOn` lists `create`, `update` and `delete`,
its `Reason` is what CloudFormation then reports. Tests use it to make stacks roll back.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

FAILING_TYPE = "Custom::EmulatorFailure"


class StubFailedError(Exception):
    """A stub was made to fail."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


@dataclass(eq=False)
class StubResource:
    """A resource of which there is nothing but a name. The attributes are those that moto sets and reads."""

    logical_resource_id: str
    cf_resource_type: str
    physical_resource_id: str
    properties: dict[str, Any] = field(default_factory=dict)

    def get_cfn_attribute(self, attribute: str) -> str:
        """Return a text that is recognisably this attribute of this resource."""
        if attribute == "Arn":
            return f"arn:aws:emulator:::{self.physical_resource_id}"
        return f"{self.physical_resource_id}.{attribute}"

    def is_created(self) -> bool:
        """Say that there is nothing to wait for."""
        return True

    def delete(self, _account_id: str, _region: str) -> None:
        """Vanish, or refuse to."""
        self.fail_on("delete")

    def fail_on(self, action: str) -> None:
        """Raise if this stub was made to fail on an action."""
        wanted = self.properties.get("FailOn") or []
        chosen = [wanted] if isinstance(wanted, str) else wanted
        if self.cf_resource_type == FAILING_TYPE and action in chosen:
            raise StubFailedError(self.properties.get("Reason") or f"made to fail on {action}")
