"""What an import leaves to an update, and what it does not mind and a later one will: paths, tags, constraints."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from pulumi_servicecatalog.model.desired import Desired, DesiredImport
from pulumi_servicecatalog.model.problems.after_import import (
    ConstraintsPending,
    LaunchPathNameShared,
    NoEchoInClear,
    NoLaunchPath,
    SeveralLaunchPaths,
    TagUpdateNotAllowed,
)
from pulumi_servicecatalog.model.problems.base import Problem, Severity
from pulumi_servicecatalog.model.problems.operations import UnknownParameter
from pulumi_servicecatalog.model.product import Artifact, LaunchPath, Product
from pulumi_servicecatalog.model.stack import Stack
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.rules import launch_paths, parameter_values, suggestions, templates
from pulumi_servicecatalog.rules.checks import parameter_value

_TAG_CONSTRAINT = "RESOURCE_UPDATE"


def check_paths(desired: Desired, product: Product, paths: Sequence[LaunchPath], caller: str) -> Iterator[Problem]:
    """Find that updates would have no path, or not know which."""
    if desired.path is UNKNOWN:
        return
    if not paths:
        yield NoLaunchPath(product=product.name, caller=caller)
    elif desired.path is None:
        if len(paths) > 1:
            yield SeveralLaunchPaths(product=product.name, paths=launch_paths.listed(paths))
    elif (problem := launch_paths.missing(desired.path, paths, product)) is not None:
        shared = isinstance(problem, LaunchPathNameShared)
        yield replace(problem, severity=Severity.WARNING) if shared else problem


def check_constraints(desired: DesiredImport, product: Product, paths: Sequence[LaunchPath]) -> Iterator[Problem]:
    """Find constraints that wait for an update, and tags that none of them allows."""
    usable = launch_paths.usable(desired.path, paths)
    constraints = sorted({constraint for path in usable for constraint in path.constraints})
    if constraints and desired.apply_constraints is not True:
        yield ConstraintsPending(product=product.name, constraints=tuple(constraints))
    yield from check_tags(desired, product, usable)


def check_tags(desired: Desired, product: Product, usable: Sequence[LaunchPath]) -> Iterator[Problem]:
    """Find tags that no constraint of the paths allows to be changed."""
    if desired.tags and desired.tags is not UNKNOWN and usable and not any(map(allows_tags, usable)):
        yield TagUpdateNotAllowed(product=product.name)


def allows_tags(path: LaunchPath) -> bool:
    """Tell whether a constraint of the path allows the tags of a provisioned product to be changed."""
    return _TAG_CONSTRAINT in path.constraints


def check_parameters(
    declared: Mapping[str, object],
    accepted: Sequence[templates.TemplateParameter],
    artifact: Artifact,
    *,
    shown: Collection[str],
) -> Iterator[Problem]:
    """Find declared parameters that the version's template lacks, whose value it does not allow, or wants hidden.

    Args:
        declared: the values by name.
        accepted: what the version takes.
        artifact: the version.
        shown: the names of those that are known to be no secrets of the program.

    """
    known = {parameter.name: parameter for parameter in accepted}
    for name, value in sorted(declared.items()):
        if name not in known:
            yield UnknownParameter(
                property=f"parameters.{name}",
                artifact=artifact.name,
                name=name,
                suggestions=suggestions.similar(name, known),
                known=tuple(known),
            )
        elif isinstance(value, str) and not (known[name].no_echo and parameter_values.is_masked(value)):
            yield from parameter_value.check(value, known[name], artifact)
            if known[name].no_echo and name in shown:
                yield NoEchoInClear(property=f"parameters.{name}", name=name)


def update_reasons(desired: DesiredImport, stack: Stack, no_echo: Collection[str] | None = None) -> tuple[str, ...]:
    """Return what an update follows the import for, as far as an import cannot do it; its version aside.

    `no_echo` are the NoEcho parameters of the stack's template; None where it is not known.
    """
    because = []
    if isinstance(desired.parameters, Mapping):
        because += [
            f"parameters.{name}"
            for name, value in sorted(desired.parameters.items())
            if value is not UNKNOWN
            and parameter_values.differs(name, value, stack.parameters.get(name), no_echo=no_echo, earlier=None)
        ]
    if desired.tags and desired.tags is not UNKNOWN:
        because.append("tags")
    because += [
        name
        for name, value in (("launchRoleArn", desired.launch_role_arn), ("owner", desired.owner))
        if value and value is not UNKNOWN
    ]
    if desired.apply_constraints is True:
        because.append("applyConstraints")
    return tuple(because)
