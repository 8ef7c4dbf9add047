"""Which resource holds which provisioned product, so that deleting one does not end what another one holds."""

from dataclasses import dataclass
from threading import Lock

from pulumi_servicecatalog.host.shared_claims import LocalClaims, SharedClaims

_HELD = "provisioned product"


@dataclass(frozen=True, slots=True)
class _Holder:
    urn: str
    declared: bool


class Holders:
    """Remembers for the length of one engine operation. Safe to share between threads.

    A program may drop a resource and declare the same under another name; the engine then creates the new one before it
    deletes the old one. A replacement that somebody forces (`pulumi up --replace`, `pulumi state taint`,
    `replaceOnChanges`) does the same under one name: it takes what it replaces. The new one may be a resource of
    another provider, whose process knows it: what those keep is among the `claims`.
    """

    def __init__(self, claims: LocalClaims | None = None) -> None:
        self._claims = claims or SharedClaims().within()
        self._holders: dict[str, dict[str, _Holder]] = {}
        self._lock = Lock()

    def seen(self, provisioned_product_id: str, urn: str) -> None:
        """Remember that the state has a resource for it, which the program may have dropped."""
        self._remember(provisioned_product_id, _Holder(urn, declared=False))

    def declared(self, provisioned_product_id: str, urn: str) -> None:
        """Remember that a resource of the program keeps it, or has taken it over."""
        if urn:
            self._claims.announce(_HELD, provisioned_product_id, urn)
        self._remember(provisioned_product_id, _Holder(urn, declared=True))

    def drop(self, provisioned_product_id: str, urn: str) -> None:
        """Forget a resource that gives it up."""
        with self._lock:
            self._holders.get(provisioned_product_id, {}).pop(urn, None)

    def other(self, provisioned_product_id: str, urn: str) -> str:
        """Return the name of another resource that holds it; "" where none is known.

        Args:
            provisioned_product_id: what is held.
            urn: the resource that asks; "" where it is not known, and then nothing else is.

        """
        if not urn:
            return ""
        holders = (holder.urn for holder in self._of(provisioned_product_id) if holder.urn != urn)
        return _name(next(holders, "") or self._claims.holder(_HELD, provisioned_product_id))

    def in_program(self, provisioned_product_id: str, urn: str) -> str:
        """Return the name of the resource of the program that keeps it, which may be the one that asks.

        The arguments are those of `other`.
        """
        if not urn:
            return ""
        holders = (holder.urn for holder in self._of(provisioned_product_id) if holder.declared)
        return _name(next(holders, "") or self._claims.holder(_HELD, provisioned_product_id))

    def _of(self, provisioned_product_id: str) -> list[_Holder]:
        with self._lock:
            return list(self._holders.get(provisioned_product_id, {}).values())

    def _remember(self, provisioned_product_id: str, holder: _Holder) -> None:
        if not holder.urn:
            return
        with self._lock:
            holders = self._holders.setdefault(provisioned_product_id, {})
            if holder.declared or holder.urn not in holders:
                holders[holder.urn] = holder


def _name(urn: str) -> str:
    return urn.rpartition("::")[2]
