"""The Python names and types of schema.json's properties."""

from collections.abc import Iterator, Mapping
from typing import Any

from pulumi_servicecatalog.model.python_names import snake as snake  # noqa: PLC0414 - one place for how names are written

_SCALARS = {"string": "str", "boolean": "bool", "integer": "int", "number": "float"}


def pascal(camel: str) -> str:
    """Return `GetRecord` for `getRecord`."""
    return camel[0].upper() + camel[1:]


def last(token: str) -> str:
    """Return `LaunchPath` for `servicecatalog:index:LaunchPath`, and for a reference to it."""
    return token.rsplit(":", 1)[-1]


def input_type(prop: Mapping[str, Any]) -> str:
    """Return the type of an argument that may be an output."""
    if "$ref" in prop:
        return f"pulumi.Input[{last(prop['$ref'])}Args]"
    if prop["type"] == "array":
        return f"pulumi.Input[Sequence[{input_type(prop['items'])}]]"
    if prop["type"] == "object":
        return f"pulumi.Input[Mapping[str, {input_type(prop['additionalProperties'])}]]"
    return f"pulumi.Input[{_SCALARS[prop['type']]}]"


def output_type(prop: Mapping[str, Any]) -> str:
    """Return the type of an output."""
    return f"pulumi.Output[{plain_type(prop)}]"


def argument_type(prop: Mapping[str, Any]) -> str:
    """Return the type of an argument that is there: a named type as its dictionary."""
    return f"{last(prop['$ref'])}Args" if "$ref" in prop else plain_type(prop)


def plain_type(prop: Mapping[str, Any]) -> str:
    """Return the type of a value that is there."""
    if "$ref" in prop:
        return last(prop["$ref"])
    if prop["type"] == "array":
        return f"Sequence[{plain_type(prop['items'])}]"
    if prop["type"] == "object":
        return f"Mapping[str, {plain_type(prop['additionalProperties'])}]"
    return _SCALARS[prop["type"]]


def named_types(schema: Mapping[str, Any], properties: Mapping[str, Any]) -> Iterator[str]:
    """Return the tokens of the types that properties refer to, those that they refer to in turn first."""
    for prop in properties.values():
        inner = prop
        while inner.get("type") in {"array", "object"}:
            inner = inner.get("items") or inner["additionalProperties"]
        if "$ref" in inner:
            token = inner["$ref"].removeprefix("#/types/")
            yield from named_types(schema, schema["types"][token]["properties"])
            yield token
