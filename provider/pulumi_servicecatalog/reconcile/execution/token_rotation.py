"""Carries out an import or a launch under the first idempotency token that is not used up.

The same request always has the same first token, so that a repeat after a kill is the same request to AWS. But AWS
answers a token for good with the record that it made first. Once that provisioned product has been released, the token
is used up, and the next one follows from that provisioned product's ID: token 2 follows from what token 1 made, token 3
from what token 2 made, and so on. Following this chain finds the first unused token, at the price of one
request for each earlier adoption.

ListRecordHistory shortens the walk to its last step. It keeps the records of what has been released, and can be asked
for one product (SearchFilter `product`, or `provisionedproduct` for an ID, which is not known yet). A record has
neither the token nor the stack, but the name, which is unique among what exists; so the newest provisioned product of
that name which is gone is the last link of the chain. So the n-th adoption sends two requests, however large n is: the
first token, of which only AWS knows that it is used up, and the token that follows the newest predecessor. History is
read only after the first answer, once for a product and a process; a first adoption makes no extra call.

A kill at any moment is safe, since both steps come out the same in the next run. What the killed run has begun exists,
so it is never a predecessor; the next run follows the same predecessor and meets its own token. Where the history is
late, incomplete or denied, a used-up token is answered by its record as before, and the walk goes on from that one.
Where it showed less to the killed run than to the next one, AWS may refuse the next one's token as a duplicate; then
the caller looks at who has the name, which is that run's own provisioned product.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from pulumi_servicecatalog.model import refusal as aws
from pulumi_servicecatalog.model.operation import Operation, StopReason
from pulumi_servicecatalog.model.operation_kind import OperationKind
from pulumi_servicecatalog.model.outcome import NotMade, Outcome
from pulumi_servicecatalog.model.record import Record
from pulumi_servicecatalog.reconcile.execution import await_record, retry
from pulumi_servicecatalog.reconcile.execution.await_record import AwaitedRecord
from pulumi_servicecatalog.reconcile.execution.polling import poll
from pulumi_servicecatalog.reconcile.observation import pace
from pulumi_servicecatalog.reconcile.observation.session import AccountSession
from pulumi_servicecatalog.rules import tokens

Turn = Callable[[Operation], AbstractContextManager[StopReason | None]]


@dataclass(frozen=True, kw_only=True, slots=True)
class TokenRequest:
    """A request whose token depends on what was made and released before.

    `send` sends it under the token that follows a provisioned product ID; None: under the first one.
    """

    kind: OperationKind
    name: str
    product_id: str
    stack_id: str | None
    send: Callable[[str | None], Record]


def carry_out(
    request: TokenRequest, session: AccountSession, operation: Operation, *, turn: Turn = lambda _: nullcontext()
) -> Outcome:
    """Send the request, wait for its record and return the outcome.

    Args:
        request: What to send.
        session: Where to.
        operation: How long it may take.
        turn: Returns a block that holds the lane while AWS is at work; its value is why there is no turn.

    Returns:
        The outcome, of the last token that was tried where the operation had to end before one was unused.

    Raises:
        Refusal: AWS refuses the request.

    """
    rotation = _Rotation(request, session, operation, turn)
    poll(rotation.attempt, lambda outcome: outcome is not None, pace.TOKEN_ROTATION.pauses(), operation)
    return rotation.outcome


class _Rotation:
    def __init__(self, request: TokenRequest, session: AccountSession, operation: Operation, turn: Turn) -> None:
        self._request = request
        self._session = session
        self._operation = operation
        self._turn = turn
        self._before = session.gateway.server_time()
        self._after: str | None = None
        self._tried: set[str] = set()
        self.outcome: Outcome = NotMade(problems=())

    def attempt(self) -> Outcome | None:
        """Return the outcome under the token whose turn it is; None where that is used up. Raises Refusal."""
        response = self._send()
        if isinstance(response, NotMade):
            self.outcome = response
            return response
        self.outcome = await_record.outcome_of(
            response,
            self._session,
            self._operation,
            kind=self._request.kind,
            stack_id=self._request.stack_id,
            changes_stack=self._request.kind is not OperationKind.IMPORT,
        )
        if not self._used_up(response, self.outcome):
            return self.outcome
        self._operation.status("AWS answers with an earlier record; asking under the next token")
        answered = response.record.provisioned_product_id
        self._tried.add(answered)
        self._after = self._predecessor(answered)
        self._tried.add(self._after)
        return None

    def _send(self) -> AwaitedRecord | NotMade:
        began = self._operation.timer.now()
        with self._turn(self._operation) as stop:
            if stop is not None:
                waited = retry.NotAccepted(stop=stop, seconds=self._operation.timer.now() - began)
                return NotMade(problems=(waited.problem(self._request.kind),))
            record = retry.send(partial(self._request.send, self._after), self._operation)
            if isinstance(record, retry.NotAccepted):
                return NotMade(problems=(record.problem(self._request.kind),))
            return await_record.watch(self._current(record), self._session, self._operation, kind=self._request.kind)

    def _current(self, record: Record) -> Record:
        """Return the record as it is now: that of an earlier run may be answered as it was at first."""
        if record.ended or not self._is_earlier(record):
            return record
        try:
            return self._session.gateway.record(record.id)
        except aws.Refusal:  # the ID is known by now; the wait for the record keeps it, and shows why
            return record

    def _used_up(self, awaited: AwaitedRecord, outcome: Outcome) -> bool:
        """Return whether the record is of an earlier run: one that failed, or whose provisioned product is gone."""
        record = awaited.record
        if awaited.problem is not None or awaited.seen_running or record.provisioned_product_id in self._tried:
            return False
        if record.succeeded:
            return isinstance(outcome, NotMade) and not self._is_ours(record)
        return self._is_earlier(record)

    def _is_earlier(self, record: Record) -> bool:
        """Return whether AWS made the record before this run asked, by AWS's own clock."""
        if self._before is None or record.created_time is None:
            return False
        return record.created_time < self._before

    def _is_ours(self, record: Record) -> bool:
        """Return whether this run made the record for certain: its Date header has whole seconds."""
        if self._before is None or record.created_time is None:
            return True
        return record.created_time >= self._before + timedelta(seconds=1)

    def _predecessor(self, answered: str) -> str:
        """Return the newest one of the name that is gone, where the history shows one that was not tried yet."""
        try:
            history = self._session.snapshot.product_history(self._request.product_id)
            for candidate in tokens.predecessors(history, self._request.name):
                if candidate in self._tried:
                    break
                if self._session.gateway.provisioned_product(candidate) is None:
                    return candidate
        except aws.Refusal:  # the record that answered is the next link of the chain
            pass
        return answered
