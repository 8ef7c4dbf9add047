"""The stacks of one account and region. moto wants this module to be called `models`.

Service Catalog reaches stacks through this class, within the process; clients reach them through `responses`.
Stacks are looked up by name in one step, where moto goes through all of them for every call.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from moto.cloudformation.models import CloudFormationBackend

from catalog_emulator import world
from catalog_emulator.aws_error import AwsError
from catalog_emulator.cloudformation import engine, parameters
from catalog_emulator.cloudformation.errors import StackValidationError, no_such_stack
from catalog_emulator.cloudformation.stack import Stack

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from catalog_emulator.cloudformation.change_set import ChangeSet

_STACK_SET_PREFIX = "StackSet:"  # how moto names the stacks of stack sets; illegal in AWS


class StackBackend(CloudFormationBackend):  # type: ignore[misc]  # moto is not analysed
    """Made by moto's BackendDict, once per account and region."""

    def __init__(self, region_name: str, account_id: str) -> None:
        super().__init__(region_name, account_id)
        self.world = world.current()
        self.stacks: dict[str, Stack] = {}
        self.deleted_stacks: dict[str, Stack] = {}
        self.change_sets: dict[str, ChangeSet] = {}
        self._id_of_name: dict[str, str] = {}
        self._ordinals = itertools.count(1)

    def find(self, name_or_id: str) -> Stack | None:
        """Return a stack by name or id; a deleted one by its id only, as AWS does for 90 days."""
        stack_id = self._id_of_name.get(name_or_id, name_or_id)
        return self.stacks.get(stack_id) or self.deleted_stacks.get(stack_id)

    def get_stack(self, name_or_stack_id: str) -> Stack:
        """Return a stack, or raise ValidationError. moto calls this by its name."""
        stack = self.find(name_or_stack_id)
        if stack is None:
            raise no_such_stack(name_or_stack_id)
        return stack

    def living(self, name_or_id: str) -> Stack:
        """Return a stack that is not deleted, or raise ValidationError."""
        stack = self.find(name_or_id)
        if stack is None or stack.deleted:
            raise no_such_stack(name_or_id)
        return stack

    def all_stacks(self) -> Iterable[Stack]:
        """Return living and deleted stacks."""
        return itertools.chain(self.stacks.values(), self.deleted_stacks.values())

    def new_stack(self, *, name: str, template: str, given: Iterable[Mapping[str, Any]], **more: Any) -> Stack:
        """Return a stack that is registered but not begun. `given` are CloudFormation Parameters."""
        if name in self._id_of_name:
            raise AwsError(f"Stack [{name}] already exists", code="AlreadyExistsException")
        document = engine.parse(template) if template else {}
        arn = f"arn:{self.partition}:cloudformation:{self.region_name}:{self.account_id}"
        stack = Stack(
            world=self.world,
            stack_id=f"{arn}:stack/{name}/{self.world.ids.uuid()}",
            ordinal=next(self._ordinals),
            name=name,
            account_id=self.account_id,
            region_name=self.region_name,
            template=template,
            parameters=parameters.in_force(document, given),
            created=self.world.clock.now(),
            **more,
        )
        parent = engine.current_parent()
        if parent is not None:
            stack.parent_id = parent.stack_id
            stack.root_id = parent.root_id or parent.stack_id
            stack.capabilities = parent.capabilities
        return stack

    def register(self, stack: Stack) -> None:
        """Make a stack findable."""
        self.stacks[stack.stack_id] = stack
        self._id_of_name[stack.name] = stack.stack_id

    def launch(self, stack: Stack) -> Stack:
        """Make a stack at once, as CreateStack does here."""
        engine.begin_create(self, stack)
        self.register(stack)
        engine.finish_create(self, stack)
        return stack

    def create_stack(self, name: str, template: str, parameters: Any, **more: Any) -> Stack:
        """Make a stack for moto: a nested one, or one of a stack set, which gets a name that AWS would give it."""
        if name.startswith(_STACK_SET_PREFIX):
            name = f"StackSet-{name.removeprefix(_STACK_SET_PREFIX)}-{self.world.ids.uuid()}"
            more.setdefault("capabilities", ["CAPABILITY_NAMED_IAM"])
        given = [{"ParameterKey": key, "ParameterValue": value} for key, value in (parameters or {}).items()]
        stack = self.launch(self.new_stack(name=name, template=template, given=given, **more))
        if stack.parent_id and stack.status != "CREATE_COMPLETE":
            raise StackValidationError(f"Embedded stack {stack.stack_id} was not successfully created")
        return stack

    def delete_stack(self, name_or_stack_id: str) -> None:
        """Delete a stack for moto: a nested one, or one of a stack set."""
        stack = self.find(name_or_stack_id)
        if stack is None or stack.deleted:
            return
        engine.begin_delete(stack)
        failed = engine.finish_delete(self, stack)
        if failed:
            raise StackValidationError(f"Embedded stack {stack.stack_id} was not successfully deleted")

    def retire(self, stack: Stack) -> None:
        """Take a stack out of the living."""
        self.stacks.pop(stack.stack_id, None)
        self.deleted_stacks[stack.stack_id] = stack
        if self._id_of_name.get(stack.name) == stack.stack_id:
            del self._id_of_name[stack.name]
        self.replace_exports(stack, [])

    def replace_exports(self, stack: Stack, exports: list[Any]) -> None:
        """Note what a stack exports; a name may be exported once in a region."""
        for old in stack.exports:
            self.exports.pop(old.name, None)
        for export in exports:
            if export.name in self.exports:
                other = self.exports[export.name].exporting_stack_id
                raise StackValidationError(
                    f"Export with name {export.name} is already exported by stack {other.split('/')[1]}"
                )
        stack.exports = list(exports)
        self.exports.update({export.name: export for export in exports})
