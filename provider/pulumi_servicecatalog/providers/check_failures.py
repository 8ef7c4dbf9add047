"""Puts a problem on a property, unless the engine would print what must not be shown.

Beside the reason the engine prints the value of the property as it is: a secret in clear, and characters that act on a
terminal, or crash the engine itself. Such a problem is on the resource, and names the property in its text.
"""

from collections.abc import Mapping
from typing import Any

from pulumi_servicecatalog.model import display, properties
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.unknown import UNKNOWN

_MAY_BE_SECRET = properties.SECRET | {"parameters"}


def located(problem: Problem, values: Mapping[str, Any]) -> tuple[str, str]:
    """Return the property that the engine is given for a problem, "" for none, and the reason.

    Args:
        problem: what a check has found.
        values: the inputs as the engine has them; what is neither a text, a map nor a list of JSON is taken for secret.

    """
    name = problem.property
    if not name or (name not in _MAY_BE_SECRET and _harmless(name) and _harmless(values.get(name))):
        return name, str(problem)
    return "", display.line(f"{name}: {problem}")


def _harmless(value: Any) -> bool:
    match value:
        case str():
            return display.line(value) == value
        case Mapping():
            return all(_harmless(key) and _harmless(member) for key, member in value.items())
        case list():
            return all(map(_harmless, value))
        case _:
            return value in (None, UNKNOWN) or isinstance(value, bool | int | float)
