r"""Whether CloudFormation would take a value for a parameter. Preflight asks it for every declared parameter.

A value that is refused here would be refused by AWS; of what only AWS can know (does the key pair exist?) nothing is
said; of a pattern that cannot be judged, `is_pattern_judged` says so. The reasons do not repeat the value, which may be
a secret.
"""

import re
from typing import Final

from pulumi_servicecatalog.rules import java
from pulumi_servicecatalog.rules.templates.parameter import TemplateParameter

MOST_BYTES: Final = 4_096
_MOST_LISTED: Final = 12

# Not AWS::SSM::Parameter::Value<...>, whose value is the name of a parameter, whatever that one holds.
_LIST_TYPE: Final = re.compile(r"CommaDelimitedList|List<.*>")
_NUMBER: Final = re.compile(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?")


def check_parameter(value: str, parameter: TemplateParameter) -> str | None:
    """Return the reason why CloudFormation would refuse the value, or None."""
    if len(value.encode(errors="surrogatepass")) > MOST_BYTES:
        return f"it must have at most {MOST_BYTES:,} bytes"
    if _LIST_TYPE.fullmatch(parameter.type):
        reasons = [_element(item, parameter, numeric="<Number>" in parameter.type) for item in _items(value)]
        reason = next((f"each item {reason}" for reason in reasons if reason), None)
    else:
        reason = _element(value, parameter, numeric=parameter.type == "Number") or _length(value, parameter)
        reason = f"it {reason}" if reason else None
    if reason and parameter.constraint_description:
        reason += f" ({parameter.constraint_description})"
    return reason


def is_pattern_judged(value: str, parameter: TemplateParameter) -> bool:
    """Return whether it is known if each part of the value matches the pattern, where the parameter has one."""
    pattern, is_list = parameter.allowed_pattern, _LIST_TYPE.fullmatch(parameter.type) is not None
    if pattern is None or "Number" in parameter.type:
        return True
    return all(java.matches(pattern, item) is not None for item in (_items(value) if is_list else [value]))


def _items(value: str) -> list[str]:
    return [item.strip() for item in value.split(",")] if value else []


def _element(value: str, parameter: TemplateParameter, *, numeric: bool) -> str | None:
    """Check what holds for a value of a plain type, and for every item of a list."""
    if numeric:
        return _number(value, parameter)
    allowed = parameter.allowed_values
    if allowed is not None and value not in allowed:
        return f"must be one of {_listed(allowed)}"
    if parameter.allowed_pattern is not None and java.matches(parameter.allowed_pattern, value) is False:
        return f"must match {parameter.allowed_pattern}"
    return None


def _number(value: str, parameter: TemplateParameter) -> str | None:
    if not _NUMBER.fullmatch(value.strip()):
        return "must be a number"
    number = float(value)
    allowed = parameter.allowed_values
    if allowed is not None and value not in allowed and number not in [_float(option) for option in allowed]:
        return f"must be one of {_listed(allowed)}"
    if parameter.min_value is not None and number < parameter.min_value:
        return f"must be at least {parameter.min_value:.15g}"
    if parameter.max_value is not None and number > parameter.max_value:
        return f"must be at most {parameter.max_value:.15g}"
    return None


def _length(value: str, parameter: TemplateParameter) -> str | None:
    if parameter.type == "Number":
        return None
    if parameter.min_length is not None and len(value) < parameter.min_length:
        return f"must have at least {parameter.min_length} characters"
    if parameter.max_length is not None and len(value) > parameter.max_length:
        return f"must have at most {parameter.max_length} characters"
    return None


def _listed(values: tuple[str, ...]) -> str:
    rest = len(values) - _MOST_LISTED
    return ", ".join(values[:_MOST_LISTED]) + (f" and {rest} more" if rest > 0 else "")


def _float(text: str) -> float | None:
    return float(text) if _NUMBER.fullmatch(text) else None
