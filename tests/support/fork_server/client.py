"""Provider processes for tests that are the engine themselves, from a fork server."""

import os
import select
import signal
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from socket import AF_UNIX, MSG_WAITALL, socket
from typing import IO

from support.fork_server import servers
from support.fork_server.python import ask


@dataclass
class Process:
    """As much of subprocess.Popen as the tests use."""

    pid: int
    stdout: IO[str]
    _connection: socket
    _ended: int | None = None

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def poll(self) -> int | None:
        return self._look(0)

    def wait(self, timeout: float | None = None) -> int:
        """Return the exit code. Raises TimeoutError."""
        ended = self._look(timeout)
        if ended is None:
            raise TimeoutError(f"process {self.pid} still runs after {timeout} s")
        return ended

    def _look(self, timeout: float | None) -> int | None:
        if self._ended is None and select.select([self._connection], [], [], timeout)[0]:
            (self._ended,) = struct.unpack("!i", self._connection.recv(4, MSG_WAITALL))
            self._connection.close()
        return self._ended


def start(
    module: str, arguments: Sequence[str], *, folder: Path, environment: Mapping[str, str], errors: IO[bytes]
) -> Process:
    """Start `python -u -m MODULE ARGUMENTS`."""
    connection = socket(AF_UNIX)
    connection.connect(servers.listening(module))
    output, their_output = os.pipe()
    with Path(os.devnull).open("rb") as nothing:
        descriptors = [nothing.fileno(), their_output, errors.fileno()]
        ask(connection, ["-m", module, *arguments], descriptors, folder=str(folder), environment=environment)
    os.close(their_output)
    (pid,) = struct.unpack("!I", connection.recv(4, MSG_WAITALL))
    return Process(pid, TextIOWrapper(os.fdopen(output, "rb", 0)), connection)
