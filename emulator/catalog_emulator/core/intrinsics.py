"""What a template's values come to once its parameters are known: references, conditions, mappings.

References to resources and pseudo parameters stay as they are. Used to say what a change set changes, and by the
rules of TEMPLATE constraints; the resources themselves are made by moto's own evaluation.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from catalog_emulator.core import template

if TYPE_CHECKING:
    from collections.abc import Mapping

_SUB = re.compile(r"\$\{(?!!)([^}]+)\}")
_NO_VALUE = {"Ref": "AWS::NoValue"}


@dataclass(frozen=True, kw_only=True)
class Values:
    """A parsed template and the values of its parameters."""

    document: Mapping[str, Any]
    parameters: Mapping[str, str]

    def living(self) -> dict[str, dict[str, Any]]:
        """Return the resources whose condition holds, as the template has them."""
        resources: dict[str, dict[str, Any]] = self.document.get("Resources") or {}
        return {
            name: body
            for name, body in resources.items()
            if "Condition" not in body or self.holds({"Condition": body["Condition"]})
        }

    def resolved(self, value: Any) -> Any:
        """Return a value with everything put in that the parameters decide."""
        if isinstance(value, list):
            return [self.resolved(item) for item in value if item != _NO_VALUE]
        if not isinstance(value, dict):
            return value
        if len(value) == 1:
            (function, argument), *_ = value.items()
            return self._called(str(function), argument)
        return self._members(value)

    def holds(self, condition: Any) -> bool:
        """Say whether a condition of the template, or a function of conditions, is true."""
        if not isinstance(condition, dict) or len(condition) != 1:
            return template.as_text(condition).lower() == "true"
        (function, argument), *_ = condition.items()
        match function:
            case "Condition":
                return self.holds((self.document.get("Conditions") or {}).get(argument))
            case "Fn::Equals":
                one, other = (template.as_text(self.resolved(item)) for item in argument)
                return one == other
            case "Fn::And":
                return all(self.holds(item) for item in argument)
            case "Fn::Or":
                return any(self.holds(item) for item in argument)
        return function == "Fn::Not" and not self.holds(argument[0])

    def _called(self, function: str, argument: Any) -> Any:
        match function:
            case "Ref" if argument in self.parameters:
                return self.parameters[argument]
            case "Fn::Sub":
                return self._substituted(argument)
            case "Fn::If":
                name, then, otherwise = argument
                return self.resolved(then if self.holds({"Condition": name}) else otherwise)
            case "Fn::FindInMap":
                return self._mapped(self.resolved(argument))
        return self._members({function: argument})

    def _members(self, value: dict[str, Any]) -> dict[str, Any]:
        resolved = {key: self.resolved(item) for key, item in value.items()}
        return {key: item for key, item in resolved.items() if item != _NO_VALUE} if len(value) > 1 else resolved

    def _substituted(self, argument: Any) -> Any:
        text, own = (argument[0], self.resolved(argument[1])) if isinstance(argument, list) else (argument, {})
        known = dict(self.parameters) | {key: item for key, item in own.items() if isinstance(item, str)}
        put_in = _SUB.sub(lambda match: known.get(match[1].strip(), match[0]), str(text))
        unknown = {key: item for key, item in own.items() if key not in known}
        if not _SUB.search(put_in):
            return put_in
        return {"Fn::Sub": [put_in, unknown] if unknown else put_in}

    def _mapped(self, keys: list[Any]) -> Any:
        value: Any = self.document.get("Mappings") or {}
        for key in keys[:3]:
            if not isinstance(value, dict) or not isinstance(key, str) or key not in value:
                return {"Fn::FindInMap": keys}
            value = value[key]
        return value


def references(value: Any) -> set[tuple[str, str | None]]:
    """Return what a value refers to: names, with the attribute where it is one that is meant."""
    names: set[tuple[str, str | None]] = set()
    if isinstance(value, list):
        return names.union(*(references(item) for item in value))
    if not isinstance(value, dict):
        return names
    for key, item in value.items():
        if key == "Ref" and isinstance(item, str):
            names.add((item, None))
        elif key == "Fn::GetAtt":
            name, _, attribute = item.partition(".") if isinstance(item, str) else (item[0], None, item[-1])
            names.add((str(name), str(attribute)))
        elif key == "Fn::Sub":
            text, own = (item[0], item[1]) if isinstance(item, list) and len(item) == 2 else (item, {})
            for name in (variable.strip() for variable in _SUB.findall(str(text))):
                logical_id, _, attribute = name.partition(".")
                if name not in own:
                    names.add((logical_id, attribute or None))
            names |= references(own)
        else:
            names |= references(item)
    return names
