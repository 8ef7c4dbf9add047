"""CloudFormation templates as data: parsing, comparing, and reading parameter declarations.

Used by the import rule (does the stack's template match the artifact's?), by DescribeProvisioningParameters and
by the CloudFormation backend in place of moto's parser, which turns unquoted dates into dates and `!Condition`
into a function that does not exist.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

import yaml


class TemplateError(ValueError):
    """The text is not a CloudFormation template."""


_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(_Base):  # type: ignore[misc]
    """YAML with CloudFormation's types: dates stay strings, and so do numbers with leading zeros."""


_KEPT = ("tag:yaml.org,2002:bool", "tag:yaml.org,2002:null", "tag:yaml.org,2002:merge")
_SIGNS_AND_DIGITS = list("-+0123456789")
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag in _KEPT]
    for first, resolvers in _Base.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"^[-+]?(?:0|[1-9][0-9]*)$"), _SIGNS_AND_DIGITS)
_Loader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"^[-+]?(?:0|[1-9][0-9]*)\.[0-9]+(?:[eE][-+]?[0-9]+)?$"),
    _SIGNS_AND_DIGITS,
)


def _intrinsic(loader: Any, suffix: str, node: yaml.Node) -> dict[str, Any]:
    """Construct a short-form function as its long form."""
    name = suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}"
    if isinstance(node, yaml.ScalarNode):
        text = loader.construct_scalar(node)
        return {name: text.split(".", 1) if suffix == "GetAtt" else text}
    if isinstance(node, yaml.SequenceNode):
        return {name: loader.construct_sequence(node, deep=True)}
    return {name: loader.construct_mapping(node, deep=True)}


_Loader.add_multi_constructor("!", _intrinsic)


def parse(text: str) -> dict[str, Any]:
    """Return a template, JSON or YAML, in long form.

    Raises TemplateError where it is neither, or no mapping.
    """
    try:
        document = yaml.load(text, Loader=_Loader)  # noqa: S506  # the loader is a safe one
    except yaml.YAMLError as error:
        try:  # JSON with tabs is no YAML
            document = json.loads(text)
        except ValueError:
            raise TemplateError(f"Template format error: {error}") from error
    if not isinstance(document, dict):
        raise TemplateError("Template format error: unsupported structure.")
    return {str(key): value for key, value in document.items()}


def meaning(text: str) -> str:
    """Return a text that is equal for templates that mean the same, whatever their form."""
    return json.dumps(_canonical(parse(text)), sort_keys=True, separators=(",", ":"), default=str)


def _canonical(value: Any) -> Any:
    if isinstance(value, dict):
        if set(value) == {"Fn::GetAtt"} and isinstance(value["Fn::GetAtt"], str):
            return {"Fn::GetAtt": value["Fn::GetAtt"].split(".", 1)}
        return {str(key): _canonical(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_canonical(item) for item in value]
    return value


def matches(one: str, other: str, rule: str) -> bool:
    """Say whether two templates match by the rule `bytes` or `meaning`."""
    if one == other:
        return True
    if rule == "bytes":
        return False
    try:
        return meaning(one) == meaning(other)
    except TemplateError:
        return False


@dataclass(frozen=True, kw_only=True)
class ParameterDeclaration:
    """A parameter as a template declares it. Numbers and booleans are texts, as CloudFormation treats them."""

    key: str
    type: str
    default: str | None
    no_echo: bool
    description: str | None
    constraints: dict[str, Any]

    def to_document(self) -> dict[str, Any]:
        """Return the ProvisioningArtifactParameter of the API."""
        return {
            "ParameterKey": self.key,
            "DefaultValue": self.default,
            "ParameterType": self.type,
            "IsNoEcho": self.no_echo,
            "Description": self.description,
            "ParameterConstraints": self.constraints,
        }


_CONSTRAINTS = ("AllowedPattern", "ConstraintDescription", "MaxLength", "MinLength", "MaxValue", "MinValue")


def parameters(document: dict[str, Any]) -> list[ParameterDeclaration]:
    """Return the parameters that a parsed template declares, in its order."""
    declared = []
    for key, body in (document.get("Parameters") or {}).items():
        constraints: dict[str, Any] = {name: as_text(body[name]) for name in _CONSTRAINTS if name in body}
        if "AllowedValues" in body:
            constraints["AllowedValues"] = [as_text(value) for value in body["AllowedValues"]]
        declared.append(
            ParameterDeclaration(
                key=key,
                type=body.get("Type", "String"),
                default=as_text(body["Default"]) if "Default" in body else None,
                no_echo=as_text(body.get("NoEcho", False)) == "true",
                description=body.get("Description"),
                constraints=constraints,
            )
        )
    return declared


def as_text(value: Any) -> str:
    """Return a scalar as CloudFormation writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return ",".join(as_text(item) for item in value)
    return str(value)
