"""The parameters and tags that an UpdateProvisionedProduct has to carry."""

from collections.abc import Collection, Iterable, Mapping

from pulumi_servicecatalog.model.desired import Desired
from pulumi_servicecatalog.model.problems.base import Problem, Severity
from pulumi_servicecatalog.model.problems.operations import UnknownParameter
from pulumi_servicecatalog.model.problems.updates import MaskDeclared
from pulumi_servicecatalog.model.product import ArtifactParameter
from pulumi_servicecatalog.model.request import KeepValue, ParameterSetting, SetValue
from pulumi_servicecatalog.model.stack import Stack
from pulumi_servicecatalog.rules import suggestions
from pulumi_servicecatalog.rules.drift import Change
from pulumi_servicecatalog.rules.parameter_values import is_hidden, is_masked


def parameter_settings(
    *,
    declared: Mapping[str, str] | None,
    accepted: Iterable[ArtifactParameter],
    present: Mapping[str, str | None],
    no_echo: Collection[str] | None = None,
) -> tuple[ParameterSetting, ...]:
    """Set what is declared, and keep the value of every other parameter that the version takes.

    `present` are those that have a value to keep, with the value as AWS shows it, None where it does not. A parameter
    that is new in the version and not declared is left out: its default applies. What AWS shows in place of a NoEcho
    value is no value, and is never sent; `no_echo` are the NoEcho parameters of the version that it has, None where
    they are not known.
    """
    accepted = tuple(accepted)
    masked = {p.key for p in accepted if p.no_echo or is_hidden(p.key, present.get(p.key), no_echo)}
    wanted = {key: value for key, value in (declared or {}).items() if not (key in masked and is_masked(value))}
    return tuple(
        SetValue(key=parameter.key, value=wanted[parameter.key])
        if parameter.key in wanted
        else KeepValue(key=parameter.key)
        for parameter in accepted
        if parameter.key in wanted or parameter.key in present
    )


def declares_mask(desired: Desired, stack: Stack | None) -> bool:
    """Return whether a parameter is declared as asterisks, and AWS shows some, so that it matters which are NoEcho."""
    return bool(declared_masks(desired, stack, None))


def declared_masks(desired: Desired, stack: Stack | None, no_echo: Collection[str] | None) -> tuple[Problem, ...]:
    """Return the parameters that are declared as what AWS shows in place of their values.

    `no_echo` are the NoEcho parameters of the version that the stack has; None where they are not known.
    """
    if stack is None or not isinstance(desired.parameters, Mapping):
        return ()
    return tuple(
        MaskDeclared(property=f"parameters.{key}", name=key, kept=True)
        for key, value in sorted(desired.parameters.items())
        if isinstance(value, str) and is_masked(value) and is_hidden(key, stack.parameters.get(key), no_echo)
    )


def masks_of_new_parameters(
    declared: Mapping[str, object], no_echo: Iterable[str], present: Collection[str]
) -> tuple[Problem, ...]:
    """Find NoEcho parameters that are declared as a mask and have no value yet that could be kept.

    Args:
        declared: the values by the names of the parameters.
        no_echo: the names of the NoEcho parameters that the version takes.
        present: the names of those that have a value.

    """
    new = sorted(name for name in no_echo if name not in present)
    return tuple(
        MaskDeclared(severity=Severity.ERROR, property=f"parameters.{key}", name=key, kept=False)
        for key in new
        if isinstance(value := declared.get(key), str) and is_masked(value)
    )


def tags(declared: Mapping[str, str] | None, changes: Iterable[Change]) -> Mapping[str, str] | None:
    """Return the tags to send; None leaves those that there are alone.

    Declared ones are sent with every update, whatever it is for: AWS may take what is not sent for what is to go. The
    last one that the program gives up leaves an empty set.
    """
    if declared is not None:
        return declared
    removes = any(change.path.name == "tags" and change.path.key is not None for change in changes)
    return {} if removes else None


def unknown_parameters(
    declared: Mapping[str, object], accepted: Iterable[ArtifactParameter], artifact: str
) -> tuple[Problem, ...]:
    """Find declared parameters that the version does not take."""
    known = [parameter.key for parameter in accepted]
    return tuple(
        UnknownParameter(artifact=artifact, name=name, suggestions=suggestions.similar(name, known), known=tuple(known))
        for name in sorted(declared)
        if name not in known
    )
