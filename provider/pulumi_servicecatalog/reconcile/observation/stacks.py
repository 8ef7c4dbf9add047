"""The stacks of an account and Region: a few are read one by one, and then all of them in pages."""

from collections.abc import Sequence
from functools import partial
from threading import Lock

from pulumi_servicecatalog.host.once import Once
from pulumi_servicecatalog.model.arn import stack_name
from pulumi_servicecatalog.model.refusal import Denied
from pulumi_servicecatalog.model.stack import Stack
from pulumi_servicecatalog.reconcile.observation.gateway import Gateway
from pulumi_servicecatalog.reconcile.observation.index import Index

_DIRECT_FIRST = 3
"""How many stacks are read one by one before all of them are listed: an account may hold thousands."""

_PAGE = 100
"""How many stacks AWS lists in a page."""

_A_MOMENT = 30.0
"""For how many seconds a list stands for what a stack is now. AWS itself looks at a stack when it imports it."""


class _List:
    """What is known since a moment: read one by one, and all of them once they were listed."""

    def __init__(self) -> None:
        self.index: Index[str, Stack] = Index(lambda stack: (stack.id, stack.name))
        self.whole: Once[None, Denied | None] = Once()


class Stacks:
    """Safe to share between threads. Methods raise Refusal as the gateway does."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._list = _List()
        self._single: Once[str, Stack | None] = Once(keeps=lambda stack: stack is None)
        self._lock = Lock()
        self._requested: set[str] = set()
        self._denied = False
        self._listed_at: float | None = None
        self._alone: list[float] = []

    def get(self, name_or_id: str) -> Stack | None:
        """Return a stack by its name or ARN; None where there is none."""
        known = self._list
        stack = known.index.fresh(name_or_id)
        if stack is None and self._belongs_to_list(name_or_id):
            self._read_all(known)
            stack = known.index.fresh(name_or_id)
        return stack or self._single.get(name_or_id, partial(self._ask, name_or_id))

    def forget(self, name_or_id: str) -> None:
        """Read it again, alone, when it is asked for next, by its name or by its ARN."""
        self._list.index.forget(stack_name(name_or_id))
        self._forget_single(name_or_id)

    def all(self) -> Sequence[Stack]:
        """Return all stacks. Raises Refusal where the caller may not list them."""
        refusal = self._read_all(self._list)
        if refusal is not None:
            raise refusal
        return self.known()

    def look_again(self, name_or_id: str, now: float) -> None:
        """Read it again when it is asked for next, unless all of them were listed a moment ago.

        It is read alone. Once that was done as often within a moment as a list has pages, but at least a few times,
        all are listed again, so that hundreds of adoptions in a row cost little more than a list.
        """
        if self._is_recent_or_renewed(now):
            self._forget_single(name_or_id)
        else:
            self.forget(name_or_id)

    def names(self) -> Sequence[str]:
        """Return the names of all stacks; of those read so far where the caller may not list them."""
        self._read_all(self._list)
        return sorted({stack.name for stack in self.known()})

    def known(self) -> Sequence[Stack]:
        """Return the stacks that were read so far, in AWS's order."""
        return self._list.index.values()

    def _is_recent_or_renewed(self, now: float) -> bool:
        """Return whether the list is recent; begin another one where that is worth its pages."""
        with self._lock:
            if self._listed_at is not None and now - self._listed_at <= _A_MOMENT:
                return True
            self._alone = [moment for moment in self._alone if now - moment <= _A_MOMENT] + [now]
            if self._denied or len(self._alone) <= max(_DIRECT_FIRST, self._list.index.count() // _PAGE + 1):
                return False
            self._list, self._listed_at, self._alone = _List(), now, []
            return True

    def _forget_single(self, name_or_id: str) -> None:
        name = stack_name(name_or_id)
        self._single.forget_where(lambda known: stack_name(known) == name)

    def _belongs_to_list(self, name_or_id: str) -> bool:
        """Return whether to list all stacks before this one is read alone."""
        if self._single.knows(name_or_id) or self._list.index.forgotten(stack_name(name_or_id)):
            return False
        with self._lock:
            self._requested.add(name_or_id)
            return len(self._requested) > _DIRECT_FIRST

    def _read_all(self, known: _List) -> Denied | None:
        return known.whole.get(None, partial(self._ask_for_all, known.index))

    def _ask_for_all(self, index: Index[str, Stack]) -> Denied | None:
        moment = index.moment()
        try:
            for stack in self._gateway.stacks():
                index.keep(stack, moment=moment)
        except Denied as refusal:  # some callers may describe their own stacks only, and read them one by one
            self._denied = True
            return refusal
        return None

    def _ask(self, name_or_id: str) -> Stack | None:
        index = self._list.index
        moment = index.moment()
        stack = self._gateway.stack(name_or_id)
        if stack is None:
            index.remove(name_or_id, moment=moment)
        else:
            index.keep(stack, moment=moment)
        return stack
