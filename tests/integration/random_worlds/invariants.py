"""What must be so whatever happens: each invariant as a function that yields what breaks it."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any

from integration.random_worlds.observed import Picture, StackPicture
from integration.random_worlds.programs import IMPORTED
from integration.random_worlds.worlds import SECRETS
from pulumi_servicecatalog.providers.plugin.secrets import revealed
from pulumi_servicecatalog.providers.plugin.wire import Secret
from support.pulumi_engine.values import Entry, Kind, Operation, Resource, State, Step

_DIRECTIVE = re.compile(r"<\{%|##(?:vso)?\[|^\s*::", re.MULTILINE)
"""What acts on Pulumi's display, and what a pipeline takes for a command of its own."""
_DENIED = re.compile(r"AWS denies (Import|Provision|Terminate|Update)")
FOLLOWS = ("[UpdateFollows]", "[VersionFollows]")
"""Codes that announce an update after an import, or of what is taken."""
REVERTS = ("[TemplateReverted]", "[TemplateNotCompared]")
"""Codes that announce the loss of a template, or that it cannot be known."""
_VERSIONS = {"provisioningArtifactName", "provisioningArtifactId", "productName", "productId", "status"}


@dataclass(frozen=True, kw_only=True)
class Violation:
    """An invariant that does not hold. `said` is what the preview said of the resource."""

    invariant: int
    text: str
    urn: str = ""
    said: str = ""
    history: tuple[str, ...] = ()

    def __str__(self) -> str:
        return (
            f"({self.invariant}) {self.urn.rpartition('::')[2]}: {self.text}\n  the preview: {self.said or 'nothing'}"
        )


def succeeds(
    before: Picture, previewed: Operation, done: Operation, program: tuple[Resource, ...]
) -> Iterator[Violation]:
    """1. What was green, and has not changed since, works.

    But for a delete, of which a preview asks the provider nothing; for a replacement with retainOnDelete, since the
    engine tells no provider that the old one will stay; and for what IAM denies to a caller who may not ask its
    simulator either.
    """
    kept = {resource.urn for resource in program if resource.retain_on_delete}
    for urn, message in done.errors:
        step = previewed.step(urn)
        if step is not None and (step.kind is Kind.DELETE or (step.kind is Kind.REPLACE and urn in kept)):
            continue
        if not before.simulates and _DENIED.search(message):
            continue
        yield Violation(invariant=1, urn=urn, text=f"`up` failed: {message}", said=previewed.said_of(urn))


def does_what_was_said(previewed: Operation, done: Operation) -> Iterator[Violation]:
    """4. `up` takes the steps that the preview has named."""
    for step in done.steps:
        named = previewed.step(step.urn)
        if named is None or named.kind is not step.kind:
            said = "no step" if named is None else named.kind.value
            yield Violation(invariant=4, urn=step.urn, text=f"`up` did {step.kind.value}, the preview said {said}")


def is_quiet(operation: Operation) -> Iterator[Violation]:
    """2. After `up`, the next preview is empty."""
    for step in operation.changes:
        text = f"the preview after `up` shows {step.kind.value} {sorted(step.names)}"
        yield Violation(invariant=2, urn=step.urn, text=text, said=operation.said_of(step.urn))
    for urn, message in operation.errors:
        yield Violation(invariant=2, urn=urn, text=f"the preview after `up` fails: {message}")


def is_told(operation: Operation, urn: str, differences: tuple[str, ...]) -> Iterator[Violation]:
    """3. A world that differs from what is declared shows in the next preview."""
    step = operation.step(urn)
    tells = any(of == urn for of, _ in operation.errors) or (step is not None and step.kind is not Kind.SAME)
    if differences and not tells and "WARNING" not in operation.said_of(urn):
        yield Violation(invariant=3, urn=urn, text=f"not told: {', '.join(differences)}", said=operation.said_of(urn))


def changes_nothing(before: Picture, after: Picture) -> Iterator[Violation]:
    """4. A preview changes nothing."""
    if before != after:
        yield Violation(invariant=4, text=f"the preview changed {_changed(before, after)}")


