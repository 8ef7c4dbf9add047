"""A change of a stack, as UpdateStack, CreateChangeSet and Service Catalog's updates ask for it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Change:
    """What a stack is to become. None leaves a value as it is."""

    template: str
    parameters: dict[str, str]
    tags: dict[str, str] | None = None
    capabilities: list[str] = field(default_factory=list)
    role_arn: str | None = None
    notification_arns: list[str] | None = None
