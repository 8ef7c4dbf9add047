"""Runs a command and tells what it and every process that came of it took. Started by `measure.tree`; Linux only.

    python -S benchmarks/tree.py COMMAND [ARGUMENT ...]

Prints a line of JSON, and after it what the command printed. As a subreaper it inherits the orphans of the command and
waits for them, so that RUSAGE_CHILDREN has all of them.
"""

import ctypes
import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

_PR_SET_CHILD_SUBREAPER = 36
_LOOK = 0.05
_TICKS = os.sysconf("SC_CLK_TCK")


def main() -> int:
    if ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0):
        sys.exit("this kernel knows no subreaper")
    watch = Watch()
    with tempfile.TemporaryFile("w+", encoding="utf-8") as printed:
        began = time.monotonic()
        process = subprocess.Popen(sys.argv[1:], stdout=printed, stderr=subprocess.STDOUT)
        watch.start()
        code = process.wait()
        seconds = time.monotonic() - began
        while True:
            try:
                os.wait()
            except ChildProcessError:
                break
        watch.stop()
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        report = {"cpu": used.ru_utime + used.ru_stime, "seconds": seconds, **watch.report()}
        printed.seek(0)
        sys.stdout.write(f"{json.dumps(report)}\n{printed.read()}")
    return code


class Watch(threading.Thread):
    """Looks at the processes under this one, every now and then."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self._ended = threading.Event()
        self._role: dict[int, str] = {}
        self._cpu: dict[int, float] = {}
        self._memory: dict[int, int] = {}

    def run(self) -> None:
        while not self._ended.wait(_LOOK):
            for pid in _under(os.getpid()):
                self._look_at(pid)

    def stop(self) -> None:
        self._ended.set()
        self.join()

    def report(self) -> dict[str, dict[str, float]]:
        roles: dict[str, float] = {}
        memory: dict[str, float] = {}
        for pid, role in self._role.items():
            roles[role] = roles.get(role, 0.0) + self._cpu[pid]
            memory[role] = max(memory.get(role, 0), self._memory.get(pid, 0))
        return {"roles": roles, "memory": memory}

    def _look_at(self, pid: int) -> None:
        try:
            fields = _read(pid, "stat").rpartition(")")[2].split()
            status = _read(pid, "status")
            line = _read(pid, "cmdline")
        except OSError:  # it has ended
            return
        if "VmHWM:" in status:
            self._memory[pid] = int(status.partition("VmHWM:")[2].split()[0])
            self._role[pid] = _role(line.split("\0"))
        self._cpu[pid] = (int(fields[11]) + int(fields[12])) / _TICKS
        self._role.setdefault(pid, "other")


def _role(command: list[str]) -> str:
    line = " ".join(command)
    if "pulumi-language-python-exec" in line:
        return "program"
    if any(word in line for word in ("pulumi.dynamic", "pulumi-resource-")):
        return "provider"
    return "engine" if Path(command[0]).name == "pulumi" else "other"


def _under(parent: int) -> list[int]:
    """Return the processes under one: children of each of its threads, and theirs."""
    descendants: list[int] = []
    waiting = [parent]
    while waiting:
        pid = waiting.pop()
        try:
            threads = list(Path(f"/proc/{pid}/task").iterdir())
            children = [int(child) for thread in threads for child in (thread / "children").read_text().split()]
        except OSError:
            continue
        descendants += children
        waiting += children
    return descendants


def _read(pid: int, name: str) -> str:
    return Path(f"/proc/{pid}/{name}").read_text(encoding="utf-8", errors="replace")


if __name__ == "__main__":
    sys.exit(main())
