"""The engine in values (support.pulumi_engine) asks of each resource what the real one asks: in what order, with what.

A program lives through its life under the real CLI, which writes down what it asks the plugin. Then the engine in
values plays the same commands, and gets the recorded answers as long as it asks the recorded questions.
"""

import json
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from google.protobuf import json_format
from pulumi.runtime.proto import provider_pb2 as pb

from e2e.plugin_program import PROPERTIES, TYPE, declare
from pulumi_servicecatalog.providers.plugin.wire import Secret
from support.account import Account
from support.pulumi_cli import Pulumi
from support.pulumi_engine import engine
from support.pulumi_engine.plugin import PluginProvider
from support.pulumi_engine.values import Operation, Resource, State

METHODS = {"Check": pb.CheckResponse, "Diff": pb.DiffResponse, "Create": pb.CreateResponse}
METHODS |= {"Update": pb.UpdateResponse, "Read": pb.ReadResponse}
ESSENTIAL = ("id", "olds", "old_inputs", "news", "properties", "inputs", "preview")


class Recording:
    """What the real engine asked the plugin of each resource, and was answered."""

    def __init__(self, file: Path) -> None:
        self._calls: dict[str, list[Any]] = defaultdict(list)
        for entry in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
            if entry.get("progress") == "response_completed" and _is_ours(entry):
                self._calls[_name(entry["request"]["urn"])].append(entry)

    def ask(self, method: str, request: Any) -> Any:
        """Answer as recorded, if this is what was asked next of the resource."""
        calls = self._calls[_name(request.urn)]
        assert calls, f"the real engine does not ask {method} here"
        call = calls.pop(0)
        recorded = json_format.ParseDict(call["request"], type(request)(), ignore_unknown_fields=True)
        assert (method, _essence(request)) == (_method(call), _essence(recorded))
        answer = METHODS.get(method)
        return json_format.ParseDict(call["response"], answer()) if answer else None

    def is_through(self) -> bool:
        return not any(self._calls.values())


def _name(urn: str) -> str:
    return urn.rpartition("::")[2]


def _method(entry: dict[str, Any]) -> str:
    return str(entry["method"]).rpartition("/")[2]


def _is_ours(entry: dict[str, Any]) -> bool:
    return f"::{TYPE}::" in str((entry.get("request") or {}).get("urn", ""))


def _essence(request: Any) -> dict[str, Any]:
    return {name: getattr(request, name) for name in ESSENTIAL if hasattr(request, name)}


class Life:
    """The commands of a person, each under the real CLI, and then played in values."""

    def __init__(self, pulumi: Pulumi, folder: Path) -> None:
        self._pulumi = pulumi
        self._traces = (folder / f"trace-{number}.json" for number in range(100))
        self.state: State = ()

    def run(self, play: Callable[[engine.Begin], Operation], *arguments: str) -> Operation:
        trace = next(self._traces)
        self._pulumi.environment["PULUMI_DEBUG_GRPC"] = str(trace)
        self._pulumi(*arguments)
        recording = Recording(trace)
        operation = play(lambda _: PluginProvider(recording.ask))
        assert recording.is_through(), "the real engine asks more"
        assert operation.errors == ()
        return operation

    def preview_and_up(self, *declared: Resource) -> list[str]:
        """Return the kinds of the steps."""
        declare(self._pulumi, **{one.name: {"type": TYPE, "properties": _in_yaml(one.inputs)} for one in declared})
        self.run(lambda begin: engine.preview(declared, self.state, begin), "preview")
        done = self.run(lambda begin: engine.up(declared, self.state, begin), "up", "--yes", "--skip-preview")
        self.state = done.state
        return [step.kind.value for step in done.steps]


def resource(name: str, /, **changes: Any) -> Resource:
    return Resource(token=TYPE, name=name, inputs={**PROPERTIES, "name": name, "physicalId": name, **changes})


def _in_yaml(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _in_yaml(member) for name, member in value.items()}
    return {"fn::secret": value.value} if isinstance(value, Secret) else value


def test_it_asks_what_the_real_engine_asks(pulumi: Pulumi, aws: Account, emulator: Any, tmp_path: Path) -> None:
    emulator.control.set(account=aws.account, record_seconds=0)
    pulumi.program = tmp_path / "program"
    payments, orders = resource("payments"), resource("orders")
    declare(pulumi)
    pulumi("stack", "init", "dev")
    life = Life(pulumi, tmp_path)
    assert life.preview_and_up(orders, payments) == ["create", "create"]
    payments = resource("payments", parameters={"VisibilityTimeout": Secret("45")})
    assert life.preview_and_up(orders, payments) == ["same", "update"]
    aws.client("servicecatalog").update_provisioned_product(
        ProvisionedProductId=aws.observed()["payments"]["Id"],
        ProductName="web-service",
        ProvisioningArtifactName="v1",
        ProvisioningParameters=[{"Key": "VisibilityTimeout", "Value": "50"}],
    )
    refreshed = life.run(lambda begin: engine.refresh(life.state, begin), "refresh", "--yes", "--skip-preview")
    life.state = refreshed.state
    assert life.preview_and_up(resource("payments", name="pay")) == ["replace", "delete"]
    destroyed = life.run(lambda begin: engine.up((), life.state, begin), "destroy", "--yes", "--skip-preview")
    assert destroyed.state == ()
