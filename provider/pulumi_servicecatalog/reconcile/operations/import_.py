"""The import itself: one at a time, under a token that makes a repeat the same request, and seen through to its end."""

from pulumi_servicecatalog.model import refusal as aws
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.operation_kind import OperationKind
from pulumi_servicecatalog.model.outcome import NotMade, Outcome
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.products import TemplateMismatch
from pulumi_servicecatalog.model.record import Record
from pulumi_servicecatalog.model.request import ImportRequest
from pulumi_servicecatalog.reconcile.execution import token_rotation
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.rules import refusals
from pulumi_servicecatalog.rules.adoption import ImportTarget


def import_in_turn(target: ImportTarget, session: AccountSession, operation: Operation) -> Outcome:
    """Import the stack once the lane is free. Raises Refusal where AWS refuses; the caller judges a Duplicate."""

    def send(after: str | None) -> Record:
        operation.status("importing")
        return session.gateway.import_as_provisioned_product(_request(target, after))

    request = token_rotation.TokenRequest(
        kind=OperationKind.IMPORT,
        name=target.name,
        product_id=target.product_id,
        stack_id=target.stack_id,
        send=send,
    )
    try:
        return token_rotation.carry_out(request, session, operation, turn=session.lane.turn)
    except aws.Invalid as refusal:
        return NotMade(problems=(_mismatch_or_refused(refusal, target),))


def _request(target: ImportTarget, after: str | None) -> ImportRequest:
    return ImportRequest(
        name=target.name,
        stack_id=target.stack_id,
        product_id=target.product_id,
        artifact_id=target.artifact_id,
        token=target.token(after),
        language=target.language,
    )


def _mismatch_or_refused(refusal: aws.Invalid, target: ImportTarget) -> Problem:
    if "template" in refusal.reason.lower():
        return TemplateMismatch(
            stack=target.stack_id, artifact=target.artifact_id, reason=f"AWS says so: {refusal.reason}"
        )
    return refusals.problem(refusal)
