"""Changes what a provisioned product is: its version, its product, its parameters, its tags, its role and owner."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

from pulumi_servicecatalog.model import problem_kinds as kinds
from pulumi_servicecatalog.model import refusal as aws
from pulumi_servicecatalog.model.desired import Draft, Launch, LaunchDraft, Wanted
from pulumi_servicecatalog.model.governed import Governed
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, NotMade, Outcome
from pulumi_servicecatalog.model.record import Record
from pulumi_servicecatalog.model.request import PropertiesRequest
from pulumi_servicecatalog.model.stack_set import StackSetPreferences
from pulumi_servicecatalog.reconcile import comparing, moving, reading, refusals, resting, sending, settling, updating
from pulumi_servicecatalog.reconcile.operation import Operation
from pulumi_servicecatalog.reconcile.site import Site
from pulumi_servicecatalog.rules import stack_sets, tokens
from pulumi_servicecatalog.rules.drift import Change

_INSTANCES_ONLY = frozenset({"provisioningPreferences"})


def change_by_id(
    provisioned_product_id: str, wanted: Wanted, site: Site, operation: Operation, *, earlier: Draft | None = None
) -> Outcome | None:
    """Make the provisioned product as declared; None where it is gone."""
    try:
        actual = reading.read_anew(provisioned_product_id, site, stack_id=None)
    except aws.Refusal as refusal:
        return NotMade(problems=(refusals.problem(refusal),))
    return None if actual is None else change(actual, wanted, site, operation, earlier=earlier)


def change(
    actual: Governed, wanted: Wanted, site: Site, operation: Operation, *, earlier: Draft | None = None
) -> Outcome:
    """Make it as declared. What another run has under way is waited for first, and may turn out to be the wish."""
    changer = _Changer(wanted=wanted, earlier=earlier, site=site, operation=operation)

    def act(settled: Governed) -> Outcome:
        changes = comparing.changes(wanted, settled, site, earlier=earlier)
        return changer.apply(settled, changes) if changes else Done(state=settled)

    return _once_at_rest(actual, site, operation, act)


def update(actual: Governed, wanted: Wanted, site: Site, operation: Operation) -> Outcome:
    """Update it although it may be as declared already, which is when AWS applies constraints."""
    changer = _Changer(wanted=wanted, earlier=None, site=site, operation=operation)

    def act(settled: Governed) -> Outcome:
        constraints = Change(property="applyConstraints", actual=False, declared=True)
        return changer.apply(settled, (*comparing.changes(wanted, settled, site), constraints))

    return _once_at_rest(actual, site, operation, act)


def _once_at_rest(actual: Governed, site: Site, operation: Operation, act: Callable[[Governed], Outcome]) -> Outcome:
    def once_at_rest() -> Outcome:
        settled = resting.at_rest(actual, site, operation)
        if settled is None:
            return NotMade(problems=(kinds.GONE.found(id=actual.provisioned_product.id),))
        return act(settled) if isinstance(settled, Governed) else settled

    return _told(once_at_rest, actual)


@dataclass(frozen=True, kw_only=True, slots=True)
class _Changer:
    """Carries out changes of one provisioned product, on which nothing else is under way. Methods raise Refusal."""

    wanted: Wanted
    earlier: Draft | None
    site: Site
    operation: Operation

    def apply(self, settled: Governed, changes: tuple[Change, ...]) -> Outcome:
        """Set the role and the owner first: the update that follows may need that role."""
        properties = {each.property for each in changes} & updating.PROPERTIES
        rest = tuple(each for each in changes if each.property not in updating.PROPERTIES)
        outcome = self._set_properties(settled, properties) if properties else Done(state=settled)
        if not rest or not isinstance(outcome, Done) or outcome.state is None:
            return outcome
        updated = _told(partial(self._update, outcome.state, rest), outcome.state)
        return _not_forgetting(outcome.state, updated) if properties else updated

    def _set_properties(self, settled: Governed, properties: set[str]) -> Outcome:
        found = settled.provisioned_product
        role = self.wanted.launch_role_arn if "launchRoleArn" in properties else None
        owner = self.wanted.owner if "owner" in properties else None
        token = tokens.properties_token(
            provisioned_product_id=found.id,
            after_record_id=found.last_record_id,
            wish={"launch_role_arn": role, "owner": owner},
        )
        request = PropertiesRequest(
            provisioned_product_id=found.id,
            launch_role_arn=role,
            owner=owner,
            token=token,
            language=self.wanted.accept_language,
        )
        self.operation.say(f"setting {' and '.join(sorted(properties))}")
        return self._carry_out(partial(self.site.door.update_properties, request), settled)

    def _update(self, settled: Governed, changes: tuple[Change, ...]) -> Outcome:
        resolved = updating.resolve(settled, self.wanted, changes, self.site)
        if not isinstance(resolved, updating.Update):
            return NotMade(problems=resolved)
        outcome: Outcome = Done(state=settled)
        state = settled
        for preferences in self._steps(resolved, changes):
            outcome = _told(partial(self._send, state, resolved, preferences), state)
            if not isinstance(outcome, Done) or outcome.state is None:
                return outcome if state is settled else _not_forgetting(state, outcome)
            state = outcome.state
        kept = _kept_tags(state, changes)
        if kept:
            self.operation.warn(str(kinds.TAG_KEPT.found(keys=", ".join(kept))))
        return outcome

    def _steps(self, resolved: updating.Update, changes: tuple[Change, ...]) -> Sequence[StackSetPreferences | None]:
        """Give the preferences of each request: one without any, but for stack sets."""
        before = self.earlier.preferences if isinstance(self.earlier, LaunchDraft) else None
        known = before if isinstance(before, StackSetPreferences) else None
        wanted = self.wanted.preferences if isinstance(self.wanted, Launch) else None
        if wanted is None and known is None:
            return (None,)
        wanted = wanted or StackSetPreferences()  # none any more: everywhere that the constraint names
        instances: Sequence[StackSetPreferences] = ()
        if known is not None and known != wanted:
            instances = stack_sets.instances(self._placed(known, resolved), self._placed(wanted, resolved))
        if {each.property for each in changes} <= _INSTANCES_ONLY and known is not None:
            return instances
        return (stack_sets.update(known, wanted), *instances)

    def _placed(self, preferences: StackSetPreferences, resolved: updating.Update) -> StackSetPreferences:
        """Name the accounts and Regions of the constraint where none are declared, which is what AWS takes then."""
        if preferences.accounts and preferences.regions:
            return preferences
        product_id, artifact_id = resolved.product.id, resolved.artifact.id
        terms = self.site.snapshot.provisioning_parameters(product_id, artifact_id, resolved.path)
        return replace(
            preferences,
            accounts=preferences.accounts or terms.stack_set_accounts,
            regions=preferences.regions or terms.stack_set_regions,
        )

    def _send(self, settled: Governed, resolved: updating.Update, preferences: StackSetPreferences | None) -> Outcome:
        """Send it; where AWS takes no update to another product, go the other way."""
        what = "updating" if preferences is None else f"updating the stack set ({preferences.operation})"
        self.operation.say(what)
        request = resolved.request(settled.provisioned_product, preferences)
        try:
            return self._carry_out(partial(self.site.door.update_provisioned_product, request), settled)
        except (aws.Invalid, aws.WrongState) as refusal:
            if resolved.product.id == settled.provisioned_product.product_id:
                raise
            moved = moving.move(settled, self.wanted, resolved.product, refusal, self.site, self.operation)
        if isinstance(moved, Done) and moved.state is not None:  # adopted at the version that the stack has
            followed = change(moved.state, self.wanted, self.site, self.operation, earlier=self.earlier)
            return _not_forgetting(moved.state, followed)
        return moved

    def _carry_out(self, begin: Callable[[], Record], settled: Governed) -> Outcome:
        record = sending.send(begin, self.operation)
        if isinstance(record, sending.NotBegun):
            return NotMade(problems=(record.problem("The update"),))
        stack_id = settled.provisioned_product.physical_id
        return settling.settle(record, self.site, self.operation, what="The update", stack_id=stack_id)


def _told(act: Callable[[], Outcome], state: Governed) -> Outcome:
    """Act, and turn what AWS refuses into an outcome; `state` is what there is by then."""
    try:
        return act()
    except aws.OutcomeUnknown as refusal:
        return MadeButUnhealthy(state=state, problems=(refusals.problem(refusal),))
    except aws.Refusal as refusal:
        return NotMade(problems=(refusals.problem(refusal),))


def _not_forgetting(done: Governed, rest: Outcome) -> Outcome:
    """Give the outcome of the rest; where nothing came of that, what is done by then is kept all the same."""
    return MadeButUnhealthy(state=done, problems=rest.problems) if isinstance(rest, NotMade) else rest


def _kept_tags(state: Governed, changes: tuple[Change, ...]) -> list[str]:
    """Give the tags that were to go and are still there: AWS is known to pass over an update that only removes some."""
    tags = [each for each in changes if each.property.startswith("tags.")]
    removed = [each.property.removeprefix("tags.") for each in tags if each.declared is None]
    return [key for key in removed if key in state.provisioned_product.tags]
