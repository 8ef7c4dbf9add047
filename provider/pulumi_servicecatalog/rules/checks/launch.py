"""What a launch takes: a path, parameters within their constraints, tags among the options, places of the stack set."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from pulumi_servicecatalog.model.connection import Identity
from pulumi_servicecatalog.model.desired import Reference
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.launches import (
    LaunchNeedsPath,
    LaunchPathOpen,
    NotAStackSet,
    OutsideStackSet,
    TemplateRuleBroken,
    TemplateRuleNotJudged,
    TemplateRulesUnknown,
)
from pulumi_servicecatalog.model.product import (
    Artifact,
    ArtifactParameter,
    LaunchPath,
    Product,
    ProvisioningParameters,
)
from pulumi_servicecatalog.model.stack_set import StackSetPreferences
from pulumi_servicecatalog.model.unknown import Unknown
from pulumi_servicecatalog.rules import launch_paths, stack_sets, template_rules, templates, updates
from pulumi_servicecatalog.rules.checks import after_import, update
from pulumi_servicecatalog.rules.stack_values import Before, StackValues, values_of
from pulumi_servicecatalog.rules.template_rules import BrokenRule, UndecidedRule

_STACK_SET_CONSTRAINT = "STACKSET"


def check_path(
    declared: Reference | None, product: Product, paths: Sequence[LaunchPath], *, caller: str
) -> Iterator[Problem]:
    """Find that the caller has no path, several, or not the declared one, or several of its name."""
    if not paths:
        yield LaunchNeedsPath(product=product.name, caller=caller)
    elif declared is None:
        if len(paths) > 1:
            yield LaunchPathOpen(product=product.name, paths=launch_paths.listed(paths))
    elif (problem := launch_paths.missing(declared, paths, product)) is not None:
        yield problem


def check_parameters(
    declared: Mapping[str, object] | Unknown | None,
    accepted: Sequence[ArtifactParameter],
    artifact: Artifact,
    *,
    shown: Collection[str],
) -> Iterator[Problem]:
    """Find parameters that the version lacks, values that it does not allow, and values that are missing."""
    if isinstance(declared, Unknown):
        return
    values = declared or {}
    yield from after_import.check_parameters(
        values, [as_template_has_it(parameter) for parameter in accepted], artifact, shown=shown
    )
    yield from updates.masks_of_new_parameters(values, (p.key for p in accepted if p.no_echo), ())
    for parameter in accepted:
        if parameter.key not in values:
            yield from update.check_default(as_template_has_it(parameter), artifact)


def check_rules(
    declared: Mapping[str, object] | Unknown | None,
    before: Before | None,
    accepted: ProvisioningParameters,
    product: Product,
    path: LaunchPath,
) -> Iterator[Problem]:
    """Find the rules of TEMPLATE constraints that the values break.

    Args:
        declared: what the program says.
        before: what the stack has and keeps; None where that is not known.
        accepted: what AWS says of the version along the path.
        product: of which.
        path: the only one that can be taken.

    """
    if not path.has_template_rules or isinstance(declared, Unknown):
        return
    if accepted.rules is None:
        yield TemplateRulesUnknown(path=path.name or path.id, product=product.name)
        return
    parameters = [as_template_has_it(parameter) for parameter in accepted.parameters]
    values = values_of(parameters, declared, before)
    yield from _rule_problems(template_rules.judge(accepted.rules, values), product)


def check_template_rules(
    template: templates.Template, values: StackValues, artifact: Artifact, product: Product, identity: Identity | None
) -> Iterator[Problem]:
    """Find the `Rules` of a version's template that the values break.

    Args:
        template: of the version.
        values: what the parameters will have.
        artifact: the version.
        product: of which.
        identity: where the stack is; None for the stacks of a stack set.

    """
    rules = template.body.get("Rules")
    if isinstance(rules, dict):
        yield from _rule_problems(template_rules.judge(rules, values, identity), product, artifact.name)


def _rule_problems(
    verdicts: Sequence[BrokenRule | UndecidedRule], product: Product, artifact: str = ""
) -> Iterator[Problem]:
    for rule in verdicts:
        if isinstance(rule, BrokenRule):
            yield TemplateRuleBroken(
                rule=rule.name, description=rule.description, product=product.name, artifact=artifact
            )
        else:
            yield TemplateRuleNotJudged(rule=rule.name, causes=rule.causes, artifact=artifact)


def check_stack_set(
    declared: StackSetPreferences | Unknown | None,
    accepted: ProvisioningParameters,
    product: Product,
    *,
    earlier: StackSetPreferences | None = None,
) -> Iterator[Problem]:
    """Find preferences for a product that is no stack set, places that its constraint does not name, and too many.

    `earlier` is what was declared before an update; None at a launch, and where it is not known.
    """
    if not isinstance(declared, StackSetPreferences):
        return
    if not any(kind == _STACK_SET_CONSTRAINT for kind, _ in accepted.constraints) and not accepted.stack_set_regions:
        yield NotAStackSet(product=product.name)
        return
    for what, prop, wanted, allowed in (
        ("accounts", "stackSetAccounts", declared.accounts, accepted.stack_set_accounts),
        ("Regions", "stackSetRegions", declared.regions, accepted.stack_set_regions),
    ):
        outside = [name for name in wanted if allowed and name not in allowed]
        if outside:
            yield OutsideStackSet(
                property=f"provisioningPreferences.{prop}",
                what=what,
                outside=tuple(outside),
                product=product.name,
                allowed=tuple(allowed),
            )
    for accounts in stack_sets.accounts_of_each_operation(earlier, declared, accepted.stack_set_accounts):
        problem = stack_sets.too_many_at_once(declared, accounts)
        if problem is not None:
            yield problem
            return


def as_template_has_it(parameter: ArtifactParameter) -> templates.TemplateParameter:
    """Return a parameter that AWS tells of as if the template had been read."""
    return templates.TemplateParameter(
        name=parameter.key,
        type=parameter.type,
        default=parameter.default,
        allowed_values=parameter.allowed_values,
        allowed_pattern=parameter.allowed_pattern,
        min_length=parameter.min_length,
        max_length=parameter.max_length,
        min_value=parameter.min_value,
        max_value=parameter.max_value,
        no_echo=parameter.no_echo,
        description=parameter.description or None,
        constraint_description=parameter.constraint_description,
    )
