"""The parameters and tags that an UpdateProvisionedProduct has to carry."""

from collections.abc import Collection, Iterable, Mapping

from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.operations import UnknownParameter
from pulumi_servicecatalog.model.product import ArtifactParameter
from pulumi_servicecatalog.model.request import KeepValue, ParameterSetting, SetValue
from pulumi_servicecatalog.rules import suggestions
from pulumi_servicecatalog.rules.drift import Change


def parameter_settings(
    *, declared: Mapping[str, str] | None, accepted: Iterable[ArtifactParameter], present: Collection[str]
) -> tuple[ParameterSetting, ...]:
    """Set what is declared, and keep the value of every other parameter that the version takes.

    `present` are those that have a value to keep. A parameter that is new in the version and not declared is left out:
    its default applies.
    """
    wanted = declared or {}
    return tuple(
        SetValue(key=parameter.key, value=wanted[parameter.key])
        if parameter.key in wanted
        else KeepValue(key=parameter.key)
        for parameter in accepted
        if parameter.key in wanted or parameter.key in present
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
