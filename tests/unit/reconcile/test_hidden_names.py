"""A name that the search hides is taken all the same: AWS is asked for a few, and for all once one is hidden."""

from typing import Any

import pytest

from pulumi_servicecatalog.model.provisioned_product import AVAILABLE, STACK, ProvisionedProduct
from pulumi_servicecatalog.model.refusal import Denied
from pulumi_servicecatalog.reconcile.observation.provisioned_products import ProvisionedProducts


def provisioned(name: str) -> ProvisionedProduct:
    return ProvisionedProduct(id=f"pp-{name}", name=name, arn="", type=STACK, status=AVAILABLE, searched=False)


class Catalog:
    """The search shows nothing; by its name AWS shows what is hidden. `requested` are the names in order."""

    def __init__(self, *hidden: str, denies: bool = False) -> None:
        self._hidden = hidden
        self._denies = denies
        self.requested: list[str] = []

    def provisioned_products(self) -> list[ProvisionedProduct]:
        return []

    def provisioned_product_named(self, name: str) -> ProvisionedProduct | None:
        self.requested.append(name)
        if self._denies:
            raise Denied(operation="DescribeProvisionedProduct", reason="no")
        return provisioned(name) if name in self._hidden else None


def products(catalog: Catalog) -> ProvisionedProducts:
    gateway: Any = catalog
    return ProvisionedProducts(gateway)


def test_a_hidden_name_is_taken() -> None:
    catalog = Catalog("payments")
    of = products(catalog)
    assert of.with_name("payments") == of.with_name("payments") == provisioned("payments")
    assert catalog.requested == ["payments"]


def test_where_nothing_is_hidden_a_few_names_are_requested_for_and_no_more() -> None:
    catalog = Catalog()
    of = products(catalog)
    assert [of.with_name(name) for name in "abcdefgh"] == [None] * 8
    assert catalog.requested == ["a", "b", "c"]


def test_once_one_was_hidden_every_name_is_requested_for() -> None:
    catalog = Catalog("b", "h")
    of = products(catalog)
    taken = [name for name in "abcdefgh" if of.with_name(name) is not None]
    assert taken == ["b", "h"]
    assert catalog.requested == list("abcdefgh")


def test_who_may_not_ask_is_refused_as_the_operation_would_be() -> None:
    with pytest.raises(Denied):
        products(Catalog("a", denies=True)).with_name("a")
