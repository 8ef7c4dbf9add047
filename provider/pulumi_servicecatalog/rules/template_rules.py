"""Which rules of a TEMPLATE constraint the values of parameters break.

The functions are those of the Administrator Guide, "Template constraint rules". What depends on a value that is not
known, or on a function that is not known here, is undecided, and then no rule counts as broken for it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pulumi_servicecatalog.model.product import ArtifactParameter


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """An assertion that does not hold, by the rule's name and the administrator's description of the assertion."""

    name: str
    description: str


def broken(
    rules: Mapping[str, Any], parameters: Sequence[ArtifactParameter], values: Mapping[str, str | None]
) -> list[BrokenRule]:
    """Return what the values break.

    Args:
        rules: the rules by their names, as the constraint has them.
        parameters: what the version takes, which `Fn::RefAll` finds by type.
        values: the value of each parameter; None where it is not known.

    """
    facts = _Facts({parameter.key: parameter.type for parameter in parameters}, values)
    return [
        BrokenRule(name, str(assertion.get("AssertDescription") or ""))
        for name, assertion in _assertions(rules, facts)
        if facts.holds(assertion.get("Assert")) is False
    ]


def _assertions(rules: Mapping[str, Any], facts: "_Facts") -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Yield the assertions of the rules whose condition is met."""
    for name, rule in rules.items():
        if not isinstance(rule, Mapping) or facts.holds(rule.get("RuleCondition", True)) is not True:
            continue
        assertions = rule.get("Assertions")
        for assertion in assertions if isinstance(assertions, list) else ():
            if isinstance(assertion, Mapping):
                yield name, assertion


@dataclass(frozen=True, slots=True)
class _Facts:
    """The types and values that rules speak of. None is what cannot be decided."""

    types: Mapping[str, str]
    values: Mapping[str, str | None]

    def holds(self, expression: object) -> bool | None:  # noqa: PLR0911 - one for each function
        match expression:
            case bool():
                return expression
            case {"Fn::And": [*items]}:
                return _all([self.holds(item) for item in items])
            case {"Fn::Or": [*items]}:
                return _not(_all([_not(self.holds(item)) for item in items]))
            case {"Fn::Not": [item]}:
                return _not(self.holds(item))
            case {"Fn::Equals": [one, other]}:
                return _equal(self._text(one), self._text(other))
            case {"Fn::Contains": [texts, one]}:
                return self._all_in([self._text(one)], self._texts(texts))
            case {"Fn::EachMemberEquals": [texts, one]}:
                return self._all_in(self._texts(texts), [self._text(one)])
            case {"Fn::EachMemberIn": [texts, others]}:
                return self._all_in(self._texts(texts), self._texts(others))
        return None

    def _all_in(self, texts: Sequence[str | None] | None, others: Sequence[str | None] | None) -> bool | None:
        """Return whether each text is among the others."""
        if texts is None or others is None:
            return None
        return _all([_not(_all([_not(_equal(text, other)) for other in others])) for text in texts])

    def _text(self, value: object) -> str | None:
        match value:
            case bool():
                return "true" if value else "false"
            case str() | int() | float():
                return str(value)
            case {"Ref": str(name)}:
                return self.values.get(name)
        return None

    def _texts(self, value: object) -> Sequence[str | None] | None:
        """Return the members of a list; of a parameter with a list of values, those between its commas."""
        match value:
            case [*items]:
                return [self._text(item) for item in items]
            case {"Fn::RefAll": str(kind)}:
                return [self.values.get(name) for name, type_ in self.types.items() if type_ == kind]
        text = self._text(value)
        return None if text is None else [item.strip() for item in text.split(",")]


def _equal(one: str | None, other: str | None) -> bool | None:
    return None if one is None or other is None else one == other


def _not(truth: bool | None) -> bool | None:  # noqa: FBT001 - a truth is what this is about
    return None if truth is None else not truth


def _all(truths: Sequence[bool | None]) -> bool | None:
    """Return whether all are true: one that is false decides it, whatever is not known."""
    if False in truths:
        return False
    return None if None in truths else True
