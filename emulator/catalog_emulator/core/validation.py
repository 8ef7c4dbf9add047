"""Input checked against botocore's model, as AWS does before anything else.

moto checks nothing, and boto3 only what is required and its type; lengths, patterns and enumerations reach the
server. AWS answers ValidationException with all of them, in the wording used here (seen in
aws-ia/terraform-aws-control_tower_account_factory#103).
"""

from __future__ import annotations

import re
import sys
import unicodedata
from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING, Any

from catalog_emulator.core import api_model
from catalog_emulator.core.aws_error import InputError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_JAVA_CLASS = re.compile(r"\\p\{(\w)\}")
_LENGTH = "Member must have length {} than or equal to {}"
_VALUE = "Member must have value {} than or equal to {}"
_TYPES: dict[str, tuple[type, ...]] = {
    "structure": (dict,),
    "map": (dict,),
    "list": (list,),
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "long": (int,),
}


def validate(service: str, operation: str, parameters: Mapping[str, Any]) -> None:
    """Raise InputError with every constraint that a request breaks."""
    shape = api_model.service(service).operation_model(operation).input_shape
    broken = list(_broken(dict(parameters), shape, "")) if shape is not None else []
    if broken:
        plural = "s" if len(broken) > 1 else ""
        raise InputError(f"{len(broken)} validation error{plural} detected: {'; '.join(broken)}")


def _broken(value: Any, shape: Any, path: str) -> Iterator[str]:
    expected = _TYPES.get(shape.type_name)
    if expected and (not isinstance(value, expected) or (expected == (int,) and isinstance(value, bool))):
        yield _said(value, path, f"Member must be of type {shape.type_name}")
        return
    match shape.type_name:
        case "structure":
            yield from _broken_structure(value, shape, path)
        case "list":
            yield from _out_of_bounds(value, len(value), shape, path, _LENGTH)
            for index, item in enumerate(value, start=1):
                yield from _broken(item, shape.member, f"{path}.{index}.member")
        case "map":
            for key, item in value.items():
                yield from _broken(key, shape.key, path)
                yield from _broken(item, shape.value, f"{path}.{key}.member")
        case "string":
            yield from _broken_text(value, shape, path)
        case "integer" | "long":
            yield from _out_of_bounds(value, value, shape, path, _VALUE)


def _broken_structure(value: dict[str, Any], shape: Any, path: str) -> Iterator[str]:
    prefix = f"{path}." if path else ""
    for member in shape.required_members:
        if value.get(member) is None:
            yield _said(None, prefix + _lower_first(member), "Member must not be null")
    for member, item in value.items():
        if member in shape.members and item is not None:
            yield from _broken(item, shape.members[member], prefix + _lower_first(member))


def _broken_text(value: str, shape: Any, path: str) -> Iterator[str]:
    constraints = shape.metadata
    if "enum" in constraints and value not in constraints["enum"]:
        allowed = ", ".join(constraints["enum"])
        yield _said(value, path, f"Member must satisfy enum value set: [{allowed}]")
    yield from _out_of_bounds(value, len(value), shape, path, _LENGTH)
    pattern = constraints.get("pattern")
    if pattern and not _compiled(pattern).fullmatch(value):
        yield _said(value, path, f"Member must satisfy regular expression pattern: {pattern}")


def _out_of_bounds(value: Any, size: int, shape: Any, path: str, wording: str) -> Iterator[str]:
    if "min" in shape.metadata and size < shape.metadata["min"]:
        yield _said(value, path, wording.format("greater", shape.metadata["min"]))
    if "max" in shape.metadata and size > shape.metadata["max"]:
        yield _said(value, path, wording.format("less", shape.metadata["max"]))


def _said(value: Any, path: str, constraint: str) -> str:
    shown = "null" if value is None else f"'{value}'"
    return f"Value {shown} at '{path}' failed to satisfy constraint: {constraint}"


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Return a pattern of Java for Python: with its classes of Unicode, and the others of ASCII only."""
    return re.compile(_JAVA_CLASS.sub(lambda match: _unicode_classes()[match[1]], pattern), re.ASCII)


@cache
def _unicode_classes() -> Mapping[str, str]:
    """Return the ranges of the characters of each class, such as L or Z: in one pass, since there are a million."""
    ranges: dict[str, list[str]] = defaultdict(list)
    first, initial = 0, ""
    for code, category in enumerate(map(unicodedata.category, map(chr, range(sys.maxunicode + 1)))):
        if category[0] != initial:
            ranges[initial].append(f"\\U{first:08x}-\\U{code - 1:08x}" if code else "")
            first, initial = code, category[0]
    ranges[initial].append(f"\\U{first:08x}-\\U{sys.maxunicode:08x}")
    return {name: "".join(parts) for name, parts in ranges.items()}


def _lower_first(name: str) -> str:
    return name[0].lower() + name[1:]
