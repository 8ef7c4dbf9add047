"""A provider's process, asked over gRPC as an engine asks it: the plugin, or Pulumi's host of dynamic providers.

No engine listens: neither provider has anything to show where nothing changes.
"""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import grpc
from benchmarks import emulated
from google.protobuf import empty_pb2, json_format, struct_pb2
from pulumi.dynamic.dynamic import serialize_provider
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc

from pulumi_servicecatalog import _dynamic_v1

_PATIENCE = 600.0
_AT_ONCE = 8  # as an engine on two cores


@dataclass(frozen=True, kw_only=True)
class ProviderKind:
    """How its process is started, and what an engine adds to the properties of each resource."""

    name: str
    module: str
    type: str
    added: Mapping[str, str] = field(default_factory=dict)


PROVIDERS = (
    ProviderKind(
        name="dynamic",
        module="pulumi.dynamic",
        type="pulumi-python:dynamic/servicecatalog:ImportedProvisionedProduct",
        added={"__provider": serialize_provider(_dynamic_v1.PROVIDER)},
    ),
    ProviderKind(
        name="plugin",
        module="pulumi_servicecatalog.providers.plugin",
        type="servicecatalog:index:ImportedProvisionedProduct",
    ),
)


@dataclass(frozen=True, kw_only=True)
class Resource:
    """A resource as an engine keeps it: what the program declares, what Check made of that, and the state."""

    urn: str
    id: str
    declared: struct_pb2.Struct
    inputs: struct_pb2.Struct
    state: struct_pb2.Struct


@dataclass(frozen=True, kw_only=True)
class Provider:
    """A process of a provider, for one operation of an engine."""

    kind: ProviderKind
    stub: Any
    pid: int

    def cpu(self) -> float:
        """Return the CPU seconds of the process so far."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def adopt(self, count: int) -> list[Resource]:
        """Adopt the stacks, as `pulumi up` does."""
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            return list(pool.map(self._adopt, range(count)))

    def nothing(self, _adopted: Resource) -> None:
        """Make a call that asks nothing: what gRPC takes by itself."""
        self.stub.GetPluginInfo(empty_pb2.Empty(), timeout=_PATIENCE)

    def check(self, adopted: Resource) -> None:
        request = provider_pb2.CheckRequest(urn=adopted.urn, olds=adopted.inputs, news=adopted.declared)
        answer = self.stub.Check(request, timeout=_PATIENCE)
        assert not answer.failures, answer

    def diff(self, adopted: Resource) -> None:
        request = provider_pb2.DiffRequest(
            urn=adopted.urn, id=adopted.id, olds=adopted.state, old_inputs=adopted.inputs, news=adopted.inputs
        )
        answer = self.stub.Diff(request, timeout=_PATIENCE)
        assert answer.changes == provider_pb2.DiffResponse.DIFF_NONE, answer

    def read(self, adopted: Resource) -> None:
        request = provider_pb2.ReadRequest(
            urn=adopted.urn, id=adopted.id, properties=adopted.state, inputs=adopted.inputs
        )
        answer = self.stub.Read(request, timeout=_PATIENCE)
        assert answer.id == adopted.id, answer

    def _adopt(self, number: int) -> Resource:
        urn = f"urn:pulumi:dev::project::{self.kind.type}::s{number}"
        declared = json_format.ParseDict({**emulated.declared(number), **self.kind.added}, struct_pb2.Struct())
        checked = self.stub.Check(provider_pb2.CheckRequest(urn=urn, news=declared), timeout=_PATIENCE)
        assert not checked.failures, checked
        made = self.stub.Create(provider_pb2.CreateRequest(urn=urn, properties=checked.inputs), timeout=_PATIENCE)
        return Resource(urn=urn, id=made.id, declared=declared, inputs=checked.inputs, state=made.properties)


@contextmanager
def started(kind: ProviderKind, environment: Mapping[str, str]) -> Iterator[Provider]:
    """Start a process of the provider, and configure it as a stack without configuration does."""
    command = [sys.executable, "-u", "-m", kind.module]
    process = subprocess.Popen(command, env=dict(environment), stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        port = int(process.stdout.readline())
        with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
            stub = provider_pb2_grpc.ResourceProviderStub(channel)
            stub.Configure(provider_pb2.ConfigureRequest(args=struct_pb2.Struct()), wait_for_ready=True)
            yield Provider(kind=kind, stub=stub, pid=process.pid)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()
