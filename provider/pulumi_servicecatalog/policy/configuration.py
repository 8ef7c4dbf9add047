"""What is configured of the rules: the file that `pulumi --policy-pack-config` takes, and `catalogctl audit` too.

It is an object with a member for each rule that differs from its default: an enforcement level, or an object of
`enforcementLevel` and the rule's own properties. `all` is the enforcement level of the others.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from pulumi_servicecatalog.policy.rule import Enforcement, Rule
from pulumi_servicecatalog.policy.rule_set import RULES

_LEVEL: Final = "enforcementLevel"
_ALL: Final = "all"
_LEVELS: Final = {"enum": [level.value for level in Enforcement]}


class ConfigurationError(Exception):
    """The configuration cannot be used; the text is one line that says where and why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Configured:
    """What is configured of one rule."""

    enforcement: Enforcement
    properties: Mapping[str, Any] = field(default_factory=dict)


def json_schema() -> Mapping[str, Any]:
    """Return the JSON Schema of the file."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Configuration of the policies of pulumi-servicecatalog",
        "description": "For `catalogctl audit --config`, and as JSON for `pulumi --policy-pack-config`.",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            _ALL: {**_LEVELS, "description": "The enforcement level of every rule that has none of its own."},
            **{rule.id: _schema_of(rule) for rule in RULES},
        },
    }


def parse(document: Any) -> Mapping[str, Configured]:
    """Return what is configured of every rule, by its ID.

    Args:
        document: the file, as YAML or JSON has it; None where it is empty.

    Raises:
        ConfigurationError: it has something that no rule takes.

    """
    from jsonschema import Draft202012Validator  # noqa: PLC0415 - takes 100 ms, and is needed where there is a file
    from jsonschema.exceptions import best_match  # noqa: PLC0415 - likewise

    members = {} if document is None else document
    wrong = best_match(Draft202012Validator(json_schema()).iter_errors(members))
    if wrong is not None:
        where = ".".join(map(str, wrong.absolute_path)) or "the file"
        raise ConfigurationError(f"{where}: {wrong.message}")
    return configured(members)


def configured(members: Mapping[str, Any]) -> Mapping[str, Configured]:
    """Return the same of members that are known to be right."""
    return {rule.id: _of_rule(rule, members) for rule in RULES}


def _of_rule(rule: Rule, members: Mapping[str, Any]) -> Configured:
    member = members.get(rule.id, {})
    own = {_LEVEL: member} if isinstance(member, str) else member
    level = own.get(_LEVEL) or members.get(_ALL) or rule.enforcement.value
    return Configured(
        enforcement=Enforcement(level), properties={name: value for name, value in own.items() if name != _LEVEL}
    )


def _schema_of(rule: Rule) -> Mapping[str, Any]:
    properties = {_LEVEL: {**_LEVELS, "default": rule.enforcement.value}, **rule.properties}
    return {
        "description": f"{rule.must} Severity: {rule.severity.value}.",
        "if": {"type": "object"},
        "then": {"additionalProperties": False, "properties": properties},
        "else": _LEVELS,
    }
