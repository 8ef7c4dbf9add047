"""The socket: waitress on the loopback interface, in a thread of its own.

waitress is pure Python, keeps connections alive and runs on Windows too. Its loop is run here and not by
waitress, so that it can be stopped from outside. Dropped and truncated answers need the socket, which is
reached through the channel.
"""

from __future__ import annotations

import logging
import socket
import struct
import threading
from typing import TYPE_CHECKING, Any, Self

import waitress.server
from waitress import wasyncore

from catalog_emulator.wire.answer import Answer, Delivery
from catalog_emulator.wire.channel import CHANNEL, Channel
from catalog_emulator.wire.request import Request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

LOOPBACK = "127.0.0.1"
_LINGER_0 = struct.pack("ii", 1, 0)  # close with a reset


class Server:
    """Listens from the moment it is made; serves between `start` and `stop`."""

    def __init__(self, answer: Callable[[Request], Answer], *, port: int = 0, threads: int = 64) -> None:
        self._answer = answer
        self._sockets: dict[int, Any] = {}
        self._stopping = threading.Event()
        logging.getLogger("waitress").setLevel(logging.ERROR)
        self._waitress: Any = waitress.server.create_server(
            self._application,
            map=self._sockets,
            host=LOOPBACK,
            port=port,
            threads=threads,
            connection_limit=1000,
            channel_timeout=60,
            ident="catalog-emulator",
            clear_untrusted_proxy_headers=False,
        )
        self._waitress.channel_class = Channel
        self._thread = threading.Thread(target=self._loop, name="catalog-emulator", daemon=True)
        self.port: int = int(self._waitress.effective_port)
        self.url = f"http://{LOOPBACK}:{self.port}"

    def start(self) -> Self:
        """Begin to serve."""
        self._thread.start()
        return self

    def stop(self) -> None:
        """Stop to serve, and close all connections. Calls under way are finished first."""
        if self._stopping.is_set():
            return
        self._stopping.set()
        self._waitress.pull_trigger()
        self._thread.join(timeout=10)
        self._waitress.task_dispatcher.shutdown(timeout=5)
        wasyncore.close_all(self._sockets, ignore_all=True)

    def _loop(self) -> None:
        while not self._stopping.is_set():
            wasyncore.loop(timeout=1, map=self._sockets, count=1)

    def _application(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        answer = self._answer(Request.from_environ(environ))
        if answer.delivery is Delivery.DROPPED:
            _reset(environ)
            start_response("500 Dropped", [("Content-Length", "0")])
            return []
        headers = [h for h in answer.headers if h[0].lower() not in _HOP_BY_HOP]
        length = len(answer.body)
        if environ["REQUEST_METHOD"] == "HEAD":  # the length of what GET would send
            length = int(answer.header("Content-Length") or 0)
        start_response(answer.status_line, [*headers, ("Content-Length", str(length))])
        if answer.delivery is Delivery.TRUNCATED:
            # Fewer bytes than announced: waitress closes the connection after them.
            return [answer.body[: len(answer.body) // 2]]
        return [answer.body]


_HOP_BY_HOP = ("content-length", "connection", "transfer-encoding")


def _reset(environ: dict[str, Any]) -> None:
    """Reset the connection, so that the client sees it break."""
    connection = environ[CHANNEL].socket
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_0)
    connection.shutdown(socket.SHUT_RDWR)
