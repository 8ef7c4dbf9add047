"""What the rules were not able to judge: what an inventory has not read, and what is encrypted in a state."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pulumi_servicecatalog.discovery.verdict import Kind
from pulumi_servicecatalog.model.problems.text import listing
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.policy.catalog import Catalog, by_location
from pulumi_servicecatalog.policy.configuration import Configured
from pulumi_servicecatalog.policy.resource import Resource
from pulumi_servicecatalog.policy.rule import Enforcement, Facts, Rule, Scope
from pulumi_servicecatalog.policy.rule_set import RULES
from pulumi_servicecatalog.policy.state import State


@dataclass(frozen=True, kw_only=True, slots=True)
class Unjudged:
    """A resource, or an account in a Region, and why it was not judged. `rule` is "" where no rule could."""

    name: str
    reason: str
    rule: str = ""


def of(
    states: Sequence[State],
    catalog: Catalog | None,
    configured: Mapping[str, Configured],
    read: Callable[[str], Catalog],
) -> tuple[Unjudged, ...]:
    """Return what was not judged, each once.

    Args:
        states: the resources of Pulumi stacks.
        catalog: what an inventory says; None without.
        configured: what is configured of each rule.
        read: reads the inventory that a rule's configuration names.

    """
    return tuple(dict.fromkeys(_of(states, catalog, configured, read)))


def _of(
    states: Sequence[State],
    catalog: Catalog | None,
    configured: Mapping[str, Configured],
    read: Callable[[str], Catalog],
) -> Iterator[Unjudged]:
    yield from of_catalog(catalog)
    for rule in RULES:
        own = configured[rule.id]
        path = own.properties.get("inventory")
        facts = Facts(configuration=own.properties, catalog=read(path) if path else catalog)
        if own.enforcement is Enforcement.DISABLED or rule.missing(facts):
            continue
        yield from of_catalog(facts.catalog if path else None)
        for state in states:
            for resource in state.declared if rule.scope is Scope.DECLARED else state.made:
                unknown = tuple(_unknown(rule, resource, facts))
                if unknown:
                    reason = f"{listing(unknown)} is encrypted in the state"
                    yield Unjudged(name=resource.name, reason=reason, rule=rule.id)


def of_catalog(catalog: Catalog | None) -> Iterator[Unjudged]:
    """Yield what an inventory has not read: accounts in a Region, and stacks."""
    if catalog is None:
        return
    for account in catalog.unread:
        location = ", ".join(part for part in (account.account, account.region) if part)
        yield Unjudged(name=location, reason=account.reason or "it was not read")
    unreadable = tuple(stack for stack in catalog.stacks if stack.verdict == Kind.UNREADABLE.value)
    for account_id, region, stacks in by_location(unreadable):
        number = "1 stack" if len(stacks) == 1 else f"{len(stacks)} stacks"
        yield Unjudged(name=f"{account_id}, {region}", reason=f"{number} could not be read")


def _unknown(rule: Rule, resource: Resource, facts: Facts) -> Iterator[str]:
    """Yield what a rule reads of a resource and cannot: a property, or a key of it that is configured."""
    for name in rule.reads:
        if resource.is_unknown(name):
            yield name
            continue
        value, wanted = resource.values.get(name), facts.configuration.get(name)
        if isinstance(value, Mapping) and isinstance(wanted, Mapping):
            yield from (f"{name}.{key}" for key, allowed in wanted.items() if allowed and value.get(key) is UNKNOWN)
