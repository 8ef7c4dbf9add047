"""An engine that starts Pulumi's own host of dynamic providers and calls it, as the real one does in an operation.

The host is the one of the installed `pulumi` package, in a process of its own (`fork_server`); only the
engine is a stand-in.
"""

from collections.abc import Callable, Iterator, Mapping
from concurrent import futures
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import grpc
from pulumi.runtime._grpc_settings import _GRPC_CHANNEL_OPTIONS
from pulumi.runtime.proto import engine_pb2_grpc, provider_pb2, provider_pb2_grpc

from support.fork_server import client as fork_server
from support.provider_calls import ProviderCalls
from support.screen import Screen
from support.wire import struct

_PATIENCE = 60


@dataclass(frozen=True, kw_only=True)
class Engine(ProviderCalls):
    """One engine operation. `printed` is the file of what the provider wrote past the engine.

    `stop` kills the provider; `deafen` ends the service to which it sends what is to be shown.
    """

    printed: Path
    stop: Callable[[], None]
    deafen: Callable[[], None]


@contextmanager
def operation(
    folder: Path, environment: Mapping[str, str], config: Mapping[str, str] | None = None
) -> Iterator[Engine]:
    """Start the host of dynamic providers for one operation of the engine, and end it afterwards."""
    with served() as (screen, address, deafen), (folder / "provider.log").open("ab") as log:
        process = fork_server.start("pulumi.dynamic", [address], folder=folder, environment=environment, errors=log)
        try:
            port = int(process.stdout.readline())
            with grpc.insecure_channel(f"127.0.0.1:{port}", options=_GRPC_CHANNEL_OPTIONS) as channel:
                stub = provider_pb2_grpc.ResourceProviderStub(channel)
                request = provider_pb2.ConfigureRequest(variables=dict(config or {}), args=struct(config or {}))
                stub.Configure(request, timeout=_PATIENCE, wait_for_ready=True)
                yield Engine(
                    stub=stub,
                    screen=screen,
                    dynamic=True,
                    printed=folder / "provider.log",
                    stop=process.kill,
                    deafen=deafen,
                )
        finally:
            process.kill()
            process.wait()
            process.stdout.close()


@contextmanager
def served() -> Iterator[tuple[Screen, str, Callable[[], None]]]:
    """Serve what a provider shows; gives the screen, its address, and what ends the service."""
    screen = Screen()
    server = grpc.server(futures.ThreadPoolExecutor(8))
    engine_pb2_grpc.add_EngineServicer_to_server(screen, server)
    address = f"127.0.0.1:{server.add_insecure_port('127.0.0.1:0')}"
    server.start()
    try:
        yield screen, address, lambda: server.stop(None).wait()
    finally:
        server.stop(None)