def changes_what_was_said(
    before: Picture, after: Picture, previewed: Operation, program: tuple[Resource, ...], state: State
) -> Iterator[Violation]:
    """4. Nothing outside of what the preview named has changed."""
    for name, was in before.catalog.items():
        if was != after.catalog[name]:
            yield Violation(invariant=4, text=f"`up` changed the {name} of the catalog")
    allowed = _Allowed(before, after, previewed, program, state)
    yield from allowed.provisioned()
    yield from allowed.stacks()


class _Allowed:
    """Judges each object that has changed by the step that it belongs to."""

    def __init__(
        self, before: Picture, after: Picture, previewed: Operation, program: tuple[Resource, ...], state: State
    ) -> None:
        self._before, self._after, self._previewed = before, after, previewed
        self._declared = {resource.urn: revealed(resource.inputs) for resource in program}
        self._entries = {entry.urn: entry for entry in state} | {
            resource.urn: entry for resource in program for entry in state if entry.urn == resource.alias_urn
        }
        steps = sorted(previewed.changes, key=lambda step: step.kind is not Kind.DELETE)
        self._by_id = {step.id: step for step in steps if step.id}  # of two resources the one that stays has it
        makes = [step for step in steps if step.kind in {Kind.CREATE, Kind.REPLACE}]
        self._made = {str(self._declared[step.urn]["name"]): step for step in makes if step.urn in self._declared}

    def provisioned(self) -> Iterator[Violation]:
        before, after = self._before.provisioned, self._after.provisioned
        for id_ in before.keys() | after.keys():
            was, now = before.get(id_), after.get(id_)
            name = (was or now or next(iter(after.values()))).name
            step = self._made.get(name) or self._by_id.get(id_)
            if was == now:
                continue
            if step is None and now is not None and id_ in self._before.under_way:
                continue  # it has ended by itself what somebody had begun
            if step is None:
                yield Violation(invariant=4, text=f"`up` touched {id_} ({name}), which no step named: {was} -> {now}")
            elif now is None and step.kind not in {Kind.DELETE, Kind.REPLACE}:
                yield self._broken(step, f"`up` removed {id_} ({name})")
            elif was is None and step.kind not in {Kind.CREATE, Kind.REPLACE}:
                yield self._broken(step, f"`up` made {id_} ({name})")

    def stacks(self) -> Iterator[Violation]:
        before, after = self._before.stacks, self._after.stacks
        for id_ in before.keys() | after.keys():
            was, now = before.get(id_), after.get(id_)
            if was == now:
                continue
            step = self._step_of_stack(id_)
            if step is None and self._is_changing(id_):
                continue
            if step is None:
                yield Violation(invariant=4, text=f"`up` touched the stack {id_}, which no step named")
            elif now is None:
                yield from self._removed(step, id_)
            elif was is not None and not self._is_changing(id_):  # else it was somebody's update, or both
                yield from self._updated(step, was, now)

    def _is_changing(self, stack_id: str) -> bool:
        changing = (self._before.provisioned.get(id_) for id_ in self._before.under_way)
        return any(product is not None and product.stack_id == stack_id for product in changing)

    def _step_of_stack(self, stack_id: str) -> Step | None:
        for picture in (self._after, self._before):
            for product in picture.provisioned.values():
                step = self._made.get(product.name) or self._by_id.get(product.id)
                if product.stack_id == stack_id and step is not None:
                    return step
        return None

    def _removed(self, step: Step, stack_id: str) -> Iterator[Violation]:
        """A stack goes only where the state says so: the last `up` has kept it there."""
        entry = self._entries.get(step.urn)
        outputs = revealed(entry.outputs) if entry else {}
        retains = outputs.get("retainPhysicalResources", IMPORTED in step.urn)
        if step.kind not in {Kind.DELETE, Kind.REPLACE} or retains:
            yield self._broken(step, f"`up` deleted the stack {stack_id}")

    def _updated(self, step: Step, was: StackPicture, now: StackPicture) -> Iterator[Violation]:
        if step.kind not in {Kind.CREATE, Kind.UPDATE} and step.kind is not Kind.REPLACE:
            yield self._broken(step, f"`up` changed the stack {was.name}")
            return
        said = self._previewed.said_of(step.urn)
        follows = step.kind is not Kind.UPDATE and any(code in said for code in FOLLOWS)
        if step.kind is not Kind.UPDATE and not follows and _content(was) != _content(now):
            yield self._broken(step, f"`up` changed the stack {was.name}, and no update was announced")
        declared = self._declared.get(step.urn, {}).get("parameters", {})
        for key in was.parameters.keys() & now.parameters.keys():
            if was.parameters[key] == now.parameters[key] or self._is_sent_again(step, key, was, now):
                continue
            announced = follows or {"parameters", f"parameters.{key}"} & step.names or f"parameters.{key}" in said
            if key not in declared:
                yield self._broken(step, f"`up` changed {key} of {was.name}, which is not declared")
            elif not announced:
                yield self._broken(step, f"`up` changed {key} of {was.name}, which the preview did not name")
        yield from self._template(step, was, now, follows=follows)

    def _is_sent_again(self, step: Step, key: str, was: StackPicture, now: StackPicture) -> bool:
        """Return whether the update has sent what AWS masks once more, as it was declared before and is now."""
        entry = self._entries.get(step.urn)
        before = revealed(entry.inputs).get("parameters", {}) if entry else {}
        declared = self._declared.get(step.urn, {}).get("parameters", {})
        return key in was.no_echo and key in declared and declared[key] == before.get(key) == now.parameters[key]

    def _template(self, step: Step, was: StackPicture, now: StackPicture, *, follows: bool) -> Iterator[Violation]:
        """A template changes with the version; one that was changed by hand is lost only where the preview says so."""
        if was.template == now.template or any(code in self._previewed.said_of(step.urn) for code in REVERTS):
            return
        governor = next((p for p in self._before.provisioned.values() if p.stack_id == was.id), None)
        version = self._before.catalog["versions"].get(governor.artifact_id) if governor else None
        if governor is not None and (version is None or version.template != was.template):
            yield self._broken(step, f"`up` took back the template of {was.name}, and the preview did not say so")
        elif not follows and not _VERSIONS & step.names:
            yield self._broken(step, f"`up` changed the template of {was.name}")

    def _broken(self, step: Step, text: str) -> Violation:
        text = f"{text}; the step was {step.kind.value} {sorted(step.names)}"
        return Violation(invariant=4, urn=step.urn, text=text, said=self._previewed.said_of(step.urn))


