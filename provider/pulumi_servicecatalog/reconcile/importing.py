"""The import itself: one at a time, under a token that makes a repeat the same request, and seen through to its end."""

import random
import re
from datetime import datetime, timedelta
from itertools import count

from pulumi_servicecatalog.model import problem_kinds as kinds
from pulumi_servicecatalog.model import refusal as aws
from pulumi_servicecatalog.model.outcome import NotMade, Outcome
from pulumi_servicecatalog.model.problem import Problem
from pulumi_servicecatalog.model.record import Record
from pulumi_servicecatalog.model.request import ImportRequest
from pulumi_servicecatalog.reconcile import refusals, settling
from pulumi_servicecatalog.reconcile.operation import Operation, Stop
from pulumi_servicecatalog.reconcile.site import Site
from pulumi_servicecatalog.rules import tokens
from pulumi_servicecatalog.rules.adoption import Wish

_REPEATS = 5
"""So often a request is sent, under the same token, while its outcome is unknown."""

_BUSY = re.compile(r"at a time|in progress|another|concurrent|being imported", re.IGNORECASE)
"""How AWS may say that another import runs; its text for that is not documented."""

_PATIENCE = (1.0, 15.0)
"""Seconds between two requests while AWS is busy with another import: the first pause, and the longest."""


def import_in_turn(wish: Wish, site: Site, operation: Operation) -> Outcome:
    """Import the stack once the lane is free. Raises Refusal where AWS refuses; the caller judges a Duplicate."""
    began = operation.timer.now()
    with site.lane.turn(operation) as stop:
        if stop is not None:
            return NotMade(problems=(_waited(stop, operation.timer.now() - began),))
        return _import(wish, site, operation)


def _import(wish: Wish, site: Site, operation: Operation) -> Outcome:
    """Begin the import under the first token that is not used up, and see it through."""
    before = site.door.server_time()
    operation.say("importing")
    for generation in count():
        try:
            record = _accepted(_request(wish, generation), site, operation)
        except aws.Invalid as refusal:
            return NotMade(problems=(_mismatch_or_refused(refusal, wish),))
        if isinstance(record, Stop):
            return NotMade(problems=(_waited(record, operation.deadline - operation.timer.now()),))
        if not _used_up(record, before, site):
            return settling.settle(record, site, operation, what="The import", stack_id=wish.stack_id)
    raise AssertionError("generations never end")


def _request(wish: Wish, generation: int) -> ImportRequest:
    token = tokens.import_token(
        stack_id=wish.stack_id,
        name=wish.name,
        product_id=wish.product_id,
        artifact_id=wish.artifact_id,
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


def _accepted(request: ImportRequest, site: Site, operation: Operation) -> Record | Stop:
    """Send the request until AWS accepts it: again where its outcome is unknown, later where another import runs."""
    unknown, patience = 0, _PATIENCE[0]
    while True:
        try:
            return site.door.import_as_provisioned_product(request)
        except aws.OutcomeUnknown:
            unknown += 1
            if unknown == _REPEATS:
                raise
            operation.say("no complete answer came back; repeating the same request")
            stop = operation.pause(float(unknown))
        except aws.WrongState as refusal:
            if not _BUSY.search(refusal.reason):
                raise
            operation.say("waiting for another import, which AWS says is running")
            stop = operation.pause(random.uniform(0.5, 1.0) * patience)  # noqa: S311 - spreads requests, guards nothing
            patience = min(patience * 1.5, _PATIENCE[1])
        if stop is not None:
            return stop


def _used_up(record: Record, before: datetime | None, site: Site) -> bool:
    """Tell whether a token's record belongs to an earlier adoption that has been ended since, or that had failed.

    AWS answers a used token with the record that it made then. Both times are AWS's own, so no clock of ours matters;
    `before` is in whole seconds, so that a record of that second may be of either run.
    """
    made = record.created_time
    ours = before is None or made is None or made >= before
    certain = before is None or made is None or made >= before + timedelta(seconds=1)
    try:
        current = record if certain or record.ended else site.door.record(record.id)
        if current.succeeded:
            return site.door.provisioned_product(current.provisioned_product_id) is None
    except aws.Refusal:  # the ID is known by now; whoever waits for the record keeps it, and tells
        return False
    return current.ended and not ours


def _waited(stop: Stop, seconds: float) -> Problem:
    if stop is Stop.CANCELLED:
        return kinds.CANCELLED_BEFORE.found()
    return kinds.TURN_NOT_REACHED.found(seconds=seconds)


def _mismatch_or_refused(refusal: aws.Invalid, wish: Wish) -> Problem:
    if "template" in refusal.reason.lower():
        return kinds.TEMPLATE_MISMATCH.found(
            stack=wish.stack_id, artifact=wish.artifact_id, reason=f"AWS says so: {refusal.reason}"
        )
    return refusals.problem(refusal)
