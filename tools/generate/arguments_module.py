"""Renders the Python argument and output types of the resources."""

import textwrap
from typing import Any

from tools.generate import naming

_HEAD = '''"""The Python types of the resources. Generated from schema.json by tools/generate; do not edit."""

from collections.abc import Mapping
from typing import Required, TypedDict

import pulumi
'''


def render(schema: dict[str, Any]) -> str:
    """Give the module's text."""
    parts = [_HEAD]
    names: set[str] = set()
    for token, resource in schema["resources"].items():
        name = token.rsplit(":", 1)[-1]
        parts += [_arguments(name, resource), _outputs(name, resource)]
        names |= set(resource["inputProperties"]) | set(resource["properties"])
    parts.append(_arguments("Provider", schema["provider"]))
    names |= set(schema["provider"]["inputProperties"])
    return "\n\n\n".join(part.strip("\n") for part in [*parts, _names(names)]) + "\n"


def _arguments(name: str, resource: dict[str, Any]) -> str:
    lines = [f"class {name}Args(TypedDict, total=False):", f'    """The inputs of {name}."""', ""]
    for prop, described in resource["inputProperties"].items():
        kind = naming.input_type(described)
        if prop in resource.get("requiredInputs", ()):
            kind = f"Required[{kind}]"
        lines += [f"    {naming.snake(prop)}: {kind}", *_docstring(described["description"])]
    return "\n" + "\n".join(lines)


def _outputs(name: str, resource: dict[str, Any]) -> str:
    lines = [f"class {name}Outputs:", f'    """The outputs of {name}."""', ""]
    for prop, described in resource["properties"].items():
        lines += [
            f"    {naming.snake(prop)}: {naming.output_type(described)}",
            *_docstring(described["description"]),
        ]
    return "\n" + "\n".join(lines)


def _docstring(text: str) -> list[str]:
    wrapped = textwrap.wrap(text, width=100)
    if len(wrapped) == 1:
        return [f'    """{wrapped[0]}"""']
    return [f'    """{wrapped[0]}', *(f"    {line}" for line in wrapped[1:]), '    """']


def _names(camels: set[str]) -> str:
    rows = "\n".join(f'    "{naming.snake(camel)}": "{camel}",' for camel in sorted(camels))
    return f'\nPYTHON_NAMES: Mapping[str, str] = {{\n{rows}\n}}\n"""The schema\'s name of each Python name."""'
