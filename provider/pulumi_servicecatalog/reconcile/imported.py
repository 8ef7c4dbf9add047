"""ImportedProvisionedProduct: a stack that existed before the program, and goes on when the program releases it."""

from dataclasses import replace
from typing import TYPE_CHECKING

from pulumi_servicecatalog.model import refusal as aws
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.desired import DesiredImport, ImportSpec, Preflight
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.operation_kind import OperationKind
from pulumi_servicecatalog.model.outcome import Done, MadeButUnhealthy, NotMade, Outcome
from pulumi_servicecatalog.model.problems.after_import import TakenAsIs
from pulumi_servicecatalog.model.problems.base import Problem, Severity, blocking
from pulumi_servicecatalog.model.problems.ownership import TakesOver
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.verdict import Verdict
from pulumi_servicecatalog.reconcile.execution import await_record
from pulumi_servicecatalog.reconcile.observation import comparison, import_names, no_echo, read
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.reconcile.operations import import_, update
from pulumi_servicecatalog.reconcile.preflight import imported
from pulumi_servicecatalog.reconcile.resource import ResourceController
from pulumi_servicecatalog.rules import adoption as rule
from pulumi_servicecatalog.rules import refusals, updates


class ImportedProvisionedProductController(ResourceController[DesiredImport]):
    """Making it imports the stack; replacing it releases and adopts, and never deletes the stack."""

    def _preflight(
        self, desired: DesiredImport, session: AccountSession, urn: str, replaces: str | None
    ) -> tuple[Problem, ...]:
        verdict = imported.examine(desired, session, replaces=replaces)
        hidden = no_echo.of_stack(verdict.stack, session) if updates.declares_mask(desired, verdict.stack) else None
        masks = updates.declared_masks(desired, verdict.stack, hidden)
        if verdict.resumes is None:
            return (*verdict.problems, *masks)
        others = [problem for problem in verdict.problems if not isinstance(problem, TakenAsIs)]  # which says less
        return (_taken_over(verdict.resumes, desired, session, urn), *others, *masks)

    def _make(self, desired: DesiredImport, session: AccountSession, operation: Operation, _urn: str) -> Outcome:
        return adopt(desired.resolve(), session, operation)

    def _importable(self, actual: ObservedState, connection: Connection, session: AccountSession) -> DesiredImport:
        """Tags are left out: AWS may not let a caller change them."""
        product = actual.provisioned_product
        return DesiredImport(
            name=product.name,
            physical_id=product.physical_id or (actual.stack.id if actual.stack else ""),
            product=import_names.product(actual, session),
            artifact=import_names.artifact(actual, session),
            parameters=import_names.parameters(actual, session),
            connection=replace(connection, region=session.gateway.identity().region),
        )


if TYPE_CHECKING:
    from pulumi_servicecatalog.reconcile.controller import Checks, Creates, Deletes, Diffs, Imports, Reads, Updates

    def _offers(
        controller: ImportedProvisionedProductController,
    ) -> tuple[
        Checks[DesiredImport],
        Diffs[DesiredImport],
        Creates[DesiredImport],
        Updates[DesiredImport],
        Reads[DesiredImport],
        Imports[DesiredImport],
        Deletes,
    ]:
        return controller, controller, controller, controller, controller, controller, controller


def adopt(adoption: ImportSpec, session: AccountSession, operation: Operation) -> Outcome:
    """Adopt the stack. Repeating it is safe at any time: what is there already is taken as it is."""
    try:
        verdict = _examine(adoption, session, operation)
        target = _target(adoption, verdict)
        if target is None or (blocking(verdict.problems) and adoption.preflight is Preflight.ERROR):
            return NotMade(problems=blocking(verdict.problems))
        for problem in verdict.problems:
            if problem.severity is not Severity.INFORMATION:
                operation.warn(str(problem))
        outcome = _govern(target, session, operation)
    except aws.Refusal as refusal:
        return NotMade(problems=(refusals.problem(refusal),))
    return _as_declared(adoption, outcome, session, operation)


def _examine(adoption: ImportSpec, session: AccountSession, operation: Operation) -> Verdict:
    """Look again at what may have changed since the preview: the stack, and its template where it was updated."""
    session.snapshot.look_again(adoption.physical_id, now=operation.timer.now())
    if adoption.preflight is Preflight.OFF:
        return imported.resolve_only(adoption, session)
    return imported.examine(adoption, session)


