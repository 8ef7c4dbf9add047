"""The rules without an engine: on exported states, and on what an inventory says of the stacks that are governed."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from pulumi_servicecatalog.policy import state
from pulumi_servicecatalog.policy.catalog import Catalog
from pulumi_servicecatalog.policy.configuration import Configured
from pulumi_servicecatalog.policy.resource import Resource
from pulumi_servicecatalog.policy.rule import Facts, Rule, Scope, Violation, violations
from pulumi_servicecatalog.policy.rule_set import RULES
from pulumi_servicecatalog.policy.state import State


def judge(
    states: Sequence[State],
    catalog: Catalog | None,
    configured: Mapping[str, Configured],
    read: Callable[[str], Catalog],
) -> Iterator[Violation]:
    """Yield what is against a rule, rule by rule.

    Args:
        states: the resources of Pulumi stacks.
        catalog: what an inventory says; its governed stacks are judged as well, if they are in no state. None without.
        configured: what is configured of each rule.
        read: reads the inventory that a rule's configuration names.

    """
    declared = [resource for known in states for resource in known.declared]
    made = [resource for known in states for resource in known.made]
    observed = [*made, *_only_observed(made, catalog)]
    for rule in RULES:
        own = configured[rule.id]
        named = own.properties.get("inventory")
        facts = Facts(configuration=own.properties, catalog=read(named) if named else catalog)
        yield from violations(rule, _judged(rule, declared, made, observed), facts, own.enforcement)


def not_applied(catalog: Catalog | None, configured: Mapping[str, Configured]) -> Mapping[str, str]:
    """Return the rules that are not applied, and which property of its configuration each lacks."""
    facts = {
        rule.id: Facts(configuration=configured[rule.id].properties, catalog=_stands_in(rule, catalog, configured))
        for rule in RULES
    }
    return {rule.id: lacking for rule in RULES if (lacking := rule.missing(facts[rule.id]))}


def _stands_in(rule: Rule, catalog: Catalog | None, configured: Mapping[str, Configured]) -> Catalog | None:
    return Catalog() if configured[rule.id].properties.get("inventory") else catalog


def _judged(
    rule: Rule, declared: Sequence[Resource], made: Sequence[Resource], observed: Sequence[Resource]
) -> Sequence[Resource]:
    match rule.scope:
        case Scope.DECLARED:
            return declared
        case Scope.STATE:
            return observed
        case Scope.STACK:
            return made


def _only_observed(made: Sequence[Resource], catalog: Catalog | None) -> Iterator[Resource]:
    """Yield the governed stacks of an inventory that no state has, as resources."""
    known = {resource.text("provisionedProductId") for resource in made}
    for stack in catalog.stacks if catalog else ():
        resource = state.of_stack(stack)
        if resource is not None and resource.text("provisionedProductId") not in known:
            yield resource
