"""The provisioned products of an account and Region as AWS's search shows them, and as they were read since."""

from collections.abc import Collection, Sequence
from functools import partial
from threading import Lock

from pulumi_servicecatalog.host.once import Once
from pulumi_servicecatalog.model.provisioned_product import ProvisionedProduct
from pulumi_servicecatalog.model.record import Record
from pulumi_servicecatalog.reconcile.observation.gateway import Gateway
from pulumi_servicecatalog.reconcile.observation.index import Index

_Key = tuple[str, str]

_ASKED_FIRST = 3
"""How many names that the search does not show AWS is asked for, to learn whether it hides any."""


class ProvisionedProducts:
    """Listed once. One that the search does not show, or that a write has touched, is read alone.

    Safe to share between threads. Methods raise Refusal as the gateway does.
    """

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._index: Index[_Key, ProvisionedProduct] = Index(_keys)
        self._listed: Once[None, None] = Once()
        self._single: Once[str, ProvisionedProduct | None] = Once(keeps=lambda _: False)
        self._by_name: Once[str, ProvisionedProduct | None] = Once()
        self._lock = Lock()
        self._names: set[str] = set()
        self._hides = False

    def get(self, provisioned_product_id: str) -> ProvisionedProduct | None:
        """Return one; None only where AWS has confirmed that it is gone."""
        self._list()
        return self._index.fresh(_id(provisioned_product_id)) or self._read(provisioned_product_id)

    def now(self, provisioned_product_id: str, *, after: Record | None = None) -> ProvisionedProduct | None:
        """Return one as it is now, reading nothing but this one."""
        self.forget(provisioned_product_id)
        return self._read(provisioned_product_id, after)

    def all(self) -> Sequence[ProvisionedProduct]:
        """Return all of them, in the order of their IDs."""
        self._list()
        current = (self.get(listed.id) for listed in sorted(self._index.values(), key=lambda listed: listed.id))
        return [provisioned for provisioned in current if provisioned is not None]

    def of_stack(self, stack_id: str) -> ProvisionedProduct | None:
        """Return the one whose physical ID this is, as far as AWS's search shows."""
        return self._with_key(("stack", stack_id))

    def named(self, name: str) -> ProvisionedProduct | None:
        """Return the one with this name, as far as AWS's search shows."""
        return self._with_key(("name", name))

    def with_name(self, name: str) -> ProvisionedProduct | None:
        """Return the one with this name, also where the search does not show it to the caller.

        AWS is asked for the first names that the search does not show, and for all of them once it has hidden one:
        asking for each would cost a call for each stack of a first preview.
        """
        listed = self.named(name)
        if listed is not None or not self._asks_for(name):
            return listed
        hidden = self._by_name.get(name, lambda: self._gateway.provisioned_product_named(name))
        if hidden is not None:
            self._hides = True
        return hidden

    def listed_stacks(self) -> Collection[str] | None:
        """Return the stacks that are governed, as far as they were listed; None before that."""
        if not self._listed.knows(None):
            return None
        return {listed.physical_id for listed in self._index.values() if listed.physical_id is not None}

    def forget(self, provisioned_product_id: str) -> None:
        """Read it again, alone, when it is asked for next."""
        self._index.forget(_id(provisioned_product_id))
        self._single.forget(provisioned_product_id)

    def _asks_for(self, name: str) -> bool:
        with self._lock:
            self._names.add(name)
            return self._hides or len(self._names) <= _ASKED_FIRST

    def _with_key(self, key: _Key) -> ProvisionedProduct | None:
        self._list()
        fresh = self._index.fresh(key)
        if fresh is not None:
            return fresh
        current = (self.get(product_id) for _, product_id in self._index.first_keys(key))
        return next(
            (provisioned for provisioned in current if provisioned is not None and key in _keys(provisioned)), None
        )

    def _list(self) -> None:
        self._listed.get(None, self._ask_for_all)

    def _ask_for_all(self) -> None:
        moment = self._index.moment()
        for provisioned in list(self._gateway.provisioned_products()):
            self._index.keep(provisioned, moment=moment)

    def _read(self, provisioned_product_id: str, after: Record | None = None) -> ProvisionedProduct | None:
        return self._single.get(provisioned_product_id, partial(self._ask, provisioned_product_id, after))

    def _ask(self, provisioned_product_id: str, after: Record | None) -> ProvisionedProduct | None:
        moment = self._index.moment()
        current = self._gateway.provisioned_product(provisioned_product_id, after=after)
        if current is None:
            self._index.remove(_id(provisioned_product_id), moment=moment)
        else:
            self._index.keep(current, moment=moment)
        return current


def _id(provisioned_product_id: str) -> _Key:
    return ("id", provisioned_product_id)


def _keys(of: ProvisionedProduct) -> Sequence[_Key]:
    physical = [("stack", of.physical_id)] if of.physical_id is not None else []
    return [_id(of.id), ("name", of.name), *physical]
