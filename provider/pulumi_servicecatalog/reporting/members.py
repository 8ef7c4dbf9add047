"""Frozen dataclasses as JSON and back: each field is a member of its name in camelCase."""

import enum
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from typing import Any, Final, NamedTuple, TypeVar

_T = TypeVar("_T")


class MemberError(Exception):
    """A document is not of its type; the text says which member is wrong, and how."""


class _Member(NamedTuple):
    """A member of an object: its name, the field, its type, and whether it can be left out."""

    name: str
    field: str
    type: Any
    optional: bool


def encode(value: Any) -> Any:
    """Return a dataclass, or what its fields can have, as JSON has it."""
    if is_dataclass(value):
        return {member.name: encode(getattr(value, member.field)) for member in _members(type(value))}
    if isinstance(value, enum.Enum):
        return value.value
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    return dict(value) if isinstance(value, Mapping) else value


def decode(type_: type[_T], document: Any, path: str = "") -> _T:
    """Return the dataclass that an object of JSON is. Members that it does not have are passed over.

    Args:
        type_: the dataclass.
        document: the object.
        path: where it stands, for messages.

    Raises:
        MemberError: a member is missing, or is of another type.

    """
    if not isinstance(document, Mapping):
        raise MemberError(f"{path or 'it'} must be an object")
    values = {}
    for member in _members(type_):
        where = f"{path}.{member.name}" if path else member.name
        if member.name in document:
            values[member.field] = _value(member.type, document[member.name], where)
        elif not member.optional:
            raise MemberError(f"{where} is missing")
    return type_(**values)


@cache
def _cached_members(type_: Any) -> tuple[_Member, ...]:
    hints = typing.get_type_hints(type_)
    return tuple(
        _Member(
            name=_camel(field.name),
            field=field.name,
            type=hints[field.name],
            optional=field.default is not MISSING or field.default_factory is not MISSING,
        )
        for field in fields(type_)  # the type of a dataclass
    )


def _members(type_: Any) -> tuple[_Member, ...]:
    return _cached_members(type_)  # to the type of a cache, no class is known to be hashable


def _camel(name: str) -> str:
    first, *rest = name.split("_")
    return first + "".join(map(str.title, rest))


_PLAIN: Final[Mapping[Any, str]] = {str: "text", int: "an integer", float: "a number", bool: "true or false"}


def _value(type_: Any, value: Any, path: str) -> Any:
    if type_ in _PLAIN:
        return _plain(type_, value, path)
    origin, arguments = typing.get_origin(type_), typing.get_args(type_)
    if origin is types.UnionType:  # something, or null
        return None if value is None else _value(arguments[0], value, path)
    if origin is tuple:
        return _items(arguments[0], value, path)
    if origin is Mapping:
        return _map(arguments[1], value, path)
    if issubclass(type_, enum.Enum):
        return _word(type_, value, path)
    return decode(type_, value, path)


def _plain(type_: type, value: Any, path: str) -> Any:
    fits = type(value) is type_ or (type_ is float and type(value) is int)  # a bool is an int to isinstance
    if not fits:
        raise MemberError(f"{path} must be {_PLAIN[type_]}")
    return value


def _items(type_: Any, value: Any, path: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise MemberError(f"{path} must be a list")
    return tuple(_value(type_, item, f"{path}[{number}]") for number, item in enumerate(value))


def _map(type_: Any, value: Any, path: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise MemberError(f"{path} must be an object")
    return {key: _value(type_, item, f"{path}.{key}") for key, item in value.items()}


def _word(type_: type[enum.Enum], value: Any, path: str) -> enum.Enum:
    try:
        return type_(value)
    except ValueError:
        words = ", ".join(str(member.value) for member in type_)
        raise MemberError(f"{path} must be one of {words}") from None
