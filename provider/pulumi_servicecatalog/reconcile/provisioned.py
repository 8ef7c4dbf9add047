"""ProvisionedProduct: a product that the program launches, whose stack is deleted with the resource."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from pulumi_servicecatalog.model import refusal as aws
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.desired import DesiredLaunch, Preflight, ProvisionSpec
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.operation_kind import OperationKind
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, NotMade, Outcome
from pulumi_servicecatalog.model.problems.base import Problem, Severity, blocking
from pulumi_servicecatalog.model.problems.connection import Gone
from pulumi_servicecatalog.model.problems.launches import LaunchedAnew, StackDeletedByReplacement
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.recorded import RecordedState
from pulumi_servicecatalog.model.verdict import Verdict
from pulumi_servicecatalog.reconcile.execution import await_record
from pulumi_servicecatalog.reconcile.observation import comparison, import_names, read
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.reconcile.operations import provision, terminate, update
from pulumi_servicecatalog.reconcile.preflight import provisioned
from pulumi_servicecatalog.reconcile.resource import ResourceController
from pulumi_servicecatalog.rules import launch as rule
from pulumi_servicecatalog.rules import refusals, replacement
from pulumi_servicecatalog.rules.drift import STATUS, Change

_STACK_ARN = "CloudformationStackARN"
"""The output by which the record of a launch names the stack."""


class ProvisionedProductController(ResourceController[DesiredLaunch]):
    """Making it provisions a product; replacing it deletes the stack and makes another one."""

    def _preflight(
        self, desired: DesiredLaunch, session: AccountSession, urn: str, replaces: str | None
    ) -> tuple[Problem, ...]:
        return provisioned.examine(desired, session, declared_by=urn, replaces=replaces).problems

    def _make(self, desired: DesiredLaunch, session: AccountSession, operation: Operation, urn: str) -> Outcome:
        return launch(desired.resolve(), session, operation, declared_by=urn)

    def _importable(self, actual: ObservedState, connection: Connection, session: AccountSession) -> DesiredLaunch:
        """Tags are left out: AWS may not let a caller change them."""
        return DesiredLaunch(
            name=actual.provisioned_product.name,
            product=import_names.product(actual, session),
            artifact=import_names.artifact(actual, session),
            parameters=import_names.parameters(actual, session),
            connection=replace(connection, region=session.gateway.identity().region),
        )

    def _remarks(
        self,
        recorded: RecordedState,
        desired: DesiredLaunch,
        actual: ObservedState,
        changes: tuple[Change, ...],
        session: AccountSession,
    ) -> Iterator[Problem]:
        yield from super()._remarks(recorded, desired, actual, changes, session)
        product = actual.provisioned_product
        replaces = [change for change in changes if change.replaces]
        if any(change.path == STATUS for change in replaces):
            yield LaunchedAnew(name=product.name, id=product.id, reason=product.status_message)
        elif replaces and not recorded.retain_physical_resources and not actual.stack_gone:
            yield StackDeletedByReplacement(stack=product.physical_id or product.id)


if TYPE_CHECKING:
    from pulumi_servicecatalog.reconcile.controller import Checks, Creates, Deletes, Diffs, Imports, Reads, Updates

    def _offers(
        controller: ProvisionedProductController,
    ) -> tuple[
        Checks[DesiredLaunch],
        Diffs[DesiredLaunch],
        Creates[DesiredLaunch],
        Updates[DesiredLaunch],
        Reads[DesiredLaunch],
        Imports[DesiredLaunch],
        Deletes,
    ]:
        return controller, controller, controller, controller, controller, controller, controller


def launch(wanted: ProvisionSpec, session: AccountSession, operation: Operation, *, declared_by: str) -> Outcome:
    """Launch the product. Repeating it is safe at any time: what this resource has launched is taken as it is."""
    try:
        verdict = _examine(wanted, session, declared_by)
        stops = blocking(verdict.problems) if wanted.preflight is Preflight.ERROR else ()
        if stops or verdict.product is None or verdict.artifact is None:
            return NotMade(problems=blocking(verdict.problems))
        for problem in verdict.problems:
            if problem.severity is not Severity.INFORMATION:
                operation.warn(str(problem))
        target = rule.LaunchKey(
            name=wanted.name,
            product_id=verdict.product.id,
            declared_by=declared_by,
            identity=session.gateway.identity(),
        )
        outcome, sent = _provide(target, wanted, verdict.artifact.id, session, operation)
        outcome = _completed(outcome, wanted, session)
    except aws.Refusal as refusal:
        return NotMade(problems=(refusals.problem(refusal),))
    return _as_declared(wanted, outcome, session, operation, sent)


def _examine(wanted: ProvisionSpec, session: AccountSession, declared_by: str) -> Verdict:
    if wanted.preflight is Preflight.OFF:
        return provisioned.resolve_only(wanted, session)
    return provisioned.examine(wanted, session, declared_by=declared_by)


def _provide(
    target: rule.LaunchKey, wanted: ProvisionSpec, artifact_id: str, session: AccountSession, operation: Operation
) -> tuple[Outcome, ProvisionSpec | None]:
    """Launch it, unless an earlier run of this resource has. Return as well what was sent, where that is known.

    What an earlier run has launched and has never worked makes way first, as a replacement has it.
    """
    by_name = session.gateway.provisioned_product_named(target.name)
    resumes = rule.resumes(target, by_name)
    if isinstance(resumes, Problem):
        return NotMade(problems=(resumes,)), None
    if resumes and by_name is not None and not by_name.never_worked:
        return _take(by_name, wanted, session, operation), rule.sent_by(by_name, target, wanted)
    if by_name is not None:
        ended = terminate.release(terminate.of_spec(by_name.id, wanted), session, operation)
        if not isinstance(ended, Done):
            return ended, None
    return provision.provision(target, wanted, artifact_id, session, operation), rule.sent(wanted)


def _take(
    provisioned: ProvisionedProduct, wanted: ProvisionSpec, session: AccountSession, operation: Operation
) -> Outcome:
    """Take over what an earlier run left; where it is still at work, wait for it."""
    if provisioned.under_change and provisioned.last_record_id:
        record = session.gateway.record(provisioned.last_record_id)
        return await_record.await_outcome(
            record, session, operation, kind=OperationKind.LAUNCH, stack_id=provisioned.physical_id
        )
    state = read.read_again(provisioned.id, session, stack_id=None)
    if state is None:  # it went away between two answers
        return NotMade(problems=(Gone(id=provisioned.id),))
    deleted = replacement.not_updatable(wanted, state)
    if deleted is not None:
        return MadeButUnhealthy(state=state, problems=(deleted,))
    note = f"{provisioned.id} had been launched already, and was taken as it is."
    return Done(state=state, notes=(note,))


def _completed(outcome: Outcome, wanted: ProvisionSpec, session: AccountSession) -> Outcome:
    """Add what AWS's search alone tells, and tells late of a fresh provisioned product: its stack and its tags."""
    if not isinstance(outcome, Done) or outcome.state is None:
        return outcome
    provisioned = outcome.state.provisioned_product
    if provisioned.physical_id is not None:
        return outcome
    provisioned = replace(provisioned, tags=wanted.tags or {})
    try:
        outputs = session.gateway.record_outputs(provisioned.last_record_id)
        stack_id = next((output.value for output in outputs if output.key == _STACK_ARN), None)
        state = read.with_stack(replace(provisioned, physical_id=stack_id), session)
    except aws.Refusal:  # it is made, and the next refresh reads the rest
        state = ObservedState(provisioned_product=provisioned)
    return replace(outcome, state=state)


def _as_declared(
    wanted: ProvisionSpec,
    outcome: Outcome,
    session: AccountSession,
    operation: Operation,
    sent: ProvisionSpec | None,
) -> Outcome:
    """Follow the launch with an update, where something is declared that a launch does not take.

    That is the owner and the launch role; and what an earlier run left may be at another version. Of what AWS does not
    report, `sent` is what it has.
    """
    if not isinstance(outcome, Done) or outcome.state is None:
        return outcome
    try:
        changes = comparison.changes(wanted, outcome.state, session, earlier=sent)
    except aws.Refusal as refusal:
        return MadeButUnhealthy(state=outcome.state, problems=(refusals.problem(refusal),))
    if all(change.replaces for change in changes):
        return outcome
    followed = update.change(outcome.state, wanted, session, operation, earlier=sent)
    if isinstance(followed, NotMade):  # the update was not; the launch was, and its ID must not get lost
        return MadeButUnhealthy(state=outcome.state, problems=followed.problems)
    return followed
