"""The `python` and the plugin that Pulumi's CLI starts in tests: each comes from a fork server, where there is one.

Copied to a file of its own beside settings.json, and run without site-packages, so that it starts in a few
milliseconds. What it does not know, the real interpreter does. `pip list`, which Pulumi's language host asks for with
each program, is asked for once: nothing is installed while tests run.
"""

import json
import os
import signal
import socket
import struct
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any, NoReturn


def main(arguments: Sequence[str], folder: str) -> NoReturn:
    """Do what `python ARGUMENTS` does. `folder` has the settings that `servers.programs` has written."""
    with open(os.path.join(folder, "settings.json"), encoding="utf-8") as file:
        settings = json.load(file)
    rest = list(arguments[1:] if arguments[:1] == ["-u"] else arguments)
    kind = _kind(rest)
    if kind == "version":
        sys.stdout.write(f"{settings['version']}\n")
        sys.exit()
    if kind == "pip":
        _list_packages(rest, settings["executable"], folder)
    if kind is None or python_variables() != settings["variables"]:
        os.execv(settings["executable"], [settings["executable"], *arguments])
    connection = socket.socket(socket.AF_UNIX)
    connection.connect(settings["servers"][kind])
    ask(connection, rest, [0, 1, 2], folder=os.getcwd(), environment=dict(os.environ))
    _end_as(_exit_code(connection))


def ask(
    connection: socket.socket,
    arguments: Sequence[str],
    descriptors: Sequence[int],
    *,
    folder: str,
    environment: Mapping[str, str],
) -> None:
    """Ask a server for a process with this input, output and errors."""
    request: dict[str, Any] = {
        "arguments": list(arguments),
        "folder": folder,
        "environment": dict(environment),
        "group": os.getpgrp(),
    }
    sent = json.dumps(request).encode()
    socket.send_fds(connection, [struct.pack("!I", len(sent))], descriptors)
    connection.sendall(sent)


def python_variables() -> dict[str, str]:
    """Return what an interpreter reads from the environment when it starts."""
    return {name: value for name, value in os.environ.items() if name.startswith("PYTHON")}


def _kind(arguments: Sequence[str]) -> str | None:
    match arguments:
        case ["-m", "pulumi.dynamic", *_]:
            return "pulumi.dynamic"
        case ["-m", "pulumi_servicecatalog.providers.plugin", *_]:
            return "pulumi_servicecatalog.providers.plugin"
        case ["-m", "pip", "list", *_]:
            return "pip"
        case ["--version"]:
            return "version"
        case [script, *_] if os.path.basename(script) == "pulumi-language-python-exec":
            return "program"
    return None


def _list_packages(arguments: Sequence[str], executable: str, folder: str) -> NoReturn:
    known = os.path.join(folder, "-".join(arguments[1:]))
    if not os.path.exists(known):
        listed = subprocess.run([executable, *arguments], stdout=subprocess.PIPE, check=True).stdout
        with open(f"{known}.{os.getpid()}", "wb") as file:
            file.write(listed)
        os.replace(file.name, known)
    with open(known, "rb") as listing:
        sys.stdout.buffer.write(listing.read())
    sys.stdout.flush()
    os._exit(0)


def _exit_code(connection: socket.socket) -> int:
    """Wait for the end of the process. It gets the signals of this one's group by itself, unless it is in another."""
    (pid,) = struct.unpack("!I", connection.recv(4, socket.MSG_WAITALL))

    def hand_on(number: int, _frame: object) -> None:
        if os.getpgid(pid) != os.getpgrp():
            os.kill(pid, number)

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, hand_on)
    code: int = struct.unpack("!i", connection.recv(4, socket.MSG_WAITALL))[0]
    return code


def _end_as(code: int) -> NoReturn:
    """End as the process did: with its exit code, or by the same signal."""
    if code < 0:
        signal.signal(-code, signal.SIG_DFL) if -code != signal.SIGKILL else None
        os.kill(os.getpid(), -code)
    os._exit(code)


if __name__ == "__main__":
    started = os.path.abspath(__file__)
    plugin = os.path.basename(started) == "pulumi-resource-servicecatalog"
    module = ["-m", "pulumi_servicecatalog.providers.plugin"] if plugin else []
    main([*module, *sys.argv[1:]], os.path.dirname(started))
