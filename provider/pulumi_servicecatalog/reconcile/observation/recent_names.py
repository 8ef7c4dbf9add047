"""Which names may have been taken so recently that AWS's search does not show it yet, as by a run that was killed."""

from collections.abc import Collection
from datetime import timedelta
from functools import partial
from threading import Lock

from pulumi_servicecatalog.host.once import Once
from pulumi_servicecatalog.model.refusal import Refusal
from pulumi_servicecatalog.reconcile.observation.gateway import Gateway

_DIRECT_FIRST = 3
"""For how many names AWS is asked one by one, before the records of their product are listed."""

_RECENT = timedelta(hours=1)
"""What was made longer ago than this, the search shows."""


class RecentNames:
    """Safe to share between threads."""

    def __init__(self, gateway: Gateway) -> None:
        self._gateway = gateway
        self._names: Once[str, Collection[str] | None] = Once()
        self._lock = Lock()
        self._requested: set[str] = set()

    def may_have(self, name: str, product_id: str) -> bool:
        """Return whether to ask AWS for the name itself: it is one of few, or a recent record of the product has it.

        Where the records show it late, the token of the import finds what has the name.
        """
        with self._lock:
            self._requested.add(name)
            few = len(self._requested) <= _DIRECT_FIRST
        if few:
            return True
        recent = self._names.get(product_id, partial(self._ask, product_id))
        return recent is None or name in recent

    def _ask(self, product_id: str) -> Collection[str] | None:
        """List the newest records of the product; None where AWS does not tell them."""
        now = self._gateway.server_time()
        if now is None:
            return None
        names: set[str] = set()
        try:
            for record in self._gateway.product_history(product_id):
                if record.created_time is not None and record.created_time < now - _RECENT:
                    break
                names.add(record.provisioned_product_name)
        except Refusal:
            return None
        return names
