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


class Stacks:
    """Safe to share between threads. Methods raise Refusal as the gateway does."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._index: Index[str, Stack] = Index(lambda stack: (stack.id, stack.name))
        self._listed: Once[None, Denied | None] = Once()
        self._single: Once[str, Stack | None] = Once(keeps=lambda stack: stack is None)
        self._lock = Lock()
        self._requested: set[str] = set()

    def get(self, name_or_id: str) -> Stack | None:
        """Return a stack by its name or ARN; None where there is none."""
        stack = self._index.fresh(name_or_id)
        if stack is None and self._belongs_to_list(name_or_id):
            self._list()
            stack = self._index.fresh(name_or_id)
        return stack or self._single.get(name_or_id, partial(self._ask, name_or_id))

    def forget(self, name_or_id: str) -> None:
        """Read it again, alone, when it is asked for next, by its name or by its ARN."""
        name = stack_name(name_or_id)
        self._index.forget(name)
        self._single.forget_where(lambda known: stack_name(known) == name)

    def all(self) -> Sequence[Stack]:
        """Return all stacks. Raises Refusal where the caller may not list them."""
        refusal = self._list()
        if refusal is not None:
            raise refusal
        return self._index.values()

    def names(self) -> Sequence[str]:
        """Return the names of all stacks; of those read so far where the caller may not list them."""
        self._list()
        return sorted({stack.name for stack in self._index.values()})

    def known(self) -> Sequence[Stack]:
        """Return the stacks that were read so far, in AWS's order."""
        return self._index.values()

    def _belongs_to_list(self, name_or_id: str) -> bool:
        """Return whether to list all stacks before this one is read alone."""
        if self._single.knows(name_or_id) or self._index.forgotten(stack_name(name_or_id)):
            return False
        with self._lock:
            self._requested.add(name_or_id)
            return len(self._requested) > _DIRECT_FIRST

    def _list(self) -> Denied | None:
        return self._listed.get(None, self._ask_for_all)

    def _ask_for_all(self) -> Denied | None:
        moment = self._index.moment()
        try:
            for stack in self._gateway.stacks():
                self._index.keep(stack, moment=moment)
        except Denied as refusal:  # some callers may describe their own stacks only, and read them one by one
            return refusal
        return None

    def _ask(self, name_or_id: str) -> Stack | None:
        moment = self._index.moment()
        stack = self._gateway.stack(name_or_id)
        if stack is None:
            self._index.remove(name_or_id, moment=moment)
        else:
            self._index.keep(stack, moment=moment)
        return stack
