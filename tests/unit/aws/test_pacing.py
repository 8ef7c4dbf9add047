"""Calls are held back for all connections together, by limits and by what AWS's throttling teaches."""

from typing import Any

import pytest
from botocore.awsrequest import AWSResponse
from botocore.compat import HTTPHeaders
from botocore.config import Config
from botocore.session import Session

from pulumi_servicecatalog.aws.clients import open_clients
from pulumi_servicecatalog.aws.pacing import Pacing
from pulumi_servicecatalog.host.paces import OwnPaces, SharedPaces
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.limits import Call, Limit
from support.fakes.timer import FakeTimer

ACCOUNT = "111122223333"
HERE = Call(service="cloudformation", operation="DescribeStacks", account=ACCOUNT, region="eu-west-1")
TWO_A_SECOND = Limit(name="x", where={"service": ("cloudformation",)}, rate=2)


class Answers:
    """Answers requests of the SDK in AWS's stead, the first ones by throttling them."""

    def __init__(self, throttled: int) -> None:
        self.left = throttled

    def __call__(self, **_event: Any) -> Any:
        class Raw:
            def __init__(self, body: bytes) -> None:
                self.body = body

            def stream(self) -> Any:
                yield self.body

        self.left -= 1
        if self.left < 0:
            body = b"<R><DescribeStacksResult><Stacks/></DescribeStacksResult></R>"
            return AWSResponse("http://aws", 200, HTTPHeaders(), Raw(body))
        body = b"<ErrorResponse><Error><Code>Throttling</Code><Message>Rate exceeded</Message></Error></ErrorResponse>"
        return AWSResponse("http://aws", 400, HTTPHeaders(), Raw(body))


def client(pacing: Pacing, answers: Answers) -> Any:
    """Return a client of CloudFormation that asks nobody."""
    session = Session()
    session.set_credentials("any", "any")
    pacing.attach(session, ACCOUNT)
    session.register("before-send", answers)
    config = Config(retries={"total_max_attempts": 1, "mode": "standard"})
    return session.create_client("cloudformation", region_name="eu-west-1", config=config)


def test_calls_of_several_connections_are_counted_together() -> None:
    timer = FakeTimer()
    pacing = Pacing([TWO_A_SECOND], timer=timer)
    for _ in range(2):
        client(pacing, Answers(0)).describe_stacks()
    assert timer.slept == [0.5]


def test_what_aws_throttles_is_learned_with_its_account_and_region() -> None:
    pacing = Pacing(timer=FakeTimer())
    throttled = client(pacing, Answers(1))
    with pytest.raises(throttled.exceptions.ClientError, match="Rate exceeded"):
        throttled.describe_stacks()
    throttled.describe_stacks()
    (learned,) = pacing.learned()
    assert (learned.service, learned.account, learned.region) == ("cloudformation", ACCOUNT, "eu-west-1")
    assert (learned.calls, learned.throttled, learned.rate) == (2, 1, 0.7)


def test_an_account_that_is_throttled_holds_no_other_back() -> None:
    timer = FakeTimer()
    pacing = Pacing(timer=timer)
    pacing.send(HERE)
    pacing.throttled(HERE)
    for account in ("222233334444", "333344445555"):
        pacing.send(Call(service="cloudformation", operation="DescribeStacks", account=account, region="eu-west-1"))
    assert timer.slept == []
    pacing.send(HERE)
    pacing.send(HERE)
    assert len(timer.slept) > 0


@pytest.mark.parametrize("shared", [True, False])
def test_processes_that_share_a_folder_count_together_and_others_do_not(tmp_path, shared) -> None:
    timer = FakeTimer()
    folder = tmp_path / "paces"
    for _ in range(3):
        paces = SharedPaces(folder) if shared else OwnPaces()
        pacing = Pacing([TWO_A_SECOND], paces, timer)
        pacing.send(HERE)
        pacing.throttled(HERE)
    assert (len(timer.slept), pacing.learned()[0].throttled) == ((2, 3) if shared else (0, 1))


def test_where_the_folder_cannot_be_used_a_process_counts_by_itself(tmp_path) -> None:
    (tmp_path / "paces").write_text("no folder")
    timer = FakeTimer()
    pacing = Pacing([TWO_A_SECOND], SharedPaces(tmp_path / "paces"), timer)
    pacing.send(HERE)
    pacing.send(HERE)
    pacing.throttled(HERE)
    assert (timer.slept, [learned.throttled for learned in pacing.learned()]) == ([0.5], [1])


def test_a_pace_that_a_killed_process_has_torn_begins_anew(tmp_path) -> None:
    pacing = Pacing([TWO_A_SECOND], SharedPaces(tmp_path), FakeTimer())
    pacing.throttled(HERE)
    for path in tmp_path.glob("*.json"):
        path.write_text('{"key": ["x"')
    assert pacing.learned() == []
    pacing.throttled(HERE)
    assert pacing.learned()[0].throttled == 1


@pytest.mark.parametrize(
    ("connection", "account"),
    [
        (Connection(region="eu-west-1"), ""),
        (Connection(region="eu-west-1", expected_account_id=ACCOUNT), ACCOUNT),
        (Connection(region="eu-west-1", role_arn=f"arn:aws:iam::{ACCOUNT}:role/x"), ACCOUNT),
    ],
)
def test_every_client_of_a_connection_is_held_back_under_its_account(monkeypatch, connection, account) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "any")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "any")
    pacing = Pacing(timer=FakeTimer())
    clients = open_clients(connection, pacing=pacing)
    event = {"parsed_response": {"Error": {"Code": "Throttling"}}, "context": {"client_region": "eu-west-1"}}
    for service, client_ in [("service-catalog", clients.servicecatalog), ("config-service", clients.other("config"))]:
        client_.meta.events.emit(f"response-received.{service}.X", **event, exception=None)
    learned = [(it.service, it.account, it.region) for it in pacing.learned()]
    assert sorted(learned) == [("config", account, "eu-west-1"), ("servicecatalog", account, "eu-west-1")]
