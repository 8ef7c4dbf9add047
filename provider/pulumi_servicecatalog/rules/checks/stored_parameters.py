"""Whether parameters of Systems Manager types name what is in the parameter store, where CloudFormation looks."""

from collections.abc import Collection, Iterator

from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.launches import StoredParameterMissing, StoredParameterNotChecked
from pulumi_servicecatalog.model.product import Artifact
from pulumi_servicecatalog.rules.stack_values import StackValues

_TYPES = ("AWS::SSM::Parameter::Value<", "AWS::SSM::Parameter::Name")


def stored(values: StackValues) -> dict[str, str]:
    """Return the parameters of such a type with the names that they have, as far as those are known."""
    return {name: values.known[name] for name in _of_a_type(values) if name in values.known}


def check(names: dict[str, str], missing: Collection[str], artifact: Artifact) -> Iterator[Problem]:
    """Find parameters whose value names nothing. `names` are those of `stored`, `missing` what the store lacks."""
    for parameter, name in names.items():
        if name in missing:
            yield StoredParameterMissing(property=f"parameters.{parameter}", name=parameter, artifact=artifact.name)


def not_checked(values: StackValues, artifact: Artifact, reason: str) -> Iterator[Problem]:
    """Say of each such parameter that nobody has looked."""
    for name in _of_a_type(values):
        if name in values.known or name in values.hidden:
            yield StoredParameterNotChecked(
                property=f"parameters.{name}", name=name, artifact=artifact.name, reason=reason
            )


def hidden(values: StackValues, artifact: Artifact) -> Iterator[Problem]:
    """Say of each such parameter that keeps a value which AWS hides that nobody can look."""
    of_a_type = {name: values.types[name] for name in _of_a_type(values) if name in values.hidden}
    only_hidden = StackValues(types=of_a_type, hidden=values.hidden)
    yield from not_checked(only_hidden, artifact, "AWS does not show the value that it keeps")


def _of_a_type(values: StackValues) -> list[str]:
    return [name for name, kind in values.types.items() if kind.startswith(_TYPES)]
