"""moto's handle on the stacks of one account and region. moto wants this module to be called `models`.

moto itself comes here for nested stacks and the stacks of stack sets; what clients ask goes through `responses`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto.cloudformation.models import CloudFormationBackend

from catalog_emulator.cloudformation import engine
from catalog_emulator.cloudformation.accounts import stacks_of
from catalog_emulator.cloudformation.errors import StackValidationError
from catalog_emulator.wire.moto_seam import current_world

if TYPE_CHECKING:
    from catalog_emulator.cloudformation.stack import Stack

_STACK_SET_PREFIX = "StackSet:"  # how moto names the stacks of stack sets; illegal in AWS


class StackBackend(CloudFormationBackend):  # type: ignore[misc]  # moto is not analysed
    """Made by moto's BackendDict, once per account and region; of moto's own state it keeps the stack sets."""

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.registry = stacks_of(current_world.current(), account_id, region_name)
        # Where moto looks for them.
        self.stacks = self.registry.stacks
        self.exports = self.registry.exports

    def get_stack(self, name_or_stack_id: str) -> Stack:
        """Return a stack, or raise ValidationError."""
        return self.registry.get(name_or_stack_id)

    def create_stack(self, name: str, template: str, parameters: Any, **more: Any) -> Stack:
        """Make a nested stack, or one of a stack set, which gets a name that AWS would give it."""
        if name.startswith(_STACK_SET_PREFIX):
            name = f"StackSet-{name.removeprefix(_STACK_SET_PREFIX)}-{self.registry.world.ids.uuid()}"
            more.setdefault("capabilities", ["CAPABILITY_NAMED_IAM"])
        values = [{"ParameterKey": key, "ParameterValue": value} for key, value in (parameters or {}).items()]
        made = engine.new_stack(self.registry, name=name, template=template, parameters=values, **more)
        stack = engine.launch(self.registry, made)
        if stack.parent_id and stack.status != "CREATE_COMPLETE":
            raise StackValidationError(f"Embedded stack {stack.stack_id} was not successfully created")
        return stack

    def delete_stack(self, name_or_stack_id: str) -> None:
        """Delete a nested stack, or one of a stack set."""
        stack = self.registry.find(name_or_stack_id)
        if stack is None or stack.deleted:
            return
        engine.begin_delete(stack)
        failed = engine.finish_delete(self.registry, stack)
        if failed:
            raise StackValidationError(f"Embedded stack {stack.stack_id} was not successfully deleted")
