"""A problem: a coded, explained finding with a remedy that a person can carry out.

Rules and reconcile find problems; the faces and the command line print them. The kinds are listed in
`problem_kinds`, and nowhere else.
"""

import enum
from dataclasses import dataclass


class Severity(enum.Enum):
    """ERROR stops the operation; WARNING is shown on the resource; INFORMATION is shown where somebody asks."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATION = "information"


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One finding. `property` is the input that it belongs to, or "" where it belongs to none."""

    code: str
    severity: Severity
    property: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"[{self.code}] {self.message} {self.remedy}".rstrip()


@dataclass(frozen=True, kw_only=True, slots=True)
class ProblemKind:
    """What all problems of one code share. `message` and `remedy` are templates for str.format.

    `meaning` is for the reference page: when it is found, and by which fact of AWS it is a problem.
    """

    code: str
    severity: Severity
    property: str
    message: str
    remedy: str
    meaning: str

    def found(self, *, at: str | None = None, **facts: object) -> Problem:
        """Give the problem with the facts filled in; `at` names another property than the usual one."""
        return Problem(
            code=self.code,
            severity=self.severity,
            property=self.property if at is None else at,
            message=_sentence(self.message.format(**facts)),
            remedy=_sentence(self.remedy.format(**facts)),
        )


def _sentence(text: str) -> str:
    """End a text with one full stop, whatever AWS's words at its end do."""
    return f"{text.rstrip('. ')}." if text else ""


def blocking(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Give the problems that stop the operation."""
    return tuple(problem for problem in problems if problem.severity is Severity.ERROR)
