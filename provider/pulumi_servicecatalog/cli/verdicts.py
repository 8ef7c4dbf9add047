"""Prints verdicts: a table for people, JSON for programs."""

from collections.abc import Sequence
from typing import Any

from pulumi_servicecatalog.cli import layout
from pulumi_servicecatalog.model import display
from pulumi_servicecatalog.model.problems.base import Problem, Severity, blocking
from pulumi_servicecatalog.model.verdict import Verdict

SCHEMA_VERSION = 1
_SIGNS = {Severity.ERROR: "!", Severity.WARNING: "?", Severity.INFORMATION: "i"}
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFORMATION: 2}

Checked = Sequence[tuple[str, Verdict]]
"""What was named on the command line, each with its verdict."""


def as_table(checked: Checked) -> str:
    """Return a block for each stack, and a line that counts."""
    lines: list[str] = []
    for named, verdict in checked:
        lines += [_headline(named, verdict)]
        for problem in sorted(verdict.problems, key=lambda problem: _ORDER[problem.severity]):
            lines += _problem(problem)
    adoptable = sum(verdict.adoptable for _, verdict in checked)
    return "\n".join([*lines, "", f"{adoptable} of {len(checked)} can be adopted."]) + "\n"


def as_json(checked: Checked) -> str:
    """Return a document whose shape `schemaVersion` names; keys may be added to it, and are never removed."""
    document = {"schemaVersion": SCHEMA_VERSION, "verdicts": [_entry(named, verdict) for named, verdict in checked]}
    return display.as_json(document)


def _headline(named: str, verdict: Verdict) -> str:
    sign = "=" if verdict.resumes else "<-" if verdict.adoptable else "!"
    parts = [f"{sign:2}", verdict.stack.name if verdict.stack else named]
    if verdict.stack:
        parts.append(verdict.stack.status)
    if verdict.resumes:
        parts.append(f"is governed already, by {verdict.resumes.id}")
    elif verdict.product:
        version = f" at {verdict.artifact.name} ({verdict.artifact.id})" if verdict.artifact else ""
        parts.append(f"into {verdict.product.name} ({verdict.product.id}){version}")
    return display.line("  ".join(parts))


def _problem(problem: Problem) -> list[str]:
    where = f" {problem.property}:" if problem.property else ""
    message = f"[{problem.code}]{where} {problem.message()}"
    return [
        *layout.paragraph(message, first=f"    {_SIGNS[problem.severity]} ", rest="      "),
        *layout.paragraph(problem.remedy(), first="      > ", rest="        "),
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
        "blockedBy": [problem.code for problem in blocking(verdict.problems)],
    }
