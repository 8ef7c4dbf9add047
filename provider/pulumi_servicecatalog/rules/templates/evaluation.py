"""What a template's texts and conditions come to before there is a stack: by its parameters, and nothing of AWS.

None is what depends on a resource, on another stack, or on a value that is not known.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pulumi_servicecatalog.rules.templates import canonical
from pulumi_servicecatalog.rules.templates.template import Value

NEW_NAME: Final = "\1"
"""Stands for the name of a stack that AWS has yet to choose: a text with it is like no other, unless it is split."""
_NOT_IN_NAMES: Final = frozenset("/:")
"""At these, a text with a new name is split without the name."""
_VARIABLE: Final = re.compile(r"\$\{(!?)([^}]+)\}")


@dataclass(frozen=True, kw_only=True, slots=True)
class Evaluation:
    """A template with the values of its parameters and of the pseudo parameters, as far as they are known."""

    body: Mapping[str, Value]
    values: Mapping[str, str]
    open_conditions: frozenset[str] = frozenset()
    """Those that are being decided. One that refers to itself is undecided."""

    def text(self, value: Value) -> str | None:  # noqa: PLR0911 - one for each function
        """Return what a value comes to as a text."""
        match value:
            case str():
                return value
            case bool() | int() | float():
                return canonical.text(value)
            case {"Ref": str(name)}:
                return self.values.get(name)
            case {"Fn::Sub": argument}:
                return self._substituted(argument)
            case {"Fn::Join": [str(separator), items]}:
                texts = self._texts(items)
                return None if texts is None else separator.join(texts)
            case {"Fn::Select": [index, items]}:
                return self._selected(self.text(index), self._texts(items))
            case {"Fn::FindInMap": [*keys]}:
                return self._mapped([self.text(key) for key in keys])
            case {"Fn::If": [str(name), one, other]}:
                return self._chosen(name, one, other)
        return None

    def holds(self, condition: Value) -> bool | None:
        """Return whether a condition is met."""
        match condition:
            case {"Condition": str(name)}:
                return self._named_holds(name)
            case {"Fn::Equals": [one, other]}:
                texts = self.text(one), self.text(other)
                return None if None in texts else texts[0] == texts[1]
            case {"Fn::Not": [item]}:
                truth = self.holds(item)
                return None if truth is None else not truth
            case {"Fn::And": [*items]}:
                return _decided([self.holds(item) for item in items], by=False)
            case {"Fn::Or": [*items]}:
                return _decided([self.holds(item) for item in items], by=True)
        return None

    def _named_holds(self, name: str) -> bool | None:
        conditions = self.body.get("Conditions")
        if not isinstance(conditions, dict) or name in self.open_conditions:
            return None
        within = replace(self, open_conditions=self.open_conditions | {name})
        return within.holds(conditions.get(name))

    def _texts(self, value: Value) -> list[str] | None:
        match value:
            case [*items]:
                texts = [self.text(item) for item in items]
                return None if None in texts else [text for text in texts if text is not None]
            case {"Fn::Split": [str(separator), item]}:
                text = self.text(item)
                parted = text is not None and NEW_NAME in text and separator not in _NOT_IN_NAMES
                return None if text is None or parted else text.split(separator)
            case {"Ref": str(name)} if name in self.values:
                return [item.strip() for item in self.values[name].split(",")]
        return None

    def _selected(self, index: str | None, items: Sequence[str] | None) -> str | None:
        if index is None or items is None or not index.isdecimal():
            return None
        return items[int(index)] if int(index) < len(items) else None

    def _mapped(self, keys: Sequence[str | None]) -> str | None:
        value: Value = self.body.get("Mappings")
        for key in keys:
            value = value.get(key) if isinstance(value, dict) and key is not None else None
        return value if isinstance(value, str) else None

    def _chosen(self, name: str, one: Value, other: Value) -> str | None:
        truth = self.holds({"Condition": name})
        return None if truth is None else self.text(one if truth else other)

    def _substituted(self, argument: Value) -> str | None:
        text, own = (argument[0], argument[1]) if isinstance(argument, list) else (argument, {})
        if not isinstance(text, str) or not isinstance(own, dict):
            return None
        known = {**self.values, **{key: self.text(item) for key, item in own.items()}}
        parts = [_literal(match) or known.get(match[2].strip()) for match in _VARIABLE.finditer(text)]
        if None in parts:
            return None
        rest = iter(parts)
        return _VARIABLE.sub(lambda _: next(rest) or "", text)


def names_in(value: Value, conditions: Mapping[str, Value]) -> Iterator[str]:
    """Yield the names that a value refers to, itself or by its conditions; of an attribute, with the attribute."""
    match value:
        case {"Ref": str(name)}:
            yield name
        case {"Condition": str(name)}:
            others = {key: condition for key, condition in conditions.items() if key != name}
            yield from names_in(conditions.get(name), others)
        case {"Fn::If": [str(name), *items]}:
            yield from names_in([{"Condition": name}, *items], conditions)
        case {"Fn::Sub": str(text)}:
            yield from _variables(text)
        case {"Fn::Sub": [str(text), dict(own)]}:
            yield from (name for name in _variables(text) if name not in own)
            yield from names_in(own, conditions)
        case dict():
            for key, item in value.items():
                yield from [key] if key in {"Fn::GetAtt", "Fn::ImportValue"} else names_in(item, conditions)
        case [*items]:
            for item in items:
                yield from names_in(item, conditions)


def _variables(text: str) -> Iterator[str]:
    return (match[2].strip() for match in _VARIABLE.finditer(text) if not match[1])


def _literal(match: re.Match[str]) -> str:
    return f"${{{match[2]}}}" if match[1] else ""


def _decided(truths: Sequence[bool | None], *, by: bool) -> bool | None:
    if by in truths:
        return by
    return None if None in truths else not by
