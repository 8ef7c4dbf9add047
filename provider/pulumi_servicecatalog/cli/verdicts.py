"""Prints verdicts: a table for people, JSON for programs."""

import json
import textwrap
from collections.abc import Sequence
from typing import Any

from pulumi_servicecatalog.model.problems.base import Problem, Severity, blocking
from pulumi_servicecatalog.model.verdict import Verdict

SCHEMA_VERSION = 1
_SIGNS = {Severity.ERROR: "!", Severity.WARNING: "?", Severity.INFORMATION: "i"}
_ORDER = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.INFORMATION: 2}
_WIDTH = 110

Found = Sequence[tuple[str, Verdict]]


def as_table(found: Found) -> str:
    """Give a block for each stack, and a line that counts."""
    lines: list[str] = []
    for asked, verdict in found:
        lines += [_headline(asked, verdict)]
        for problem in sorted(verdict.problems, key=lambda each: _ORDER[each.severity]):
            lines += _problem(problem)
    adoptable = sum(verdict.adoptable for _, verdict in found)
    return "\n".join([*lines, "", f"{adoptable} of {len(found)} can be adopted."]) + "\n"


def as_json(found: Found) -> str:
    """Give a document whose shape `schemaVersion` names; new keys may be added to it, none taken away."""
    document = {"schemaVersion": SCHEMA_VERSION, "verdicts": [_entry(asked, verdict) for asked, verdict in found]}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _headline(asked: str, verdict: Verdict) -> str:
    sign = "=" if verdict.resumes else "<-" if verdict.adoptable else "!"
    told = [f"{sign:2}", verdict.stack.name if verdict.stack else asked]
    if verdict.stack:
        told.append(verdict.stack.status)
    if verdict.resumes:
        told.append(f"is governed already, by {verdict.resumes.id}")
    elif verdict.product:
        version = f" at {verdict.artifact.name} ({verdict.artifact.id})" if verdict.artifact else ""
        told.append(f"into {verdict.product.name} ({verdict.product.id}){version}")
    return "  ".join(told)


def _problem(problem: Problem) -> list[str]:
    where = f" {problem.property}:" if problem.property else ""
    first = f"    {_SIGNS[problem.severity]} [{problem.code}]{where} {problem.message()}"
    wrapped = textwrap.wrap(first, width=_WIDTH, subsequent_indent="      ", break_long_words=False)
    remedy = textwrap.wrap(
        problem.remedy(), width=_WIDTH, initial_indent="      > ", subsequent_indent="        ", break_long_words=False
    )
    return [*wrapped, *remedy]


def _entry(asked: str, verdict: Verdict) -> dict[str, Any]:
    stack, product, artifact = verdict.stack, verdict.product, verdict.artifact
    return {
        "asked": asked,
        "adoptable": verdict.adoptable,
        "governedBy": verdict.resumes.id if verdict.resumes else None,
        "stack": {"id": stack.id, "name": stack.name, "status": stack.status} if stack else None,
        "product": {"id": product.id, "name": product.name} if product else None,
        "provisioningArtifact": {"id": artifact.id, "name": artifact.name} if artifact else None,
        "problems": [problem.as_dict() for problem in verdict.problems],
        "blockedBy": [problem.code for problem in blocking(verdict.problems)],
    }
