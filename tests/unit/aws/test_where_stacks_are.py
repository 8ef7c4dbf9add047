"""An aggregator of AWS Config says in pages where stacks are; a page that was cut off is no page without rows."""

import json

import pytest

from pulumi_servicecatalog.aws.estate import EstateCalls
from pulumi_servicecatalog.model.refusal import OutcomeUnknown, Refusal
from support.tables import table


class Config:
    """A client that answers with these pages."""

    def __init__(self, *pages):
        self._pages = pages

    def select_aggregate_resource_config(self, **request):
        return self._pages[int(request.get("NextToken", 0))]


def locations(*pages):
    return EstateCalls(lambda _service: Config(*pages)).aggregated_locations("all")


def row(account, region="eu-west-1"):
    return json.dumps({"COUNT(*)": 3, "accountId": account, "awsRegion": region})


def test_every_page_is_read():
    pages = [{"Results": [row("1"), row("2")], "NextToken": "1"}, {"Results": [row("3", "us-east-1")]}]
    assert locations(*pages) == [("1", "eu-west-1"), ("2", "eu-west-1"), ("3", "us-east-1")]
    assert locations({"Results": []}) == []


@table(
    "page",
    ({}, "cut off"),
    ({"Results": ['{"accountId": "1'] * 2}, "no JSON"),
    ({"Results": ["[]"]}, "no object"),
    ({"Results": ['{"accountId": "1"}']}, "no Region"),
)
def test_a_page_that_cannot_be_used_is_a_refusal(page, reason):
    with pytest.raises(Refusal) as refused:
        locations(page)
    assert not isinstance(refused.value, OutcomeUnknown), reason
