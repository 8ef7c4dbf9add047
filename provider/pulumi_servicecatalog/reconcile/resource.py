"""What both controllers have in common: how a question or an operation goes, from the session to the answer."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Generic, TypeVar

from pulumi_servicecatalog.model import outputs, properties
from pulumi_servicecatalog.model.connection import Connection, UnknownConnection
from pulumi_servicecatalog.model.desired import Desired, Latest, Preflight
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.outcome import Done, NotMade, Outcome, Unanswered
from pulumi_servicecatalog.model.problems.after_import import PreflightOff
from pulumi_servicecatalog.model.problems.base import Problem, Severity, blocking
from pulumi_servicecatalog.model.problems.connection import ConnectionNotKnown, Gone
from pulumi_servicecatalog.model.problems.stacks import NothingToImport
from pulumi_servicecatalog.model.problems.updates import DeletedOutside, StackNotReadable, UnderChange
from pulumi_servicecatalog.model.problems.versions import VersionFollows
from pulumi_servicecatalog.model.recorded import RecordedState
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.model.unknown import UNKNOWN, Unknown
from pulumi_servicecatalog.reconcile.controller import (
    CheckResult,
    Defaults,
    DiffResult,
    ImportResult,
    Prediction,
    ReadResult,
)
from pulumi_servicecatalog.reconcile.observation import comparison, no_echo, resolve, under_way
from pulumi_servicecatalog.reconcile.observation import read as reading
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.reconcile.operations import plan, terminate
from pulumi_servicecatalog.reconcile.operations import update as updating
from pulumi_servicecatalog.reconcile.preflight import permissions
from pulumi_servicecatalog.reconcile.preflight import update as preflight_update
from pulumi_servicecatalog.reconcile.replaced import Replaced
from pulumi_servicecatalog.reconcile.reported import Reported
from pulumi_servicecatalog.reconcile.session_pool import SessionPool
from pulumi_servicecatalog.rules import drift, location, plan_table, refusals, replacement, updates, withholding
from pulumi_servicecatalog.rules.checks import product as product_checks

D = TypeVar("D", bound=Desired)
T = TypeVar("T")


class ResourceController(ABC, Generic[D]):
    """One for each kind of resource and configuration of a provider; safe to share between threads."""

    def __init__(self, defaults: Defaults, sessions: SessionPool) -> None:
        self._defaults = defaults
        self._sessions = sessions
        self._replaced: Replaced[D] = Replaced()
        self._reported = Reported()

    def check(self, old: D | None, new: D, *, urn: str) -> CheckResult:
        """Judge a declaration; see `controller.Checks`.

        Of a replacement the engine asks a second time, without `old`. What is gone before the new one is made is
        remembered from the first.
        """
        self._replaced.checked(urn, old, new)
        wrong = self._deleting(old, replacement.known_changes(old, new) if old else ())
        if isinstance(new.connection, UnknownConnection):
            region = self._region(new.connection, _region_before(old))
            known = None if region is UNKNOWN else region
            remarks: tuple[Problem, ...] = ()
            if self._replaced.old(urn) is None:
                remarks = (_not_asked(new, is_new=True),)
            return CheckResult(failures=wrong or self._leaving(old, known), remarks=remarks, region=known)
        if wrong:
            return CheckResult(failures=wrong)
        try:
            session = self._session(new.connection)
            region = session.gateway.identity().region
            problems = (
                *self._leaving(old, region),
                *self._about_stack(old, new, session),
                *self._preflighted(old, new, session, urn),
            )
        except Refusal as refusal:
            return CheckResult(failures=(refusals.problem(refusal),))
        problems = withholding.without_values(problems, new)
        self._reported.by_check(urn, problems)
        if new.preflight is Preflight.WARN:
            return CheckResult(remarks=problems, region=region)
        remarks = tuple(problem for problem in problems if problem.severity is not Severity.ERROR)
        return CheckResult(failures=blocking(problems), remarks=remarks, region=region)

    def diff(self, recorded: RecordedState, desired: D, *, urn: str = "") -> DiffResult | Unanswered:
        """Compare; see `controller.Diffs`."""
        moved = drift.moved(recorded.region, self._region(desired.connection, recorded.region))
        if isinstance(desired.connection, UnknownConnection):
            result: DiffResult | Unanswered = self._with_state(recorded, desired, moved)
        elif moved:
            result = self._moved(recorded, desired, moved, urn)
        else:
            result = self._with_aws(recorded, desired, desired.connection, urn)
        if isinstance(result, Unanswered):
            return result
        if result.replaces:
            self._replaced.compared(urn)
        changes = (*result.changes, *drift.setting_changes(desired, recorded.desired))
        return replace(result, changes=changes, remarks=(*result.remarks, *replacement.retention(desired, recorded)))

    def create(self, desired: D, operation: Operation, *, urn: str) -> Outcome:
        """Make it; see `controller.Creates`."""
        shown = self._reported.of_check(urn) or frozenset()
        once = replace(operation, warn=lambda line: None if line in shown else operation.warn(line))
        return self._within(desired, lambda session: _held(self._make(desired, session, once, urn), session, urn))

    def update(self, recorded: RecordedState, desired: D, operation: Operation, *, urn: str = "") -> Outcome:
        """Change it; see `controller.Updates`."""
        assert isinstance(desired.connection, Connection)
        try:
            session = self._session_of(recorded, desired.connection)
        except Refusal as refusal:
            return NotMade(problems=(refusals.problem(refusal),))
        if isinstance(session, Problem):
            return NotMade(problems=(session,))
        spec = desired.resolve()
        earlier, stack_id = recorded.desired, recorded.stack_id
        outcome = updating.change_by_id(recorded.id, spec, session, operation, earlier=earlier, stack_id=stack_id)
        if outcome is None:
            return NotMade(problems=(Gone(id=recorded.id),))
        return withholding.withheld(_held(outcome, session, urn), desired)

    def predict_update(self, recorded: RecordedState, desired: D, operation: Operation) -> Prediction | Unanswered:
        """Predict an update; see `controller.Updates`. One of settings alone leaves every output as it is."""
        result = self.diff(recorded, desired)
        if isinstance(result, Unanswered):
            return result
        if result.by_aws and all(change.setting for change in result.changes):
            return Prediction(kept=outputs.NAMES)
        lines = self.preview_update(recorded, desired, operation)
        return lines if isinstance(lines, Unanswered) else Prediction(kept=outputs.STABLE, lines=lines)

    def preview_update(self, recorded: RecordedState, desired: D, operation: Operation) -> tuple[str, ...] | Unanswered:
        """Have AWS work the update out: return a table of what it does to the stack, where the program asks for it."""
        if not self._previews(desired) or not desired.is_known or isinstance(desired.connection, UnknownConnection):
            return ()
        try:
            session = self._session_of(recorded, desired.connection)
            if isinstance(session, Problem):
                return Unanswered(problems=(session,))
            actual = reading.read(recorded.id, session, stack_id=recorded.stack_id)
            if actual is None or actual.stack_gone:
                return ()
            planned = plan.preview(actual, desired.resolve(), session, operation, earlier=recorded.desired)
        except Refusal as refusal:
            return Unanswered(problems=withholding.without_values([refusals.problem(refusal)], desired))
        if planned is None:
            return ()
        return (str(planned),) if isinstance(planned, Problem) else (plan_table.render(planned, actual),)

    def preview_update_by_name(self, old: D | None, new: D, operation: Operation) -> tuple[str, ...] | Unanswered:
        """Have AWS work the update out where only declarations are at hand: the name leads to what they are about."""
        if old is None or not self._previews(new) or replacement.replaced_by(old, new):
            return ()
        if isinstance(new.connection, UnknownConnection):
            return ()
        try:
            product = self._session(new.connection).snapshot.named(str(old.name))
        except Refusal as refusal:
            return _unanswered(refusal)
        if product is None:
            return ()
        return self.preview_update(
            RecordedState(id=product.id, desired=old, retain_physical_resources=_retained(old)),
            new,
            operation,
        )

    def read(self, recorded: RecordedState, desired: D | None, *, urn: str = "") -> ReadResult | Unanswered | None:
        """Read it; see `controller.Reads`."""
        try:
            session = self._session_of(recorded, recorded.connection)
            if isinstance(session, Problem):
                return Unanswered(problems=(session,))
            actual = reading.read(recorded.id, session, stack_id=recorded.stack_id)
            if actual is None:
                return None
            session.holders.seen(recorded.id, urn)
            changes = comparison.changes(desired, actual, session, earlier=desired) if desired is not None else ()
            remarks = tuple(self._read_remarks(recorded, actual, session))
        except Refusal as refusal:
            return _unanswered(refusal)
        observed = actual if desired is None else withholding.in_state(actual, desired)
        return ReadResult(observed=observed, changes=changes, remarks=remarks)

    def find(self, identifier: str, connection: Connection) -> ImportResult[D] | Unanswered:
        """Find it; see `controller.Imports`."""
        try:
            session = self._session(connection)
            product = resolve.provisioned_product(identifier, session)
            if isinstance(product, Problem):
                return Unanswered(problems=(product,))
            if product is None:
                stack = resolve.ungoverned_stack(identifier, session)
                return Unanswered(problems=(NothingToImport(id=identifier, stack=stack.name if stack else ""),))
            actual = reading.with_stack(product, session)
            desired = self._importable(actual, connection, session)
            return ImportResult(observed=withholding.in_state(actual, desired), desired=desired)
        except Refusal as refusal:
            return _unanswered(refusal)

    def delete(self, recorded: RecordedState, operation: Operation, *, urn: str = "") -> Outcome:
        """End it; see `controller.Deletes`."""
        try:
            session = self._session_of(recorded, recorded.connection)
        except Refusal as refusal:
            return NotMade(problems=(refusals.problem(refusal),))
        if isinstance(session, Problem):
            return NotMade(problems=(session,))
        forced = self._replaced.is_forced(urn, recorded.desired)
        holder = urn.rpartition("::")[2] if forced else session.holders.in_program(recorded.id, urn)
        if holder:
            return Done(state=None, notes=(f'The resource "{holder}" holds {recorded.id} now, so it is not released.',))
        session.holders.drop(recorded.id, urn)
        termination = terminate.Termination(
            provisioned_product_id=recorded.id,
            retain_physical_resources=recorded.retain_physical_resources,
            ignore_errors=recorded.ignore_errors,
            language=recorded.accept_language,
            stack_id=recorded.stack_id,
        )
        return terminate.release(termination, session, operation)

    def seconds_to_create(self, desired: D) -> float:
        """Return how long a create may take where the engine does not say so."""
        return desired.seconds_to("create") or self._defaults.timeouts.create

    def seconds_to_update(self, desired: D) -> float:
        """Return how long an update may take where the engine does not say so."""
        return desired.seconds_to("update") or self._defaults.timeouts.update

    def seconds_to_delete(self, recorded: RecordedState) -> float:
        """Return how long a delete may take where the engine does not say so."""
        return recorded.delete_timeout or self._defaults.timeouts.delete

    def _with_state(self, recorded: RecordedState, desired: D, moved: tuple[drift.Change, ...]) -> DiffResult:
        """Compare with the state alone, as long as a part of the connection is not known.

        Where a replacement is certain, Check has refused one that would delete an adopted stack.
        """
        changes = (*moved, *drift.declared_changes(desired, recorded))
        replaced = tuple(change.path.name for change in changes if change.replaces)
        deletes = replacement.deletes_recorded(recorded, desired, replaced) if replaced else None
        remarks = (replace(deletes, severity=Severity.WARNING),) if deletes else ()
        return DiffResult(changes=changes, by_aws=False, remarks=(_not_asked(desired), *remarks))

    def _with_aws(
        self, recorded: RecordedState, desired: D, connection: Connection, urn: str
    ) -> DiffResult | Unanswered:
        """Compare with what AWS has."""
        try:
            session = self._session_of(recorded, connection)
            if isinstance(session, Problem):
                return Unanswered(problems=(session,))
            result = self._compared(recorded, desired, session, urn)
        except Refusal as refusal:
            return _unanswered(refusal)
        if isinstance(result, DiffResult) and not result.replaces and self._replaced.in_program(urn):
            session.holders.declared(recorded.id, urn)
        return result

    def _compared(
        self, recorded: RecordedState, desired: D, session: AccountSession, urn: str
    ) -> DiffResult | Unanswered:
        """Compare what AWS has. Raises Refusal.

        What no operation mends is a difference of the stack, and a failure of Check: the engine compares in a refresh
        as well, which goes on.
        """
        actual = reading.read(recorded.id, session, stack_id=recorded.stack_id)
        if actual is None:
            return self._anew(recorded, desired, session, urn)
        actual, running = under_way.foreseen(actual, session)
        ending = self._unforeseen(urn, desired, lambda: running)
        if ending:
            return Unanswered(problems=ending)
        changes = comparison.changes(desired, actual, session, earlier=recorded.desired)
        if not actual.stack_gone and not any(change.replaces for change in changes):
            update = partial(preflight_update.of_changes, desired, session, actual, changes, earlier=recorded.desired)
            wrong = self._unforeseen(urn, desired, update)
            if wrong:
                return Unanswered(problems=wrong)
        deleted = replacement.stack_deleted(desired, actual, changes, retains=recorded.retain_physical_resources)
        if deleted is not None and deleted.severity is Severity.ERROR:
            changes = (drift.Change(path=drift.STACK_ID, actual=actual.stack_id, declared=None),)
        changes = (*changes, *drift.unfinished(actual))
        remarks = [said for problem in _warnings(running) for said in self._once(problem, session, recorded.id)]
        remarks += self._remarks(recorded, desired, actual, changes, session)
        return DiffResult(changes=changes, remarks=(*self._once(deleted, session, recorded.id), *remarks))

    def _moved(
        self, recorded: RecordedState, desired: D, moved: tuple[drift.Change, ...], urn: str
    ) -> DiffResult | Unanswered:
        """Judge a move to another Region, of which only the state may know: the environment may have named both."""
        deletes = replacement.deletes_recorded(recorded, desired, ("region",))
        if deletes and deletes.severity is Severity.ERROR and self._reported.of_check(urn) is not None:
            return Unanswered(problems=(deletes,))
        return DiffResult(changes=moved, remarks=(deletes,) if deletes else ())

    def _anew(self, recorded: RecordedState, desired: D, session: AccountSession, urn: str) -> DiffResult | Unanswered:
        """Judge what is made in the place of what is gone. The check took it for there: it knows no ID."""
        reported = self._reported.of_check(urn)
        gone = DeletedOutside(id=recorded.id)
        if reported is None or desired.preflight is Preflight.OFF:
            return DiffResult(gone=True, remarks=(gone,))
        problems = withholding.without_values(self._preflight(desired, session, urn, None), desired)
        news = tuple(problem for problem in problems if str(problem) not in reported)
        if blocking(news) and desired.stops_for_problems:
            return Unanswered(problems=blocking(news))
        return DiffResult(gone=True, remarks=(gone, *news))

    def _unforeseen(self, urn: str, desired: D, preflight: Callable[[], tuple[Problem, ...]]) -> tuple[Problem, ...]:
        """Find why the update would fail, of what the check of the resource could not know: it has no state.

        A refresh compares without a check, and goes on.
        """
        reported = self._reported.of_check(urn)
        if reported is None or not desired.stops_for_problems:
            return ()
        return tuple(problem for problem in blocking(preflight()) if str(problem) not in reported)

    def _read_remarks(
        self, recorded: RecordedState, actual: ObservedState, session: AccountSession
    ) -> Iterator[Problem]:
        """Say what a refresh shows beside the values. Raises Refusal."""
        declared, retains = recorded.desired, recorded.retain_physical_resources
        if declared is not None and actual.stack_gone:
            changes = comparison.changes(declared, actual, session, earlier=declared)
            deleted = replacement.stack_deleted(declared, actual, changes, retains=retains)
            yield from self._once(deleted, session, recorded.id)
        yield from self._once(product_checks.unavailable(actual.provisioned_product), session, recorded.id)
        for running in _warnings(under_way.foreseen(actual, session)[1]):
            yield from self._once(running, session, recorded.id)

    def _about_stack(self, old: D | None, new: D, session: AccountSession) -> Iterator[Problem]:
        """Find that the stack was deleted, where no operation can mend that; or is protected, and is to be deleted.

        Where the search is denied, the comparison finds it, which knows the ID.
        """
        try:
            product = None if old is None else session.snapshot.named(str(old.name))
        except Refusal:
            return
        if old is None or product is None:
            return
        actual = reading.with_stack(product, session)
        protected = replacement.protected(old, new, actual.stack)
        if protected is not None and new.preflight is not Preflight.OFF:
            yield protected
        if not actual.stack_gone:
            return
        changes = comparison.changes(new, actual, session, earlier=old)
        deleted = replacement.stack_deleted(new, actual, changes, retains=_retained(old))
        if deleted is not None and deleted.severity is Severity.ERROR:
            yield deleted

    # What differs between the two

    @abstractmethod
    def _preflight(self, desired: D, session: AccountSession, urn: str, replaces: str | None) -> tuple[Problem, ...]:
        """Find why it could not be made. `replaces` names what is gone by then."""

    @abstractmethod
    def _make(self, desired: D, session: AccountSession, operation: Operation, urn: str) -> Outcome:
        """Make it."""

    @abstractmethod
    def _importable(self, actual: ObservedState, connection: Connection, session: AccountSession) -> D:
        """Return the declaration of what exists already."""

    def _remarks(
        self,
        _recorded: RecordedState,
        desired: D,
        actual: ObservedState,
        changes: tuple[drift.Change, ...],
        session: AccountSession,
    ) -> Iterator[Problem]:
        """Say what a comparison shows beside the changes."""
        product = actual.provisioned_product
        for change in changes:
            if isinstance(desired.artifact, Latest) and change.path.name.startswith("provisioningArtifact"):
                yield VersionFollows(
                    policy=desired.artifact, name=product.name, before=str(change.actual), after=str(change.declared)
                )
        if actual.stack_unreadable:
            yield from self._once(StackNotReadable(name=product.name), session, product.id)
        yield from self._once(product_checks.unavailable(product), session, product.id)
        masks = self._masks(desired, actual, session)
        if masks and self._reported.is_first(session, f"{product.id} masks"):
            yield from masks

    def _masks(self, desired: D, actual: ObservedState, session: AccountSession) -> tuple[Problem, ...]:
        if not updates.declares_mask(desired, actual.stack):
            return ()
        hidden = no_echo.of_version(actual.provisioned_product, session)
        return updates.declared_masks(desired, actual.stack, hidden)

    def _preflighted(self, old: D | None, new: D, session: AccountSession, urn: str) -> tuple[Problem, ...]:
        """Preflight what is to be made, or what an update depends on; what is there already needs neither."""
        twice = tuple(session.declarations.check(urn, new, session.gateway.identity())) if urn else ()
        makes = old is None or bool(replacement.replaced_by(old, new))
        if new.preflight is Preflight.OFF:
            skipped = makes or (old is not None and preflight_update.declared_otherwise(old, new))
            return (*twice, PreflightOff()) if skipped else twice
        if makes:
            replaced = old or self._replaced.old(urn)
            name = None if replaced is None else str(replaced.name)
            released = permissions.check_release(str(old.name), session) if old is not None else ()
            return (*twice, *released, *self._preflight(new, session, urn, name))
        assert old is not None
        return (*twice, *preflight_update.of_recorded(old, new, session))

    def _deleting(self, old: D | None, changed: tuple[str, ...]) -> tuple[Problem, ...]:
        problem = replacement.deletes_stack(old, changed) if old is not None else None
        return (problem,) if problem else ()

    def _leaving(self, old: D | None, region: str | None) -> tuple[Problem, ...]:
        """Another Region replaces as well, and is known for sure only once the environment has been asked."""
        before = _region_before(old)
        return self._deleting(old, ("region",)) if region and before not in {None, region} else ()

    def _region(self, connection: Connection | UnknownConnection, before: str | None) -> str | Unknown | None:
        """Return the Region that is declared; where the rest of the connection is to tell it, the one before."""
        if isinstance(connection, Connection):
            return connection.region
        if "region" in connection.unknown:
            return UNKNOWN
        return connection.known.over(self._defaults.connection).region or before

    def _previews(self, desired: D) -> bool:
        declared = desired.preview_changes
        return self._defaults.preview_changes if declared is None else declared is True

    def _once(self, problem: Problem | None, session: AccountSession, subject: str) -> Iterator[Problem]:
        """Yield the problem the first time that it is found: the engine reads, and then compares."""
        if problem is not None and self._reported.is_first(session, f"{subject} {problem.code}"):
            yield problem

    def _within(self, desired: D, act: Callable[[AccountSession], Outcome]) -> Outcome:
        assert isinstance(desired.connection, Connection)
        try:
            session = self._session(desired.connection)
        except Refusal as refusal:
            return NotMade(problems=(refusals.problem(refusal),))
        return withholding.withheld(act(session), desired)

    def _session_of(self, recorded: RecordedState, connection: Connection) -> AccountSession | Problem:
        """Return the session, once it is sure that it leads to where the resource was made. Raises Refusal."""
        session = self._session(connection)
        arns = (recorded.stack_id, recorded.arn)
        return location.recorded_elsewhere(recorded.id, arns, session.gateway.identity()) or session

    def _session(self, connection: Connection) -> AccountSession:
        return self._sessions.at(connection.over(self._defaults.connection))


def _region_before(old: Desired | None) -> str | None:
    return old.connection.region if old is not None and isinstance(old.connection, Connection) else None


def _warnings(problems: tuple[UnderChange, ...]) -> Iterator[UnderChange]:
    """What stops a change is said by a refresh, which goes on."""
    return (replace(problem, severity=Severity.WARNING) for problem in problems)


def _not_asked(desired: Desired, *, is_new: bool = False) -> Problem:
    unknown = tuple(prop.name for prop in properties.CONNECTION if desired.value_of(prop) is UNKNOWN)
    return ConnectionNotKnown(unknown=unknown, is_new=is_new)


def _retained(declared: Desired) -> bool:
    """Return whether what was declared keeps the stack."""
    return declared.retain_physical_resources is not False


def _held(outcome: Outcome, session: AccountSession, urn: str) -> Outcome:
    """Remember that the resource holds what the outcome is of."""
    if not isinstance(outcome, NotMade) and outcome.state is not None:
        session.holders.declared(outcome.state.provisioned_product.id, urn)
    return outcome


def _unanswered(refusal: Refusal) -> Unanswered:
    return Unanswered(problems=(refusals.problem(refusal),))
