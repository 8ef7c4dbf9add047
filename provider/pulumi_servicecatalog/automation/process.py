"""Starts the process of a shard, and returns what became of it, also where that process is killed."""

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import RLock
from typing import IO, Any

from pulumi_servicecatalog import connect
from pulumi_servicecatalog.automation.wire import STATUS, Orders
from pulumi_servicecatalog.fleet import result as results
from pulumi_servicecatalog.fleet.result import Cause, Result, Status
from pulumi_servicecatalog.fleet.shard_work import Request
from pulumi_servicecatalog.model.limits import Limit
from pulumi_servicecatalog.model.operation import silent
from pulumi_servicecatalog.model.problems.fleet import WorkerLost

_COMMAND = (sys.executable, "-m", "pulumi_servicecatalog.automation")


@dataclass(frozen=True, kw_only=True)
class Processes:
    """The processes of this one's shards.

    Attributes:
        folder: of the project.
        status: is called with the Pulumi stack and a line on what happens.

    """

    folder: Path
    status: Callable[[str, str], None]
    _running: set["subprocess.Popen[str]"] = field(default_factory=set)
    _lock: Any = field(default_factory=RLock)  # a signal can come while it is held, and then takes it again

    def work(self, request: Request) -> Result:
        """Do a shard in a process of its own."""
        orders = Orders(folder=str(self.folder), request=request)
        stack = request.shard.target.stack
        return _done(orders, lambda text: self.status(stack, text), self._begun, self._ended)

    def interrupt(self) -> None:
        """Have Pulumi end what runs, in good order."""
        with self._lock:
            for process in self._running:
                _signal(process, signal.SIGINT)

    def _begun(self, process: "subprocess.Popen[str]") -> None:
        with self._lock:
            self._running.add(process)

    def _ended(self, process: "subprocess.Popen[str]") -> None:
        with self._lock:
            self._running.discard(process)


def work(request: Request, folder: str, limits: Sequence[Limit]) -> Result:
    """Do a shard in a process of its own. This is what a worker of a cluster runs, with the project at its folder.

    The processes of a run on one machine keep to the limits together.
    """
    variable = connect.limits_variable(limits, Path(tempfile.gettempdir()) / f"catalogctl-paces-{request.run}")
    environment = {**os.environ, connect.LIMITS_VARIABLE: variable}
    return _done(Orders(folder=folder, request=request), silent, _nothing, _nothing, environment)


def _done(
    orders: Orders,
    status: Callable[[str], None],
    begun: Callable[["subprocess.Popen[str]"], None],
    ended: Callable[["subprocess.Popen[str]"], None],
    environment: Mapping[str, str] | None = None,
) -> Result:
    request = orders.request
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors:
        process = subprocess.Popen(  # noqa: S603 - this interpreter, with a module of ours
            _COMMAND,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            start_new_session=True,
        )
        begun(process)
        try:
            outcome = _answer(process, orders, status)
        finally:
            ended(process)
        if outcome is None:
            _signal(process, signal.SIGINT)  # Pulumi, which is left alone, ends in good order
            problem = WorkerLost(attempts=request.attempt, reason=_reason(process.returncode, errors))
            outcome = results.of(request.shard, request.mode, Status.FAILED, Cause.of(problem))
    return replace(outcome, target=request.shard.target, run=request.run, attempt=request.attempt)


def _answer(process: "subprocess.Popen[str]", orders: Orders, status: Callable[[str], None]) -> Result | None:
    assert process.stdin is not None
    assert process.stdout is not None
    with suppress(BrokenPipeError):
        process.stdin.write(orders.text())
        process.stdin.close()
    outcome = None
    for row in process.stdout:
        if not row.endswith("\n"):  # it was killed within a line
            break
        line = json.loads(row)
        if line.get("kind") == STATUS:
            status(line["text"])
        else:
            outcome = results.parse(line)
    process.wait()
    return outcome


def _reason(code: int, errors: IO[str]) -> str:
    errors.seek(0)
    said = errors.read().strip().splitlines()
    ended = f"its process was ended by {signal.Signals(-code).name}" if code < 0 else f"its process ended with {code}"
    return f"{ended}: {said[-1]}" if said else ended


def _signal(process: "subprocess.Popen[str]", number: int) -> None:
    """Send a signal to a process and to all that it has started; Windows has none, and ends the process alone."""
    with suppress(ProcessLookupError):
        if sys.platform == "win32":
            process.terminate()
        else:
            os.killpg(process.pid, number)


def _nothing(_process: "subprocess.Popen[str]") -> None:
    """Keep nothing of a process."""
