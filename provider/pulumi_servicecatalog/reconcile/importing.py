"""The import itself: one at a time, under a token that makes a repeat the same request, and seen through to its end."""

from pulumi_servicecatalog.model import problem_kinds as kinds
from pulumi_servicecatalog.model import refusal as aws
from pulumi_servicecatalog.model.outcome import NotMade, Outcome
from pulumi_servicecatalog.model.problem import Problem
from pulumi_servicecatalog.model.record import Record
from pulumi_servicecatalog.model.request import ImportRequest
from pulumi_servicecatalog.reconcile import generations, refusals, sending, settling
from pulumi_servicecatalog.reconcile.operation import Operation
from pulumi_servicecatalog.reconcile.site import Site
from pulumi_servicecatalog.rules import tokens
from pulumi_servicecatalog.rules.adoption import Wish


def import_in_turn(wish: Wish, site: Site, operation: Operation) -> Outcome:
    """Import the stack once the lane is free. Raises Refusal where AWS refuses; the caller judges a Duplicate."""
    began = operation.timer.now()
    with site.lane.turn(operation) as stop:
        if stop is not None:
            waited = sending.NotBegun(stop=stop, seconds=operation.timer.now() - began)
            return NotMade(problems=(waited.problem("The import"),))
        record = _begin(wish, site, operation)
        if isinstance(record, NotMade):
            return record
        watched = settling.watch(record, site, operation, what="The import")
    return settling.tell(watched, site, operation, what="The import", stack_id=wish.stack_id)


def _begin(wish: Wish, site: Site, operation: Operation) -> Record | NotMade:
    """Begin the import under the first token that is not used up."""
    operation.say("importing")
    try:
        record = generations.begin(
            lambda generation: site.door.import_as_provisioned_product(_request(wish, generation)), site, operation
        )
    except aws.Invalid as refusal:
        return NotMade(problems=(_mismatch_or_refused(refusal, wish),))
    if isinstance(record, sending.NotBegun):
        return NotMade(problems=(record.problem("The import"),))
    return record


def _request(wish: Wish, generation: int) -> ImportRequest:
    token = tokens.import_token(
        stack_id=wish.stack_id,
        name=wish.name,
        product_id=wish.product_id,
        artifact_id=wish.artifact_id,
        language=wish.language,
        generation=generation,
    )
    return ImportRequest(
        name=wish.name,
        stack_id=wish.stack_id,
        product_id=wish.product_id,
        artifact_id=wish.artifact_id,
        token=token,
        language=wish.language,
    )


def _mismatch_or_refused(refusal: aws.Invalid, wish: Wish) -> Problem:
    if "template" in refusal.reason.lower():
        return kinds.TEMPLATE_MISMATCH.found(
            stack=wish.stack_id, artifact=wish.artifact_id, reason=f"AWS says so: {refusal.reason}"
        )
    return refusals.problem(refusal)
