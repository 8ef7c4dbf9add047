"""Stack parameters: which values are in force, and which are refused.

Rules and texts are those of CreateStack and UpdateStack. A value is a text, whatever its declared type.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from catalog_emulator.cloudformation import rules
from catalog_emulator.cloudformation.errors import StackValidationError
from catalog_emulator.core import template

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from catalog_emulator.core.template import ParameterDeclaration


def in_force(
    document: dict[str, Any],
    requested: Iterable[Mapping[str, Any]],
    previous: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Return every parameter's value: the request's, the previous one, or the template's default."""
    declared = {declaration.key: declaration for declaration in template.parameters(document)}
    values = _requested_values(requested, previous or {})
    unknown = [key for key in values if key not in declared]
    if unknown:
        raise StackValidationError(f"Parameters: [{', '.join(unknown)}] do not exist in the template")
    for key, declaration in declared.items():
        if key not in values and declaration.default is not None:
            values[key] = declaration.default
    missing = [key for key in declared if key not in values]
    if missing:
        raise StackValidationError(f"Parameters: [{', '.join(missing)}] must have values")
    for key, declaration in declared.items():
        _check(declaration, values[key])
    in_order = {key: values[key] for key in declared}
    rules.check(document.get("Rules") or {}, document, in_order)
    return in_order


def no_echo(document: dict[str, Any]) -> frozenset[str]:
    """Return the keys of the parameters that are never shown."""
    return frozenset(p.key for p in template.parameters(document) if p.no_echo)


def _requested_values(requested: Iterable[Mapping[str, Any]], previous: Mapping[str, str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for parameter in requested:
        key, value = parameter["ParameterKey"], parameter.get("ParameterValue")
        if parameter.get("UsePreviousValue"):
            if value:
                raise StackValidationError(
                    f"Invalid input for parameter key {key}. Cannot specify usePreviousValue as true and non "
                    "empty value for a parameter"
                )
            if key not in previous:
                raise StackValidationError(
                    f"Invalid input for parameter key {key}. Cannot specify usePreviousValue as true for a "
                    "parameter key not in the previous template"
                )
            values[key] = previous[key]
        else:
            values[key] = "" if value is None else str(value)
    return values


def _check(declaration: ParameterDeclaration, value: str) -> None:
    key, rules = declaration.key, declaration.constraints
    said = rules.get("ConstraintDescription")
    if "AllowedValues" in rules and value not in rules["AllowedValues"]:
        raise StackValidationError((said and f"Parameter {key} failed to satisfy constraint: {said}") or _one_of(key))
    if "AllowedPattern" in rules and not re.fullmatch(rules["AllowedPattern"], value):
        why = said or f"must match pattern {rules['AllowedPattern']}"
        raise StackValidationError(f"Parameter {key} failed to satisfy constraint: {why}")
    if "MinLength" in rules and len(value) < int(rules["MinLength"]):
        raise StackValidationError(f"Parameter '{key}' must contain at least {rules['MinLength']} characters")
    if "MaxLength" in rules and len(value) > int(rules["MaxLength"]):
        raise StackValidationError(f"Parameter '{key}' must contain at most {rules['MaxLength']} characters")
    if declaration.type == "Number":
        _check_number(key, value, rules)


def _one_of(key: str) -> str:
    return f"Parameter '{key}' must be one of AllowedValues"


def _check_number(key: str, value: str, rules: Mapping[str, Any]) -> None:
    try:
        number = float(value)
    except ValueError:
        raise StackValidationError(f"Parameter '{key}' must be a number.") from None
    if "MinValue" in rules and number < float(rules["MinValue"]):
        raise StackValidationError(f"Parameter '{key}' must be a number not less than {rules['MinValue']}")
    if "MaxValue" in rules and number > float(rules["MaxValue"]):
        raise StackValidationError(f"Parameter '{key}' must be a number not greater than {rules['MaxValue']}")
