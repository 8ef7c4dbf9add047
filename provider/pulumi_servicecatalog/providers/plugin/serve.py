"""Starts the plugin: `pulumi-resource-servicecatalog [--logtostderr] [-v=N] [--tracing URL] [ENGINE]`.

The engine runs it and reads one line from its standard output: the port. Everything else that is ever printed goes to
standard error. Without an engine's address the plugin waits for one to attach. The flags are those that Pulumi's engine
passes to every plugin (sdk/go/common/resource/plugin/plugin.go, buildPluginArguments); any other is refused.
"""

import argparse
import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Callable, Sequence

import grpc.aio

from pulumi_servicecatalog.providers import stubs
from pulumi_servicecatalog.providers.plugin.servicer import Servicer
from pulumi_servicecatalog.version import VERSION

_LARGEST_MESSAGE = 1024 * 1024 * 400
"""Bytes, as Pulumi's own SDKs allow."""

_GRACE = 4.0
"""Seconds for calls to end once they are cancelled. The engine kills after 5."""

_LOOK = 1.0
"""Seconds between two looks at whether the engine is still there."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve until the engine says goodbye, by a signal or by going away."""
    started_by = os.getppid()
    options = _parse(sys.argv[1:] if arguments is None else arguments)
    port_line, sys.stdout = sys.stdout, sys.stderr

    def announce(port: int) -> None:
        port_line.write(f"{port}\n")
        port_line.flush()

    asyncio.run(_serve(options.engine, announce, started_by=started_by))
    os._exit(0)  # calls that AWS does not answer would hold the interpreter up


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="pulumi-resource-servicecatalog",
        description="Pulumi's provider plugin for AWS Service Catalog. Pulumi's engine starts it.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"%(prog)s {VERSION}")
    parser.add_argument("--logtostderr", action="store_true", help="accepted: it logs to standard error anyway")
    parser.add_argument("-v", type=int, metavar="N", help="accepted: the engine sets it for every plugin")
    parser.add_argument("--tracing", metavar="URL", help="accepted: the engine sets it for every plugin")
    parser.add_argument("engine", nargs="?", metavar="ENGINE", help="the address of the engine's own service")
    return parser.parse_args(arguments)


async def _serve(engine: str | None, announce: Callable[[int], None], *, started_by: int) -> None:
    server = grpc.aio.server(
        options=[
            ("grpc.max_receive_message_length", _LARGEST_MESSAGE),
            ("grpc.max_send_message_length", _LARGEST_MESSAGE),
        ]
    )
    servicer = Servicer(engine)
    stubs.provider_pb2_grpc.add_ResourceProviderServicer_to_server(servicer, server)
    port = server.add_insecure_port("127.0.0.1:0")
    await server.start()
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # on Windows the engine ends the process
            loop.add_signal_handler(number, stopping.set)
    announce(port)
    await _until(stopping, started_by=started_by)
    servicer.cancel()
    await server.stop(_GRACE)
    servicer.close()


async def _until(stopping: asyncio.Event, *, started_by: int) -> None:
    """Wait for a signal, or for the death of who started the plugin: a killed engine signals nobody."""
    while os.getppid() == started_by:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), _LOOK)
            return
