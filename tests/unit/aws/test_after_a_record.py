"""What a record has made is read by a search alone where that shows it, which may be late."""

from datetime import UTC, datetime
from typing import Any

import pytest

from pulumi_servicecatalog.aws.catalog import CatalogCalls
from pulumi_servicecatalog.model.record import Record
from support.tables import table

ROLE = "arn:aws:iam::123456789012:role/launch"
RECORD = Record(id="rec-2", status="SUCCEEDED", provisioned_product_id="pp-1", launch_role_arn=ROLE)
SHOWN = {
    "Id": "pp-1",
    "Name": "web",
    "Status": "AVAILABLE",
    "LastRecordId": "rec-2",
    "PhysicalId": "arn:aws:cloudformation:eu-west-1:123456789012:stack/web/1",
    "UserArn": "arn:aws:iam::123456789012:user/me",
    "CreatedTime": datetime(2026, 1, 1, tzinfo=UTC),
}
DETAIL = {"Id": "pp-1", "Name": "web", "Status": "AVAILABLE", "LastRecordId": "rec-2", "LaunchRoleArn": ROLE}


class Client:
    """Its search shows what it is given, one answer after the other."""

    def __init__(self, *shown: list[dict[str, Any]]) -> None:
        self._shown = list(shown)
        self.requests: list[str] = []

    def search_provisioned_products(self, **_request: Any) -> Any:
        self.requests.append("search")
        return {"ProvisionedProducts": self._shown.pop(0)}

    def describe_provisioned_product(self, **_request: Any) -> Any:
        self.requests.append("describe")
        return {"ProvisionedProductDetail": DETAIL}


@table(
    "shown requests",
    ([[SHOWN]], ["search"], "the search shows it"),
    ([[], []], ["search", "describe", "search"], "it does not show it yet"),
    ([[{**SHOWN, "Status": "UNDER_CHANGE"}], [SHOWN]], ["search", "describe", "search"], "it shows what was before"),
    ([[{**SHOWN, "LastRecordId": "rec-1"}], [SHOWN]], ["search", "describe", "search"], "it shows an earlier record"),
)
def test_a_search_that_is_late_is_not_believed(shown: Any, requests: list[str], reason: str) -> None:
    client: Any = Client(*shown)
    product = CatalogCalls(client).provisioned_product("pp-1", after=RECORD)
    assert product is not None, reason
    assert (product.status, product.launch_role_arn, product.last_record_id) == ("AVAILABLE", ROLE, "rec-2"), reason
    assert client.requests == requests, reason


@pytest.mark.parametrize("after", [None, RECORD])
def test_the_same_is_told_whichever_way_it_was_read(after: Record | None) -> None:
    client: Any = Client([SHOWN], [SHOWN])
    product = CatalogCalls(client).provisioned_product("pp-1", after=after)
    assert product is not None
    assert (product.physical_id, product.owner, product.launch_role_arn) == (
        SHOWN["PhysicalId"],
        SHOWN["UserArn"],
        ROLE,
    )
