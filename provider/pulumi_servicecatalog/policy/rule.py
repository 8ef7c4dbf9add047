"""What a rule is: an ID, what must be so, how bad it is if not, what to do then, and what can be configured."""

import enum
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pulumi_servicecatalog.policy.catalog import Catalog
from pulumi_servicecatalog.policy.resource import Resource


class Severity(enum.Enum):
    """How bad a violation is, in Pulumi's words."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class Enforcement(enum.Enum):
    """What a violation does, in Pulumi's words: it is shown, it stops the operation, or nobody looks."""

    ADVISORY = "advisory"
    MANDATORY = "mandatory"
    DISABLED = "disabled"


class Scope(enum.Enum):
    """What a rule reads."""

    DECLARED = "declared"
    """A resource as the program declares it, so that a preview is stopped before anything is done."""
    STATE = "state"
    """A resource as the state has it, and in a preview as far as it is known."""
    STACK = "stack"
    """All resources of a Pulumi stack together."""


Configuration = Mapping[str, Any]
"""The properties of a rule's configuration, by their names."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What a rule knows beside the resource: its configuration, and the catalog; None where no inventory was named."""

    configuration: Configuration = field(default_factory=dict)
    catalog: Catalog | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Rule:
    """One rule. `judge` or, of scope STACK, `judge_all` returns a message for each violation.

    `properties` is the JSON Schema of each property of its configuration. Without those that `needs` names the rule
    does not apply. `reads` are the properties of a resource without which it cannot judge.
    """

    id: str
    must: str
    severity: Severity
    enforcement: Enforcement
    remedy: str
    scope: Scope
    judge: Callable[[Resource, Facts], Iterator[str]] | None = None
    judge_all: Callable[[Sequence[Resource], Facts], Iterator[str]] | None = None
    properties: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    needs: tuple[str, ...] = ()
    reads: tuple[str, ...] = ()

    def missing(self, facts: Facts) -> str:
        """Return which property of its configuration it lacks and cannot do without; "" if it applies."""
        known = {**facts.configuration, **({} if facts.catalog is None else {"inventory": facts.catalog})}
        return next((name for name in self.needs if not known.get(name)), "")


@dataclass(frozen=True, kw_only=True, slots=True)
class Violation:
    """What is against a rule. `urn` and `name` are "" where no resource is."""

    rule: Rule
    enforcement: Enforcement
    message: str
    urn: str = ""
    name: str = ""


INVENTORY: Mapping[str, Any] = {
    "type": "string",
    "minLength": 1,
    "description": "What `catalogctl discover` has written: a path, absolute or from the folder of the policy pack or "
    "of the configuration file.",
}
"""The property of each rule that knows the catalog from an inventory."""


def violations(
    rule: Rule, resources: Sequence[Resource], facts: Facts, enforcement: Enforcement
) -> Iterator[Violation]:
    """Judge resources by a rule.

    Args:
        rule: the rule.
        resources: those of one Pulumi stack.
        facts: what else it knows.
        enforcement: what a violation does.

    """
    if rule.missing(facts) or enforcement is Enforcement.DISABLED:
        return
    if rule.judge_all is not None:
        for message in rule.judge_all(resources, facts):
            yield Violation(rule=rule, enforcement=enforcement, message=message)
    if rule.judge is not None:
        for resource in resources:
            for message in rule.judge(resource, facts):
                yield Violation(
                    rule=rule, enforcement=enforcement, message=message, urn=resource.urn, name=resource.name
                )
