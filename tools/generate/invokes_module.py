"""Renders the functions of the package for Python, and the types of their results."""

import textwrap
from collections.abc import Callable, Iterable
from typing import Any

from tools.generate import naming
from tools.generate.arguments_module import docstring

_HEAD = '''"""The functions for Python. Generated from schema.json by tools/generate; do not edit."""

# ruff: noqa: A002, PLR0913 - the arguments are those of the schema

from collections.abc import {collections}
from dataclasses import dataclass
from typing import Any, Self

import pulumi

from pulumi_servicecatalog.providers import invoke
{arguments}
__all__ = [
{exported}
]
'''


def render(schema: dict[str, Any]) -> str:
    """Return the module's text."""
    functions = {naming.last(token): (token, function) for token, function in schema["functions"].items()}
    results = _types(schema, (function["outputs"]["properties"] for _, function in functions.values()))
    arguments = _types(schema, (function["inputs"]["properties"] for _, function in functions.values()))
    parts = [_result(name, described["description"], described) for name, described in results.items()]
    exported = [*results]
    for name, (token, function) in functions.items():
        python, result = naming.snake(name), f"{naming.pascal(name)}Result"
        parts += [
            _result(result, f"What {python} gives.", function["outputs"]),
            _plain_function(python, result, token, function),
            _output_function(python, result, token, function),
        ]
        exported += [python, f"{python}_output", result]
    head = _HEAD.format(
        collections="Mapping, Sequence" if any("Sequence[" in part for part in parts) else "Mapping",
        arguments=_imported([f"{name}Args" for name in arguments]),
        exported="\n".join(f'    "{name}",' for name in sorted(exported, key=lambda name: (name.islower(), name))),
    )
    return "\n\n\n".join(part.strip("\n") for part in [head, *parts]) + "\n"


def _types(schema: dict[str, Any], users: Iterable[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the types that properties refer to, by name."""
    tokens = dict.fromkeys(token for properties in users for token in naming.named_types(schema, properties))
    return {naming.last(token): schema["types"][token] for token in tokens}


def _imported(names: list[str]) -> str:
    return (
        f"from pulumi_servicecatalog.providers.generated.arguments import {', '.join(sorted(names))}\n" if names else ""
    )


def _result(name: str, about: str, described: dict[str, Any]) -> str:
    required = described.get("required", ())
    lines = ["@dataclass(frozen=True, kw_only=True)", f"class {name}:", f'    """{about}"""', ""]
    for prop, item in described["properties"].items():
        kind = naming.plain_type(item)
        lines += [
            f"    {naming.snake(prop)}: {kind if prop in required else f'{kind} | None = None'}",
            *docstring(item["description"]),
        ]
    lines += [
        "",
        "    @classmethod",
        "    def of(cls, answer: Mapping[str, Any]) -> Self:",
        '        """Take it from what the plugin tells."""',
        "        return cls(",
        *(
            f"            {naming.snake(prop)}={_taken(prop, item, needed=prop in required)},"
            for prop, item in described["properties"].items()
        ),
        "        )",
    ]
    return "\n".join(lines)


def _taken(prop: str, described: dict[str, Any], *, needed: bool) -> str:
    """Return the expression that finds an attribute in the answer."""
    there = f'answer["{prop}"]'
    made = _made(there, described)
    if needed:
        return made
    return f'answer.get("{prop}")' if made == there else f'{made} if "{prop}" in answer else None'


def _made(value: str, described: dict[str, Any]) -> str:
    """Return the expression that makes a value of a part of the answer: the part itself, except for named types."""
    if "$ref" in described:
        return f"{naming.last(described['$ref'])}.of({value})"
    inner = described.get("items") or described.get("additionalProperties")
    if inner is None or (item := _made("item", inner)) == "item":
        return value
    if described["type"] == "array":
        return f"[{item} for item in {value}]"
    return f"{{key: {item} for key, item in {value}.items()}}"


def _plain_function(name: str, result: str, token: str, function: dict[str, Any]) -> str:
    return "\n".join(
        [
            f"def {name}(",
            *_parameters(function, naming.argument_type),
            "    opts: pulumi.InvokeOptions | None = None,",
            f") -> {result}:",
            *_about(function),
            *_arguments(function),
            f'    answer = invoke.now("{token}", arguments, opts)',
            f"    return {result}.of(answer)",
        ]
    )


def _output_function(name: str, result: str, token: str, function: dict[str, Any]) -> str:
    return "\n".join(
        [
            f"def {name}_output(",
            *_parameters(function, naming.input_type),
            "    opts: pulumi.InvokeOptions | pulumi.InvokeOutputOptions | None = None,",
            f") -> pulumi.Output[{result}]:",
            *_about(function),
            *_arguments(function),
            f'    answer = invoke.output("{token}", arguments, opts)',
            f"    return answer.apply({result}.of)",
        ]
    )


def _parameters(function: dict[str, Any], kind: Callable[[dict[str, Any]], str]) -> list[str]:
    needed = function["inputs"].get("required", ())
    return [
        "    *,",
        *(
            f"    {naming.snake(prop)}: {kind(item) if prop in needed else f'{kind(item)} | None = None'},"
            for prop, item in function["inputs"]["properties"].items()
        ),
    ]


def _about(function: dict[str, Any]) -> list[str]:
    answer = [f"{naming.snake(prop)}: {item['description']}" for prop, item in function["inputs"]["properties"].items()]
    first, _, rest = function["description"].partition(". ")
    lines = [
        *([f"{first}.", "", *textwrap.wrap(rest, width=100)] if rest else [first]),
        "",
        *(line for item in answer for line in textwrap.wrap(item, width=100, subsequent_indent="    ")),
    ]
    return [f'    """{lines[0]}', *(f"    {line}".rstrip() for line in lines[1:]), '    """']


def _arguments(function: dict[str, Any]) -> list[str]:
    return [
        "    arguments = {",
        *(f'        "{prop}": {naming.snake(prop)},' for prop in function["inputs"]["properties"]),
        "    }",
    ]
