"""An engine that starts Pulumi's own host of dynamic providers and calls it, as the real one does in an operation.

The host is the one of the installed `pulumi` package, in a process of its own (`fork_server`); only the
engine is a stand-in.
"""

from collections.abc import Callable, Iterator, Mapping
from concurrent import futures
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Condition
from typing import Any

import grpc
from google.protobuf import empty_pb2
from pulumi.runtime._grpc_settings import _GRPC_CHANNEL_OPTIONS
from pulumi.runtime.proto import engine_pb2, engine_pb2_grpc, provider_pb2, provider_pb2_grpc

from support.fork_server import client as fork_server
from support.wire import CallFailed, plain, struct

PROVIDER = "gASVMgAAAAAAAACMIXB1bHVtaV9zZXJ2aWNlY2F0YWxvZy5fZHluYW1pY192MZSMCFBST1ZJREVSlJOULg=="
"""How every state that was ever written names the provider: a pickle that is a reference and nothing else."""

URN = "urn:pulumi:test::project::pulumi-python:dynamic/servicecatalog:ImportedProvisionedProduct::payments"
_PATIENCE = 60


@dataclass(frozen=True)
class Said:
    """A line that the provider asked the engine to show."""

    severity: str
    message: str
    urn: str
    passing: bool


class Screen(engine_pb2_grpc.EngineServicer):
    """What the engine was asked to show."""

    def __init__(self) -> None:
        self._said: list[Said] = []
        self._changed = Condition()

    def Log(self, request: Any, _context: Any) -> empty_pb2.Empty:  # noqa: N802 - gRPC's name
        severity = engine_pb2.LogSeverity.Name(request.severity)
        with self._changed:
            self._said.append(Said(severity, request.message, request.urn, request.ephemeral))
            self._changed.notify_all()
        return empty_pb2.Empty()

    def said(self) -> list[Said]:
        with self._changed:
            return list(self._said)

    def wait_for_urn(self, urn: str, part: str) -> None:
        """Wait until a line with this part was shown on the resource."""
        with self._changed:
            shown = self._changed.wait_for(
                lambda: any(part in item.message and item.urn == urn for item in self._said), _PATIENCE
            )
        assert shown, f"nobody said {part!r} on {urn}"

    def wait_for(self, part: str) -> None:
        """Wait until a line with this part was shown."""
        with self._changed:
            shown = self._changed.wait_for(lambda: any(part in item.message for item in self._said), _PATIENCE)
        assert shown, f"nobody said {part!r}, but {self._said}"


@dataclass
class Engine:
    """One engine operation. `printed` is the file of what the provider wrote past the engine.

    `stop` kills the provider; `deafen` ends the service to which it sends what is to be shown.
    """

    stub: Any
    screen: Screen
    printed: Path
    stop: Callable[[], None]
    deafen: Callable[[], None]
    urn: str = URN

    def check(self, news: Mapping[str, Any], olds: Mapping[str, Any] | None = None) -> tuple[dict[str, Any], list[Any]]:
        """Return the checked inputs, and the failures as (property, reason)."""
        request = provider_pb2.CheckRequest(urn=self.urn, news=self._props(news))
        if olds is not None:
            request.olds.CopyFrom(self._props(olds))
        answer = self._ask(self.stub.Check, request)
        return self._own(answer.inputs), [(failure.property, failure.reason) for failure in answer.failures]

    def diff(self, id_: str, state: Mapping[str, Any], news: Mapping[str, Any]) -> Any:
        request = provider_pb2.DiffRequest(id=id_, urn=self.urn, olds=self._props(state), news=self._props(news))
        return self._ask(self.stub.Diff, request)

    def create(self, news: Mapping[str, Any], *, timeout: float = 0.0) -> tuple[str, dict[str, Any]]:
        """Return the ID and the state."""
        request = provider_pb2.CreateRequest(urn=self.urn, properties=self._props(news), timeout=timeout)
        answer = self._ask(self.stub.Create, request)
        return answer.id, self._own(answer.properties)

    def update(
        self, id_: str, state: Mapping[str, Any], news: Mapping[str, Any], *, timeout: float = 0.0
    ) -> dict[str, Any]:
        request = provider_pb2.UpdateRequest(
            id=id_, urn=self.urn, olds=self._props(state), news=self._props(news), timeout=timeout
        )
        return self._own(self._ask(self.stub.Update, request).properties)

    def read(self, id_: str, state: Mapping[str, Any], inputs: Mapping[str, Any] | None = None) -> Any:
        """Return the ID, the state and the inputs; an empty ID says that it is gone."""
        request = provider_pb2.ReadRequest(id=id_, urn=self.urn, properties=self._props(state))
        if inputs is not None:
            request.inputs.CopyFrom(self._props(inputs))
        answer = self._ask(self.stub.Read, request)
        return answer.id, self._own(answer.properties), self._own(answer.inputs)

    def delete(self, id_: str, state: Mapping[str, Any], *, timeout: float = 0.0) -> None:
        request = provider_pb2.DeleteRequest(id=id_, urn=self.urn, properties=self._props(state), timeout=timeout)
        self._ask(self.stub.Delete, request)

    def shown(self, *, passing: bool) -> list[str]:
        """Return the lines that were shown on the resource, those that pass or those that stay."""
        return [item.message for item in self.screen.said() if item.passing == passing]

    def _props(self, values: Mapping[str, Any]) -> Any:
        return struct({**values, "__provider": PROVIDER})

    def _own(self, message: Any) -> dict[str, Any]:
        return {name: value for name, value in plain(message).items() if name != "__provider"}

    def _ask(self, method: Callable[..., Any], request: Any) -> Any:
        try:
            return method(request, timeout=_PATIENCE)
        except grpc.RpcError as error:
            raise CallFailed(error) from None


@contextmanager
def operation(
    folder: Path, environment: Mapping[str, str], config: Mapping[str, str] | None = None
) -> Iterator[Engine]:
    """Start the host of dynamic providers for one operation of the engine, and end it afterwards."""
    screen = Screen()
    server = grpc.server(futures.ThreadPoolExecutor(8))
    engine_pb2_grpc.add_EngineServicer_to_server(screen, server)
    address = f"127.0.0.1:{server.add_insecure_port('127.0.0.1:0')}"
    server.start()
    printed = folder / "provider.log"
    with printed.open("ab") as log:
        process = fork_server.start("pulumi.dynamic", [address], folder=folder, environment=environment, errors=log)
    try:
        port = int(process.stdout.readline())
        with grpc.insecure_channel(f"127.0.0.1:{port}", options=_GRPC_CHANNEL_OPTIONS) as channel:
            stub = provider_pb2_grpc.ResourceProviderStub(channel)
            request = provider_pb2.ConfigureRequest(variables=dict(config or {}), args=struct(config or {}))
            stub.Configure(request, timeout=_PATIENCE, wait_for_ready=True)
            yield Engine(stub, screen, printed, stop=process.kill, deafen=lambda: server.stop(None).wait())
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
        server.stop(None)
