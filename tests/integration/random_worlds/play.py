"""Plays a history: makes the world, runs the engine, lets others act, and judges what comes of it."""

from collections import Counter
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field, replace

from integration.random_worlds import drifting, invariants, mutations, observed, worlds
from integration.random_worlds.invariants import Violation
from integration.random_worlds.programs import Declared, History, Round
from pulumi_servicecatalog.providers.plugin.secrets import revealed
from support.in_process.aws import InProcessAws
from support.pulumi_engine import engine, plugin
from support.pulumi_engine.dynamic import DynamicProvider
from support.pulumi_engine.engine import Provider
from support.pulumi_engine.values import Entry, Line, Operation, Resource, State
from support.pulumi_state import DYNAMIC, PLUGIN


@dataclass
class Tally:
    """How much was played."""

    programs: int = 0
    steps: int = 0
    green: int = 0
    failed_previews: int = 0
    raced: int = 0
    excused: dict[str, int] = field(default_factory=dict)

    def __str__(self) -> str:
        return (
            f"{self.programs} programs, {self.steps} steps; {self.green} green previews, "
            f"{self.failed_previews} with errors, {self.raced} overtaken; excused: {self.excused or 'nothing'}"
        )


class Player:
    """Plays one history after another in one emulator."""

    def __init__(self, aws: InProcessAws, tally: Tally) -> None:
        self._aws = aws
        self._tally = tally

    def play(self, history: History) -> Iterator[Violation]:
        """Yield what breaks an invariant; the history ends there."""
        worlds.make(self._aws, history.world)
        self._dynamic = history.dynamic
        self._tally.programs += 1
        self._state: State = ()
        self._trace: list[str] = []
        self._applied: dict[str, Declared] = {}
        program = history.program
        for round_ in history.rounds:
            for edit in round_.edits:
                program = edit.of(program)
                self._note(str(edit))
            for violation in self._round(program, round_):
                yield replace(violation, history=tuple(self._trace))
                return
            program = self._program
        if history.destroys:
            for violation in self._up((), Round()):
                yield replace(violation, history=tuple(self._trace))
                return

    def _round(self, declared: tuple[Declared, ...], round_: Round) -> Iterator[Violation]:
        self._mutate(round_.mutations)
        if round_.refresh:
            refreshed = engine.refresh(self._state, self._begin)
            self._note("refresh", refreshed)
            self._state = refreshed.state
            yield from invariants.keeps_secrets(refreshed)
        elif round_.mutations:
            applied = tuple(resource.resource(self._aws) for resource in self._applied.values())
            yield from self._drifts(applied, self._preview(applied))
        yield from self._up(declared, round_)

    def _up(self, declared: tuple[Declared, ...], round_: Round) -> Iterator[Violation]:
        """Preview and `up`. A person takes back what the preview refuses, and tries again."""
        refused = yield from self._previewed_up(declared, round_)
        if refused:
            repaired = (self._applied.get(r.name) if r.name in refused else r for r in declared)
            declared = tuple(resource for resource in repaired if resource is not None)
            yield from self._previewed_up(declared, round_)
        self._program = declared

    def _previewed_up(
        self, declared: tuple[Declared, ...], round_: Round
    ) -> Generator[Violation, None, frozenset[str]]:
        """Return the names of the resources that the preview refuses."""
        program = tuple(resource.resource(self._aws) for resource in declared)
        before = observed.picture(self._aws)
        previewed = self._preview(program)
        yield from invariants.changes_nothing(before, observed.picture(self._aws))
        yield from invariants.keeps_secrets(previewed)
        yield from self._reports(program, previewed)
        yield from self._drifts(program, previewed)
        if previewed.errors:
            self._tally.failed_previews += 1
            return frozenset(urn.rpartition("::")[2] for urn, _ in previewed.errors)
        self._tally.green += 1
        if round_.meanwhile or round_.killed_at is not None or before.changes_by_itself:
            self._mutate(round_.meanwhile)
            yield from self._overtaken(program, round_.killed_at)
        else:
            yield from self._undisturbed(program, previewed, before)
            self._applied |= {resource.name: resource for resource in declared}
        return frozenset()

    def _undisturbed(
        self, program: tuple[Resource, ...], previewed: Operation, before: observed.Picture
    ) -> Iterator[Violation]:
        state = self._state
        done = self._run_up(program)
        yield from invariants.keeps_secrets(done)
        yield from invariants.succeeds(before, previewed, done, program)
        if done.errors:  # what was let through has ended it halfway
            return
        yield from invariants.does_what_was_said(previewed, done)
        after = observed.picture(self._aws)
        yield from invariants.changes_what_was_said(before, after, previewed, program, state)
        yield from self._as_declared(program, previewed, state, after.updates - before.updates)
        again = self._preview(program)
        yield from invariants.is_quiet(again)
        yield from invariants.keeps_secrets(again)
        yield from self._drifts(program, again)

    def _overtaken(self, program: tuple[Resource, ...], killed_at: int | None) -> Iterator[Violation]:
        """The world has changed since the preview, or `up` is killed: what it leaves is in the next preview."""
        self._tally.raced += 1
        done = self._run_up(program, killed_at)
        self._aws.world.faults.remove()
        yield from invariants.keeps_secrets(done)
        again = self._preview(program)
        yield from invariants.keeps_secrets(again)
        yield from self._reports(program, again)
        yield from self._drifts(program, again)

    def _as_declared(
        self, program: tuple[Resource, ...], previewed: Operation, state: State, sent: Counter[str]
    ) -> Iterator[Violation]:
        """2. AWS has what is declared, as far as the preview has not said that it cannot see.

        `state` is that before, and `sent` how many updates there were. What AWS masks is as declared where one was
        sent; it has to be where the program declares something else than before.
        """
        entries = {entry.urn: entry for entry in self._state}
        earlier = {entry.urn: revealed(entry.inputs).get("parameters", {}) for entry in state}
        for resource in program:
            entry = entries.get(resource.urn)
            if entry is None:
                yield Violation(invariant=2, urn=resource.urn, text="`up` succeeded, and the state does not have it")
                continue
            yield from invariants.keeps_secrets_in(entry, resource, self._form)
            before = earlier.get(resource.urn, earlier.get(resource.alias_urn or ""))
            declared = revealed(resource.inputs).get("parameters", {})
            stays = before is not None and declared.items() <= before.items()
            hidden = (observed.MASKED_PARAMETER,) if stays and not sent[_current_id(entry)] else ()
            result = _shown(
                observed.differences(self._aws, resource, _current_id(entry)), observed.NOT_IN_CATALOG, *hidden
            )
            if result and "[StackNotReadable]" not in previewed.said_of(resource.urn):
                yield Violation(invariant=2, urn=resource.urn, text=f"after `up` AWS differs in {', '.join(result)}")

    def _reports(self, program: tuple[Resource, ...], previewed: Operation) -> Iterator[Violation]:
        entries = {entry.urn: entry for entry in self._state}
        for resource in program:
            entry = entries.get(resource.urn) or entries.get(resource.alias_urn or "")
            if entry is None:
                continue
            result = observed.differences(self._aws, resource, _current_id(entry))
            visible = _shown(result, observed.NOT_IN_CATALOG, observed.MASKED_PARAMETER)
            yield from invariants.is_told(previewed, resource.urn, visible)

    def _drifts(self, program: tuple[Resource, ...], previewed: Operation) -> Iterator[Violation]:
        yield from drifting.agrees(self._aws, self._state, self._form, program, previewed)

    def _preview(self, program: tuple[Resource, ...]) -> Operation:
        operation = engine.preview(program, self._state, self._begin)
        self._note("preview", operation)
        return operation

    def _run_up(self, program: tuple[Resource, ...], killed_at: int | None = None) -> Operation:
        operation = engine.up(program, self._state, self._begin, killed_at=killed_at)
        self._aws.timer().sleep(2)  # a person takes time, and AWS's clock shows whole seconds
        self._note("up" if killed_at is None else "up, which may be killed", operation)
        self._state = operation.state
        return operation

    def _mutate(self, chosen: tuple[mutations.Mutation, ...]) -> None:
        for mutation in chosen:
            mutations.apply(mutation, self._aws)
            self._note(f"somebody: {mutation}")

    def _begin(self, show: Callable[[Line], None]) -> Provider:
        return DynamicProvider(self._aws, show) if self._dynamic else plugin.in_process(self._aws, show)

    @property
    def _form(self) -> str:
        return DYNAMIC if self._dynamic else PLUGIN

    def _note(self, what: str, operation: Operation | None = None) -> None:
        self._tally.steps += 1
        self._trace.append(what)
        if operation is not None:
            self._trace += [
                f"  {step.kind.value} {step.urn.rpartition('::')[2]} {step.id} {sorted(step.names)}"
                for step in operation.steps
            ]
            self._trace += [
                f"  {line.severity} {line.urn.rpartition('::')[2]}: {line.message}"
                for line in operation.lines
                if not line.passing
            ]
            self._trace += [f"  ERROR {urn.rpartition('::')[2]}: {message}" for urn, message in operation.errors]


def _shown(differences: tuple[str, ...], *but: str) -> tuple[str, ...]:
    return tuple(difference for difference in differences if not any(part in difference for part in but))


def _current_id(entry: Entry) -> str:
    """Return the ID by which AWS knows what a resource holds: a move by release and adoption gives it another."""
    return str(revealed(entry.outputs).get("provisionedProductId") or entry.id)
