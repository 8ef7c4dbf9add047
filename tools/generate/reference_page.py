"""Renders the reference page of the resources."""

from typing import Any

from tools.generate import naming

_EXAMPLES = "{{% examples %}}"  # Pulumi's mark of what it shows in each language's own documentation


def render(schema: dict[str, Any]) -> str:
    """Return the page's text."""
    parts = [
        "# Reference",
        "",
        "Generated from schema.json by tools/generate. Python names are in `snake_case`, those of every other",
        "language and of state files in `camelCase`. How each language gets at them: [languages.md](languages.md).",
    ]
    for token, resource in schema["resources"].items():
        parts += [
            "",
            f"## {token.rsplit(':', 1)[-1]}",
            "",
            f"Type token `{token}`.",
            "",
            resource["description"].partition(_EXAMPLES)[0].rstrip(),
        ]
        parts += [
            "",
            "### Inputs",
            "",
            "| input | in Python | type | needed | meaning |",
            "|---|---|---|---|---|",
        ]
        for name, prop in resource["inputProperties"].items():
            needed = "yes" if name in resource["requiredInputs"] else _default(prop)
            replaces = " Changing it replaces." if prop.get("willReplaceOnChanges") else ""
            parts.append(
                f"| `{name}` | `{naming.snake(name)}` | {_type(prop)} | {needed} | {prop['description']}{replaces} |"
            )
        parts += ["", "### Outputs", "", *_outputs(resource["properties"])]
    for token, function in schema["functions"].items():
        parts += _function(token, function)
    for token, described in schema["types"].items():
        parts += [
            "",
            f"## {token.rsplit(':', 1)[-1]}",
            "",
            described["description"],
            "",
            *_outputs(described["properties"]),
        ]
    parts += ["", "## Configuration", "", "| key | meaning |", "|---|---|"]
    parts += [
        f"| `servicecatalog:{name}` | {prop['description']} |" for name, prop in schema["config"]["variables"].items()
    ]
    return "\n".join(parts) + "\n"


def _function(token: str, function: dict[str, Any]) -> list[str]:
    inputs = function["inputs"]
    needed = inputs.get("required", ())
    rows = [
        f"| `{name}` | {_type(prop)} | {'yes' if name in needed else 'no'} | {prop['description']} |"
        for name, prop in inputs["properties"].items()
    ]
    return [
        "",
        f"## {token.rsplit(':', 1)[-1]}",
        "",
        f"Function token `{token}`.",
        "",
        function["description"],
        "",
        "| argument | type | needed | meaning |",
        "|---|---|---|---|",
        *rows,
        "",
        *_outputs(function["outputs"]["properties"]),
    ]


def _outputs(properties: dict[str, Any]) -> list[str]:
    return [
        "| output | in Python | type | meaning |",
        "|---|---|---|---|",
        *(
            f"| `{name}` | `{naming.snake(name)}` | {_type(prop)} | {prop['description']} |"
            for name, prop in properties.items()
        ),
    ]


def _type(prop: dict[str, Any]) -> str:
    if "$ref" in prop:
        return str(prop["$ref"].rsplit(":", 1)[-1])
    if prop["type"] == "array":
        return f"list of {_type(prop['items'])}"
    return f"map of {_type(prop['additionalProperties'])}" if prop["type"] == "object" else str(prop["type"])


def _default(prop: dict[str, Any]) -> str:
    if "default" not in prop:
        return "no"
    return f"no; `{str(prop['default']).lower() if isinstance(prop['default'], bool) else prop['default']}`"
