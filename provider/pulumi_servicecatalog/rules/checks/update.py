"""What an update takes: a launch path, and a value that the version allows for each of its parameters."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pulumi_servicecatalog.model.desired import ById, Desired, Reference
from pulumi_servicecatalog.model.problems.after_import import (
    HiddenValueNotJudged,
    NoLaunchPath,
)
from pulumi_servicecatalog.model.problems.base import Problem, Severity
from pulumi_servicecatalog.model.problems.launches import ParameterMissing
from pulumi_servicecatalog.model.problems.updates import StackNotUpdatable
from pulumi_servicecatalog.model.product import Artifact, LaunchPath, Product
from pulumi_servicecatalog.model.properties import SentBy, sent_by
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.stack import Stack
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.rules import launch_paths, templates
from pulumi_servicecatalog.rules.checks import parameter_value
from pulumi_servicecatalog.rules.drift import Change
from pulumi_servicecatalog.rules.parameter_values import is_masked
from pulumi_servicecatalog.rules.stack_values import Before

_PROPERTIES_ONLY = sent_by(SentBy.UPDATE_PROPERTIES)


def reasons(changes: Iterable[Change]) -> tuple[str, ...]:
    """Return what an update follows for, of what is known to differ and can be changed in place."""
    return tuple(str(change.path) for change in changes if not change.replaces and change.declared is not UNKNOWN)


def is_provisioning(because: Iterable[str]) -> bool:
    """Return whether UpdateProvisionedProduct is sent; the launch role and the owner alone go another way."""
    return any(reason not in _PROPERTIES_ONLY for reason in because)


def changes_properties(because: Iterable[str]) -> bool:
    """Return whether UpdateProvisionedProductProperties is sent."""
    return any(reason in _PROPERTIES_ONLY for reason in because)


def check_stack(stack: Stack | None, provisioned: ProvisionedProduct, *, certain: bool) -> Iterator[Problem]:
    """Find that the stack is in no status to be updated. What AWS itself is changing is waited for."""
    if stack is not None and not stack.updatable and not provisioned.under_change:
        severity = Severity.ERROR if certain else Severity.WARNING
        yield StackNotUpdatable(severity=severity, stack=stack.name, status=stack.status)


def check_path(
    desired: Desired, product: Product, paths: Sequence[LaunchPath], *, last: ById | None, caller: str
) -> Iterator[Problem]:
    """Find that the update has no path, or not the declared one, or several; `last` is the one that was taken last."""
    if desired.path is UNKNOWN:
        return
    if not paths:
        yield NoLaunchPath(severity=Severity.ERROR, product=product.name, caller=caller)
        return
    chosen = launch_paths.choose(desired.path, last=last, paths=paths, of=product)
    if isinstance(chosen, Problem):
        yield chosen


def usable(desired: Desired, product: Product, paths: Sequence[LaunchPath], *, last: ById | None) -> list[LaunchPath]:
    """Return the paths that the update may take."""
    if desired.path is UNKNOWN:
        return list(paths)
    chosen = launch_paths.choose(desired.path, last=last, paths=paths, of=product)
    return launch_paths.usable(chosen if isinstance(chosen, Reference) else None, paths)


def undecided(
    declared: Mapping[str, object],
    accepted: Sequence[templates.TemplateParameter],
    before: Sequence[templates.TemplateParameter] | None,
    live: Mapping[str, str],
) -> list[templates.TemplateParameter]:
    """Return the parameters for which it matters which value the stack has: another version may refuse it, or lack it.

    Args:
        declared: the values of the program.
        accepted: the parameters of the version that the update brings.
        before: those of the version that the provisioned product has; None where they are not known.
        live: the values of the stack, which lacks some where its template was changed by hand.

    """
    known = {parameter.name: parameter for parameter in before or ()}
    return [
        parameter
        for parameter in accepted
        if parameter.name not in declared and (known.get(parameter.name) != parameter or parameter.name not in live)
    ]


def check_kept(
    accepted: Iterable[templates.TemplateParameter], before: Before, artifact: Artifact
) -> Iterator[Problem]:
    """Find parameters that are not declared and have no value to keep, or one that the version does not allow."""
    for parameter in accepted:
        value = before.values.get(parameter.name)
        if value is None:
            yield from check_default(parameter, artifact)
        elif not before.hides(parameter.name):
            yield from parameter_value.check(value, parameter, artifact)


def check_default(parameter: templates.TemplateParameter, artifact: Artifact) -> Iterator[Problem]:
    """Find that a parameter without a value has no default, or one that its own template does not allow."""
    if parameter.default is None:
        at, description = f"parameters.{parameter.name}", parameter.description or ""
        yield ParameterMissing(property=at, name=parameter.name, artifact=artifact.name, description=description)
    elif not (parameter.no_echo and is_masked(parameter.default)):
        yield from parameter_value.check(parameter.default, parameter, artifact, by_default=True)


def check_hidden(
    accepted: Iterable[templates.TemplateParameter],
    taken: Sequence[templates.TemplateParameter] | None,
    before: Before,
    artifact: Artifact,
) -> Iterator[Problem]:
    """Find parameters that keep a value which AWS does not show, and that the version restricts in another way.

    `taken` are the parameters of the version that the provisioned product has.
    """
    known = {parameter.name: _restrictions(parameter) for parameter in taken or ()}
    for parameter in accepted:
        restrictions = _restrictions(parameter)
        restricted = parameter.type != "String" or any(limit is not None for limit in restrictions[1:])
        if before.hides(parameter.name) and restricted and known.get(parameter.name) != restrictions:
            yield HiddenValueNotJudged(
                property=f"parameters.{parameter.name}", name=parameter.name, artifact=artifact.name
            )


def _restrictions(parameter: templates.TemplateParameter) -> tuple[object, ...]:
    return (
        parameter.type,
        parameter.allowed_values,
        parameter.allowed_pattern,
        parameter.min_length,
        parameter.max_length,
        parameter.min_value,
        parameter.max_value,
    )
