"""What every problem has: its code, how severe it is, the input that it belongs to, a message and a remedy.

Rules and reconcile return problems; the providers and the command line show them.
"""

import enum
import functools
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

from pulumi_servicecatalog.model import display


class Severity(enum.Enum):
    """ERROR stops the operation; WARNING is shown on the resource; INFORMATION is shown with the details."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem(ABC):
    """One problem that a user can meet. A subclass is one code, and its fields are the facts of the case.

    The name of the subclass is the code, and its docstring is the explanation on docs/problems.md. Problems are values:
    two of the same class with the same facts are equal. Facts are what AWS or a program says, as it is; `message` and
    `remedy` of every subclass pass through `display.line`.

    Attributes:
        code: The name of the class.
        severity: Each class has a default.
        property: The input that it belongs to, "" where it belongs to none. Each class has a default.

    """

    code: ClassVar[str] = ""
    severity: Severity = Severity.ERROR
    property: str = ""

    def __init_subclass__(cls) -> None:
        cls.code = cls.__name__
        for name in ("message", "remedy"):
            method = cls.__dict__.get(name)
            if method is not None and not hasattr(method, "__wrapped__"):  # `slots` makes the class a second time
                setattr(cls, name, _displayed(method))

    @abstractmethod
    def message(self) -> str:
        """Return what is wrong, as whole sentences on one line."""

    @abstractmethod
    def remedy(self) -> str:
        """Return what to do about it, as whole sentences on one line."""

    def as_dict(self) -> dict[str, str]:
        """Return the problem as the JSON of `catalogctl` and the function `checkAdoption` have it."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "property": display.line(self.property),
            "message": self.message(),
            "remedy": self.remedy(),
        }

    def __str__(self) -> str:
        return f"[{self.code}] {self.message()} {self.remedy()}"


def _displayed(method: Callable[[Any], str]) -> Callable[[Any], str]:
    @functools.wraps(method)
    def displayed(self: Any) -> str:
        return display.line(method(self))

    return displayed


def blocking(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return the problems that stop the operation."""
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)
