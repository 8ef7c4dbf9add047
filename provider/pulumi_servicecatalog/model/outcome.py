"""What came of an operation, as a value: it went well, nothing was made, or something was made that is not well.

Controllers return these; the providers turn them into what their protocol has for each.
"""

from dataclasses import dataclass, field

from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.problems.base import Problem


@dataclass(frozen=True, kw_only=True, slots=True)
class Done:
    """It is as declared. `notes` are sentences for the user; `state` is None after a release."""

    state: ObservedState | None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class NotMade:
    """Nothing was made or changed, for these reasons."""

    problems: tuple[Problem, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class MadeButUnhealthy:
    """It exists under `state.provisioned_product.id`, and is not as declared, for these reasons."""

    state: ObservedState
    problems: tuple[Problem, ...] = field(default_factory=tuple)


Outcome = Done | NotMade | MadeButUnhealthy


@dataclass(frozen=True, kw_only=True, slots=True)
class Unanswered:
    """A question that could not be answered, for these reasons. Nothing was changed."""

    problems: tuple[Problem, ...]
