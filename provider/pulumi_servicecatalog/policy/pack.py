"""The rules as a Pulumi policy pack. Needs the extra `policy`; nothing else here imports pulumi_policy.

The program of a pack is two lines, as ci/policy-pack/__main__.py has them.
"""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from pulumi_policy import (
    EnforcementLevel,
    Policy,
    PolicyConfigSchema,
    PolicyPack,
    PolicyProviderResource,
    PolicyResource,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationArgs,
    StackValidationPolicy,
)
from pulumi_policy import Severity as PulumiSeverity
from pulumi_policy.proxy import UnknownValueError

from pulumi_servicecatalog.model import display
from pulumi_servicecatalog.model.properties import ResourceKind
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.policy import inventory, unjudged
from pulumi_servicecatalog.policy.resource import Resource
from pulumi_servicecatalog.policy.rule import Facts, Rule, Scope, violations
from pulumi_servicecatalog.policy.rule_set import RULES

NAME: Final = "servicecatalog"
_READ_AGAIN: Final = "`catalogctl discover --resume` reads what is missing of an inventory."


def policies(folder: Path) -> list[Policy]:
    """Return the rules as policies, for a pack of one's own beside others.

    Args:
        folder: where a relative path of an inventory begins, mostly that of the pack.

    """
    return [_policy(rule, folder) for rule in RULES]


def run(folder: Path, name: str = NAME) -> None:
    """Serve a policy pack of all rules to Pulumi's engine, until that ends it.

    Args:
        folder: as for `policies`.
        name: the pack's.

    """
    PolicyPack(name=name, policies=policies(folder))


def _policy(rule: Rule, folder: Path) -> Policy:
    known: dict[str, Any] = {
        "name": rule.id,
        "description": rule.must,
        "enforcement_level": EnforcementLevel(rule.enforcement.value),
        "severity": PulumiSeverity(rule.severity.value),
        "remediation_steps": rule.remedy,
        "config_schema": PolicyConfigSchema({name: dict(schema) for name, schema in rule.properties.items()}),
    }
    if rule.scope is Scope.DECLARED:
        return ResourceValidationPolicy(validate=_of_resource(rule, folder), **known)
    return StackValidationPolicy(validate=_of_stack(rule, folder), **known)


def _of_resource(rule: Rule, folder: Path) -> Any:
    def validate(args: ResourceValidationArgs, report: ReportViolation) -> None:
        resource = _resource(args)
        if resource is None:
            args.not_applicable("this resource is not of AWS Service Catalog")
            return
        _judge(rule, [resource], args, report, folder)

    return validate


def _of_stack(rule: Rule, folder: Path) -> Any:
    def validate(args: StackValidationArgs, report: ReportViolation) -> None:
        resources = [resource for known in args.resources if (resource := _resource(known)) is not None]
        _judge(rule, resources, args, report, folder)

    return validate


def _judge(
    rule: Rule,
    resources: Sequence[Resource],
    args: ResourceValidationArgs | StackValidationArgs,
    report: ReportViolation,
    folder: Path,
) -> None:
    configuration = args.get_config()
    named = configuration.get("inventory")
    catalog = inventory.read(folder / named) if named else None
    facts = Facts(configuration=configuration, catalog=catalog)
    if lacking := rule.missing(facts):
        args.not_applicable(f"its configuration has no {lacking}")
    for violation in violations(rule, resources, facts, rule.enforcement):
        report(display.block([violation.message, rule.remedy]), violation.urn or None)
    if rule.scope is Scope.STACK:  # which alone would take what was not read for governed
        for unread in unjudged.of_catalog(catalog):
            report(display.block([f"{unread.name} was not judged: {unread.reason}", _READ_AGAIN]))


def _resource(args: ResourceValidationArgs | PolicyResource) -> Resource | None:
    """Return a resource as the rules see it; None for one of another package."""
    kind = ResourceKind.of_type(args.resource_type)  # the engine hides what names a dynamic resource's provider
    if kind is None:
        return None
    return Resource(
        urn=args.urn, name=args.name, kind=kind, values=_plain(args.props), settings=_settings(args.provider)
    )


def _settings(provider: PolicyProviderResource | None) -> Mapping[str, Any]:
    known: Mapping[str, Any] = _plain(provider.props) if provider else {}
    return known


def _plain(value: Any) -> Any:
    """Return a value without Pulumi's proxies, of which one raises where a value is not known yet."""
    if isinstance(value, Mapping):
        return {key: _member(value, key) for key in value}
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_member(value, index) for index in range(len(value))]
    return value


def _member(value: Any, key: Any) -> Any:
    try:
        return _plain(value[key])
    except UnknownValueError:
        return UNKNOWN
