"""The stacks, change sets and exports of one account and region.

Stacks are looked up by name in one step, where moto goes through all of them for every call.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING, Any

from catalog_emulator.cloudformation import imports
from catalog_emulator.cloudformation.errors import StackValidationError, no_such_stack

if TYPE_CHECKING:
    from collections.abc import Iterable

    from catalog_emulator.cloudformation.change_set import ChangeSet
    from catalog_emulator.cloudformation.detection import Detection
    from catalog_emulator.cloudformation.export import Export
    from catalog_emulator.cloudformation.stack import Stack
    from catalog_emulator.core.world import World


class Stacks:
    """What CloudFormation knows in one account and region. `stacks` are those that are not deleted."""

    def __init__(self, *, account: str, region: str, partition: str, world: World) -> None:
        self.account = account
        self.region = region
        self.partition = partition
        self.world = world
        self.stacks: dict[str, Stack] = {}
        self.deleted_stacks: dict[str, Stack] = {}
        self.change_sets: dict[str, ChangeSet] = {}
        self.exports: dict[str, Any] = {}
        self.detections: dict[str, Detection] = {}
        self._id_of_name: dict[str, str] = {}
        self._ordinals = itertools.count(1)

    def new_arn(self, resource: str) -> str:
        """Return a new ARN of this account and region, with a UUID at its end."""
        arn = f"arn:{self.partition}:cloudformation:{self.region}:{self.account}"
        return f"{arn}:{resource}/{self.world.ids.uuid()}"

    @property
    def pseudo(self) -> dict[str, str]:
        """Return the pseudo parameters that all stacks have in common."""
        return {"AWS::AccountId": self.account, "AWS::Partition": self.partition, "AWS::Region": self.region}

    def next_ordinal(self) -> int:
        """Return the next position in the order of creation."""
        return next(self._ordinals)

    def name_is_taken(self, name: str) -> bool:
        """Say whether a stack that is not deleted has this name."""
        return name in self._id_of_name

    def find(self, name_or_id: str) -> Stack | None:
        """Return a stack by name or id; a deleted one by its id only, as AWS does for 90 days."""
        stack_id = self._id_of_name.get(name_or_id, name_or_id)
        return self.stacks.get(stack_id) or self.deleted_stacks.get(stack_id)

    def get(self, name_or_id: str) -> Stack:
        """Return a stack, or raise ValidationError."""
        stack = self.find(name_or_id)
        if stack is None:
            raise no_such_stack(name_or_id)
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

    def register(self, stack: Stack) -> None:
        """Make a stack findable."""
        self.stacks[stack.stack_id] = stack
        self._id_of_name[stack.name] = stack.stack_id

    def retire(self, stack: Stack) -> None:
        """Move a stack to the deleted ones."""
        self.stacks.pop(stack.stack_id, None)
        self.deleted_stacks[stack.stack_id] = stack
        if self._id_of_name.get(stack.name) == stack.stack_id:
            del self._id_of_name[stack.name]
        self.replace_exports(stack, [])

    def in_use(self, stack: Stack) -> str | None:
        """Return why CloudFormation keeps a stack that is to be deleted: another one imports from it."""
        try:
            for export in stack.exports:
                self._check_not_in_use(export, "deleted", None)
        except StackValidationError as error:
            return error.message
        return None

    def _check_not_in_use(self, export: Export, change: str, value: Any) -> None:
        users = imports.importers(self.stacks.values(), export.name) if value != export.value else []
        if users:
            names = " and ".join(users)
            raise StackValidationError(f"Export {export.name} cannot be {change} as it is in use by {names}")

    def replace_exports(self, stack: Stack, exports: list[Any]) -> None:
        """Note what a stack exports; a name may be exported once in a region."""
        for export in exports:
            owner = self.exports[export.name].exporting_stack_id if export.name in self.exports else stack.stack_id
            if owner != stack.stack_id:
                raise StackValidationError(
                    f"Export with name {export.name} is already exported by stack {owner.split('/')[1]}"
                )
        kept = {export.name: export.value for export in exports}
        for old in stack.exports:
            self._check_not_in_use(old, "updated" if old.name in kept else "deleted", kept.get(old.name))
        for old in stack.exports:
            self.exports.pop(old.name, None)
        stack.exports = list(exports)
        self.exports.update({export.name: export for export in exports})
