"""An engine that starts the provider plugin as the real one does, and calls it over gRPC.

Values go in and come out as the protocol has them, so that a test sees every presence bit; `values` and `struct` are
there for tests that do not care.
"""

import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import grpc
from google.protobuf import struct_pb2
from pulumi.runtime._grpc_settings import _GRPC_CHANNEL_OPTIONS
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from support.engine import served
from support.fork_server import client as fork_server
from support.providers import ADOPTED, Kind
from support.screen import Screen
from support.wire import CallFailed, plain, struct

pb = provider_pb2
URN = ADOPTED.urn()
MODULE = "pulumi_servicecatalog.providers.plugin"
COMMAND = (sys.executable, "-u", "-m", MODULE)
_PATIENCE = 60


@dataclass
class Plugin:
    """A running plugin, asked about the resource of `urn`. `printed` is what it wrote to standard error."""

    stub: Any
    screen: Screen
    process: subprocess.Popen[str] | fork_server.Process
    printed: Path
    address: str
    urn: str = URN

    def of(self, kind: Kind, resource: str = "") -> "Plugin":
        """Return the same plugin, asked about another resource."""
        return replace(self, urn=kind.urn(resource))

    def ask(self, method: str, request: Any) -> Any:
        """Make a call. Raises CallFailed."""
        try:
            return getattr(self.stub, method)(request, timeout=_PATIENCE)
        except grpc.RpcError as error:
            raise CallFailed(error) from None

    def begin(self, method: str, request: Any) -> Any:
        """Make a call that is waited for later."""
        return getattr(self.stub, method).future(request, timeout=_PATIENCE)

    def configure(self, **config: Any) -> Any:
        return self.ask("Configure", pb.ConfigureRequest(args=struct(config), acceptSecrets=True))

    def check(self, news: Mapping[str, Any], olds: Mapping[str, Any] | None = None) -> Any:
        request = pb.CheckRequest(urn=self.urn, news=struct(news))
        if olds is not None:
            request.olds.CopyFrom(struct(olds))
        return self.ask("Check", request)

    def diff(
        self,
        id_: str,
        state: Mapping[str, Any],
        news: Mapping[str, Any],
        *,
        old: Any = None,
        ignore: Sequence[str] = (),
    ) -> Any:
        request = pb.DiffRequest(id=id_, urn=self.urn, olds=struct(state), news=struct(news), ignoreChanges=ignore)
        if old is not None:
            request.old_inputs.CopyFrom(struct(old))
        return self.ask("Diff", request)

    def create(self, news: Mapping[str, Any], **facts: Any) -> Any:
        return self.ask("Create", self.create_request(news, **facts))

    def create_request(self, news: Mapping[str, Any], **facts: Any) -> Any:
        return pb.CreateRequest(urn=self.urn, properties=struct(news), **facts)

    def update(self, id_: str, state: Mapping[str, Any], news: Mapping[str, Any], **facts: Any) -> Any:
        return self.ask("Update", self.update_request(id_, state, news, **facts))

    def update_request(self, id_: str, state: Mapping[str, Any], news: Mapping[str, Any], **facts: Any) -> Any:
        return pb.UpdateRequest(id=id_, urn=self.urn, olds=struct(state), news=struct(news), **facts)

    def read(self, id_: str, state: Mapping[str, Any] | None = None, inputs: Mapping[str, Any] | None = None) -> Any:
        request = pb.ReadRequest(id=id_, urn=self.urn)
        if state is not None:
            request.properties.CopyFrom(struct(state))
        if inputs is not None:
            request.inputs.CopyFrom(struct(inputs))
        return self.ask("Read", request)

    def delete(self, id_: str, state: Mapping[str, Any], **facts: Any) -> Any:
        return self.ask("Delete", pb.DeleteRequest(id=id_, urn=self.urn, properties=struct(state), **facts))

    def shown(self) -> list[str]:
        """Return the lasting lines on the resource."""
        return [line.message for line in self.screen.said() if line.urn == self.urn and not line.passing]

    def invoke(self, function: str, **arguments: Any) -> Any:
        return self.ask("Invoke", pb.InvokeRequest(tok=f"servicecatalog:index:{function}", args=struct(arguments)))

    def errors(self) -> str:
        return self.printed.read_text(encoding="utf-8")


def values(message: struct_pb2.Struct) -> dict[str, Any]:
    """Return plain values, with UNKNOWN of `support.wire` and secrets as the protocol writes them."""
    return plain(message)


def made(plugin: Plugin, kind: Kind = ADOPTED, **target: Any) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """Make it as an engine does; return the ID, the state and the inputs that were checked."""
    answer = plugin.of(kind).check({**kind.declared, **target})
    assert list(answer.failures) == []
    inputs = values(answer.inputs)
    created = plugin.of(kind).create(inputs)
    return created.id, values(created.properties), inputs


@contextmanager
def started(
    folder: Path,
    environment: Mapping[str, str],
    *,
    arguments: Sequence[str] | None = None,
    command: Sequence[str] | None = None,
) -> Iterator[Plugin]:
    """Start the plugin; without `arguments` it gets what an engine passes. It is not configured yet.

    A `command` is really started; without one, the process comes from `fork_server`.
    """
    printed = folder / f"plugin-{len(list(folder.glob('plugin-*')))}.log"
    with served() as (shown, address, _), printed.open("wb") as log:
        declared = ["--logtostderr", "-v=1", address] if arguments is None else list(arguments)
        process: fork_server.Process | subprocess.Popen[str]
        if command is None:
            process = fork_server.start(MODULE, declared, folder=folder, environment=environment, errors=log)
        else:
            process = subprocess.Popen(
                [*command, *declared], cwd=folder, env=dict(environment), stdout=subprocess.PIPE, stderr=log, text=True
            )
        assert process.stdout is not None
        try:
            port = int(process.stdout.readline())
            with grpc.insecure_channel(f"127.0.0.1:{port}", options=_GRPC_CHANNEL_OPTIONS) as channel:
                grpc.channel_ready_future(channel).result(_PATIENCE)
                stub = provider_pb2_grpc.ResourceProviderStub(channel)
                yield Plugin(stub, shown, process, printed, address)
        finally:
            process.kill()
            process.wait()
            process.stdout.close()
