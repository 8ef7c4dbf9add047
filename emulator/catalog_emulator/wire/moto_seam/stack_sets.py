"""Stack sets as moto keeps them, so that CloudFormation's own operations show them; the stacks are ours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from moto.backends import get_backend

from catalog_emulator.cloudformation.stack_set import Instance, NewStackSet, StackSet, StackSets
from catalog_emulator.wire.moto_seam import current_world

if TYPE_CHECKING:
    from collections.abc import Sequence

    from catalog_emulator.cloudformation.stack import Stack

_PERMISSION_MODEL = "SELF_MANAGED"


def backend_of(account: str, region: str) -> Any:
    """Return moto's backend, which keeps the stack sets of an account and Region."""
    return get_backend("cloudformation")[account][region]


class MotoStackSet(StackSet):
    """One of moto's stack sets; `kept` is what moto has."""

    def __init__(self, kept: Any) -> None:
        super().__init__(
            world=current_world.current(),
            name=kept.name,
            arn=kept.arn,
            template=kept.template,
            parameters=kept.parameters,
            tags=dict(kept.tags or {}),
        )
        self.kept = kept

    @property
    def instances(self) -> Sequence[Instance]:
        """Return the instances, in the order in which they were made."""
        return [
            Instance(account_id=i.account_id, region_name=i.region_name, stack=i.stack)
            for i in self.kept.stack_instances
        ]

    def add_instance(self, account: str, region: str) -> Stack:
        """Make an instance and its stack, and return the stack, whatever became of it."""
        values = [{"ParameterKey": key, "ParameterValue": value} for key, value in self.parameters.items()]
        self.kept.instances.create_instances([account], [region], values, {}, _PERMISSION_MODEL)
        stack: Stack = self.kept.instances.get_instance(account, region).stack
        stack.tags = dict(self.tags)
        return stack

    def delete_instance(self, account: str, region: str) -> None:
        """Delete an instance with its stack; one that is not there is deleted already."""
        self.kept.instances.delete([account], [region])

    def change(self, *, template: str, parameters: dict[str, str], tags: dict[str, str] | None) -> None:
        """Change template and values; the instances stay as they are."""
        super().change(template=template, parameters=parameters, tags=tags)
        self.kept.template = self.kept.instances.template = self.template
        self.kept.parameters = self.kept.instances.parameters = self.parameters
        self.kept.tags = self.tags

    def note(
        self, operation_id: str, action: str, status: str, accounts: Sequence[str], regions: Sequence[str]
    ) -> None:
        """Note an operation, where ListStackSetOperations shows it. moto has no public way to."""
        self.kept._create_operation(operation_id, action, status, list(accounts), list(regions))  # noqa: SLF001


class MotoStackSets(StackSets):
    """The stack sets of one account and Region."""

    def __init__(self, account: str, region: str) -> None:
        self._backend = backend_of(account, region)

    def make(self, wanted: NewStackSet) -> MotoStackSet:
        """Make a stack set without instances."""
        return MotoStackSet(
            self._backend.create_stack_set(
                name=wanted.name,
                template=wanted.template,
                parameters=wanted.parameters,
                tags=wanted.tags,
                permission_model=_PERMISSION_MODEL,
                admin_role=wanted.admin_role_arn,
                exec_role=wanted.execution_role,
                description=None,
            )
        )

    def find(self, arn: str) -> MotoStackSet | None:
        """Return the stack set of an ARN, unless it is deleted."""
        kept = self._backend.stacksets.get(arn.partition(":stackset/")[2])
        return MotoStackSet(kept) if kept is not None and kept.status == "ACTIVE" else None

    def delete(self, stack_set: StackSet) -> None:
        """Delete a stack set without instances."""
        self._backend.delete_stack_set(stack_set.arn.partition(":stackset/")[2])
