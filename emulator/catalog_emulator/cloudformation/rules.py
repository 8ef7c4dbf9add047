"""Rules: what a template, or a TEMPLATE constraint of Service Catalog, demands of parameter values.

Functions and their meaning are those of Service Catalog's page "Template Constraint Rules". CloudFormation checks
the assertions before it makes or changes anything. What Fn::ValueOf would look up in the account is not known here, so
that an assertion with it holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from catalog_emulator.cloudformation.errors import StackValidationError
from catalog_emulator.core import spaces, template

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


_STORED_TYPE = "AWS::SSM::Parameter::Value<"


class _UnknownError(Exception):
    """An assertion or a condition depends on what is not known here."""


def check(
    rules: Mapping[str, Any],
    document: Mapping[str, Any],
    parameters: Mapping[str, str],
    pseudo: Mapping[str, str] | None = None,
) -> None:
    """Raise ValidationError with every assertion that the parameter values break.

    `pseudo` are the pseudo parameters, as far as they are known.
    """
    broken = list(_broken(rules, _Facts(document, parameters, pseudo or {})))
    if broken:
        raise StackValidationError(f"Template constraint rules are not satisfied: {'; '.join(broken)}")


def allowed_values(rules: Mapping[str, Any], parameter: str) -> list[str] | None:
    """Return the values that rules without a condition leave a parameter, or None where they say nothing of it."""
    allowed: list[str] | None = None
    for assertion in (a for rule in rules.values() if not rule.get("RuleCondition") for a in _assertions(rule)):
        match assertion.get("Assert"):
            case {"Fn::Contains": [list(values), {"Ref": name}]} if name == parameter:
                texts = [template.as_text(value) for value in values]
                allowed = texts if allowed is None else [value for value in allowed if value in texts]
    return allowed


def _broken(rules: Mapping[str, Any], facts: _Facts) -> Iterator[str]:
    for name, rule in rules.items():
        condition = rule.get("RuleCondition")
        if condition is not None and not facts.may_hold(condition):
            continue
        for assertion in _assertions(rule):
            if not facts.may_hold(assertion.get("Assert")):
                yield f"{name}: {assertion.get('AssertDescription') or 'an assertion is false'}"


def _assertions(rule: Mapping[str, Any]) -> list[dict[str, Any]]:
    return list(rule.get("Assertions") or ())


@dataclass(frozen=True)
class _Facts:
    """The parameter values that rules speak of."""

    document: Mapping[str, Any]
    parameters: Mapping[str, str]
    pseudo: Mapping[str, str]

    def may_hold(self, expression: Any) -> bool:
        """Say whether a condition or an assertion is true, or is not known."""
        try:
            return self.holds(expression)
        except _UnknownError:
            return True

    def holds(self, expression: Any) -> bool:
        """Say whether a condition or an assertion is true."""
        if not isinstance(expression, dict) or len(expression) != 1:
            return template.as_text(expression).lower() == "true"
        ((function, arguments),) = expression.items()
        match function:
            case "Fn::And":
                return all(self.holds(item) for item in arguments)
            case "Fn::Or":
                return any(self.holds(item) for item in arguments)
            case "Fn::Not":
                return not self.holds(arguments[0])
        return self._compared(function, *arguments)

    def _compared(self, function: str, one: Any, other: Any) -> bool:
        match function:
            case "Fn::Equals":
                return self._text(one) == self._text(other)
            case "Fn::Contains":
                return self._text(other) in self._texts(one)
            case "Fn::EachMemberEquals":
                return all(text == self._text(other) for text in self._texts(one))
            case "Fn::EachMemberIn":
                return set(self._texts(one)) <= set(self._texts(other))
        raise StackValidationError(f"Template error: {function} is not a function of rules.")

    def _text(self, value: Any) -> str:
        if isinstance(value, dict) and set(value) == {"Ref"}:
            if str(value["Ref"]).startswith("AWS::"):
                return self._pseudo(value["Ref"])
            if value["Ref"] not in self.parameters:
                raise StackValidationError(f"Template error: Rules refer to the unknown parameter {value['Ref']}.")
            return self._value(value["Ref"])
        if isinstance(value, dict):
            raise _UnknownError
        return template.as_text(value)

    def _value(self, name: str) -> str:
        """Return the value of a parameter; what the parameter store has is not known here."""
        declared = (self.document.get("Parameters") or {}).get(name) or {}
        if str(declared.get("Type")).startswith(_STORED_TYPE):
            raise _UnknownError
        return self.parameters[name]

    def _pseudo(self, name: str) -> str:
        if name not in self.pseudo:
            raise _UnknownError
        return self.pseudo[name]

    def _texts(self, value: Any) -> list[str]:
        match value:
            case list():
                return [self._text(item) for item in value]
            case {"Fn::RefAll": kind}:
                declared = self.document.get("Parameters") or {}
                return [self._value(key) for key, body in declared.items() if body.get("Type") == kind]
        return spaces.members(self._text(value))
