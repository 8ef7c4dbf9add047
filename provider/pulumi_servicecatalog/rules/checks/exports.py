"""Whether the exports of a template are free, and whether an update takes away one that another stack imports."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pulumi_servicecatalog.model.arn import stack_name
from pulumi_servicecatalog.model.connection import Identity
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.exports import ExportInUse, ExportNotJudged, ExportTaken
from pulumi_servicecatalog.model.product import Artifact
from pulumi_servicecatalog.model.stack import Stack
from pulumi_servicecatalog.rules.own_names import evaluation, is_new
from pulumi_servicecatalog.rules.stack_values import Before, StackValues, values_of
from pulumi_servicecatalog.rules.templates import (
    Evaluation,
    Template,
    names_in,
    no_echo_names,
    parameters,
)
from pulumi_servicecatalog.rules.templates.template import Value

_LOOP = "Fn::ForEach"
"""Begins the key of a loop, whose value is a list."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Export:
    """An output that is exported, or may be.

    `name` is None where it is not known, and `shown` "" where a value of a parameter stands in it, which no message
    tells. It is `certain` unless its condition is undecided, and `unclear` where its name or its condition is not known
    once `up` runs, either.
    """

    output: str
    name: str | None
    shown: str = ""
    certain: bool = True
    unclear: bool = False

    @property
    def label(self) -> str:
        """Return what a message calls it."""
        return self.shown or self.output


def exports_of(template: Template, values: StackValues, identity: Identity, stack_id: str | None) -> list[Export]:
    """Return what a launch or an update with these values exports, but for names that are like no other.

    Args:
        template: of the version.
        values: what the parameters will have.
        identity: where the stack is.
        stack_id: the stack that is updated; None at a launch, which makes one with another name than all others.

    """
    known = evaluation(template, values, identity, stack_id)
    plain = evaluation(template, None, identity, stack_id)
    exports = []
    for key, condition, name in _outputs(template):
        applies = condition is None or known.holds({"Condition": condition})
        text = known.text(name)
        if applies is False or (text is not None and is_new(text)):
            continue
        undecided: list[Value] = [
            *([] if applies else [{"Condition": condition}]),
            *([] if text is not None else [name]),
        ]
        exports.append(
            Export(
                output=key,
                name=text,
                shown=plain.text(name) or "",
                certain=applies is True,
                unclear=any(_is_never_known(value, values, known) for value in undecided),
            )
        )
    return exports + [Export(output=key, name=None, certain=False, unclear=True) for key in _loops(template)]


def exports_before(template: Template, stack: Stack, identity: Identity) -> list[Export]:
    """Return what a stack exports that has this template, as far as its parameters tell."""
    accepted = parameters(template)
    before = Before(values=stack.parameters, no_echo=no_echo_names(template))
    return exports_of(template, values_of(accepted, None, before), identity, stack.id)


def check(  # noqa: PLR0913 - what there is, and what will be
    exports: Sequence[Export],
    existing: Mapping[str, str],
    artifact: Artifact,
    *,
    stack_id: str | None,
    importers: Callable[[str], Sequence[str]],
    before: Sequence[Export] = (),
) -> Iterator[Problem]:
    """Find exports that another stack has, and those of the stack that go although they are in use.

    Args:
        exports: what the launch or the update exports.
        existing: the stacks that export by what they export.
        artifact: the version.
        stack_id: the stack that is updated; None at a launch.
        importers: returns the stacks that import an export.
        before: what the stack exports, by its template.

    Raises:
        Refusal: whatever `importers` raises.

    """
    for export in exports:
        owner = None if export.name is None else existing.get(export.name)
        if export.certain and owner is not None and owner != stack_id:
            yield ExportTaken(name=export.shown, output=export.output, stack=stack_name(owner), artifact=artifact.name)
    unclear = tuple(
        export.label for export in exports if export.unclear and (export.name is None or export.name in existing)
    )
    if unclear:
        reason = "they depend on resources, on values that are not known, or on `Fn::ForEach`"
        yield ExportNotJudged(exports=unclear, artifact=artifact.name, reason=reason)
    names = {export.name for export in exports}
    if stack_id is not None and None not in names:
        going = (name for name, owner in existing.items() if owner == stack_id and name not in names)
        yield from _in_use(going, stack_id, artifact.name, importers, before)


def check_deleted(
    existing: Mapping[str, str],
    stack_id: str,
    *,
    importers: Callable[[str], Sequence[str]],
    before: Sequence[Export],
) -> Iterator[Problem]:
    """Find the exports in use of a stack that a replacement deletes; for the arguments see `check`."""
    going = (name for name, owner in existing.items() if owner == stack_id)
    yield from _in_use(going, stack_id, "", importers, before)


def _in_use(
    names: Iterable[str],
    stack_id: str,
    artifact: str,
    importers: Callable[[str], Sequence[str]],
    before: Sequence[Export],
) -> Iterator[Problem]:
    known = {export.name: export for export in before}
    nameless = [export for export in before if export.name is None]
    other = nameless[0] if len(nameless) == 1 else Export(output="", name=None)
    for name in names:
        if others := tuple(importers(name)):
            export = known.get(name, other)
            yield ExportInUse(
                name=export.shown,
                output=export.output,
                stack=stack_name(stack_id),
                artifact=artifact,
                importers=others,
            )


def _outputs(template: Template) -> Iterator[tuple[str, Value, Value]]:
    """Yield the outputs that are exported: by their keys, with their conditions and the names of the exports."""
    outputs = template.body.get("Outputs")
    for key, output in outputs.items() if isinstance(outputs, dict) else ():
        export = output.get("Export") if isinstance(output, dict) else None
        if isinstance(output, dict) and isinstance(export, dict):
            yield key, output.get("Condition"), export.get("Name")


def _loops(template: Template) -> list[str]:
    """Return the keys of the loops that make outputs with exports, which a transform of CloudFormation unrolls."""
    outputs = template.body.get("Outputs")
    loops = outputs.items() if isinstance(outputs, dict) else ()
    return [str(key) for key, loop in loops if str(key).startswith(_LOOP) and _exports_in(loop)]


def _exports_in(value: Value) -> bool:
    match value:
        case dict():
            return "Export" in value or any(map(_exports_in, value.values()))
        case list():
            return any(map(_exports_in, value))
        case _:
            return False


def _is_never_known(value: Value, values: StackValues, known: Evaluation) -> bool:
    """Return whether a name or a condition depends on more than values that `up` will know."""
    conditions = known.body.get("Conditions")
    referred = set(names_in(value, conditions if isinstance(conditions, dict) else {})) - set(known.values)
    foreseen = {name for name in values.types if name not in values.hidden and not values.is_stored(name)}
    return not referred or not referred <= foreseen
