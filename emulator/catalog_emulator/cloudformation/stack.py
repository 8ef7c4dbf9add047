"""A stack: what was requested, what it is made of, and what happened to it.

Not one of moto's own stacks: those are never dropped by its instance tracker and lack most of what adoption
looks at. A nested stack is a resource of its parent, so a stack also answers what moto asks of resources.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from catalog_emulator.cloudformation import notifications
from catalog_emulator.cloudformation.stack_event import StackEvent

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from catalog_emulator.cloudformation.detection import Drifted
    from catalog_emulator.cloudformation.resources import Resources
    from catalog_emulator.core.world import World

STACK_TYPE = "AWS::CloudFormation::Stack"


@dataclass(kw_only=True, eq=False)
class Stack:
    """One stack. `parameters` are the values in force, defaults included, as texts."""

    world: World
    stack_id: str
    ordinal: int
    name: str
    account_id: str
    region_name: str
    template: str
    parameters: dict[str, str]
    created: datetime
    tags: dict[str, str] = field(default_factory=dict)
    status: str = "REVIEW_IN_PROGRESS"
    status_reason: str | None = None
    updated: datetime | None = None
    deleted: datetime | None = None
    status_before: str = ""
    description: str | None = None
    capabilities: list[str] = field(default_factory=list)
    notification_arns: list[str] = field(default_factory=list)
    role_arn: str | None = None
    timeout_in_minutes: int | None = None
    disable_rollback: bool = False
    enable_termination_protection: bool = False
    policy: str = ""
    parent_id: str | None = None
    root_id: str | None = None
    no_echo: frozenset[str] = frozenset()
    drifted: dict[str, Drifted] = field(default_factory=dict)
    events: list[StackEvent] = field(default_factory=list)
    made_resources: Resources | None = None
    make_resources: Callable[[Stack], Resources] | None = None
    outputs: list[dict[str, Any]] = field(default_factory=list)
    exports: list[Any] = field(default_factory=list)

    @property
    def resources(self) -> Resources | None:
        """Return what the stack is made of. Where it was only registered, that is made when it is first looked at."""
        if self.made_resources is None and self.make_resources is not None:
            self.made_resources = self.make_resources(self)
        return self.made_resources

    def move(self, status: str, reason: str | None = None) -> None:
        """Change the stack's status, and note it as an event."""
        self.status = status
        self.status_reason = reason
        self.note(self.name, self.stack_id, STACK_TYPE, status, reason)

    def note(
        self, logical_id: str, physical_id: str, resource_type: str, status: str, reason: str | None = None
    ) -> None:
        """Add a line to the history, and send it to the stack's topics."""
        event = StackEvent(
            event_id=self.world.ids.uuid(),
            stack_id=self.stack_id,
            stack_name=self.name,
            logical_id=logical_id,
            physical_id=physical_id,
            resource_type=resource_type,
            at=self.world.clock.now(),
            status=status,
            reason=reason,
        )
        self.events.append(event)
        for topic in self.notification_arns:
            self.world.services.publish(topic, notifications.SUBJECT, notifications.message_of(event))

    def output(self, key: str) -> str | None:
        """Return the value of an output."""
        return next((str(o["OutputValue"]) for o in self.outputs if o["OutputKey"] == key), None)

    # What moto asks of a resource, for nested stacks.

    @property
    def physical_resource_id(self) -> str:
        """Return what `Ref` gives: the stack's ARN."""
        return self.stack_id

    def get_cfn_attribute(self, attribute: str) -> Any:
        """Return what `Fn::GetAtt` gives: `Outputs.Name`."""
        return self.output(attribute.removeprefix("Outputs."))

    def is_created(self) -> bool:
        """Say that there is nothing to wait for."""
        return True
