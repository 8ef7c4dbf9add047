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
    killed = [process for process in _descendants(pid) if PROVIDER in _command(process)]
    assert killed, "no provider process runs"
    for process in killed:
        os.kill(process, signal.SIGKILL)


def _descendants(pid: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text(encoding="utf-8")
        except OSError:  # it has ended
            continue
        parent = int(text.rpartition(")")[2].split()[1])
        children.setdefault(parent, []).append(int(stat.parent.name))
    descendants, queue = [], [pid]
    while queue:
        below = children.get(queue.pop(), [])
        descendants += below
        queue += below
    return descendants


def _command(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode()
    except OSError:
        return ""
