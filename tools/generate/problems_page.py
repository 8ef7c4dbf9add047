"""Renders the page of all problems from their classes."""

from typing import Any

from tools.generate import problem_samples

from pulumi_servicecatalog.model.problems.base import Problem


def render(_schema: dict[str, Any]) -> str:
    """Return the page's text."""
    parts = [
        "# Problems",
        "",
        "Generated from `model/problems` by tools/generate. The code of a problem is printed in brackets",
        "before its message. An *error* stops the operation before anything is changed, unless it says otherwise;",
        "a *warning* is shown on the resource. The names and IDs in the messages below are examples.",
    ]
    for problem in problem_samples.samples():
        parts += ["", *_entry(problem)]
    return "\n".join(parts) + "\n"


def _entry(problem: Problem) -> list[str]:
    where = f" on `{problem.property}`" if problem.property else ""
    meaning = " ".join(problem_samples.meaning(type(problem)).split())
    return [
        f"## {problem.code}",
        "",
        f"*{problem.severity.value}*{where}. {meaning}",
        "",
        f"> {problem.message()}",
        "",
        f"What to do: {problem.remedy()}",
    ]
