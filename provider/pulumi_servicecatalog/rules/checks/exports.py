"""Whether the exports of a template are free, and whether an update takes away one that another stack imports."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pulumi_servicecatalog.model.arn import stack_name
from pulumi_servicecatalog.model.connection import Identity
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.exports import ExportInUse, ExportNotJudged, ExportTaken
from pulumi_servicecatalog.model.product import Artifact
from pulumi_servicecatalog.rules import template_rules
from pulumi_servicecatalog.rules.stack_values import StackValues
from pulumi_servicecatalog.rules.templates import Evaluation, Template, names_in
from pulumi_servicecatalog.rules.templates.template import Value

_NEW_NAME = "\0"
"""Stands for the name of a stack that AWS has yet to choose: an export with it in its name is like no other."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Exports:
    """What a launch or an update exports.

    `names` are the names that are known; `unclear` the outputs whose export may have any name, also once `up` runs.
    Where the exports are not `complete`, some have names that are not known now.
    """

    names: tuple[str, ...] = ()
    unclear: tuple[str, ...] = ()
    complete: bool = True


def has_exports(template: Template) -> bool:
    """Return whether a template exports anything."""
    return any(True for _ in _outputs(template))


def exports_of(template: Template, values: StackValues, identity: Identity, stack_id: str | None) -> Exports:
    """Return what a launch or an update with these values exports.

    Args:
        template: of the version.
        values: what the parameters will have.
        identity: where the stack is.
        stack_id: the stack that is updated; None at a launch, which makes one with another name than all others.

    """
    own = {"AWS::StackName": stack_name(stack_id or _NEW_NAME), "AWS::StackId": stack_id or _NEW_NAME}
    known = {**values.known, **template_rules.pseudo_parameters(identity), **own}
    evaluation = Evaluation(body=template.body, values=known)
    live = {
        key: name
        for key, condition, name in _outputs(template)
        if condition is None or evaluation.holds({"Condition": condition}) is not False
    }
    texts = {key: evaluation.text(name) for key, name in live.items()}
    return Exports(
        names=tuple(text for text in texts.values() if text is not None and _NEW_NAME not in text),
        unclear=tuple(key for key, text in texts.items() if text is None and _never_known(live[key], values)),
        complete=None not in texts.values(),
    )


def check(
    exports: Exports,
    existing: Mapping[str, str],
    artifact: Artifact,
    *,
    stack_id: str | None,
    importers: Callable[[str], Sequence[str]],
) -> Iterator[Problem]:
    """Find exports that another stack has, and those of the stack that go although they are in use.

    Args:
        exports: what the launch or the update exports.
        existing: the stacks that export by what they export.
        artifact: the version.
        stack_id: the stack that is updated; None at a launch.
        importers: returns the stacks that import an export.

    Raises:
        Refusal: whatever `importers` raises.

    """
    for name in exports.names:
        if name in existing and existing[name] != stack_id:
            yield ExportTaken(name=name, stack=stack_name(existing[name]), artifact=artifact.name)
    if exports.unclear:
        reason = "their names depend on resources, or on values that AWS hides"
        yield ExportNotJudged(exports=exports.unclear, artifact=artifact.name, reason=reason)
    if stack_id is None or not exports.complete:
        return
    for name, owner in existing.items():
        if owner == stack_id and name not in exports.names and (others := tuple(importers(name))):
            yield ExportInUse(name=name, stack=stack_name(stack_id), artifact=artifact.name, importers=others)


def _outputs(template: Template) -> Iterator[tuple[str, Value, Value]]:
    """Yield the outputs that are exported: by their keys, with their conditions and the names of the exports."""
    outputs = template.body.get("Outputs")
    for key, output in outputs.items() if isinstance(outputs, dict) else ():
        export = output.get("Export") if isinstance(output, dict) else None
        if isinstance(output, dict) and isinstance(export, dict):
            yield key, output.get("Condition"), export.get("Name")


def _never_known(name: Value, values: StackValues) -> bool:
    """Return whether a name depends on more than values that `up` will know."""
    return any(referred not in values.types or referred in values.hidden for referred in names_in(name))
