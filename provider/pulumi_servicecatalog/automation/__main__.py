"""The process of a shard: reads a request, writes one line for each thing that happens, and at last the result.

It is in a session of its own. An interrupt is handed on to Pulumi, which ends in good order; the result says so.
"""

import getpass
import json
import os
import signal
import socket
import sys
from pathlib import Path
from types import FrameType

from pulumi_servicecatalog.automation.entrance import AwsEntrance
from pulumi_servicecatalog.automation.stack import AutomatedStack
from pulumi_servicecatalog.automation.wire import Orders, of_result, of_status
from pulumi_servicecatalog.fleet import project, result
from pulumi_servicecatalog.fleet.lock import Machine
from pulumi_servicecatalog.fleet.project import ProjectError
from pulumi_servicecatalog.fleet.result import Cause, Status
from pulumi_servicecatalog.fleet.shard_work import Surroundings, work
from pulumi_servicecatalog.host.clock import SystemTimer


def main() -> int:
    """Do one shard."""
    signal.signal(signal.SIGINT, _go_on)
    orders = Orders.parse(json.loads(sys.stdin.readline()))
    request, folder = orders.request, Path(orders.folder)
    target = request.shard.target
    stack = AutomatedStack.of(folder, target.stack)
    try:
        entrance = AwsEntrance(target, project.settings(folder, target.stack), stack.setting)
        around = Surroundings(here=here(), running=is_running, timer=SystemTimer(), status=_say)
        outcome = work(request, stack, entrance, around)
    except ProjectError as error:
        outcome = result.of(request.shard, request.mode, Status.FAILED, Cause(message=str(error)), run=request.run)
    sys.stdout.write(of_result(outcome))
    sys.stdout.flush()
    return 0


def here() -> Machine:
    """Return this machine and its user, as Pulumi writes them into a lock."""
    return Machine(host=socket.gethostname(), user=getpass.getuser())


def is_running(pid: int) -> bool:
    """Return whether a process of this machine runs, as far as that can be asked without ending it."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # it is somebody else's
        return True
    return True


def _go_on(_signal: int, _frame: FrameType | None) -> None:
    """Let Pulumi, which has the signal as well, end the update."""


def _say(text: str) -> None:
    sys.stdout.write(of_status(text))
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
