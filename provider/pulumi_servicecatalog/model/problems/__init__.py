"""Every problem that a user can meet: a class for each code, a module for each subject.

docs/problems.md is generated from them (tools/generate).
"""

from types import ModuleType

from pulumi_servicecatalog.model.problems import (
    after_import,
    connection,
    discovery,
    drift,
    exports,
    fleet,
    inputs,
    launches,
    moves,
    operations,
    ownership,
    products,
    stacks,
    updates,
    versions,
)
from pulumi_servicecatalog.model.problems.base import Problem

_SUBJECTS: tuple[ModuleType, ...] = (
    inputs,
    connection,
    stacks,
    ownership,
    products,
    after_import,
    versions,
    launches,
    exports,
    updates,
    moves,
    operations,
    discovery,
    fleet,
    drift,
)
"""In the order of the page."""


def every() -> tuple[type[Problem], ...]:
    """Return every class of problem, in the order of the page: by subject, and within one as it is defined."""
    return tuple(
        member
        for subject in _SUBJECTS
        for member in vars(subject).values()
        if isinstance(member, type) and issubclass(member, Problem) and member is not Problem
    )
