"""What can be asked of a resource: the contract between the controllers and everything that stands on them.

Typed in, typed out, and nothing of Pulumi: a provider decodes a call, asks, and encodes the answer. `imported` and
`provisioned` implement it. Reads return `Unanswered` where AWS cannot be asked; writes return an `Outcome`.
"""

from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar

from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.desired import Desired
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.outcome import Outcome, Unanswered
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.recorded import RecordedState
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.rules.drift import Change

T_contra = TypeVar("T_contra", bound=Desired, contravariant=True)
T_co = TypeVar("T_co", bound=Desired, covariant=True)


@dataclass(frozen=True, kw_only=True, slots=True)
class Timeouts:
    """Seconds that an operation may take where neither the engine nor the resource says so."""

    create: float = 3600.0
    update: float = 3600.0
    delete: float = 3600.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Defaults:
    """What a provider's configuration says for resources that do not say it themselves."""

    connection: Connection = field(default_factory=Connection)
    timeouts: Timeouts = field(default_factory=Timeouts)
    preview_changes: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class CheckResult:
    """`failures` stop the operation, `remarks` are shown. `region` is where the resource is, None if not known yet."""

    failures: tuple[Problem, ...] = ()
    remarks: tuple[Problem, ...] = ()
    region: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class DiffResult:
    """What is not as declared. `gone` tells that AWS has no such provisioned product any more.

    `by_aws` tells whether AWS was compared with; else it is the state.
    """

    changes: tuple[Change, ...] = ()
    gone: bool = False
    by_aws: bool = True
    remarks: tuple[Problem, ...] = ()

    @property
    def differs(self) -> bool:
        """Return whether there is anything to do."""
        return bool(self.gone or self.changes)

    @property
    def replaces(self) -> list[str]:
        """Return the properties that force a replacement. What is gone is made again; there is nothing to delete."""
        return ["name"] if self.gone else [change.path.name for change in self.changes if change.replaces]

    @property
    def live_changes(self) -> tuple[Change, ...]:
        """Return what AWS has otherwise, as far as the declared values are known."""
        if not self.by_aws:
            return ()
        return tuple(change for change in self.changes if not change.setting and change.declared is not UNKNOWN)


@dataclass(frozen=True, kw_only=True, slots=True)
class Prediction:
    """What a preview can know of a create or an update: the outputs that stay as recorded, and lines to be shown."""

    kept: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadResult:
    """What AWS has, what of it is not as was declared last, and what there is to say of it."""

    observed: ObservedState
    changes: tuple[Change, ...] = ()
    remarks: tuple[Problem, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class ImportResult(Generic[T_co]):
    """What AWS has, and the declaration with which a preview would change nothing."""

    observed: ObservedState
    desired: T_co


class Checks(Protocol[T_contra]):
    """Judges a declaration before anything is done."""

    def check(self, old: T_contra | None, new: T_contra, *, urn: str) -> CheckResult:
        """Return every reason why the operation that would follow fails. `old` is the last declaration, if any."""


class Diffs(Protocol[T_contra]):
    """Compares."""

    def diff(self, recorded: RecordedState, desired: T_contra, *, urn: str = "") -> DiffResult | Unanswered:
        """Compare what AWS has now with what is declared."""


class Creates(Protocol[T_contra]):
    """Makes."""

    def create(self, desired: T_contra, operation: Operation, *, urn: str) -> Outcome:
        """Make it. Repeating it is safe at any time. `urn` tells which resource declares it."""


class Updates(Protocol[T_contra]):
    """Changes, and shows what a change would do."""

    def update(self, recorded: RecordedState, desired: T_contra, operation: Operation, *, urn: str = "") -> Outcome:
        """Make the provisioned product as declared."""

    def predict_update(
        self, recorded: RecordedState, desired: T_contra, operation: Operation
    ) -> Prediction | Unanswered:
        """Return what an update leaves as it is and, where the program asks for it, what it does to the stack."""


class Reads(Protocol[T_contra]):
    """Reads."""

    def read(
        self, recorded: RecordedState, desired: T_contra | None, *, urn: str = ""
    ) -> ReadResult | Unanswered | None:
        """Return what AWS has; None where it is gone. Drift is looked for where `desired` is what was declared."""


class Imports(Protocol[T_co]):
    """Finds what a person wants to bring into a program."""

    def find(self, identifier: str, connection: Connection) -> ImportResult[T_co] | Unanswered:
        """Return what has this ID, this name or this stack ARN."""


class Deletes(Protocol):
    """Ends."""

    def delete(self, recorded: RecordedState, operation: Operation, *, urn: str = "") -> Outcome:
        """Release the stack, or delete it too, as was declared last; unless another resource of the program holds it.

        `urn` tells which resource is deleted.
        """
