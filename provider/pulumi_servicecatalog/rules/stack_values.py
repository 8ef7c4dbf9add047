"""The values that the parameters of a stack will have after a launch or an update, as far as they are known."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from pulumi_servicecatalog.model.unknown import UNKNOWN, Unknown
from pulumi_servicecatalog.rules.parameter_values import is_hidden, is_masked
from pulumi_servicecatalog.rules.templates import TemplateParameter

_STORED = "AWS::SSM::Parameter::Value<"


@dataclass(frozen=True, kw_only=True, slots=True)
class Before:
    """What a stack has before an update.

    `no_echo` are the NoEcho parameters of the version that it has, None where they are not known.
    """

    values: Mapping[str, str]
    no_echo: Collection[str] | None = None

    def hides(self, key: str) -> bool:
        """Tell whether AWS shows a mask in place of the value."""
        return is_hidden(key, self.values.get(key), self.no_echo)


NO_STACK = Before(values={}, no_echo=())
"""Before a launch."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StackValues:
    """Values by the names of parameters.

    `hidden` are those of which AWS shows no value; the rest of `types` is not known in a preview, or has no value.
    """

    types: Mapping[str, str]
    known: Mapping[str, str] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()

    @property
    def in_template(self) -> dict[str, str]:
        """Return what `Ref` gives, as far as it is known: not where the value is the name of what is stored."""
        return {name: value for name, value in self.known.items() if not self.is_stored(name)}

    def is_stored(self, name: str) -> bool:
        """Tell whether CloudFormation puts in place of the value what Systems Manager's parameter store has."""
        return self.types.get(name, "").startswith(_STORED)


def values_of(
    accepted: Sequence[TemplateParameter], declared: Mapping[str, object] | Unknown | None, before: Before | None
) -> StackValues:
    """Return what a launch or an update will make of the parameters.

    Args:
        accepted: what the version takes.
        declared: what the program says.
        before: what the stack has; None where that cannot be read.

    """
    known: dict[str, str] = {}
    hidden: set[str] = set()
    for parameter in accepted:
        value = _value(parameter, declared, before)
        if isinstance(value, str):
            known[parameter.name] = value
        elif value is None:
            hidden.add(parameter.name)
    types = {parameter.name: parameter.type for parameter in accepted}
    return StackValues(types=types, known=known, hidden=frozenset(hidden))


def _value(
    parameter: TemplateParameter, declared: Mapping[str, object] | Unknown | None, before: Before | None
) -> str | Unknown | None:
    """Return the value; None where AWS hides it, and UNKNOWN where there is none yet."""
    if isinstance(declared, Unknown):
        return UNKNOWN
    name = parameter.name
    value = (declared or {}).get(name)
    if isinstance(value, str):
        keeps_hidden = is_masked(value) and (parameter.no_echo or (before is not None and before.hides(name)))
        return None if keeps_hidden else value
    return UNKNOWN if value is not None else _undeclared_value(parameter, before)


def _undeclared_value(parameter: TemplateParameter, before: Before | None) -> str | Unknown | None:
    name = parameter.name
    if before is None or before.hides(name):
        return None
    if name in before.values:
        return before.values[name]
    if parameter.default is None:
        return UNKNOWN
    return None if parameter.no_echo and is_masked(parameter.default) else parameter.default
