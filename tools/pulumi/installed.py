"""Looks for a Pulumi that is already here: on PATH, or in the folder that an earlier run filled."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tools.pulumi import components, versions
from tools.pulumi.components import Component
from tools.pulumi.machine import Machine

MINIMUM = "3.216.0"  # what the SDK in pyproject.toml asks for at least


def on_path(machine: Machine, parts: Sequence[Component]) -> Path | None:
    """Return the folder of the `pulumi` on PATH if it will do; say why where it will not."""
    program = machine.find("pulumi")
    if program is None:
        return None
    reason = _shortcoming(machine, program, parts)
    if reason is None:
        return program.parent
    machine.say(f"{program} is left alone: {reason}.")
    return None


def folder(machine: Machine) -> Path:
    """Return the folder that holds, or will hold, the Pulumi of this repository."""
    return machine.cache / f"pulumi-{components.pinned_version(components.CLI)}" / "bin"


def complete(folder: Path, part: Component) -> bool:
    """Return whether all executables of the component are there.

    Existence is enough: files come here by renaming, after everything about them has been checked.
    """
    return all(_runnable(folder / name) for name in part.executables)


def reported_version(program: Path, machine: Machine) -> str:
    """Return what `pulumi version` prints, or what kept it from printing."""
    environ = {**machine.environ, "PULUMI_SKIP_UPDATE_CHECK": "1"}
    try:
        answer = subprocess.run(
            [program, "version"], env=environ, capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        return str(problem)
    return answer.stdout.strip() if answer.returncode == 0 else answer.stderr.strip()


def move(staged: Path, folder: Path, names: Sequence[str]) -> None:
    """Rename finished executables into their folder: each is there whole, or not at all."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (staged / name).replace(folder / name)


def copy_script(script: Path, staged: Path) -> None:
    """Copy a script and make it executable, which a file in the Go module cache is not."""
    target = staged / script.name
    shutil.copyfile(script, target)
    target.chmod(0o755)


def _shortcoming(machine: Machine, program: Path, parts: Sequence[Component]) -> str | None:
    answer = reported_version(program, machine)
    if versions.parse(answer) is None:
        return f"`pulumi version` says {answer or 'nothing'!r}"
    if not versions.at_least(answer, MINIMUM):
        return f"it is {answer}, and at least {MINIMUM} is needed"
    missing = [
        name
        for name in components.executables(parts)
        if not _runnable(program.resolve().parent / name) and machine.find(name) is None
    ]
    return f"neither beside it nor on PATH is {', '.join(missing)}" if missing else None


def _runnable(path: Path) -> bool:
    return path.is_file() and os.access(path, os.X_OK)
