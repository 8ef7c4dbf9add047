"""Whether CloudFormation would take a value for a parameter, or nobody can say."""

from collections.abc import Iterator

from pulumi_servicecatalog.model.problems.after_import import ParameterNotAllowed, PatternNotJudged
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.product import Artifact
from pulumi_servicecatalog.rules import templates


def check(
    value: str, parameter: templates.TemplateParameter, artifact: Artifact, *, by_default: bool = False
) -> Iterator[Problem]:
    """Find that the value of a parameter is not allowed, or that its pattern is not judged.

    Args:
        value: what is declared, or kept, or the default.
        parameter: what the version takes.
        artifact: the version.
        by_default: whether the value is the default.

    """
    at, name = f"parameters.{parameter.name}", parameter.name
    reason = templates.check_parameter(value, parameter)
    if reason is not None:
        yield ParameterNotAllowed(property=at, name=name, reason=reason, artifact=artifact.name, by_default=by_default)
    elif parameter.allowed_pattern is not None and not templates.is_pattern_judged(value, parameter):
        yield PatternNotJudged(
            property=at,
            name=name,
            pattern=parameter.allowed_pattern,
            artifact=artifact.name,
            by_default=by_default,
        )
