"""The parameters that a template declares. Preflight checks the declared values against them (see `constraint`)."""

from collections.abc import Mapping
from dataclasses import dataclass

from pulumi_servicecatalog.rules.templates import canonical
from pulumi_servicecatalog.rules.templates.template import Template, Value


@dataclass(frozen=True, kw_only=True, slots=True)
class TemplateParameter:
    """A parameter in CloudFormation's own terms; None for what the template does not say.

    `default` and `allowed_values` are strings, as parameter values always are.
    """

    name: str
    type: str = "String"
    default: str | None = None
    allowed_values: tuple[str, ...] | None = None
    allowed_pattern: str | None = None
    min_length: int | None = None
    max_length: int | None = None
    min_value: float | None = None
    max_value: float | None = None
    no_echo: bool = False
    description: str | None = None
    constraint_description: str | None = None


def parameters(template: Template) -> tuple[TemplateParameter, ...]:
    """Return the template's parameters, in its order."""
    section = template.body.get("Parameters")
    if not isinstance(section, dict):
        return ()
    return tuple(_parameter(name, declared) for name, declared in section.items() if isinstance(declared, dict))


def no_echo_names(template: Template) -> frozenset[str]:
    """Return the names of the parameters whose values CloudFormation does not show."""
    return frozenset(parameter.name for parameter in parameters(template) if parameter.no_echo)


def _parameter(name: str, declared: Mapping[str, Value]) -> TemplateParameter:
    allowed = declared.get("AllowedValues")
    min_length, max_length = _number(declared.get("MinLength")), _number(declared.get("MaxLength"))
    return TemplateParameter(
        name=name,
        type=_text(declared.get("Type")) or "String",
        default=_text(declared.get("Default")),
        allowed_values=tuple(_text(option) or "" for option in allowed) if isinstance(allowed, list) else None,
        allowed_pattern=_text(declared.get("AllowedPattern")),
        min_length=None if min_length is None else int(min_length),
        max_length=None if max_length is None else int(max_length),
        min_value=_number(declared.get("MinValue")),
        max_value=_number(declared.get("MaxValue")),
        no_echo=(_text(declared.get("NoEcho")) or "").lower() == "true",
        description=_text(declared.get("Description")),
        constraint_description=_text(declared.get("ConstraintDescription")),
    )


def _text(value: Value) -> str | None:
    """Return a scalar as the string that CloudFormation makes of it."""
    return value if value is None or isinstance(value, str) else canonical.text(value)


def _number(value: Value) -> float | None:
    """Return a number, which a template may write as a string; None where it is not one."""
    try:
        return float(value) if isinstance(value, (str, int, float)) else None
    except (ValueError, OverflowError):
        return None
