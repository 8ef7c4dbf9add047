"""Begins an import or a launch under the first token that is not used up.

The token of a wish is always the same, so that a repeat is the same request. What an earlier run has made with it and
somebody has ended since would make AWS answer with the record of then; so there is a token for each generation.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from itertools import count

from pulumi_servicecatalog.model import refusal as aws
from pulumi_servicecatalog.model.operation import Operation
from pulumi_servicecatalog.model.record import Record
from pulumi_servicecatalog.reconcile.execution import retry
from pulumi_servicecatalog.reconcile.observation.session import AccountSession


def begin(send: Callable[[int], Record], session: AccountSession, operation: Operation) -> Record | retry.NotBegun:
    """Send the request of each generation until AWS begins something. Raises Refusal where AWS refuses."""
    before = session.gateway.server_time()
    for generation in count():
        record = retry.send(partial(send, generation), operation)
        if isinstance(record, retry.NotBegun) or not _used_up(record, before, session):
            return record
    raise AssertionError("generations never end")


def _used_up(record: Record, before: datetime | None, session: AccountSession) -> bool:
    """Tell whether a token's record belongs to an earlier wish that has been ended since, or that had failed.

    AWS answers a used token with the record that it made then. Both times are AWS's own, so no clock of ours matters;
    `before` is in whole seconds, so that a record of that second may be of either run.
    """
    made = record.created_time
    ours = before is None or made is None or made >= before
    certain = before is None or made is None or made >= before + timedelta(seconds=1)
    try:
        current = record if certain or record.ended else session.gateway.record(record.id)
        if current.succeeded:
            return session.gateway.provisioned_product(current.provisioned_product_id) is None
    except aws.Refusal:  # the ID is known by now; whoever waits for the record keeps it, and tells
        return False
    return current.ended and not ours
