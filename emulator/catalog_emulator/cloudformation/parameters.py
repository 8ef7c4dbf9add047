"""Stack parameters: which values are in force, and which are refused.

Rules and texts are those of CreateStack and UpdateStack. A value is a text, whatever its declared type.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from catalog_emulator.cloudformation import java_pattern, rules
from catalog_emulator.cloudformation.errors import StackValidationError
from catalog_emulator.core import spaces, template

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from catalog_emulator.core.template import ParameterDeclaration

# Not AWS::SSM::Parameter::Value<...>, whose value is the name of a parameter.
_LIST_TYPE = re.compile(r"CommaDelimitedList|List<.*>")
_NUMBER = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")
_STORED_TYPES = ("AWS::SSM::Parameter::Value<", "AWS::SSM::Parameter::Name")


def in_force(
    document: dict[str, Any],
    requested: Iterable[Mapping[str, Any]],
    previous: Mapping[str, str] | None = None,
    *,
    pseudo: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Return every parameter's value: the request's, the previous one, or the template's default.

    `pseudo` are the pseudo parameters that rules of the template may refer to.
    """
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
    rules.check(document.get("Rules") or {}, document, in_order, pseudo)
    return in_order


def stored_names(document: dict[str, Any], values: Mapping[str, str]) -> list[str]:
    """Return the names of the parameters in the parameter store that the values of SSM types are."""
    stored = [p.key for p in template.parameters(document) if p.type.startswith(_STORED_TYPES)]
    return [values[key] for key in stored if key in values]


def looked_up(
    document: dict[str, Any], values: Mapping[str, str], stored: Callable[[str], str | None]
) -> dict[str, str]:
    """Return the values that references give: for types of stored values, what the parameter store has."""
    types = {p.key: p.type for p in template.parameters(document)}
    return {
        key: (stored(value) or "") if types.get(key, "").startswith(_STORED_TYPES[0]) else value
        for key, value in values.items()
    }


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
    """Refuse a value that the declaration does not allow; of a list, each of its values is judged by itself."""
    key, kind, constraints = declaration.key, declaration.type, declaration.constraints
    is_list = _LIST_TYPE.fullmatch(kind) is not None
    items = (spaces.members(value) if value else []) if is_list else [value]
    for item in items:
        _check_item(key, item, constraints)
        if kind in ("Number", "List<Number>"):
            _check_number(key, item, constraints)
    if not is_list and "MinLength" in constraints and len(value) < int(constraints["MinLength"]):
        raise StackValidationError(f"Parameter '{key}' must contain at least {constraints['MinLength']} characters")
    if not is_list and "MaxLength" in constraints and len(value) > int(constraints["MaxLength"]):
        raise StackValidationError(f"Parameter '{key}' must contain at most {constraints['MaxLength']} characters")


def _check_item(key: str, value: str, constraints: Mapping[str, Any]) -> None:
    said = constraints.get("ConstraintDescription")
    if "AllowedValues" in constraints and value not in constraints["AllowedValues"]:
        raise StackValidationError((said and f"Parameter {key} failed to satisfy constraint: {said}") or _one_of(key))
    if "AllowedPattern" in constraints and java_pattern.matches(constraints["AllowedPattern"], value) is False:
        why = said or f"must match pattern {constraints['AllowedPattern']}"
        raise StackValidationError(f"Parameter {key} failed to satisfy constraint: {why}")


def _one_of(key: str) -> str:
    return f"Parameter '{key}' must be one of AllowedValues"


def _check_number(key: str, value: str, constraints: Mapping[str, Any]) -> None:
    text = spaces.trimmed(value)
    if not _NUMBER.fullmatch(text):
        raise StackValidationError(f"Parameter '{key}' must be a number.")
    number = float(text)
    if "MinValue" in constraints and number < float(constraints["MinValue"]):
        raise StackValidationError(f"Parameter '{key}' must be a number not less than {constraints['MinValue']}")
    if "MaxValue" in constraints and number > float(constraints["MaxValue"]):
        raise StackValidationError(f"Parameter '{key}' must be a number not greater than {constraints['MaxValue']}")
