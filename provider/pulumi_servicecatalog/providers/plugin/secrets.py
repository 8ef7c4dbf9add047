"""Takes secrecy off values before the core sees them, and puts it back on what comes out.

The core compares and sends plain values. What was secret in the inputs is secret in the state as well; a secret
parameter is secret among the stack's live parameters, too, and in an output of the stack that repeats its value.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

from pulumi_servicecatalog.model import outputs, properties
from pulumi_servicecatalog.model.arn import stack_name
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.inputs import InvalidValue
from pulumi_servicecatalog.model.properties import PropertyPath
from pulumi_servicecatalog.providers.plugin import wire
from pulumi_servicecatalog.providers.plugin.wire import Secret
from pulumi_servicecatalog.rules import withholding
from pulumi_servicecatalog.rules.drift import Change

Path = tuple[str, ...]
_Tree = dict[str, "_Tree | None"]

_SHOWN_IN = {prop.name: prop.shown_in for prop in properties.PROPERTIES if prop.shown_in}
"""Where the values of an input show up again in the outputs."""

_PARAMETERS = frozenset({"parameters", "liveParameters"})

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


def withheld(request: Any) -> Callable[[str], str]:
    """Return what puts the name of an input in the place of its value, of those that a request marks as secret.

    Args:
        request: a message of the protocol, whose structs hold inputs and state.

    """
    if wire.SECRET.encode() not in request.SerializeToString():
        return str
    names: dict[str, str] = {}
    for field, value in request.ListFields():
        if field.message_type is not None and field.message_type.name == "Struct":
            names.update((text, name) for name, text in _named(wire.decode(value), ()))
    return withholding.naming(names) or str


def _named(value: Any, path: Path, *, secret: bool = False) -> Iterable[tuple[str, str]]:
    """Return the texts that are secret, each with the name of its input."""
    match value:
        case Secret():
            yield from _named(value.value, path, secret=True)
        case Mapping():
            for name, member in value.items():
                yield from _named(member, (*path, name), secret=secret)
            if secret and path[0] not in _PARAMETERS:  # the names of parameters are those of a template
                yield from _named([*value], path, secret=True)
        case list():
            for item in value:
                yield from _named(item, path, secret=secret)
        case str() | int() if secret and path and not isinstance(value, bool):
            name = path[1] if path[0] in _PARAMETERS and len(path) > 1 else ".".join(path[:2])
            texts = dict.fromkeys((str(value), stack_name(str(value))))
            yield from ((name, text) for text in texts if text)


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
    named = (item for name in covered if name not in outputs.NAMES for item in _named(covered[name], (name,)))
    secret = {form for _, text in named for form in withholding.forms(text)}
    if not secret:
        return covered
    return {
        name: _without_repetitions(value, secret) if name in outputs.NAMES else value for name, value in covered.items()
    }


def _without_repetitions(value: Any, secret: Collection[str]) -> Any:
    """Cover the texts of an output in which a secret of the inputs stands."""
    match value:
        case Mapping():
            return {name: _without_repetitions(member, secret) for name, member in value.items()}
        case str() if any(value == text or (len(text) >= _RECOGNIZED and text in value) for text in secret):
            return Secret(value)
        case _:
            return value


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