def _content(stack: StackPicture) -> tuple[Any, ...]:
    return stack.template, stack.parameters, stack.resources


def keeps_secrets(operation: Operation) -> Iterator[Violation]:
    """5. No secret and no character that acts on a terminal in any message, and no secret in clear in a state."""
    for message in operation.messages:
        leaked = [secret for secret in SECRETS if secret in message]
        raw = sorted({f"U+{ord(c):04X}" for c in message if _acts(c)})
        directives = _DIRECTIVE.findall(message)
        if leaked or raw or directives:
            yield Violation(invariant=5, text=f"a message has {leaked or raw or directives}: {message!r}")


def keeps_secrets_in(entry: Entry, resource: Resource, provider: str) -> Iterator[Violation]:
    """5. What the program says is secret is secret in the state."""
    secret = {value.value for value in resource.inputs.get("parameters", {}).values() if isinstance(value, Secret)}
    for part, values in (("inputs", entry.inputs), ("outputs", entry.outputs)):
        for path, text in _clear(values):
            if text in secret & set(SECRETS):
                yield Violation(invariant=5, urn=entry.urn, text=f"{provider}: a secret in clear, in {part}{path}")


def _clear(value: Any, path: str = "") -> Iterator[tuple[str, str]]:
    match value:
        case Secret():
            return
        case str():
            yield path, value
        case Mapping():
            for key, member in value.items():
                yield from _clear(member, f"{path}.{key}")
        case list():
            for item in value:
                yield from _clear(item, f"{path}[]")


def _acts(character: str) -> bool:
    if character == "\n":
        return False
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def _changed(before: Picture, after: Picture) -> str:
    return ", ".join(f.name for f in fields(Picture) if getattr(before, f.name) != getattr(after, f.name))
