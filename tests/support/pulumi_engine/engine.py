"""The order in which Pulumi's engine asks a provider: a preview, an `up`, a refresh, over a program and a state.

What is to be read before an update is read before the program runs, and compared with its inputs. Then resources come
one after another, as `pulumi up --parallel 1` has them. A replacement deletes first, where the provider says so. What
left the program is deleted last, the newest first. The first failure ends an operation, and what cannot be read ends it
before the program runs. An end-to-end test compares all this with the real engine.
"""

import contextlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Protocol

from support.pulumi_engine.values import Diff, Entry, Failed, Kind, Line, Operation, Resource, State, Step, Values


class Provider(Protocol):
    """One process of a provider, which lives for one operation. Each call may raise Failed."""

    def check(self, urn: str, olds: Values | None, news: Values, *, preview: bool) -> tuple[Values, tuple[str, ...]]:
        """Return the checked inputs, and the failures."""

    def diff(self, entry: Entry, news: Values) -> Diff:
        """Compare."""

    def create(self, urn: str, news: Values, *, preview: bool) -> Entry:
        """Make it."""

    def update(self, entry: Entry, news: Values, *, preview: bool) -> Entry:
        """Change it."""

    def read(self, entry: Entry) -> Entry | None:
        """Read it; None where it is gone."""

    def delete(self, entry: Entry) -> None:
        """End it."""


Begin = Callable[[Callable[[Line], None]], Provider]
"""Starts a provider, whose lines are shown as it says."""


def preview(program: tuple[Resource, ...], state: State, begin: Begin) -> Operation:
    """Return what an `up` would do."""
    return _Run(state, begin, dry=True).run(program)


def up(program: tuple[Resource, ...], state: State, begin: Begin, *, killed_at: int | None = None) -> Operation:
    """Make everything as the program says. It may be killed at a change, which is done then, and not in the state."""
    return _Run(state, begin, dry=False, killed_at=killed_at).run(program)


def refresh(state: State, begin: Begin) -> Operation:
    """Take over into the state what there is."""
    return _Run(state, begin, dry=False).refresh()


class _Killed(Exception):
    """The process of the engine has ended before it wrote its state."""


class _Run:
    """One operation. `_entries` is the state so far, by URN."""

    def __init__(self, state: State, begin: Begin, *, dry: bool, killed_at: int | None = None) -> None:
        self._entries = {entry.urn: entry for entry in state}
        self._lines: list[Line] = []
        self._steps: list[Step] = []
        self._errors: list[tuple[str, str]] = []
        self._provider = begin(self._lines.append)
        self._dry = dry
        self._killed_at = killed_at

    def run(self, program: tuple[Resource, ...]) -> Operation:
        with contextlib.suppress(_Killed):
            self._run(program)
        return self._result()

    def _run(self, program: tuple[Resource, ...]) -> None:
        self._refresh_all(flagged=True)
        if self._errors:
            return
        for resource in program:
            self._guarded(resource.urn, partial(self._register, resource))
        declared = {resource.urn for resource in program}
        for entry in reversed(list(self._entries.values())):
            if entry.urn not in declared:
                self._guarded(entry.urn, partial(self._delete, entry))

    def refresh(self) -> Operation:
        self._refresh_all(flagged=False)
        return self._result()

    def _refresh_all(self, *, flagged: bool) -> None:
        """Refresh all, or only those whose provider has asked for it."""
        for entry in [entry for entry in self._all() if entry.refresh_before_update or not flagged]:
            self._guarded(entry.urn, partial(self._refresh, entry))

    def _result(self) -> Operation:
        return Operation(
            steps=tuple(self._steps),
            errors=tuple(self._errors),
            lines=tuple(self._lines),
            state=tuple(self._entries.values()),
        )

    def _guarded(self, urn: str, act: Callable[[], object]) -> None:
        """Act, unless an `up` has failed before; a preview goes on to what is next."""
        if self._errors and not self._dry:
            return
        try:
            act()
        except Failed as failed:
            self._errors.append((urn, failed.message))
            self._survive()
            if failed.kept is not None and not self._dry:
                self._entries[urn] = failed.kept

    def _register(self, resource: Resource) -> None:
        old = self._old(resource)
        inputs = self._checked(resource, None if old is None else old.inputs)
        if old is None:
            self._create(resource, inputs, Step(kind=Kind.CREATE, urn=resource.urn))
            return
        diff = self._provider.diff(old, inputs)
        if diff.differs and diff.replaces:
            self._replace(resource, old, diff)
        elif diff.differs or old.init_errors:
            self._step(Step(kind=Kind.UPDATE, urn=resource.urn, id=old.id, names=diff.names))
            self._keep(resource, self._provider.update(old, inputs, preview=self._dry))
        else:
            self._step(Step(kind=Kind.SAME, urn=resource.urn, id=old.id, outputs=old.outputs))
            self._keep(resource, replace(old, inputs=inputs))

    def _old(self, resource: Resource) -> Entry | None:
        """Return what the state has of the resource, also under an earlier name."""
        if resource.alias_urn in self._entries and resource.urn not in self._entries:
            renamed = {e.urn: replace(e, urn=resource.urn) if e.urn == resource.alias_urn else e for e in self._all()}
            self._entries = {entry.urn: entry for entry in renamed.values()}
        return self._entries.get(resource.urn)

    def _all(self) -> list[Entry]:
        return list(self._entries.values())

    def _refresh(self, entry: Entry) -> None:
        """Read it; what is shown is how it compares with the inputs before."""
        current = self._provider.read(entry)
        if current is None:
            del self._entries[entry.urn]
        else:
            self._provider.diff(current, entry.inputs)
            self._entries[entry.urn] = current

    def _checked(self, resource: Resource, olds: Values | None) -> Values:
        inputs, failures = self._provider.check(resource.urn, olds, resource.inputs, preview=self._dry)
        if failures:
            raise Failed("\n".join(failures))
        return inputs

    def _create(self, resource: Resource, inputs: Values, step: Step) -> None:
        self._step(step)
        self._keep(resource, self._provider.create(resource.urn, inputs, preview=self._dry))

    def _replace(self, resource: Resource, old: Entry, diff: Diff) -> None:
        """Delete it, and make another one; a preview only asks what is to be made."""
        assert diff.delete_before_replace
        inputs = self._checked(resource, None)
        step = Step(kind=Kind.REPLACE, urn=resource.urn, id=old.id, names=diff.names)
        if not self._dry:
            if not old.retain_on_delete:
                self._provider.delete(old)
            del self._entries[old.urn]
        self._create(resource, inputs, step)

    def _delete(self, entry: Entry) -> None:
        self._step(Step(kind=Kind.DELETE, urn=entry.urn, id=entry.id))
        if not self._dry and not entry.retain_on_delete:
            self._provider.delete(entry)
        self._survive()
        del self._entries[entry.urn]

    def _survive(self) -> None:
        """End here where the run is killed at the change that was just made."""
        changes = sum(step.kind is not Kind.SAME for step in self._steps)
        if self._killed_at is not None and changes > self._killed_at:
            raise _Killed

    def _keep(self, resource: Resource, entry: Entry) -> None:
        self._survive()
        self._entries[resource.urn] = replace(entry, urn=resource.urn, retain_on_delete=resource.retain_on_delete)

    def _step(self, step: Step) -> None:
        self._steps.append(step)
