"""Renders the page of all policies, and the JSON Schema of their configuration, from the rules."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from pulumi_servicecatalog.policy import configuration
from pulumi_servicecatalog.policy.rule import Rule, Scope
from pulumi_servicecatalog.policy.rule_set import RULES

_READS = {
    Scope.DECLARED: "what is declared, before anything is done",
    Scope.STATE: "the state, and in a preview what is known of it",
    Scope.STACK: "all resources of a Pulumi stack together",
}


def render(_schema: dict[str, Any]) -> str:
    """Return the page's text."""
    parts = [
        "# Policies",
        "",
        "Generated from `policy/` by tools/generate. [How to use them](how-to/policies.md) says how they are run and",
        "configured; [policies.schema.json](policies.schema.json) describes the configuration.",
    ]
    for rule in RULES:
        parts += ["", *_entry(rule)]
    return "\n".join(parts) + "\n"


def render_schema(_schema: dict[str, Any]) -> str:
    """Return the schema's text."""
    return json.dumps(configuration.json_schema(), indent=2) + "\n"


def _entry(rule: Rule) -> Iterator[str]:
    yield f"## {rule.id}"
    yield ""
    yield rule.must
    yield ""
    yield f"Severity {rule.severity.value}, {rule.enforcement.value} by default. It judges {_READS[rule.scope]}."
    if rule.needs:
        yield f"It applies where {' and '.join(f'`{name}`' for name in rule.needs)} is configured."
    yield ""
    yield f"What to do: {rule.remedy}"
    if rule.properties:
        yield ""
        yield "| property | meaning |"
        yield "|---|---|"
        yield from (f"| `{name}` | {_meaning(schema)} |" for name, schema in rule.properties.items())


def _meaning(schema: Mapping[str, Any]) -> str:
    default = schema.get("default")
    known = f" Default: {', '.join(default) if isinstance(default, list) else default}." if default is not None else ""
    choices = schema.get("items", {}).get("enum") if schema.get("type") == "array" else None
    words = f" One or more of {', '.join(f'`{word}`' for word in choices)}." if choices else ""
    return f"{schema['description']}{words}{known}".replace("*", "\\*")
