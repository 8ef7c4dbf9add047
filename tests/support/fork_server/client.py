"""Provider processes that need not import anything first.

Half a second of imports is most of what a provider's process costs, and the tests start hundreds. So each is forked
from one that has done them (`server`). What a start itself does is tested with processes that are really started, in
tests/integration/plugin/test_start.py and by everything that runs under Pulumi's CLI.
"""

import atexit
import json
import os
import select
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from io import TextIOWrapper
from pathlib import Path
from threading import Lock
from typing import IO

_AFTERWARDS = ("pulumi_servicecatalog.aws.gateway", "boto3", "jsonschema")
_IMPORTED = {
    "pulumi.dynamic": ("pulumi.dynamic.dynamic", "dill", "pulumi_servicecatalog._dynamic_v1", *_AFTERWARDS),
    "pulumi_servicecatalog.providers.plugin": ("pulumi_servicecatalog.providers.plugin.serve", *_AFTERWARDS),
}
"""What each module imports by the time it has asked AWS for something."""


@dataclass
class Process:
    """As much of subprocess.Popen as the tests use."""

    pid: int
    stdout: IO[str]
    _exit_code: IO[bytes]
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
        if self._ended is None and select.select([self._exit_code], [], [], timeout)[0]:
            (self._ended,) = struct.unpack("!i", self._exit_code.read(4))
            self._exit_code.close()
        return self._ended


def start(
    module: str, arguments: Sequence[str], *, folder: Path, environment: Mapping[str, str], errors: IO[bytes]
) -> Process:
    """Start `python -u -m MODULE ARGUMENTS`."""
    return _fork_server(module).start(arguments, folder=folder, environment=environment, errors=errors)


class _ForkServer:
    def __init__(self, module: str) -> None:
        self._module = module
        self._lock = Lock()
        self._control, theirs = socket.socketpair()
        command = [sys.executable, "-u", str(Path(__file__).with_name("server.py")), str(theirs.fileno())]
        self._process = subprocess.Popen(
            [*command, *_IMPORTED[module]], pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL
        )
        theirs.close()

    def start(
        self, arguments: Sequence[str], *, folder: Path, environment: Mapping[str, str], errors: IO[bytes]
    ) -> Process:
        request = {
            "module": self._module,
            "arguments": list(arguments),
            "folder": str(folder),
            "environment": dict(environment),
        }
        sent = json.dumps(request).encode()
        output, their_output = os.pipe()
        exit_code, their_exit_code = os.pipe()
        with self._lock:
            descriptors = [their_output, errors.fileno(), their_exit_code]
            socket.send_fds(self._control, [struct.pack("!I", len(sent))], descriptors)
            self._control.sendall(sent)
            answer = self._control.recv(4, socket.MSG_WAITALL)
        os.close(their_output)
        os.close(their_exit_code)
        (pid,) = struct.unpack("!I", answer)
        return Process(pid, TextIOWrapper(os.fdopen(output, "rb", 0)), os.fdopen(exit_code, "rb", 0))

    def end(self) -> None:
        self._control.close()
        self._process.wait()


@cache
def _fork_server(module: str) -> _ForkServer:
    server = _ForkServer(module)
    atexit.register(server.end)
    return server
