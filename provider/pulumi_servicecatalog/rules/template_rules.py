"""Which rules the values of parameters break: those of TEMPLATE constraints, and those of a template itself.

The functions are those of the Administrator Guide, "Template constraint rules", and of CloudFormation's "Rules". What
depends on a value that is not known, or on a function that looks at resources of the account, is undecided.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pulumi_servicecatalog.model.connection import Identity
from pulumi_servicecatalog.rules.stack_values import StackValues

_LISTS = ("CommaDelimitedList", "List<")
_FUNCTIONS = frozenset(
    f"Fn::{name}" for name in ["And", "Contains", "EachMemberEquals", "EachMemberIn", "Equals", "Not", "Or", "RefAll"]
)


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """An assertion that does not hold, by the rule's name and the administrator's description of the assertion."""

    name: str
    description: str


@dataclass(frozen=True, slots=True)
class UndecidedRule:
    """A rule of which nobody can say here whether it holds, and what it depends on."""

    name: str
    causes: tuple[str, ...]


def judge(
    rules: Mapping[str, Any], values: StackValues, identity: Identity | None = None
) -> list[BrokenRule | UndecidedRule]:
    """Return what the values break, and what cannot be decided; not what a preview will know once `up` runs.

    Args:
        rules: the rules by their names, as the constraint or the template has them.
        values: what the parameters will have.
        identity: where the stack is, which pseudo parameters tell.

    """
    facts = _Facts(values, {} if identity is None else pseudo_parameters(identity))
    judged = (_judged(name, rule, facts) for name, rule in rules.items() if rule is not None)
    return [verdict for verdicts in judged for verdict in dict.fromkeys(verdicts)]


def pseudo_parameters(identity: Identity) -> dict[str, str]:
    """Return the pseudo parameters that are known before there is a stack."""
    suffix = "amazonaws.com.cn" if identity.partition == "aws-cn" else "amazonaws.com"
    return {
        "AWS::AccountId": identity.account,
        "AWS::Partition": identity.partition,
        "AWS::Region": identity.region,
        **({"AWS::URLSuffix": suffix} if identity.partition in {"aws", "aws-cn", "aws-us-gov"} else {}),
    }


def _judged(name: str, rule: Any, facts: "_Facts") -> Iterator[BrokenRule | UndecidedRule]:
    """Yield what is wrong with the assertions of a rule, if its condition is met, or may be."""
    if not isinstance(rule, Mapping):
        yield UndecidedRule(name, ("what is no map",))
        return
    condition = True if rule.get("RuleCondition") is None else rule["RuleCondition"]
    applies = facts.holds(condition)
    assertions = rule.get("Assertions") or []
    if applies is False:
        return
    if not isinstance(assertions, list):
        yield UndecidedRule(name, ("Assertions that are no list",))
        return
    for assertion in assertions:
        expression = assertion.get("Assert") if isinstance(assertion, Mapping) else None
        holds = facts.holds(expression)
        if applies and holds is False:
            yield BrokenRule(name, str(assertion.get("AssertDescription") or ""))
        elif holds is not True:
            causes = [
                *(() if applies else _causes(condition, facts)),
                *(() if holds is False else _causes(expression, facts)),
            ]
            if causes:
                yield UndecidedRule(name, tuple(dict.fromkeys(causes)))


def _causes(expression: object, facts: "_Facts") -> Iterator[str]:
    """Yield what nobody can know of an assertion or a condition, and where it is no function."""
    if expression is None:
        yield "an assertion without Assert"
    elif not isinstance(expression, Mapping):
        yield "a text where a function belongs"
    else:
        yield from facts.causes(expression)


@dataclass(frozen=True, slots=True)
class _Facts:
    """The values that rules speak of. None is what cannot be decided."""

    values: StackValues
    pseudo: Mapping[str, str]

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

    def causes(self, expression: object) -> Iterator[str]:
        """Yield what nobody can know of an expression, whatever `up` will know."""
        match expression:
            case {"Ref": str(name)}:
                yield from self._causes_in([name])
            case {"Fn::RefAll": str(kind)}:
                yield from self._causes_in(self._of_type(kind))
            case Mapping():
                yield from (str(key) for key in expression if key not in _FUNCTIONS)
                for item in expression.values():
                    yield from self.causes(item)
            case [*items]:
                for item in items:
                    yield from self.causes(item)

    def _causes_in(self, names: Sequence[str]) -> Iterator[str]:
        for name in names:
            if name in self.values.hidden or self.values.is_stored(name):
                yield f"the value of {name}"
            elif name not in self.values.types and name not in self.pseudo:
                yield name

    def _of_type(self, kind: str) -> list[str]:
        return [name for name, type_ in self.values.types.items() if type_ == kind]

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
                return None if self.values.is_stored(name) else self.values.known.get(name, self.pseudo.get(name))
        return None

    def _texts(self, value: object) -> Sequence[str | None] | None:
        """Return the members of a list; of a parameter with a list of values, those between its commas."""
        match value:
            case [*items]:
                return [self._text(item) for item in items]
            case {"Fn::RefAll": str(kind)}:
                texts = [self._text({"Ref": name}) for name in self._of_type(kind)]
                return [item for text in texts for item in _members(text)] if kind.startswith(_LISTS) else texts
        text = self._text(value)
        return None if text is None else _members(text)


def _members(text: str | None) -> list[str | None]:
    return [None] if text is None else [item.strip() for item in text.split(",")]


def _equal(one: str | None, other: str | None) -> bool | None:
    return None if one is None or other is None else one == other


def _not(truth: bool | None) -> bool | None:  # noqa: FBT001 - a truth is what this is about
    return None if truth is None else not truth


def _all(truths: Sequence[bool | None]) -> bool | None:
    """Return whether all are true: one that is false decides it, whatever is not known."""
    if False in truths:
        return False
    return None if None in truths else True
