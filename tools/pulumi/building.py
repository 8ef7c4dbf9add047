"""Builds Pulumi from its public Go modules, pinned in the go.mod and go.sum beside this file.

The last resort of `obtaining`, for machines that reach package registries and nothing else.
"""

import json
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tools.pulumi import components, installed, running, versions
from tools.pulumi.components import CLI, SDK_MODULE, Component
from tools.pulumi.machine import Machine, UnobtainableError

VERSION_VARIABLE = f"{SDK_MODULE}/go/common/version.Version"
GIBIBYTE = 2**30


@dataclass(frozen=True, kw_only=True)
class Workshop:
    """A usable Go, and the throw-away folder in which it keeps its caches and results."""

    machine: Machine
    go: Path
    scratch: Path

    @property
    def environ(self) -> Mapping[str, str]:
        """An environment in which Go neither fetches a toolchain nor leaves anything outside `scratch`."""
        own = {name: value for name, value in self.machine.environ.items() if name not in {"GOOS", "GOARCH"}}
        return own | {
            "CGO_ENABLED": "0",
            "GOCACHE": str(self.scratch / "build"),
            # The files of a module cache are read-only without -modcacherw.
            "GOFLAGS": "-mod=readonly -modcacherw -buildvcs=false",
            "GOMODCACHE": str(self.scratch / "modules"),
            "GOTOOLCHAIN": "local",
            "GOWORK": "off",
        }


def build(machine: Machine, parts: Sequence[Component], *, scratch: Path, folder: Path) -> None:
    """Build the components that `folder` does not have yet; each arrives there when it is finished."""
    missing = [part for part in parts if not installed.complete(folder, part)]
    workshop = Workshop(machine=machine, go=usable_go(machine, missing), scratch=scratch)
    _check_disk(machine, missing)
    for part in missing:
        machine.say(f"Building {part.title} from its Go modules: {part.takes}, once.")
        staged = _compile(workshop, part)
        _copy_scripts(workshop, part, staged)
        _check(machine, part, staged)
        installed.move(staged, folder, part.executables)


def usable_go(machine: Machine, parts: Sequence[Component]) -> Path:
    """Return the Go on PATH, or say in one line what to install."""
    minimum = max((components.minimum_go(part) for part in parts), key=lambda text: versions.parse(text) or ())
    go = machine.find("go")
    version = _go_version(machine, go) if go else "none"
    if go is None or not versions.at_least(version, minimum):
        raise UnobtainableError(
            f"Install Pulumi {installed.MINIMUM} or newer (pulumi.com/docs/install), or Go {minimum} or "
            f"newer (go.dev/dl) to build it: PATH has no Pulumi that will do, and its Go is: {version}."
        )
    return go


def _go_version(machine: Machine, go: Path) -> str:
    environ = {**machine.environ, "GOTOOLCHAIN": "local"}
    answer = subprocess.run([go, "env", "GOVERSION"], env=environ, cwd="/", capture_output=True, text=True, check=False)
    return answer.stdout.strip() or f"{go}, which does not tell its version"


def _check_disk(machine: Machine, parts: Sequence[Component]) -> None:
    needed = max(part.gibibytes for part in parts)
    free = shutil.disk_usage(machine.cache).free / GIBIBYTE
    if free < needed:
        raise UnobtainableError(
            f"Building Pulumi takes {needed} GiB in {machine.cache} for a while, and {free:.1f} GiB are "
            "free: make room, or set XDG_CACHE_HOME to a folder that has it."
        )


def _compile(workshop: Workshop, part: Component) -> Path:
    staged = workshop.scratch / part.folder
    staged.mkdir()
    stamp = f"-s -w -X {VERSION_VARIABLE}=v{components.pinned_version(part)}"
    job = running.LongCommand(
        title=part.title,
        command=[workshop.go, "install", "-v", "-trimpath", "-ldflags", stamp, "tool"],
        environ={**workshop.environ, "GOBIN": str(staged)},
        folder=part.sources,
        log=workshop.scratch / f"{part.folder}.log",
    )
    running.run(job, say=workshop.machine.say, heartbeat=workshop.machine.heartbeat)
    return staged


def _copy_scripts(workshop: Workshop, part: Component, staged: Path) -> None:
    if part.scripts:
        module = _sdk_module(workshop)
        for script in part.scripts:
            installed.copy_script(module / script, staged)


def _sdk_module(workshop: Workshop) -> Path:
    answer = subprocess.run(
        [workshop.go, "mod", "download", "-json", SDK_MODULE],
        cwd=CLI.sources,
        env=workshop.environ,
        capture_output=True,
        text=True,
        check=False,
    )
    if answer.returncode:
        raise UnobtainableError(f"`go mod download {SDK_MODULE}` failed: {answer.stderr or answer.stdout}")
    return Path(json.loads(answer.stdout)["Dir"])


def _check(machine: Machine, part: Component, staged: Path) -> None:
    if not installed.complete(staged, part):
        raise UnobtainableError(f"Go did not make all of {', '.join(part.executables)}; this is a bug.")
    if part is CLI:
        version, answer = (
            components.pinned_version(CLI),
            installed.reported_version(staged / "pulumi", machine),
        )
        if answer != f"v{version}":
            raise UnobtainableError(f"The Pulumi {version} just built says of itself: {answer}")
