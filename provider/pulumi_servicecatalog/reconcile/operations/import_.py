"""The import itself: one at a time, under a token that makes a repeat the same request, and seen through to its end."""

from pulumi_servicecatalog.model import refusal as aws
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.operation_kind import OperationKind
from pulumi_servicecatalog.model.outcome import NotMade, Outcome
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.products import TemplateMismatch
from pulumi_servicecatalog.model.record import Record
from pulumi_servicecatalog.model.request import ImportRequest
from pulumi_servicecatalog.reconcile.execution import await_record, retry, token_rotation
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.rules import refusals, tokens
from pulumi_servicecatalog.rules.adoption import ImportTarget


def import_in_turn(target: ImportTarget, session: AccountSession, operation: Operation) -> Outcome:
    """Import the stack once the lane is free. Raises Refusal where AWS refuses; the caller judges a Duplicate."""
    began = operation.timer.now()
    with session.lane.turn(operation) as stop:
        if stop is not None:
            waited = retry.NotBegun(stop=stop, seconds=operation.timer.now() - began)
            return NotMade(problems=(waited.problem(OperationKind.IMPORT),))
        record = _begin(target, session, operation)
        if isinstance(record, NotMade):
            return record
        awaited = await_record.watch(record, session, operation, kind=OperationKind.IMPORT)
    return await_record.outcome_of(awaited, session, operation, kind=OperationKind.IMPORT, stack_id=target.stack_id)


def _begin(target: ImportTarget, session: AccountSession, operation: Operation) -> Record | NotMade:
    """Begin the import under the first token that is not used up."""
    operation.say("importing")
    try:
        record = token_rotation.begin(
            lambda generation: session.gateway.import_as_provisioned_product(_request(target, generation)),
            session,
            operation,
        )
    except aws.Invalid as refusal:
        return NotMade(problems=(_mismatch_or_refused(refusal, target),))
    if isinstance(record, retry.NotBegun):
        return NotMade(problems=(record.problem(OperationKind.IMPORT),))
    return record


def _request(target: ImportTarget, generation: int) -> ImportRequest:
    token = tokens.import_token(
        stack_id=target.stack_id,
        name=target.name,
        product_id=target.product_id,
        artifact_id=target.artifact_id,
        language=target.language,
        generation=generation,
    )
    return ImportRequest(
        name=target.name,
        stack_id=target.stack_id,
        product_id=target.product_id,
        artifact_id=target.artifact_id,
        token=token,
        language=target.language,
    )


def _mismatch_or_refused(refusal: aws.Invalid, target: ImportTarget) -> Problem:
    if "template" in refusal.reason.lower():
        return TemplateMismatch(
            stack=target.stack_id, artifact=target.artifact_id, reason=f"AWS says so: {refusal.reason}"
        )
    return refusals.problem(refusal)
