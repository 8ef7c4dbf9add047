"""Renders the page of all problems from the registry."""

from typing import Any

from pulumi_servicecatalog.model import problem_kinds
from pulumi_servicecatalog.model.problem import ProblemKind


def render(_schema: dict[str, Any]) -> str:
    """Give the page's text."""
    parts = [
        "# Problems",
        "",
        "Generated from `model/problem_kinds` by tools/generate. The code of a problem is printed in brackets",
        "before its message. An *error* stops the operation before anything is changed, unless it says otherwise;",
        "a *warning* is shown on the resource. Words in braces stand for the facts of the case.",
    ]
    for kind in problem_kinds.KINDS:
        parts += ["", *_entry(kind)]
    return "\n".join(parts) + "\n"


def _entry(kind: ProblemKind) -> list[str]:
    where = f" on `{kind.property}`" if kind.property else ""
    return [
        f"## {kind.code}",
        "",
        f"*{kind.severity.value}*{where}. {kind.meaning}",
        "",
        f"> {kind.message}",
        "",
        f"What to do: {kind.remedy}",
    ]
