"""Runs a command that takes minutes, and shows that it is alive."""

import os
import signal
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.pulumi.machine import Say, UnobtainableError

SHOWN_ON_FAILURE = 15  # lines


@dataclass(frozen=True, kw_only=True)
class LongCommand:
    """A command, what to call it, and where its output is kept while it runs."""

    title: str
    command: Sequence[str | Path]
    environ: Mapping[str, str]
    folder: Path
    log: Path


def run(job: LongCommand, *, say: Say, heartbeat: float) -> None:
    """Wait for the command; a failure shows the end of its output."""
    with job.log.open("wb") as log:
        process = subprocess.Popen(
            job.command,
            cwd=job.folder,
            env=job.environ,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,  # its children can then be ended with it
        )
        try:
            status = _wait(process, job, say=say, heartbeat=heartbeat)
        finally:
            _end(process)
    if status:
        tail = "\n".join(f"    {line}" for line in _lines(job.log)[-SHOWN_ON_FAILURE:])
        raise UnobtainableError(f"Building {job.title} failed with exit status {status}:\n{tail}")


def duration(seconds: float) -> str:
    """Write a duration for people: `42 s`, `3 min 05 s`."""
    minutes, rest = divmod(int(seconds), 60)
    return f"{minutes} min {rest:02} s" if minutes else f"{rest} s"


def _wait(process: subprocess.Popen[bytes], job: LongCommand, *, say: Say, heartbeat: float) -> int:
    began = time.monotonic()
    while True:
        try:
            return process.wait(timeout=heartbeat)
        except subprocess.TimeoutExpired:
            latest = (_lines(job.log) or ["starting"])[-1]
            say(f"  {job.title}, {duration(time.monotonic() - began)}: {latest}")


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _lines(log: Path) -> list[str]:
    return log.read_text(encoding="utf-8", errors="replace").splitlines()
