"""The fork servers of this process of tests: each has imported what one kind of process imports first.

Half a second of imports is most of what such a process costs, and the tests start thousands. What a start itself does
is tested with processes that are really started: tests/integration/plugin/test_start.py, the examples, the demo, and
the shell blocks of the documentation.
"""

import atexit
import json
import os
import platform
import socket
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from typing import Final

from support.fork_server.python import python_variables

DYNAMIC: Final = "pulumi.dynamic"
PLUGIN: Final = "pulumi_servicecatalog.providers.plugin"
PROGRAM: Final = "program"
"""A Pulumi program in Python, which Pulumi's language host runs by a script of its own."""

_AFTERWARDS = ("pulumi_servicecatalog.aws.gateway", "boto3", "jsonschema")
_IMPORTED: Final = {
    DYNAMIC: ("pulumi.dynamic.dynamic", "dill", "pulumi_servicecatalog._dynamic_v1", *_AFTERWARDS),
    PLUGIN: (f"{PLUGIN}.serve", *_AFTERWARDS),
    PROGRAM: ("pulumi", "pulumi.runtime", "pulumi.dynamic", "argparse", "asyncio", "dill"),
}
"""What each imports by the time it has asked AWS for something."""


@cache
def listening(kind: str) -> str:
    """Return the path of the socket of the server for a kind of process, which is started when it is first needed."""
    path = str(folder() / f"{kind.rpartition('.')[2]}.socket")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(64)
    theirs, ours = os.pipe()
    server = str(Path(__file__).with_name("server.py"))
    command = [sys.executable, "-u", server, str(listener.fileno()), str(theirs), *_IMPORTED[kind]]
    process = subprocess.Popen(command, pass_fds=[listener.fileno(), theirs], stdin=subprocess.DEVNULL)
    listener.close()
    os.close(theirs)
    atexit.register(_end, process, ours)
    return path


@cache
def programs() -> Path:
    """Return a folder with a `python` and a plugin for Pulumi's CLI, whose processes come from the servers."""
    settings = {
        "executable": sys.executable,
        "version": f"Python {platform.python_version()}",
        "variables": python_variables(),
        "servers": {kind: listening(kind) for kind in (DYNAMIC, PLUGIN, PROGRAM)},
    }
    (folder() / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    source = Path(__file__).with_name("python.py").read_text(encoding="utf-8")
    for name in ("python", "pulumi-resource-servicecatalog"):
        made = folder() / name
        made.write_text(f"#!{sys.executable} -IS\n{source}", encoding="utf-8")
        made.chmod(0o755)
    return folder()


@cache
def folder() -> Path:
    """Return the folder of the sockets, which goes when this process ends. The path of a socket must be short."""
    made = tempfile.TemporaryDirectory(prefix="fork-server-")
    atexit.register(made.cleanup)
    return Path(made.name)


def _end(process: "subprocess.Popen[bytes]", lifeline: int) -> None:
    os.close(lifeline)
    process.wait()
