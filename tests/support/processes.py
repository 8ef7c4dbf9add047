"""Finds and kills the processes of one `pulumi` command, on Linux through /proc."""

import os
import signal
from pathlib import Path

PROVIDER = "pulumi.dynamic"
"""What the command line of the process that serves the resources holds."""


def kill_engine(pid: int) -> None:
    """Kill the CLI itself, in which the engine runs; what it started is left to find out."""
    os.kill(pid, signal.SIGKILL)


def kill_provider(pid: int) -> None:
    """Kill the process below the CLI that serves the resources."""
    killed = [process for process in descendants(pid) if PROVIDER in command(process)]
    assert killed, "no provider process runs"
    for process in killed:
        os.kill(process, signal.SIGKILL)


def descendants(pid: int) -> list[int]:
    """Return the processes that a process has started, and those that these have."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text(encoding="utf-8")
        except OSError:  # it has ended
            continue
        parent = int(text.rpartition(")")[2].split()[1])
        children.setdefault(parent, []).append(int(stat.parent.name))
    below_it, queue = [], [pid]
    while queue:
        below = children.get(queue.pop(), [])
        below_it += below
        queue += below
    return below_it


def command(pid: int) -> str:
    """Return the command line of a process; "" where it has ended."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""
