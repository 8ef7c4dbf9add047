"""Renders the Python argument and output types of the resources."""

import textwrap
from collections.abc import Sequence
from typing import Any

from tools.generate import naming

_HEAD = '''"""The Python types of the resources. Generated from schema.json by tools/generate; do not edit."""

from collections.abc import {collections}
from typing import Required, TypedDict

import pulumi
'''


def render(schema: dict[str, Any]) -> str:
    """Return the module's text."""
    resources = {naming.last(token): resource for token, resource in schema["resources"].items()}
    takers = {**resources, "Provider": schema["provider"]}
    taken = [taker["inputProperties"] for taker in takers.values()]
    taken += [function["inputs"]["properties"] for function in schema["functions"].values()]
    types = dict.fromkeys(token for properties in taken for token in naming.named_types(schema, properties))
    nested = {token: schema["types"][token] for token in types}
    parts = [_type(token, described) for token, described in nested.items()]
    for name, resource in resources.items():
        parts += [_arguments(name, resource), _outputs(name, resource)]
    parts.append(_arguments("Provider", schema["provider"]))
    collections = "Mapping, Sequence" if any("Sequence[" in part for part in parts) else "Mapping"
    return "\n\n\n".join(part.strip("\n") for part in [_HEAD.format(collections=collections), *parts]) + "\n"


def docstring(text: str) -> list[str]:
    """Return the lines that describe an attribute, under it."""
    wrapped = textwrap.wrap(text, width=100)
    if len(wrapped) == 1:
        return [f'    """{wrapped[0]}"""']
    return [f'    """{wrapped[0]}', *(f"    {line}" for line in wrapped[1:]), '    """']


def _arguments(name: str, resource: dict[str, Any]) -> str:
    properties, required = resource["inputProperties"], resource.get("requiredInputs", ())
    return _typed_dict(f"{name}Args", f"The inputs of {name}.", properties, required)


def _type(token: str, described: dict[str, Any]) -> str:
    name, required = naming.last(token), described.get("required", ())
    return _typed_dict(f"{name}Args", described["description"], described["properties"], required)


def _typed_dict(name: str, about: str, properties: dict[str, Any], required: Sequence[str]) -> str:
    lines = [f"class {name}(TypedDict, total=False):", f'    """{about}"""', ""]
    for prop, described in properties.items():
        kind = naming.input_type(described)
        if prop in required:
            kind = f"Required[{kind}]"
        lines += [f"    {naming.snake(prop)}: {kind}", *docstring(described["description"])]
    return "\n".join(lines)


def _outputs(name: str, resource: dict[str, Any]) -> str:
    lines = [f"class {name}Outputs:", f'    """The outputs of {name}."""', ""]
    for prop, described in resource["properties"].items():
        lines += [
            f"    {naming.snake(prop)}: {naming.output_type(described)}",
            *docstring(described["description"]),
        ]
    return "\n".join(lines)
