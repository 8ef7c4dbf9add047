"""Whether other stacks export what a template imports (Fn::ImportValue)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from pulumi_servicecatalog.model.connection import Identity
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.exports import ImportMissing
from pulumi_servicecatalog.model.product import Artifact
from pulumi_servicecatalog.rules.own_names import evaluation, is_new
from pulumi_servicecatalog.rules.stack_values import StackValues
from pulumi_servicecatalog.rules.templates import Evaluation, Template
from pulumi_servicecatalog.rules.templates.template import Value

_SECTIONS = ("Resources", "Outputs")


@dataclass(frozen=True, kw_only=True, slots=True)
class Import:
    """What a resource or an output imports; `shown` is "" where a value of a parameter stands in the name."""

    user: str
    name: str
    shown: str


def imports_of(template: Template, values: StackValues, identity: Identity, stack_id: str | None) -> Sequence[Import]:
    """Return what a launch or an update is sure to import, under names that are known; see `exports_of`."""
    known = evaluation(template, values, identity, stack_id)
    plain = evaluation(template, None, identity, stack_id)
    imports = [
        Import(user=user, name=text, shown=plain.text(name) or "")
        for user, body in _members(template, known)
        for name in _imported(body, known)
        if (text := known.text(name)) is not None and not is_new(text)
    ]
    return list(dict.fromkeys(imports))


def check(imports: Sequence[Import], existing: Collection[str], artifact: Artifact) -> Iterator[Problem]:
    """Find imports of what no stack exports now. `existing` are the names of all exports."""
    for item in imports:
        if item.name not in existing:
            yield ImportMissing(user=item.user, name=item.shown, artifact=artifact.name)


def _members(template: Template, known: Evaluation) -> Iterator[tuple[str, Value]]:
    """Yield the resources and outputs that are sure to be made, by their keys."""
    for section in _SECTIONS:
        members = template.body.get(section)
        for key, body in members.items() if isinstance(members, dict) else ():
            condition = body.get("Condition") if isinstance(body, dict) else None
            if condition is None or known.holds({"Condition": condition}):
                yield key, body


def _imported(value: Value, known: Evaluation) -> Iterator[Value]:
    """Yield what `Fn::ImportValue` is called with, where that is sure to happen."""
    match value:
        case {"Fn::ImportValue": name}:
            yield name
        case {"Fn::If": [str(condition), one, other]}:
            truth = known.holds({"Condition": condition})
            yield from () if truth is None else _imported(one if truth else other, known)
        case dict():
            for item in value.values():
                yield from _imported(item, known)
        case [*items]:
            for item in items:
                yield from _imported(item, known)
