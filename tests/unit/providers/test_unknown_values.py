"""An input that is unknown in a preview goes through Check as it is, and is a change where only the state knows it.

Both providers are asked as the engine asks them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from pulumi_servicecatalog.model.properties import BY_NAME, IMPORTED, PROVISIONED, Comparison, ResourceKind, of
from pulumi_servicecatalog.model.unknown import UNKNOWN
from pulumi_servicecatalog.providers.plugin.secrets import revealed
from pulumi_servicecatalog.reconcile.execution.lane import Scope
from pulumi_servicecatalog.reconcile.session_pool import SessionPool
from support.fakes.gateway import FakeGateway
from support.fakes.samples import account
from support.fakes.timer import FakeTimer
from support.one_resource import Resource, alone
from support.pulumi_engine.dynamic import DynamicProvider
from support.pulumi_engine.engine import Provider
from support.pulumi_engine.plugin import in_process
from support.pulumi_engine.values import Entry, Line

MAKES: dict[ResourceKind, Callable[..., Resource]] = {IMPORTED: Resource.adopting, PROVISIONED: Resource.launching}
KEPT = {Comparison.SETTING, Comparison.LOCATION}
CASES = [(kind, prop.name) for kind in MAKES for prop in of(kind) if prop.comparison in KEPT]
EVERY = [(kind, prop.name) for kind in MAKES for prop in of(kind)]
BOTH = pytest.mark.parametrize("begin", [in_process, DynamicProvider], ids=["plugin", "dynamic"])
Begin = Callable[..., Provider]


@dataclass
class Process:
    """A process of a provider, over a fake gateway, and the lines that it shows."""

    gateway: FakeGateway
    lines: list[Line] = field(default_factory=list)

    def connect(self, _scope: Scope) -> SessionPool:
        return SessionPool(lambda _connection: self.gateway, Scope.OFF)

    def timer(self, _cancelled: object = None) -> FakeTimer:
        return self.gateway.timer

    @property
    def said(self) -> list[str]:
        return [line.message for line in self.lines]


def entry_of(resource: Resource) -> Entry:
    return Entry(urn=resource.urn, id=resource.id, inputs=resource.old_inputs, outputs=resource.recorded)


def declared(resource: Resource, **more: Any) -> dict[str, Any]:
    return {**{name: value for name, value in resource.inputs.items() if value is not None}, **more}


@pytest.fixture
def gateway() -> FakeGateway:
    return FakeGateway(account())


@BOTH
@pytest.mark.parametrize(("kind", "name"), CASES)
def test_what_is_unknown_is_a_change(kind: ResourceKind, name: str, begin: Begin, gateway: FakeGateway) -> None:
    resource, process = alone(gateway, MAKES[kind]()), Process(gateway)
    diff = begin(process, process.lines.append).diff(entry_of(resource), declared(resource, **{name: UNKNOWN}))
    assert (diff.differs, list(diff.replaces)) == (True, [name] if BY_NAME[name].replaces else [])
    assert name in diff.names
    unknown = BY_NAME[name].field.startswith("connection.")
    assert [line for line in process.said if "ConnectionNotKnown" in line] == process.said[: int(unknown)]


@BOTH
@pytest.mark.parametrize(("kind", "name"), EVERY)
def test_what_is_unknown_passes_the_check_as_it_is(
    kind: ResourceKind, name: str, begin: Begin, gateway: FakeGateway
) -> None:
    resource, process = MAKES[kind](), Process(gateway)
    same_as = BY_NAME[name].same_as
    news = {key: value for key, value in declared(resource, **{name: UNKNOWN}).items() if key != same_as}
    inputs, failures = begin(process, process.lines.append).check(resource.urn, None, news, preview=True)
    assert failures == ()
    assert revealed(inputs)[name] is UNKNOWN


@BOTH
def test_unknown_members_pass_the_check_as_they_are(begin: Begin, gateway: FakeGateway) -> None:
    resource, process = Resource.launching(), Process(gateway)
    unknown = {
        "parameters": {"Size": UNKNOWN, "Secret": "s"},
        "tags": {"team": UNKNOWN},
        "notificationArns": [UNKNOWN],
    }
    provider = begin(process, process.lines.append)
    inputs, failures = provider.check(resource.urn, None, declared(resource, **unknown), preview=True)
    assert failures == ()
    assert {name: inputs[name] for name in unknown} == unknown
