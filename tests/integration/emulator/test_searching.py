"""SearchProvisionedProducts and ScanProvisionedProducts: queries, order, pages."""

from __future__ import annotations

import pytest


@pytest.fixture
def three(aws):
    """Three adopted stacks; the names are not in the order of their adoption."""
    product = aws.product()
    return {name: aws.import_as(aws.make_stack(name), product, name) for name in ("bravo", "alpha", "charlie")}


def names(products):
    return [product["Name"] for product in products]


FIELDS = {
    "name": "Name",
    "id": "Id",
    "arn": "Arn",
    "physicalId": "PhysicalId",
    "productId": "ProductId",
    "provisioningArtifactId": "ProvisioningArtifactId",
    "provisioningArtifact": "ProvisioningArtifactId",
    "idempotencyToken": "IdempotencyToken",
    "lastRecordId": "LastRecordId",
    "lastProvisioningRecordId": "LastProvisioningRecordId",
    "lastSuccessfulProvisioningRecordId": "LastSuccessfulProvisioningRecordId",
    "status": "Status",
    "type": "Type",
    "productName": "ProductName",
    "provisioningArtifactName": "ProvisioningArtifactName",
    "userArn": "UserArn",
    "userArnSession": "UserArnSession",
}
SHARED = {
    "productId",
    "provisioningArtifactId",
    "provisioningArtifact",
    "status",
    "type",
    "productName",
    "provisioningArtifactName",
    "userArn",
    "userArnSession",
}


@pytest.mark.parametrize("field", FIELDS)
def test_every_documented_field_can_be_searched(aws, three, field):
    (one,) = [p for p in aws.search() if p["Name"] == "alpha"]
    provisioned = names(aws.search(f"{field}:{one[FIELDS[field]]}"))
    assert provisioned == (["bravo", "alpha", "charlie"] if field in SHARED else ["alpha"])


def test_a_name_must_be_the_whole_name_but_may_end_in_a_star(aws, three):
    assert names(aws.search("name:alph")) == []
    assert names(aws.search("name:alph*")) == ["alpha"]


def test_free_text_is_found_anywhere(aws, three):
    assert names(aws.search("rli")) == ["charlie"]
    assert names(aws.search(three["bravo"]["ProvisionedProductId"])) == ["bravo"]


def test_several_entries_must_all_hold(aws, three):
    assert names(aws.search("status:AVAILABLE", "name:alpha")) == ["alpha"]
    assert names(aws.search("status:TAINTED", "name:alpha")) == []


def test_tags_can_be_searched(aws, three):
    pp_id = three["alpha"]["ProvisionedProductId"]
    tags = [{"Key": "team", "Value": "payments"}]
    aws.set(tags_without_constraint="apply")
    aws.catalog.update_provisioned_product(ProvisionedProductId=pp_id, Tags=tags)
    assert names(aws.search("tags:payments")) == ["alpha"]


@pytest.mark.parametrize(("quoting", "unquoted"), [("any", ["alpha"]), ("quoted", [])])
def test_whether_an_arn_needs_quotes_is_a_switch(aws, three, quoting, unquoted):
    aws.set(search_quoting=quoting)
    arn = aws.stack("alpha")["StackId"]
    assert names(aws.search(f'physicalId:"{arn}"')) == ["alpha"]
    assert names(aws.search(f"physicalId:{arn}")) == unquoted


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ({}, ["bravo", "alpha", "charlie"]),
        ({"SortBy": "name"}, ["alpha", "bravo", "charlie"]),
        ({"SortBy": "name", "SortOrder": "DESCENDING"}, ["charlie", "bravo", "alpha"]),
        ({"SortBy": "createdTime"}, ["bravo", "alpha", "charlie"]),
    ],
)
def test_the_order_can_be_chosen(aws, three, order, expected):
    assert names(aws.search(**order)) == expected


def test_an_unknown_sort_field_is_refused(aws):
    assert aws.refusal("search_provisioned_products", SortBy="colour")[0] == "InvalidParametersException"


def test_pages_together_are_everything_once(aws, three):
    seen: list[str] = []
    token = None
    while token is not None or not seen:
        answer = aws.catalog.search_provisioned_products(
            PageSize=2, SortBy="name", **({"PageToken": token} if token else {})
        )
        assert answer["TotalResultsCount"] == 3
        seen += names(answer["ProvisionedProducts"])
        token = answer.get("NextPageToken")
    assert seen == ["alpha", "bravo", "charlie"]


def test_a_page_token_survives_the_end_of_the_product_it_names(aws, three):
    first = aws.catalog.search_provisioned_products(PageSize=1)
    aws.catalog.terminate_provisioned_product(
        ProvisionedProductId=first["ProvisionedProducts"][0]["Id"], RetainPhysicalResources=True
    )
    rest = aws.catalog.search_provisioned_products(PageToken=first["NextPageToken"])
    assert names(rest["ProvisionedProducts"]) == ["alpha", "charlie"]


def test_a_page_token_that_was_never_given_is_refused(aws):
    assert aws.refusal("search_provisioned_products", PageToken="next")[0] == "InvalidParametersException"


def test_a_page_has_at_most_100_and_a_scan_at_most_20(aws):
    aws.set(import_scope="off")
    product = aws.product()
    for number in range(101):
        aws.import_as(aws.make_stack(f"stack-{number:03}"), product, f"stack-{number:03}")
    searched = aws.catalog.search_provisioned_products()
    assert len(searched["ProvisionedProducts"]) == 100
    rest = aws.catalog.search_provisioned_products(PageToken=searched["NextPageToken"])
    assert len(rest["ProvisionedProducts"]) == 1
    assert "NextPageToken" not in rest
    pages = list(aws.catalog.get_paginator("scan_provisioned_products").paginate())
    assert [len(page["ProvisionedProducts"]) for page in pages] == [20, 20, 20, 20, 20, 1]


@pytest.mark.parametrize(
    ("operation", "size"), [("search_provisioned_products", 101), ("scan_provisioned_products", 21)]
)
def test_a_larger_page_is_refused(aws, operation, size):
    code, message = aws.refusal(operation, PageSize=size)
    assert code == "ValidationException"
    assert f"less than or equal to {size - 1}" in message


def test_an_access_level_other_than_self_is_refused(aws):
    level = {"Key": "Account", "Value": "everybody"}
    assert aws.refusal("search_provisioned_products", AccessLevelFilter=level)[0] == "InvalidParametersException"


def test_the_physical_id_is_only_in_the_search(aws, three):
    pp_id = three["alpha"]["ProvisionedProductId"]
    assert "PhysicalId" not in aws.provisioned(pp_id)
    assert all("PhysicalId" not in p for p in aws.catalog.scan_provisioned_products()["ProvisionedProducts"])
    assert all("PhysicalId" in p for p in aws.search())


def test_a_product_can_be_described_by_name(aws, three):
    provisioned = aws.catalog.describe_provisioned_product(Name="alpha")["ProvisionedProductDetail"]
    assert provisioned["Id"] == three["alpha"]["ProvisionedProductId"]
