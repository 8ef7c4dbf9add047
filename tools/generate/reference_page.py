"""Renders the reference page of the resources."""

from typing import Any

from tools.generate import naming


def render(schema: dict[str, Any]) -> str:
    """Give the page's text."""
    parts = [
        "# Reference",
        "",
        "Generated from schema.json by tools/generate. Python names are in `snake_case`, those of every other",
        "language and of state files in `camelCase`.",
    ]
    for token, resource in schema["resources"].items():
        parts += [
            "",
            f"## {token.rsplit(':', 1)[-1]}",
            "",
            f"Type token `{token}`.",
            "",
            resource["description"],
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
        parts += ["", "### Outputs", "", "| output | in Python | type | meaning |", "|---|---|---|---|"]
        parts += [
            f"| `{name}` | `{naming.snake(name)}` | {_type(prop)} | {prop['description']} |"
            for name, prop in resource["properties"].items()
        ]
    parts += ["", "## Configuration", "", "| key | meaning |", "|---|---|"]
    parts += [
        f"| `servicecatalog:{name}` | {prop['description']} |" for name, prop in schema["config"]["variables"].items()
    ]
    return "\n".join(parts) + "\n"


def _type(prop: dict[str, Any]) -> str:
    return f"map of {prop['additionalProperties']['type']}" if prop["type"] == "object" else str(prop["type"])


def _default(prop: dict[str, Any]) -> str:
    if "default" not in prop:
        return "no"
    return f"no; `{str(prop['default']).lower() if isinstance(prop['default'], bool) else prop['default']}`"
