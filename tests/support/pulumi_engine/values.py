"""What Pulumi's engine works with, as values: what a program declares, a state, and what an operation did."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Protocol

from pulumi_servicecatalog.model.operation import Timer
from pulumi_servicecatalog.reconcile.execution.lane import Scope
from pulumi_servicecatalog.reconcile.session_pool import SessionPool

Values = Mapping[str, Any]
"""Properties, with `wire.Secret` and `UNKNOWN` in them as the provider's wire module has them."""


class Aws(Protocol):
    """What a process of a provider asks: `in_process.aws`, or a fake gateway."""

    def connect(self, scope: Scope) -> SessionPool:
        """Return what a process opens; it has observed nothing yet."""

    def timer(self, cancelled: object = None) -> Timer:
        """Return the timer of a process."""


class Kind(Enum):
    """What a step does to a resource."""

    SAME = "same"
    CREATE = "create"
    UPDATE = "update"
    REPLACE = "replace"
    DELETE = "delete"


@dataclass(frozen=True, kw_only=True)
class Resource:
    """A resource of a program. `alias` is an earlier name of it in the program."""

    token: str
    name: str
    inputs: Values
    alias: str | None = None
    retain_on_delete: bool = False

    @property
    def urn(self) -> str:
        return urn_of(self.token, self.name)

    @property
    def alias_urn(self) -> str | None:
        return None if self.alias is None else urn_of(self.token, self.alias)


def urn_of(token: str, name: str) -> str:
    return f"urn:pulumi:test::project::{token}::{name}"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A resource of a state. `init_errors`: it was made, and is not as declared."""

    urn: str
    id: str
    inputs: Values
    outputs: Values
    init_errors: tuple[str, ...] = ()
    retain_on_delete: bool = False
    refresh_before_update: bool = False


State = tuple[Entry, ...]
"""In the order of creation."""


@dataclass(frozen=True, kw_only=True)
class Diff:
    """The answer to Diff. `names` are the properties that differ, with their keys."""

    differs: bool
    replaces: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    delete_before_replace: bool = False


@dataclass(frozen=True, kw_only=True)
class Line:
    """A line that the provider shows."""

    severity: str
    message: str
    urn: str
    passing: bool


@dataclass(frozen=True, kw_only=True)
class Step:
    """What happens to a resource. `id` is that of what is there already."""

    kind: Kind
    urn: str
    id: str = ""
    names: frozenset[str] = frozenset()
    outputs: Values = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Operation:
    """What a preview, an `up` or a refresh did. `errors` are of a resource each."""

    steps: tuple[Step, ...]
    errors: tuple[tuple[str, str], ...]
    lines: tuple[Line, ...]
    state: State

    @property
    def changes(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.kind is not Kind.SAME)

    @property
    def messages(self) -> tuple[str, ...]:
        return (*(line.message for line in self.lines), *(message for _, message in self.errors))

    def step(self, urn: str) -> Step | None:
        return next((step for step in self.steps if step.urn == urn), None)

    def said_of(self, urn: str) -> str:
        """Return all lasting lines and errors of a resource."""
        lines = [f"{line.severity} {line.message}" for line in self.lines if line.urn == urn and not line.passing]
        return "\n".join([*lines, *(f"ERROR {message}" for of, message in self.errors if of == urn)])


class Failed(Exception):
    """A call of the provider that ended without a result. `kept` is what the engine keeps of the resource."""

    def __init__(self, message: str, kept: Entry | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.kept = kept
