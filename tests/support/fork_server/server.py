"""Runs Python in processes of their own that have imported already what they will import.

Started by `fork_server.servers` as a script: `server.py LISTENER LIFELINE MODULE...` imports the modules, and then does
what `python -u ARGUMENTS` would for everybody who connects, each time in a fork of itself. It ends with the process
that holds the other end of the lifeline.

A request is three descriptors (input, output, errors) and JSON: arguments, folder, environment, process group. The
answer is the process ID, and once that process has ended its exit code. Where the one who asked is gone before, the
process is killed.

It never has a thread or a gRPC object of its own, so that a fork is as good as a start.
"""

import atexit
import fcntl
import gc
import json
import os
import runpy
import select
import signal
import socket
import struct
import sys
import threading
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Any

_CHILDREN: dict[int, socket.socket] = {}
"""Where to tell the exit code, by process ID."""


def serve(listener: socket.socket, lifeline: int) -> None:
    """Start one process for each request, until nobody can ask any more."""
    signal.signal(signal.SIGCHLD, lambda *_: _tell_who_ended())
    while lifeline not in select.select([listener.fileno(), lifeline], [], [])[0]:
        connection, _ = listener.accept()
        head, descriptors, _, _ = socket.recv_fds(connection, 4, 3)
        if not head:
            connection.close()
            continue
        (length,) = struct.unpack("!I", head)
        request = json.loads(connection.recv(length, socket.MSG_WAITALL))
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})  # a process may end before it is known here
        child = os.fork()
        if child == 0:
            listener.close()
            _become(request, descriptors, connection)
        _CHILDREN[child] = connection
        for descriptor in descriptors:
            os.close(descriptor)
        with suppress(BrokenPipeError):  # it is gone already
            connection.sendall(struct.pack("!I", child))
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})


def _become(request: dict[str, Any], descriptors: list[int], connection: socket.socket) -> None:
    """Be the process that was asked for, to its end."""
    code = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
        for other in _CHILDREN.values():
            other.close()
        _CHILDREN.clear()
        for number, descriptor in enumerate(descriptors):
            os.dup2(descriptor, number)
            os.close(descriptor)
        with suppress(PermissionError):  # a group of another session
            os.setpgid(0, request["group"])
        _die_with(connection)
        os.chdir(request["folder"])
        os.environ.clear()
        os.environ.update(request["environment"])
        _run(request["arguments"], request["folder"])
        code = 0
    except SystemExit as exit_:
        code = exit_.code if isinstance(exit_.code, int) else 0 if exit_.code is None else 1
    except BaseException:  # noqa: BLE001 - as the interpreter does at its end
        sys.excepthook(*sys.exc_info())
    finally:
        threading._shutdown()  # type: ignore[attr-defined]
        atexit._run_exitfuncs()
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _die_with(connection: socket.socket) -> None:
    """Have the kernel kill this process as soon as the one who asked for it has ended."""
    fcntl.fcntl(connection, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(connection, fcntl.F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(connection, fcntl.F_SETFL, fcntl.fcntl(connection, fcntl.F_GETFL) | os.O_ASYNC)
    if select.select([connection], [], [], 0)[0]:  # it had ended before
        os._exit(1)


def _run(arguments: list[str], folder: str) -> None:
    """Do what `python ARGUMENTS` does: `-m MODULE ...` or `SCRIPT ...`."""
    if arguments[0] == "-m":
        sys.path.insert(0, folder)
        sys.argv = arguments[1:]
        runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)
    else:
        sys.path.insert(0, str(Path(arguments[0]).resolve().parent))
        sys.argv = arguments
        runpy.run_path(arguments[0], run_name="__main__")


def _tell_who_ended() -> None:
    while _CHILDREN:
        child, status = os.waitpid(-1, os.WNOHANG)
        if child == 0:
            return
        connection = _CHILDREN.pop(child)
        with suppress(BrokenPipeError):  # nobody waits for it any more
            connection.sendall(struct.pack("!i", os.waitstatus_to_exitcode(status)))
        connection.close()


if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])
    api_models = import_module("api_models")
    api_models.share()
    sys.path.pop(0)  # which no process that is started has
    for name in sys.argv[3:]:
        import_module(name)
    if "botocore" in sys.modules:
        api_models.read(("sts", "servicecatalog", "cloudformation"))
    gc.freeze()  # what is here by now is looked through by no process again
    serve(socket.socket(fileno=int(sys.argv[1])), int(sys.argv[2]))
