"""AWS's own words may repeat the value of a parameter that it was sent. No message of ours shows one."""

import json
import re
import string
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from pulumi_servicecatalog.model import display
from pulumi_servicecatalog.model.desired import Desired
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.outcome import Done, NotMade, Outcome
from pulumi_servicecatalog.model.problems.base import Problem

_FEWEST = 4
"""Characters of a value that is looked for. Shorter ones are a part of too many words, and nobody's secret."""

_ANYWHERE = 6
"""Characters of a value that is looked for within other words as well."""

_BEFORE = r"(?:(?<![^\W_])|(?<=\\[abfnrtv])|(?<=\\x[0-9a-f]{2})|(?<=\\u[0-9a-f]{4})|(?<=%[0-9A-F]{2}))"
"""Where a word begins: the letters of an escaped character, such as a line end that is shown, are none of it."""

_AFTER = r"(?![^\W_])"

_PLAIN = frozenset(string.ascii_letters + string.digits + "-._~")
"""What a URL has as it is."""

_SAY_NOTHING = frozenset({"true", "false", "none", "null"})
_QUOTES = frozenset({"reason", "reasons"})
"""The facts of problems that are AWS's words."""


def withheld(outcome: Outcome, declared: Desired) -> Outcome:
    """Return an outcome in whose problems and state no value of a declared parameter stands.

    Args:
        outcome: of an operation that sent the values.
        declared: what the program says.

    """
    if isinstance(outcome, NotMade):
        return replace(outcome, problems=without_values(outcome.problems, declared))
    if isinstance(outcome, Done):
        return outcome if outcome.state is None else replace(outcome, state=in_state(outcome.state, declared))
    return replace(
        outcome, state=in_state(outcome.state, declared), problems=without_values(outcome.problems, declared)
    )


def without_values(problems: Iterable[Problem], declared: Desired) -> tuple[Problem, ...]:
    """Return problems that quote AWS without the values of declared parameters; each is named instead."""
    named = _naming(declared)
    return tuple(problems) if named is None else tuple(_requoted(problem, named) for problem in problems)


def in_state(observed: ObservedState, declared: Desired) -> ObservedState:
    """Return a state whose status message, which is AWS's own words, has no value of a declared parameter."""
    product = observed.provisioned_product
    named = _naming(declared) if product.status_message else None
    if named is None:
        return observed
    said = named(product.status_message)
    return replace(observed, provisioned_product=replace(product, status_message=said))


def naming(values: Mapping[str, str]) -> Callable[[str], str] | None:
    """Return what puts names in the place of values in a text; None where there is no value to look for.

    Args:
        values: the name of each value.

    """
    names = {form: name for value, name in values.items() for form in forms(value) if _is_looked_for(form)}
    names.update((value, name) for value, name in values.items() if value in names)  # its own name, not a list's
    if not names:
        return None
    marks = {f"(the value of {name})" for name in values.values()}  # these words may contain a value themselves
    looked_for = [*map(re.escape, marks), *map(_pattern, sorted(names, key=len, reverse=True))]  # the longest first
    any_value = re.compile("|".join(looked_for))
    return lambda said: any_value.sub(lambda match: _mark(match.group(), names, marks), said)


def forms(value: str) -> tuple[str, ...]:
    """Return the shapes in which AWS may repeat a value: trimmed, on one line, escaped, encoded, a member of a list."""
    members = (member.strip() for member in value.split(",")) if "," in value else ()
    wholes = (value, value.strip(), " ".join(value.split()))
    shapes = (shape for text in dict.fromkeys((*wholes, *members)) for shape in (text, *_escaped(text)))
    return tuple(shape for shape in dict.fromkeys(shapes) if shape)


def _escaped(text: str) -> tuple[str, ...]:
    return (
        display.line(text),
        json.dumps(text)[1:-1],
        json.dumps(text, ensure_ascii=False)[1:-1],
        text.encode("unicode_escape").decode("ascii"),
        _encoded(text),
        _encoded(text, keeps="/"),
        _encoded(text).replace("%20", "+"),
    )


def _encoded(text: str, *, keeps: str = "") -> str:
    """Return a text as a URL has it."""
    octets = (chr(octet) for octet in text.encode("utf-8", "replace"))
    plain = _PLAIN | frozenset(keeps)
    return "".join(char if char in plain else f"%{ord(char):02X}" for char in octets)


def _pattern(form: str) -> str:
    return re.escape(form) if len(form) >= _ANYWHERE else f"{_BEFORE}{re.escape(form)}{_AFTER}"


def _mark(text: str, names: Mapping[str, str], marks: Iterable[str]) -> str:
    return text if text in marks else f"(the value of {names[text]})"


def _naming(declared: Desired) -> Callable[[str], str] | None:
    parameters = declared.parameters if isinstance(declared.parameters, Mapping) else {}
    return naming({value: name for name, value in parameters.items() if isinstance(value, str)})


def _is_looked_for(value: str) -> bool:
    return len(value) >= _FEWEST and value.lower() not in _SAY_NOTHING


def _requoted(problem: Problem, named: Callable[[str], str]) -> Problem:
    quoted = {member.name: getattr(problem, member.name) for member in fields(problem) if member.name in _QUOTES}
    facts: dict[str, Any] = {
        name: named(said) if isinstance(said, str) else tuple(map(named, said)) for name, said in quoted.items()
    }
    return replace(problem, **facts)
