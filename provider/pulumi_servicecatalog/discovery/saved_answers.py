"""The gateway's answers as JSON and back, by the types that its protocol declares.

What could be a secret is left out: the values of parameters and outputs, which no verdict depends on, and what a NoEcho
parameter declares.
"""

import dataclasses
import types
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from pulumi_servicecatalog.model import refusal as refusals
from pulumi_servicecatalog.model.product import ArtifactParameter
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.model.stack import Stack
from pulumi_servicecatalog.reconcile.observation.gateway import Gateway

TEMPLATES: Final = frozenset({"stack_template", "template_at"})
"""The questions that are answered with the text of a template."""

_LISTS: Final = (Iterator, Sequence, tuple)


def question(method: str, arguments: Sequence[Any]) -> Sequence[Any]:
    """Return what tells one question from another, as JSON takes it."""
    return [method, *map(_argument, arguments)]


def encoded(value: Any) -> Any:
    """Return an answer as JSON takes it, without what could be a secret."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        shown = _without_values(value)
        return {member.name: encoded(getattr(shown, member.name)) for member in dataclasses.fields(shown)}
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {str(key): encoded(item) for key, item in value.items()}
    return [encoded(item) for item in value] if isinstance(value, (list, tuple)) else value


def decoded(method: str, value: Any) -> Any:
    """Return the answer to a question. Raises KeyError, TypeError or ValueError where it is not of its type."""
    answer_type = _answers()[method]
    items = _decoded(answer_type, value)
    return iter(items) if get_origin(answer_type) is Iterator else items


def encoded_refusal(refusal: Refusal) -> Mapping[str, Any]:
    """Return a refusal as JSON takes it."""
    members = {member.name: getattr(refusal, member.name) for member in dataclasses.fields(refusal)}
    return {"type": type(refusal).__name__, **members}


def decoded_refusal(value: Mapping[str, Any]) -> Refusal:
    """Return a refusal. Raises KeyError or TypeError where it is something else."""
    members = {name: member for name, member in value.items() if name != "type"}
    refusal: Refusal = _refusals()[value["type"]](**members)
    return refusal


def _without_values(value: Any) -> Any:
    match value:
        case Stack():
            return dataclasses.replace(value, parameters={}, outputs={})
        case ArtifactParameter(no_echo=True):
            return dataclasses.replace(value, default=None, allowed_values=None, allowed_pattern=None)
        case _:
            return value


def _argument(value: Any) -> Any:
    """Return an argument; a product by its name is another one than that by the same ID."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {type(value).__name__: encoded(value)}
    return encoded(value)


@cache
def _answers() -> Mapping[str, Any]:
    methods = (name for base in Gateway.__mro__ for name in vars(base) if not name.startswith("_"))
    return {name: get_type_hints(getattr(Gateway, name))["return"] for name in methods}


@cache
def _refusals() -> Mapping[str, Callable[..., Refusal]]:
    return {name: kind for name, kind in vars(refusals).items() if isinstance(kind, type) and issubclass(kind, Refusal)}


@cache
def _members(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _decoded(kind: Any, value: Any) -> Any:
    if value is None or kind in {Any, str, int, float, bool}:
        return value
    if kind is datetime:
        return datetime.fromisoformat(value)
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        hints = _members(kind)
        return kind(**{name: _decoded(hints[name], item) for name, item in value.items()})
    return _of_generic(get_origin(kind), get_args(kind), value)


def _of_generic(origin: Any, arguments: tuple[Any, ...], value: Any) -> Any:
    if origin in {Union, types.UnionType}:
        return _decoded(next(argument for argument in arguments if argument is not type(None)), value)
    if origin is Mapping:
        return {key: _decoded(arguments[1], item) for key, item in value.items()}
    if origin in _LISTS:
        of_one_kind = origin is not tuple or arguments[1:] == (...,)
        kinds = [arguments[0]] * len(value) if of_one_kind else arguments
        return tuple(_decoded(kind, item) for kind, item in zip(kinds, value, strict=True))
    raise TypeError(f"no such type of an answer: {origin}")
