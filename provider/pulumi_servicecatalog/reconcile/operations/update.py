"""Changes what a provisioned product is: its version, its product, its parameters, its tags, its role and owner."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from pulumi_servicecatalog.model import refusal as aws
from pulumi_servicecatalog.model.desired import Desired, DesiredLaunch, ProvisionSpec, Spec
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.operation_kind import OperationKind
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, NotMade, Outcome
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.connection import Gone
from pulumi_servicecatalog.model.problems.updates import TagKept
from pulumi_servicecatalog.model.properties import PropertyPath
from pulumi_servicecatalog.model.stack_set import StackSetPreferences
from pulumi_servicecatalog.reconcile.execution import await_record, wait_until_idle
from pulumi_servicecatalog.reconcile.observation import comparison, read
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.reconcile.operations import move, update_properties, update_spec
from pulumi_servicecatalog.rules import drift, refusals, replacement, stack_sets
from pulumi_servicecatalog.rules.drift import Change

_INSTANCES_ONLY = frozenset({"provisioningPreferences"})


def change_by_id(  # noqa: PLR0913 - what is changed, to what, where, and what the state has of it
    provisioned_product_id: str,
    wanted: Spec,
    session: AccountSession,
    operation: Operation,
    *,
    earlier: Desired | None = None,
    stack_id: str | None = None,
) -> Outcome | None:
    """Make the provisioned product as declared; None where it is gone.

    `stack_id` is the stack that the state has, which stands in where AWS's search does not show it.
    """
    try:
        actual = read.read_again(provisioned_product_id, session, stack_id=stack_id)
    except aws.Refusal as refusal:
        return NotMade(problems=(refusals.problem(refusal),))
    return None if actual is None else change(actual, wanted, session, operation, earlier=earlier)


def change(
    actual: ObservedState,
    wanted: Spec,
    session: AccountSession,
    operation: Operation,
    *,
    earlier: Desired | None = None,
) -> Outcome:
    """Make it as declared. What another run has under way is waited for first, and may turn out to be just that."""
    changer = _Changer(wanted=wanted, earlier=earlier, session=session, operation=operation)

    def act(idle: ObservedState) -> Outcome:
        deleted = replacement.not_updatable(wanted, idle)
        if deleted is not None:
            return NotMade(problems=(deleted,))
        changes = comparison.changes(wanted, idle, session, earlier=earlier)
        return changer.apply(idle, changes) if changes else Done(state=idle)

    return _once_at_rest(actual, session, operation, act)


def update(actual: ObservedState, wanted: Spec, session: AccountSession, operation: Operation) -> Outcome:
    """Update it although it may be as declared already, which is when AWS applies constraints."""
    changer = _Changer(wanted=wanted, earlier=None, session=session, operation=operation)

    def act(idle: ObservedState) -> Outcome:
        constraints = Change(path=PropertyPath("applyConstraints"), actual=False, declared=True)
        return changer.apply(idle, (*comparison.changes(wanted, idle, session), constraints))

    return _once_at_rest(actual, session, operation, act)


def _once_at_rest(
    actual: ObservedState, session: AccountSession, operation: Operation, act: Callable[[ObservedState], Outcome]
) -> Outcome:
    def once_at_rest() -> Outcome:
        idle = wait_until_idle.wait_until_idle(actual, session, operation)
        if idle is None:
            return NotMade(problems=(Gone(id=actual.provisioned_product.id),))
        return act(idle) if isinstance(idle, ObservedState) else idle

    return _outcome_of(once_at_rest, actual)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Changer:
    """Carries out changes of one provisioned product, on which nothing else is under way. Methods raise Refusal."""

    wanted: Spec
    earlier: Desired | None
    session: AccountSession
    operation: Operation

    def apply(self, idle: ObservedState, changes: tuple[Change, ...]) -> Outcome:
        """Set the role and the owner first: the update that follows may need that role."""
        names = {change.path.name for change in changes} & update_properties.INPUTS
        rest = tuple(change for change in changes if change.path.name not in update_properties.INPUTS)
        outcome: Outcome = Done(state=idle)
        if names:
            outcome = update_properties.update_properties(idle, names, self.wanted, self.session, self.operation)
        if not rest or not isinstance(outcome, Done) or outcome.state is None:
            return outcome
        updated = _outcome_of(partial(self._update, outcome.state, rest), outcome.state)
        return _not_forgetting(outcome.state, updated) if names else updated

    def _update(self, idle: ObservedState, changes: tuple[Change, ...]) -> Outcome:
        resolved = update_spec.resolve(idle, self.wanted, changes, self.session)
        if not isinstance(resolved, update_spec.UpdateSpec):
            return NotMade(problems=resolved)
        outcome: Outcome = Done(state=idle)
        state = idle
        for preferences in self._steps(resolved, changes):
            outcome = _outcome_of(partial(self._send, state, resolved, preferences), state)
            outcome = self._unless_nothing_to_change(outcome)
            if not isinstance(outcome, Done) or outcome.state is None:
                return outcome if state is idle else _not_forgetting(state, outcome)
            state = outcome.state
        kept = _kept_tags(state, changes)
        if kept:
            self.operation.warn(str(TagKept(keys=tuple(kept))))
        return outcome

    def _unless_nothing_to_change(self, outcome: Outcome) -> Outcome:
        """Return that it is done where AWS fails an update since the masked values that it has are the declared ones.

        What else was to change would show in a comparison.
        """
        if not isinstance(outcome, MadeButUnhealthy) or not _nothing_to_change(outcome.problems):
            return outcome
        if comparison.changes(self.wanted, outcome.state, self.session, earlier=self.wanted):
            return outcome
        return Done(state=outcome.state, notes=("AWS had nothing to change: the stack has the declared values.",))

    def _steps(
        self, resolved: update_spec.UpdateSpec, changes: tuple[Change, ...]
    ) -> Sequence[StackSetPreferences | None]:
        """Return the preferences of each request: one without any, but for stack sets."""
        before = self.earlier.preferences if isinstance(self.earlier, DesiredLaunch) else None
        known = before if isinstance(before, StackSetPreferences) else None
        wanted = self.wanted.preferences if isinstance(self.wanted, ProvisionSpec) else None
        if wanted is None and known is None:
            return (None,)
        wanted = wanted or StackSetPreferences()  # none any more: everywhere that the constraint names
        instances: Sequence[StackSetPreferences] = ()
        if known is not None and known != wanted:
            instances = stack_sets.instances(self._placed(known, resolved), self._placed(wanted, resolved))
        if {change.path.name for change in changes} <= _INSTANCES_ONLY and known is not None:
            return instances
        return (stack_sets.update(known, wanted), *instances)

    def _placed(self, preferences: StackSetPreferences, resolved: update_spec.UpdateSpec) -> StackSetPreferences:
        """Name the accounts and Regions of the constraint where none are declared, which is what AWS takes then."""
        if preferences.accounts and preferences.regions:
            return preferences
        product_id, artifact_id = resolved.product.id, resolved.artifact.id
        terms = self.session.snapshot.provisioning_parameters(product_id, artifact_id, resolved.path)
        return replace(
            preferences,
            accounts=preferences.accounts or terms.stack_set_accounts,
            regions=preferences.regions or terms.stack_set_regions,
        )

    def _send(
        self, idle: ObservedState, resolved: update_spec.UpdateSpec, preferences: StackSetPreferences | None
    ) -> Outcome:
        """Send it; where AWS takes no update to another product, go the other way."""
        what = "updating" if preferences is None else f"updating the stack set ({preferences.operation})"
        self.operation.status(what)
        request = resolved.request(idle.provisioned_product, preferences)
        try:
            begin = partial(self.session.gateway.update_provisioned_product, request)
            return await_record.send_and_await(begin, idle, OperationKind.UPDATE, self.session, self.operation)
        except (aws.Invalid, aws.WrongState) as refusal:
            if resolved.product.id == idle.provisioned_product.product_id:
                raise
            moved = move.move(idle, self.wanted, resolved.product, refusal, self.session, self.operation)
        if isinstance(moved, Done) and moved.state is not None:  # adopted at the version that the stack has
            followed = change(moved.state, self.wanted, self.session, self.operation, earlier=self.earlier)
            return _not_forgetting(moved.state, followed)
        return moved


def _outcome_of(act: Callable[[], Outcome], state: ObservedState) -> Outcome:
    """Act, and turn what AWS refuses into an outcome; `state` is what there is by then."""
    try:
        return act()
    except aws.OutcomeUnknown as refusal:
        return MadeButUnhealthy(state=state, problems=(refusals.problem(refusal),))
    except aws.Refusal as refusal:
        return NotMade(problems=(refusals.problem(refusal),))


def _nothing_to_change(problems: Sequence[Problem]) -> bool:
    return any(drift.UNCHANGED in problem.message().lower() for problem in problems)


def _not_forgetting(done: ObservedState, rest: Outcome) -> Outcome:
    """Return the outcome of the rest; where nothing came of that, what is done by then is kept all the same."""
    return MadeButUnhealthy(state=done, problems=rest.problems) if isinstance(rest, NotMade) else rest


def _kept_tags(state: ObservedState, changes: tuple[Change, ...]) -> list[str]:
    """Return the tags that were to go and are still there: AWS may pass over an update that only removes some."""
    removed = [change.path.key for change in changes if change.path.name == "tags" and change.declared is None]
    return [key for key in removed if key is not None and key in state.provisioned_product.tags]
