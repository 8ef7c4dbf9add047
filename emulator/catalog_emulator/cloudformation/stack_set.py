"""Stack sets and their instances, as values in memory; `wire.moto_seam.stack_sets` has the same of moto's.

`stack_sets` says how Service Catalog uses them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from catalog_emulator.cloudformation import engine
from catalog_emulator.cloudformation.stacks import Stacks
from catalog_emulator.core import api_model

if TYPE_CHECKING:
    from collections.abc import Sequence

    from catalog_emulator.cloudformation.stack import Stack
    from catalog_emulator.core.world import World


@dataclass(kw_only=True, eq=False)
class Instance:
    """What a stack set has in an account and Region."""

    account_id: str
    region_name: str
    stack: Stack


@dataclass(frozen=True, kw_only=True, slots=True)
class NewStackSet:
    """A stack set that is to be made; the roles are those of a STACKSET constraint, where there is one."""

    name: str
    template: str
    parameters: dict[str, str]
    tags: dict[str, str]
    admin_role_arn: str | None
    execution_role: str | None


@dataclass(kw_only=True, eq=False)
class StackSet:
    """A stack set. Its instances are made, changed and deleted one at a time."""

    world: World
    name: str
    arn: str
    template: str
    parameters: dict[str, str]
    tags: dict[str, str]
    made: list[Instance] = field(default_factory=list)

    @property
    def instances(self) -> Sequence[Instance]:
        """Return the instances, in the order in which they were made."""
        return self.made

    def instance(self, account: str, region: str) -> Instance | None:
        """Return the instance in an account and Region, if there is one."""
        return next((i for i in self.instances if (i.account_id, i.region_name) == (account, region)), None)

    def add_instance(self, account: str, region: str) -> Stack:
        """Make an instance and its stack, and return the stack, whatever became of it.

        Raises:
            KeyError: there is no such Region.

        """
        if region not in api_model.regions("cloudformation"):
            raise KeyError(region)
        stacks = self.world.of(Stacks, account, region)
        values = [{"ParameterKey": key, "ParameterValue": value} for key, value in self.parameters.items()]
        stack = engine.new_stack(
            stacks,
            name=f"StackSet-{self.name}-{self.world.ids.uuid()}",
            template=self.template,
            parameters=values,
            tags=dict(self.tags),
            capabilities=["CAPABILITY_NAMED_IAM"],
        )
        engine.launch(stacks, stack)
        self.made.append(Instance(account_id=account, region_name=region, stack=stack))
        return stack

    def delete_instance(self, account: str, region: str) -> None:
        """Delete an instance with its stack; one that is not there is deleted already."""
        instance = self.instance(account, region)
        if instance is None:
            return
        engine.begin_delete(instance.stack)
        failed = engine.finish_delete(self.world.of(Stacks, account, region), instance.stack)
        if failed:
            raise failed[0]
        self.made.remove(instance)

    def change(self, *, template: str, parameters: dict[str, str], tags: dict[str, str] | None) -> None:
        """Change template and values; the instances stay as they are."""
        self.template = template
        self.parameters = parameters
        self.tags = self.tags if tags is None else tags

    def note(
        self, operation_id: str, action: str, status: str, accounts: Sequence[str], regions: Sequence[str]
    ) -> None:
        """Note an operation, where somebody can ask for it."""


class StackSets:
    """The stack sets of one account and Region."""

    def __init__(self, *, account: str, region: str, partition: str, world: World) -> None:
        self.world = world
        self._arn = f"arn:{partition}:cloudformation:{region}:{account}:stackset"
        self._by_arn: dict[str, StackSet] = {}

    def make(self, wanted: NewStackSet) -> StackSet:
        """Make a stack set without instances."""
        made = StackSet(
            world=self.world,
            name=wanted.name,
            arn=f"{self._arn}/{wanted.name}:{self.world.ids.uuid()}",
            template=wanted.template,
            parameters=wanted.parameters,
            tags=wanted.tags,
        )
        self.keep(made)
        return made

    def keep(self, stack_set: StackSet) -> None:
        """Have a stack set among the others."""
        self._by_arn[stack_set.arn] = stack_set

    def find(self, arn: str) -> StackSet | None:
        """Return the stack set of an ARN, unless it is deleted."""
        return self._by_arn.get(arn)

    def delete(self, stack_set: StackSet) -> None:
        """Delete a stack set without instances."""
        self._by_arn.pop(stack_set.arn, None)
