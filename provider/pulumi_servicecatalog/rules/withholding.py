"""AWS's own words may repeat the value of a parameter that it was sent. No message of ours shows one."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from typing import Any

from pulumi_servicecatalog.model.desired import Desired
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.outcome import Done, NotMade, Outcome
from pulumi_servicecatalog.model.problems.base import Problem

_FEWEST = 4
"""Characters of a value that is looked for. Shorter ones are a part of too many words, and nobody's secret."""

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
    looked_for = sorted(filter(_is_looked_for, values), key=len, reverse=True)  # the longest first
    if not looked_for:
        return None
    any_value = re.compile("|".join(rf"(?<!\w){re.escape(value)}(?!\w)" for value in looked_for))
    return lambda said: any_value.sub(lambda match: f"(the value of {values[match.group()]})", said)


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
