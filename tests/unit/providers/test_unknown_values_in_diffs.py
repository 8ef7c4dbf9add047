"""An input of which only the state knows, and that is unknown in a preview, is a change in both providers' diffs."""

from collections.abc import Callable
from typing import Any

import pytest
from pulumi.output import Unknown
from pulumi.runtime.proto import provider_pb2 as pb

from pulumi_servicecatalog.model.properties import BY_NAME, IMPORTED, PROVISIONED, Comparison, ResourceKind, of
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.providers.controllers import Controllers
from pulumi_servicecatalog.providers.dynamic.provider import Environment, Provider
from pulumi_servicecatalog.providers.engine_log import EngineLog
from pulumi_servicecatalog.providers.plugin import wire
from pulumi_servicecatalog.providers.plugin.requests import Requests
from pulumi_servicecatalog.reconcile.execution.lane import Scope
from pulumi_servicecatalog.reconcile.session_pool import SessionPool
from support.fakes.gateway import FakeGateway
from support.fakes.samples import account
from support.one_resource import Resource, alone

MAKES: dict[ResourceKind, Callable[..., Resource]] = {IMPORTED: Resource.adopting, PROVISIONED: Resource.launching}
KEPT = {Comparison.SETTING, Comparison.LOCATION}
CASES = [(kind, prop.name) for kind in MAKES for prop in of(kind) if prop.comparison in KEPT]


class Log(EngineLog):
    """Keeps what is shown."""

    def __init__(self) -> None:
        super().__init__(None)
        self.lines: list[str] = []

    def write(self, severity: str, message: str, urn: str, *, ephemeral: bool) -> None:  # noqa: ARG002
        self.lines.append(message)


@pytest.fixture
def gateway() -> FakeGateway:
    return FakeGateway(account())


def over_plugin(resource: Resource, gateway: FakeGateway, news: dict[str, Any], log: Log) -> Any:
    """Return what the engine hears: whether anything changes, what changes, and what replaces."""
    request = pb.DiffRequest(
        id=resource.id,
        urn=resource.urn,
        olds=wire.encode(resource.recorded),
        old_inputs=wire.encode(resource.old_inputs),
        news=wire.encode(news),
    )
    requests = Requests(log, connect=lambda _: SessionPool(lambda _connection: gateway, Scope.OFF))
    answer = requests.diff(request)
    return answer.changes == pb.DiffResponse.DIFF_SOME, list(answer.replaces), set(answer.diffs)


def over_dynamic(resource: Resource, gateway: FakeGateway, news: dict[str, Any], log: Log) -> Any:
    connect = SessionPool(lambda _connection: gateway, Scope.OFF)
    environment = Environment(
        controllers=lambda configured: Controllers(configured, lambda _: connect), log=lambda: log
    )
    engines = {name: Unknown() if value is UNKNOWN else value for name, value in news.items()}
    answer = Provider("PROVIDER", resource.kind, environment).diff(resource.id, resource.recorded, engines)
    return answer.changes, answer.replaces, None


@pytest.mark.parametrize("ask", [over_plugin, over_dynamic])
@pytest.mark.parametrize(("kind", "name"), CASES)
def test_what_is_unknown_is_a_change(kind: ResourceKind, name: str, ask: Any, gateway: FakeGateway) -> None:
    resource = alone(gateway, MAKES[kind]())
    news = {**{key: value for key, value in resource.inputs.items() if value is not None}, name: UNKNOWN}
    changes, replaces, diffs = ask(resource, gateway, news, log := Log())
    assert (changes, replaces) == (True, [name] if BY_NAME[name].replaces else [])
    assert diffs is None or name in diffs
    if ask is over_plugin:
        unknown = BY_NAME[name].field.startswith("connection.")
        assert [line for line in log.lines if "ConnectionNotKnown" in line] == log.lines[: int(unknown)]
