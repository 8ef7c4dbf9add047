"""Takes secrecy off values before the core sees them, and puts it back on what comes out.

The core compares and sends plain values. What was secret in the inputs is secret in the state as well; a secret
parameter is secret among the stack's live parameters, too, and in an output of the stack that repeats its value.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from pulumi_servicecatalog.model import properties
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.inputs import InvalidValue
from pulumi_servicecatalog.model.properties import PropertyPath
from pulumi_servicecatalog.providers.plugin.wire import Secret
from pulumi_servicecatalog.rules.drift import Change

Path = tuple[str, ...]
_Tree = dict[str, "_Tree | None"]

_SHOWN_IN = {prop.name: prop.shown_in for prop in properties.PROPERTIES if prop.shown_in}
"""Where the values of an input show up again in the outputs."""

_RECOGNIZED = 4
"""A shorter text is no secret that could be told from others within a longer one; it is only compared as a whole."""


def revealed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values without secrecy, and without nulls, which mean the same as leaving them out."""
    plain = {name: _plain(value) for name, value in values.items()}
    return {name: value for name, value in plain.items() if value is not None}


def secret_paths(values: Mapping[str, Any]) -> frozenset[Path]:
    """Return the paths at which something is secret; some inputs always are."""
    return frozenset(_paths(values, ())) | {(name,) for name in properties.SECRET}


def shown_parameters(values: Mapping[str, Any]) -> frozenset[str]:
    """Return the names of the parameters whose values are no secrets, so that previews and the state show them."""
    parameters = values.get("parameters")
    if not isinstance(parameters, Mapping):
        return frozenset()
    return frozenset(name for name, value in parameters.items() if isinstance(value, str))


def newly_secret(news: Mapping[str, Any], state: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return what is a secret in the program and stands in clear in the state, which only an update overwrites."""
    paths = sorted(secret_paths(news) - secret_paths(state))
    inputs = [PropertyPath(name, key[0] if key else None) for name, *key in paths if state.get(name) is not None]
    return tuple(Change(path=path, actual=None, declared=None, setting=True) for path in dict.fromkeys(inputs))


def concealed(values: Mapping[str, Any], paths: Iterable[Path]) -> dict[str, Any]:
    """Return the values with secrecy at the paths, as far as they lead anywhere."""
    tree: _Tree = {}
    for first, *rest in paths:
        for start in {first, _SHOWN_IN.get(first, first)}:
            _add(tree, (start, *rest))
    covered = {name: _covered(value, tree[name]) if name in tree else value for name, value in values.items()}
    if isinstance(outputs := covered.get("outputs"), Mapping):
        secret = frozenset(_secret_texts(covered.get("parameters")))
        covered["outputs"] = {
            name: Secret(value) if isinstance(value, str) and _repeats(value, secret) else value
            for name, value in outputs.items()
        }
    return covered


def _secret_texts(value: Any, *, secret: bool = False) -> Iterable[str]:
    match value:
        case Secret():
            yield from _secret_texts(value.value, secret=True)
        case Mapping():
            for member in value.values():
                yield from _secret_texts(member, secret=secret)
        case str() if secret and value:
            yield value


def _repeats(text: str, secrets: Iterable[str]) -> bool:
    return any(text == secret or (len(secret) >= _RECOGNIZED and secret in text) for secret in secrets)


def _plain(value: Any) -> Any:
    match value:
        case Secret():
            return _plain(value.value)
        case Mapping():
            return revealed(value)
        case list():
            return [_plain(item) for item in value]
        case _:
            return value


def _paths(value: Any, path: Path) -> Iterable[Path]:
    match value:
        case Secret():
            yield path
        case Mapping():
            for name, member in value.items():
                yield from _paths(member, (*path, name))
        case list() if any(any(True for _ in _paths(item, ())) for item in value):
            yield path  # a list is secret as a whole, since its order may change
        case _:
            return


def without_values(problems: Iterable[Problem], paths: Iterable[Path]) -> tuple[Problem, ...]:
    """Return the problems without the values of inputs in which something is secret."""
    names = {path[0] for path in paths}
    return tuple(
        replace(problem, value=None) if isinstance(problem, InvalidValue) and problem.property in names else problem
        for problem in problems
    )


def _add(tree: "_Tree", path: Path) -> None:
    """Add a path; None stands for a secret as a whole."""
    node = tree
    for part in path[:-1]:
        inner = node.setdefault(part, {})
        if inner is None:
            return
        node = inner
    node[path[-1]] = None


def _covered(value: Any, tree: "_Tree | None") -> Any:
    if isinstance(value, Secret):
        return value
    if tree is None:
        return Secret(value)
    if not isinstance(value, Mapping):
        return value
    return {name: _covered(member, tree[name]) if name in tree else member for name, member in value.items()}
