"""Over the plugin, whatever input a program marks as a secret is in no line, no failure and no output in clear."""

from collections.abc import Iterator
from typing import Any

import pytest
from google.protobuf import struct_pb2
from pulumi.runtime.proto import provider_pb2 as pb
from pulumi.runtime.proto import status_pb2

from pulumi_servicecatalog.model.properties import IMPORTED, PROVISIONED
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.providers.engine_log import EngineLog
from pulumi_servicecatalog.providers.plugin import wire
from pulumi_servicecatalog.providers.plugin.failures import Failure
from pulumi_servicecatalog.providers.plugin.requests import Requests
from pulumi_servicecatalog.providers.plugin.wire import Secret
from pulumi_servicecatalog.reconcile.execution.lane import Scope
from pulumi_servicecatalog.reconcile.session_pool import SessionPool
from support.fakes.gateway import FakeGateway
from support.fakes.samples import account

SECRET = "swordfish"
ADOPTION = {
    "name": "payments",
    "physicalId": "payments",
    "productName": "web-service",
    "provisioningArtifactName": "v1",
    "region": "eu-west-1",
}
ARN = f"arn:aws:cloudformation:eu-west-1:111122223333:stack/{SECRET}/0a1b2c3d"
WRONG: dict[str, Any] = {
    "name": Secret(f"{SECRET} {SECRET}"),
    "physicalId": Secret(SECRET),
    "physicalId, an ARN": Secret(ARN),
    "productName": Secret(SECRET),
    "provisioningArtifactName": Secret(SECRET),
    "pathName": Secret(SECRET),
    "pathId": Secret(f"lpv2-{SECRET}"),
    "tags": {"aws:owner": Secret(SECRET)},
    "tags, a key": Secret({f"aws:{SECRET}": "x"}),
    "parameters": {"Size": Secret(SECRET)},
    "owner": Secret(f"arn:aws:iam::999999999999:role/{SECRET}"),
    "launchRoleArn": Secret(f"arn:aws:iam::999999999999:role/{SECRET}"),
    "preflight": Secret(SECRET),
}


class Lines(EngineLog):
    def __init__(self) -> None:
        super().__init__(None)
        self.lines: list[str] = []

    def write(self, severity: str, message: str, urn: str, *, ephemeral: bool) -> None:  # noqa: ARG002
        self.lines.append(message)


class Process:
    """A process of the plugin, and every text that it has handed to the engine for people to read."""

    def __init__(self, gateway: FakeGateway) -> None:
        self.log = Lines()
        sessions = SessionPool(lambda _: gateway, Scope.OFF)
        self.requests = Requests(self.log, connect=lambda _: sessions, timer=lambda _: gateway.timer)
        self.said = self.log.lines

    def ask(self, method: str, request: Any) -> Any:
        try:
            response = getattr(self.requests, method)(request)
        except Failure as failure:
            self.said += [failure.message, *_reasons(failure)]
            return None
        self.said += [f"{item.property}: {item.reason}" for item in getattr(response, "failures", ())]
        return response


def _reasons(failure: Failure) -> Iterator[str]:
    for _, packed in failure.metadata:
        status = status_pb2.Status.FromString(packed)
        detail = pb.ErrorResourceInitFailed()
        assert status.details[0].Unpack(detail)
        yield from (status.message, *detail.reasons)


def urn(kind: Any) -> str:
    return f"urn:pulumi:dev::shop::{kind.token}::resource"


@pytest.fixture
def process() -> Process:
    return Process(FakeGateway(account()))


@pytest.mark.parametrize("kind", [IMPORTED, PROVISIONED], ids=["adopted", "launched"])
@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_wrong_is_said_without_the_value(process: Process, wrong: str, kind: Any) -> None:
    name = wrong.partition(",")[0]
    inputs = {**ADOPTION, name: WRONG[wrong]}
    if kind is PROVISIONED:
        del inputs["physicalId"]
        inputs = {**inputs, "parameters": {"Size": "small", "Secret": "s"}} if name == "physicalId" else inputs
    process.ask("check", pb.CheckRequest(urn=urn(kind), news=wire.encode(inputs)))
    if name != "preflight":
        news = wire.encode({**inputs, "preflight": "warn"})
        process.ask("create", pb.CreateRequest(urn=urn(kind), properties=news))
    assert SECRET not in "\n".join(process.said)


def test_a_message_names_the_input_in_the_place_of_its_value(process: Process) -> None:
    news = wire.encode({**ADOPTION, "physicalId": Secret(SECRET)})
    process.ask("check", pb.CheckRequest(urn=urn(IMPORTED), news=news))
    assert "There is no stack (the value of physicalId) in account" in "\n".join(process.said)


def test_a_comparison_a_failed_update_and_the_state_have_no_secret_in_clear(process: Process) -> None:
    declared = {**ADOPTION, "physicalId": Secret("payments"), "name": Secret(SECRET)}
    created = process.ask("create", pb.CreateRequest(urn=urn(IMPORTED), properties=wire.encode(declared)))
    state = wire.decode(created.properties)
    assert isinstance(state["stackId"], Secret), "it has the stack's name"
    assert state["provisionedProductId"] == created.id
    news = wire.encode({**declared, "productName": Secret("hidden-product")})
    about = {"id": created.id, "urn": urn(IMPORTED), "olds": created.properties, "news": news}
    process.ask("diff", pb.DiffRequest(**about))
    process.ask("update", pb.UpdateRequest(**about))
    assert process.said
    for value in (SECRET, "hidden-product"):
        assert value not in "\n".join(process.said)


def test_a_secret_that_is_not_known_yet_or_says_nothing_hides_no_words(process: Process) -> None:
    news = wire.encode({**ADOPTION, "physicalId": "nowhere", "tags": Secret(UNKNOWN), "preflight": Secret("no")})
    process.ask("check", pb.CheckRequest(urn=urn(IMPORTED), news=news))
    assert "the value of" not in "\n".join(process.said)


def test_a_configuration_that_is_not_known_yet_is_said_on_the_provider(process: Process) -> None:
    news = struct_pb2.Struct()
    news.CopyFrom(wire.encode({"region": UNKNOWN, "maxRetries": "3"}))
    process.ask(
        "check_config", pb.CheckRequest(urn="urn:pulumi:dev::shop::pulumi:providers:servicecatalog::p", news=news)
    )
    (line,) = process.said
    assert "[ConfigurationNotKnown] region of this provider is known only once `pulumi up` runs." in line