def _target(adoption: ImportSpec, verdict: Verdict) -> rule.ImportTarget | None:
    """Return the adoption in AWS's terms, where every name of it could be resolved."""
    if verdict.stack is None or verdict.product is None:
        return None
    if verdict.resumes is not None:
        artifact_id = verdict.resumes.artifact_id
    elif verdict.artifact is not None:
        artifact_id = verdict.artifact.id
    else:
        return None
    return rule.ImportTarget(
        name=adoption.name,
        stack_id=verdict.stack.id,
        product_id=verdict.product.id,
        artifact_id=artifact_id,
        language=adoption.accept_language,
    )


def _govern(target: rule.ImportTarget, session: AccountSession, operation: Operation) -> Outcome:
    """Import the stack, unless it is governed as wished already.

    Who has the name is known from the list that this process has read, unless it may have been taken just now. What
    that misses, the token of the request finds, or AWS refuses it as a duplicate.
    """
    if session.snapshot.may_be_taken(target.name, target.product_id):
        by_name = session.gateway.provisioned_product_named(target.name)
    else:
        by_name = session.snapshot.named(target.name)
    by_stack = session.snapshot.governor_of(target.stack_id)
    decision = rule.decide(target, by_name=by_name, by_stack=by_stack)
    if isinstance(decision, rule.Blocked):
        decision = _decided_now(target, session)
    return _carried_out(decision, target, session, operation)


def _decided_now(target: rule.ImportTarget, session: AccountSession) -> rule.Import | rule.TakeAsIs | rule.Blocked:
    """Decide from who has the name and the stack at this moment."""
    session.snapshot.forget_provisioned_products()
    by_name = session.gateway.provisioned_product_named(target.name)
    return rule.decide(target, by_name=by_name, by_stack=session.snapshot.governor_of(target.stack_id))


def _carried_out(
    decision: rule.Import | rule.TakeAsIs | rule.Blocked,
    target: rule.ImportTarget,
    session: AccountSession,
    operation: Operation,
) -> Outcome:
    match decision:
        case rule.Blocked():
            return NotMade(problems=decision.problems)
        case rule.TakeAsIs():
            return _take(decision.provisioned_product.id, target, session, operation)
        case rule.Import():
            return _import(target, session, operation)


def _import(target: rule.ImportTarget, session: AccountSession, operation: Operation) -> Outcome:
    """Import it when it is our turn; where AWS says that somebody was faster, look who."""
    try:
        return import_.import_in_turn(target, session, operation)
    except aws.Duplicate as refusal:
        decision = _decided_now(target, session)
        if isinstance(decision, rule.Import):
            return NotMade(problems=(refusals.problem(refusal),))
        return _carried_out(decision, target, session, operation)


def _take(
    provisioned_product_id: str, target: rule.ImportTarget, session: AccountSession, operation: Operation
) -> Outcome:
    """Take over what an earlier run left; where it is still at work, wait for it."""
    state = read.read_again(provisioned_product_id, session, stack_id=target.stack_id)
    if state is None:  # it went away between two answers
        return import_.import_in_turn(target, session, operation)
    provisioned = state.provisioned_product
    if provisioned.under_change and provisioned.last_record_id:
        record = session.gateway.record(provisioned.last_record_id)
        return await_record.await_outcome(
            record, session, operation, kind=OperationKind.IMPORT, stack_id=target.stack_id
        )
    operation.status(f"{provisioned.id} governs the stack already")
    return Done(state=state, notes=(f"{provisioned.id} governed the stack already, and was taken as it is.",))


def _taken_over(resumes: ProvisionedProduct, desired: DesiredImport, session: AccountSession, urn: str) -> Problem:
    """Return the warning that a creation takes over what another resource may hold."""
    holder = session.holders.other(resumes.id, urn)
    return TakesOver(id=resumes.id, stack=str(desired.physical_id), holder=holder, owner=resumes.owner)


def _as_declared(adoption: ImportSpec, outcome: Outcome, session: AccountSession, operation: Operation) -> Outcome:
    """Follow the import with an update, where something is declared that an import does not take.

    What an earlier run left may also be at another version, or in need of an update to become well.
    """
    if not isinstance(outcome, Done) or outcome.state is None:
        return outcome
    try:
        follows = any(not change.replaces for change in comparison.changes(adoption, outcome.state, session))
    except aws.Refusal as refusal:
        return MadeButUnhealthy(state=outcome.state, problems=(refusals.problem(refusal),))
    if not follows and not adoption.apply_constraints:
        return outcome
    follow = update.update if adoption.apply_constraints else update.change
    followed = follow(outcome.state, adoption, session, operation)
    if isinstance(followed, NotMade):  # the update was not; the import was, and its ID must not get lost
        return MadeButUnhealthy(state=outcome.state, problems=followed.problems)
    return followed
