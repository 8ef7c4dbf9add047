"""Prints verdicts: a table for people, JSON for programs."""

from collections.abc import Sequence
from typing import Any

from pulumi_servicecatalog.cli import layout, option_names
from pulumi_servicecatalog.cli.layout import ASIDE, BAD, CAREFUL, GOOD, NAME, Block, Line, Paragraph, Span
from pulumi_servicecatalog.model import display
from pulumi_servicecatalog.model.problems.base import Problem, Severity, blocking
from pulumi_servicecatalog.model.verdict import Verdict

SCHEMA_VERSION = 1
_SIGNS = {Severity.ERROR: "!", Severity.WARNING: "?", Severity.INFORMATION: "i"}
_STYLES = {Severity.ERROR: BAD, Severity.WARNING: CAREFUL, Severity.INFORMATION: ASIDE}
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFORMATION: 2}

Checked = Sequence[tuple[str, Verdict]]
"""What was named on the command line, each with its verdict."""


def as_table(checked: Checked) -> list[Block]:
    """Return a line for each stack with what stands in its way, and a line that counts."""
    blocks: list[Block] = []
    for named, verdict in checked:
        blocks.append(_headline(named, verdict))
        for problem in sorted(verdict.problems, key=lambda problem: _ORDER[problem.severity]):
            blocks += _problem(problem)
    return [*blocks, layout.line(), layout.line(_count([verdict for _, verdict in checked]))]


def as_json(checked: Checked) -> str:
    """Return a document whose shape `schemaVersion` names; keys may be added to it, and are never removed."""
    document = {"schemaVersion": SCHEMA_VERSION, "verdicts": [_entry(named, verdict) for named, verdict in checked]}
    return display.as_json(document)


def _count(checked: Sequence[Verdict]) -> str:
    """Return how many can be adopted. What is governed already is counted by itself."""
    adoptable = sum(verdict.adoptable and verdict.resumes is None for verdict in checked)
    resumed = sum(verdict.resumes is not None for verdict in checked)
    already = f"; {resumed} {'is' if resumed == 1 else 'are'} governed already" if resumed else ""
    return f"{adoptable} of {len(checked)} can be adopted{already}."


def _sign(verdict: Verdict) -> str:
    if not verdict.adoptable:
        return "!"
    if verdict.resumes is None:
        return "<-"
    return "~" if verdict.follows else "="


def _headline(named: str, verdict: Verdict) -> Line:
    sign = _sign(verdict)
    parts = []
    if verdict.stack:
        parts.append(verdict.stack.status)
    if verdict.resumes:
        parts.append(f"is governed already, by {verdict.resumes.id}{_update(verdict)}")
    elif verdict.product:
        version = f" at {verdict.artifact.name} ({verdict.artifact.id})" if verdict.artifact else ""
        parts.append(f"into {verdict.product.name} ({verdict.product.id}){version}")
    name = verdict.stack.name if verdict.stack else named
    rest = "".join(f"  {part}" for part in parts)
    return layout.line(Span(f"{sign:2}", GOOD if verdict.adoptable else BAD), "  ", Span(name, NAME), rest)


def _update(verdict: Verdict) -> str:
    if not verdict.follows:
        return ""
    return "; an update follows" if verdict.adoptable else "; the update that follows would fail"


def _problem(problem: Problem) -> list[Block]:
    where = f" {problem.property}:" if problem.property else ""
    message = option_names.in_text(f"[{problem.code}]{where} {problem.message()}")
    sign = Span(f"    {_SIGNS[problem.severity]} ", _STYLES[problem.severity])
    return [
        Paragraph(text=Span(message), first=[sign], rest=" " * 6),
        Paragraph(text=Span(option_names.in_text(problem.remedy()), ASIDE), first=[Span("      > ")], rest=" " * 8),
    ]


def _entry(named: str, verdict: Verdict) -> dict[str, Any]:
    stack, product, artifact = verdict.stack, verdict.product, verdict.artifact
    return {
        "asked": named,
        "adoptable": verdict.adoptable,
        "governedBy": verdict.resumes.id if verdict.resumes else None,
        "stack": {"id": stack.id, "name": stack.name, "status": stack.status} if stack else None,
        "product": {"id": product.id, "name": product.name} if product else None,
        "provisioningArtifact": {"id": artifact.id, "name": artifact.name} if artifact else None,
        "problems": [problem.as_dict() for problem in verdict.problems],
        "updateFollows": list(verdict.follows),
        "blockedBy": [problem.code for problem in blocking(verdict.problems)],
    }
