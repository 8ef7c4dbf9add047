"""The parameters that an UpdateProvisionedProduct has to carry."""

from collections.abc import Iterable, Mapping

from pulumi_servicecatalog.model import problem_kinds as kinds
from pulumi_servicecatalog.model.problem import Problem
from pulumi_servicecatalog.model.product import ArtifactParameter
from pulumi_servicecatalog.model.request import KeepValue, ParameterSetting, SetValue
from pulumi_servicecatalog.rules import near


def parameter_settings(
    *, declared: Mapping[str, str] | None, accepted: Iterable[ArtifactParameter], live: Mapping[str, str]
) -> tuple[ParameterSetting, ...]:
    """Set what is declared, and keep the live value of every other parameter that the version takes.

    A parameter that is new in the version and not declared is left out, so that its default applies.
    """
    wanted = declared or {}
    return tuple(
        SetValue(key=each.key, value=wanted[each.key]) if each.key in wanted else KeepValue(key=each.key)
        for each in accepted
        if each.key in wanted or each.key in live
    )


def unknown_parameters(
    declared: Mapping[str, object], accepted: Iterable[ArtifactParameter], artifact: str
) -> tuple[Problem, ...]:
    """Find declared parameters that the version does not take."""
    known = [each.key for each in accepted]
    return tuple(
        kinds.PARAMETER_UNKNOWN.found(
            artifact=artifact, name=name, near=near.hint(name, known), known=near.listing(known)
        )
        for name in sorted(declared)
        if name not in known
    )
