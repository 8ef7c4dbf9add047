"""What is installed on this machine, as far as people have to know: Python, Pulumi's CLI and SDK, and the plugin."""

import json
import os
import platform
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from typing import Final

PLUGIN: Final = "servicecatalog"
EXECUTABLE: Final = f"pulumi-resource-{PLUGIN}"
_SECONDS: Final = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class Executable:
    """A program on PATH, and what it says its version is; "" where it does not say one."""

    path: str
    version: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Installed:
    """What was found.

    Attributes:
        python: its version, and the path of the interpreter.
        packages: versions of packages by their names, None where one is not installed.
        pulumi: Pulumi's CLI, None where it is not on PATH.
        plugins: the executables of the plugin on PATH, the first first.
        downloaded: the versions of the plugin in Pulumi's own folder.
        ignores_path: whether Pulumi is not to look on PATH.

    """

    python: Executable
    packages: dict[str, str | None]
    pulumi: Executable | None
    plugins: tuple[Executable, ...] = ()
    downloaded: tuple[str, ...] = ()
    ignores_path: bool = False


def look() -> Installed:
    """Look at this machine. The programs are started to say their versions."""
    pulumi = shutil.which("pulumi")
    return Installed(
        python=Executable(path=sys.executable, version=platform.python_version()),
        packages={name: _version(name) for name in ("pulumi", "boto3")},
        pulumi=None if pulumi is None else Executable(path=pulumi, version=_said((pulumi, "version"))),
        plugins=tuple(_plugins()),
        downloaded=() if pulumi is None else _downloaded(pulumi),
        ignores_path=os.environ.get("PULUMI_IGNORE_AMBIENT_PLUGINS", "").lower() in {"1", "true"},
    )


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _plugins() -> list[Executable]:
    folders = dict.fromkeys(os.environ.get("PATH", "").split(os.pathsep))
    paths = [path for folder in folders if folder and (path := shutil.which(EXECUTABLE, path=folder)) is not None]
    return [Executable(path=path, version=_said((path, "--version"))) for path in dict.fromkeys(paths)]


def _downloaded(pulumi: str) -> tuple[str, ...]:
    try:
        plugins = json.loads(_said((pulumi, "plugin", "ls", "--json")) or "[]")
    except ValueError:
        return ()
    return tuple(str(plugin.get("version", "")) for plugin in plugins if plugin.get("name") == PLUGIN)


def _said(command: tuple[str, ...]) -> str:
    """Return what a program prints; "" where it fails."""
    try:
        done = subprocess.run(  # noqa: S603 - a program on PATH that is asked for its version
            command,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            stdin=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""
