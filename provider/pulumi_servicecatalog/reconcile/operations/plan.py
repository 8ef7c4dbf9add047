"""Has AWS work out what an update would do, by a provisioned product plan that is deleted again.

A plan is a write to AWS, though not to the stack: it is made only where a program asks for it (`previewChanges`). While
one exists, AWS changes nothing else, so the next run removes one that a killed preview has left.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from pulumi_servicecatalog.model import refusal as aws
from pulumi_servicecatalog.model.desired import ById, ByName, Desired, Reference, Spec
from pulumi_servicecatalog.model.observed import ObservedState
from pulumi_servicecatalog.model.operation import Operation, StopReason
from pulumi_servicecatalog.model.plan import CREATE_FAILED, Plan
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.updates import ChangesNotPreviewed
from pulumi_servicecatalog.model.provisioned_product import STACK_SET
from pulumi_servicecatalog.model.request import PlanRequest
from pulumi_servicecatalog.reconcile.execution import leftover_plans
from pulumi_servicecatalog.reconcile.execution.polling import poll
from pulumi_servicecatalog.reconcile.observation import comparison, pace, read
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.reconcile.operations import update_properties, update_spec
from pulumi_servicecatalog.rules import refusals, tokens

_MOST_SECONDS = 120.0
"""A preview waits no longer than this for one plan."""

_NO_CHANGES = ("no updates are to be performed", "didn't contain changes")
"""How CloudFormation says that an update would do nothing, for which it makes no change set."""


def preview(
    actual: ObservedState,
    wanted: Spec,
    session: AccountSession,
    operation: Operation,
    *,
    earlier: Desired | None = None,
) -> Plan | Problem | None:
    """Return the plan, deleted by now; None where nothing is to be updated; a problem where AWS makes none."""
    try:
        idle = _ready(actual, session)
        if idle is None or isinstance(idle, Problem):
            return idle
        changes = comparison.changes(wanted, idle, session, earlier=earlier)
        if all(change.path.name in update_properties.INPUTS for change in changes) or any(
            change.replaces for change in changes
        ):
            return None
        if idle.provisioned_product.type == STACK_SET:
            return _not_shown("AWS makes no plans for stack sets")
        resolved = update_spec.resolve(idle, wanted, changes, session)
        if not isinstance(resolved, update_spec.UpdateSpec):
            return resolved[0]
        return _worked_out(_request(idle, resolved, session), session, operation)
    except aws.Refusal as refusal:
        return _not_shown(refusals.reason(refusal))


def _ready(actual: ObservedState, session: AccountSession) -> ObservedState | Problem | None:
    provisioned = actual.provisioned_product
    if not provisioned.planned:
        return actual
    others = leftover_plans.remove(provisioned.id, session)
    if others:
        return _not_shown(f"{provisioned.name} has the plan {', '.join(others)} of somebody else")
    return read.read_again(provisioned.id, session, stack_id=provisioned.physical_id)


def _worked_out(request: PlanRequest, session: AccountSession, operation: Operation) -> Plan | Problem:
    operation.status("asking AWS what the update would change")
    began = operation.timer.now()
    with _temporary(session.gateway.create_plan(request), session, operation) as begun:

        def ask() -> Plan:
            return session.gateway.plan(begun.id)

        limited = operation.at_most(_MOST_SECONDS)
        plan = poll(ask, lambda plan: plan.made, pace.PLAN.pauses(), limited, known=begun)
    if isinstance(plan, StopReason):
        return _not_shown(f"AWS was not done with the plan within {operation.timer.now() - began:.0f} s")
    if plan.status == CREATE_FAILED and not any(words in plan.status_message for words in _NO_CHANGES):
        return _not_shown(plan.status_message or "AWS could not make the plan")
    return plan


@contextmanager
def _temporary(plan: Plan, session: AccountSession, operation: Operation) -> Iterator[Plan]:
    """Delete the plan in any case. Where that fails, say so: the next run removes it, but nothing else does."""
    try:
        yield plan
    finally:
        try:
            session.gateway.delete_plan(plan.id)
            session.snapshot.forget(provisioned_product_id=plan.provisioned_product_id, stack_id=None)
        except aws.Refusal as refusal:
            operation.warn(
                f"The plan {plan.name} ({plan.id}) of this preview is left behind: {refusals.reason(refusal)}"
            )


def _request(idle: ObservedState, update: update_spec.UpdateSpec, session: AccountSession) -> PlanRequest:
    provisioned = idle.provisioned_product
    content = {
        "product": update.product.id,
        "artifact": update.artifact.id,
        "parameters": update.parameters,
        "tags": update.tags,
        "preview": uuid4().hex,  # an equal plan of an earlier preview is deleted by now, and its token used up
    }
    token = tokens.plan_token(
        provisioned_product_id=provisioned.id, after_record_id=provisioned.last_record_id, content=content
    )
    return PlanRequest(
        plan_name=f"{leftover_plans.PREFIX}{token[-24:]}",
        name=provisioned.name,
        product_id=update.product.id,
        artifact_id=update.artifact.id,
        path_id=_path_id(update.path, update.product.id, session),
        parameters=update.parameters,
        tags=update.tags,
        token=token,
        language=update.language,
    )


def _path_id(path: Reference | None, product_id: str, session: AccountSession) -> str | None:
    """Return the path's ID: a plan takes no name."""
    match path:
        case ById(id=path_id):
            return path_id
        case ByName(name=name):
            return next((path.id for path in session.snapshot.launch_paths(product_id) if path.name == name), None)
        case None:
            return None


def _not_shown(reason: str) -> Problem:
    return ChangesNotPreviewed(reason=reason)
