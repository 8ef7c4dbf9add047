"""What is sent to the process of a shard arrives as it was."""

import json

from pulumi_servicecatalog.automation.wire import Orders
from pulumi_servicecatalog.fleet.lock import Claim
from pulumi_servicecatalog.fleet.result import Mode
from pulumi_servicecatalog.fleet.shard_work import Request
from support.fleet import BEGINNING, plan, target
from support.tables import table

(SHARD,) = plan(target(1, role_arn="arn:aws:iam::000000000001:role/R", tags={"a": "b"}, name="pay")).shards


@table(
    "claim",
    (None, "a first try"),
    (Claim(run="run-0", at=BEGINNING), "a try after a kill"),
)
def test_a_request_arrives_as_it_was_sent(claim, reason):
    request = Request(shard=SHARD, mode=Mode.VERIFY, run="run-1", attempt=2, begun=BEGINNING, claim=claim)
    orders = Orders(folder="adoptions", request=request)
    assert Orders.parse(json.loads(orders.text())) == orders
    assert orders.text().count("\n") == 1
