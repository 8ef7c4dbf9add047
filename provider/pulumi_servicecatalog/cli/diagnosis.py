"""What `catalogctl doctor` finds: something that is well, that is not, or that nobody knows; and the command for it."""

import enum
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from pulumi_servicecatalog.cli import layout
from pulumi_servicecatalog.cli.layout import ASIDE, BAD, CAREFUL, GOOD, NAME, Block, Paragraph, Span
from pulumi_servicecatalog.model import display
from pulumi_servicecatalog.model.problems.base import Problem

SCHEMA_VERSION: Final = 1
_LEAST: Final = 14
"""How wide the column of what was looked at is at least."""
_GAP: Final = 2
"""The blanks between what was looked at and what was found."""


class State(enum.Enum):
    """How something is."""

    WELL = "ok"
    CAREFUL = "warning"
    WRONG = "error"
    UNKNOWN = "unknown"


_SIGNS: Final = {
    State.WELL: Span("  ok  ", GOOD),
    State.CAREFUL: Span("  ?   ", CAREFUL),
    State.WRONG: Span("  !   ", BAD),
    State.UNKNOWN: Span("  -   ", CAREFUL),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Diagnosis:
    """One diagnosis.

    Attributes:
        subject: what it is about: this machine, or an account and Region.
        check: what was looked at, in a word or two.
        state: how it is.
        message: what was found.
        command: what mends it, or shows more, as it is typed; "" where there is nothing to type.
        code: that of a problem of docs/problems.md; "" for none.

    """

    subject: str
    check: str
    state: State
    message: str
    command: str = ""
    code: str = ""


def of_problem(subject: str, check: str, problem: Problem, command: str = "") -> Diagnosis:
    """Return a diagnosis that is a problem, whose remedy it has."""
    message = f"{problem.message()} {problem.remedy()}"
    return Diagnosis(
        subject=subject, check=check, state=State.WRONG, message=message, command=command, code=problem.code
    )


def as_text(diagnoses: Sequence[Diagnosis]) -> list[Block]:
    """Return what a person reads."""
    blocks: list[Block] = []
    width = max([_LEAST, *(len(diagnosis.check) + _GAP for diagnosis in diagnoses)])
    for subject, about in groupby(diagnoses, lambda diagnosis: diagnosis.subject):
        blocks.append(layout.line(Span(subject, NAME)))
        blocks += [block for diagnosis in about for block in _diagnosis(diagnosis, width)]
    return [*blocks, layout.line(), layout.line(_conclusion(diagnoses))]


def as_json(diagnoses: Iterable[Diagnosis]) -> str:
    """Return a document whose shape `schemaVersion` names; keys may be added to it, and are never removed."""
    return display.as_json(
        {"schemaVersion": SCHEMA_VERSION, "diagnoses": [_entry(diagnosis) for diagnosis in diagnoses]}
    )


def wrong(diagnoses: Iterable[Diagnosis]) -> tuple[Diagnosis, ...]:
    """Return the diagnoses that have to be mended."""
    return tuple(diagnosis for diagnosis in diagnoses if diagnosis.state is State.WRONG)


def _diagnosis(diagnosis: Diagnosis, width: int) -> Iterator[Block]:
    code = f"[{diagnosis.code}] " if diagnosis.code else ""
    sign = _SIGNS[diagnosis.state]
    rest = " " * (len(sign.text) + width)
    yield Paragraph(
        text=Span(f"{code}{diagnosis.message}"), first=[sign, Span(f"{diagnosis.check:<{width}}")], rest=rest
    )
    if diagnosis.command:
        yield layout.line(Span(f"{rest}$ {diagnosis.command}", ASIDE))


def _conclusion(diagnoses: Sequence[Diagnosis]) -> Span:
    bad, careful = len(wrong(diagnoses)), sum(diagnosis.state is State.CAREFUL for diagnosis in diagnoses)
    unknown = sum(diagnosis.state is State.UNKNOWN for diagnosis in diagnoses)
    rest = f", {careful} to look at, {unknown} not known"
    if not bad:
        return Span(f"Nothing is wrong{rest}.", GOOD)
    return Span(f"{bad} of {len(diagnoses)} diagnoses {'is' if bad == 1 else 'are'} wrong{rest}.", BAD)


def _entry(diagnosis: Diagnosis) -> dict[str, Any]:
    return {
        "subject": diagnosis.subject,
        "check": diagnosis.check,
        "state": diagnosis.state.value,
        "message": diagnosis.message,
        "command": diagnosis.command,
        "code": diagnosis.code,
    }
