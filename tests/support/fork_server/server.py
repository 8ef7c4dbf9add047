"""Runs modules in processes of their own that have imported already what they will import.

Started by `fork_server.client` as a script: `server.py SOCKET MODULE...` imports the modules, and then runs `__main__`
modules as `python -u -m MODULE` would, each in a fork of itself. It ends with the process that holds the other end of
the socket.

It never has a thread or a gRPC object of its own, so that a fork is as good as a start.
"""

import gc
import json
import os
import runpy
import signal
import socket
import struct
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

_CHILDREN: dict[int, int] = {}
"""Where to tell the exit code, by process ID."""


def serve(control: socket.socket) -> None:
    """Start one process for each request, until nobody can ask any more."""
    signal.signal(signal.SIGCHLD, lambda *_: _tell_who_ended())
    while True:
        head, descriptors, _, _ = socket.recv_fds(control, 4, 3)
        if not head:
            return
        (length,) = struct.unpack("!I", head)
        request = json.loads(control.recv(length, socket.MSG_WAITALL))
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGCHLD})  # a process may end before it is known here
        output, errors, exit_code = descriptors
        child = os.fork()
        if child == 0:
            control.close()
            _become(request, output, errors)
        _CHILDREN[child] = exit_code
        os.close(output)
        os.close(errors)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
        control.sendall(struct.pack("!I", child))


def _become(request: dict[str, Any], output: int, errors: int) -> None:
    """Be the process that was asked for, to its end."""
    code = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGCHLD})
        os.dup2(output, 1)
        os.dup2(errors, 2)
        for descriptor in {output, errors, *_CHILDREN.values()}:
            os.close(descriptor)
        os.chdir(request["folder"])
        os.environ.clear()
        os.environ.update(request["environment"])
        sys.path.insert(0, request["folder"])
        sys.argv = [request["module"], *request["arguments"]]
        runpy.run_module(request["module"], run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as exit_:
        code = exit_.code if isinstance(exit_.code, int) else 0 if exit_.code is None else 1
    except BaseException:  # noqa: BLE001 - as the interpreter does at its end
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _tell_who_ended() -> None:
    while _CHILDREN:
        child, status = os.waitpid(-1, os.WNOHANG)
        if child == 0:
            return
        exit_code = _CHILDREN.pop(child)
        os.write(exit_code, struct.pack("!i", os.waitstatus_to_exitcode(status)))
        os.close(exit_code)


if __name__ == "__main__":
    sys.path[0] = str(Path(__file__).resolve().parents[1])
    api_models = import_module("api_models")
    api_models.share()
    sys.path.pop(0)  # which no process that is started has
    for name in sys.argv[2:]:
        import_module(name)
    api_models.read(("sts", "servicecatalog", "cloudformation"))
    gc.freeze()  # what is here by now is looked through by no process again
    serve(socket.socket(fileno=int(sys.argv[1])))
