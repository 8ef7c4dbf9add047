"""The order in which a Pulumi is looked for, and the lock that makes two runs build it once."""

import fcntl
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tools.pulumi import building, installed, official
from tools.pulumi.components import Component
from tools.pulumi.machine import Machine

SCRATCH = "unfinished-"


def obtain(machine: Machine, parts: Sequence[Component]) -> Path:
    """Return a folder with a `pulumi` and what the components need; UnobtainableError if there is none."""
    present = installed.on_path(machine, parts)
    if present is not None:
        return present
    folder = installed.folder(machine)
    if not _all_there(folder, parts):
        with _alone(machine):
            if not _all_there(folder, parts):  # another run may have just finished
                _make(machine, parts, folder)
    return folder


def _make(machine: Machine, parts: Sequence[Component], folder: Path) -> None:
    with _scratch(machine) as scratch:
        if not official.fetch(machine, parts, scratch=scratch, folder=folder):
            building.build(machine, parts, scratch=scratch, folder=folder)
    machine.say(f"Pulumi is in {folder}")


def _all_there(folder: Path, parts: Sequence[Component]) -> bool:
    return all(installed.complete(folder, part) for part in parts)


@contextmanager
def _alone(machine: Machine) -> Iterator[None]:
    """Hold the lock of the cache folder; the system releases it when a run dies, however it dies."""
    machine.cache.mkdir(parents=True, exist_ok=True)
    with (machine.cache / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            machine.say("Another run is obtaining Pulumi; waiting for it, which can take some minutes.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _scratch(machine: Machine) -> Iterator[Path]:
    """Provide a folder on the cache's file system until the end of the block. Under the lock: others are leftovers."""
    for leftover in machine.cache.glob(f"{SCRATCH}*"):
        shutil.rmtree(leftover, ignore_errors=True)
    scratch = Path(tempfile.mkdtemp(prefix=SCRATCH, dir=machine.cache))
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
