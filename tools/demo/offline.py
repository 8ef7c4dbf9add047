"""What the demo runs on: an emulator process, a Pulumi backend in a folder, and clients to look at the result."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import boto3

from catalog_emulator.control import Control

REGION = "eu-west-1"
_PASSING = ("Previewing", "@ ", "Updating", "Destroying", "Created stack", "The resources in the stack", "If you want")


class Offline:
    """Starts the emulator when it is entered, and stops it when it is left."""

    def __init__(self, folder: Path, program: Path, account: str, emulator: Sequence[str]) -> None:
        """Describe it.

        Args:
            folder: an empty one, for Pulumi's backend and for what the demo writes.
            program: the folder of the Pulumi program.
            account: the account whose credentials are used.
            emulator: the arguments of the emulator, which fill it.

        """
        self.folder = folder
        self.program = program
        self.account = account
        self._arguments = emulator
        self._emulator: subprocess.Popen[str] | None = None
        self.url = ""

    def __enter__(self) -> Self:
        self._emulator = subprocess.Popen(
            [sys.executable, "-m", "catalog_emulator", "--port", "0", *self._arguments],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._emulator.stdout is not None
        self.url = json.loads(self._emulator.stdout.readline())["url"]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._emulator is not None:
            self._emulator.terminate()
            self._emulator.wait(timeout=10)

    @property
    def emulator(self) -> Control:
        """Return the switches of the emulated AWS."""
        return Control(self.url)

    def client(self, service: str) -> Any:
        """Return a boto3 client of the emulated account, to look at AWS past Pulumi."""
        return boto3.client(  # type: ignore[call-overload]  # the service's name is a variable
            service,
            endpoint_url=self.url,
            region_name=REGION,
            aws_access_key_id=self.account,
            aws_secret_access_key="any",  # noqa: S106 - the emulator checks no signature
        )

    def pulumi(self, *arguments: str, shows: Callable[[str], bool] | None = None) -> subprocess.CompletedProcess[str]:
        """Run the Pulumi CLI in the program's folder and show what it prints.

        Args:
            arguments: those of the CLI.
            shows: which lines are shown; by default those that do not pass by.

        """
        print(f"   $ pulumi {' '.join(arguments)}", flush=True)
        command = [shutil.which("pulumi") or "pulumi", *arguments, "--color", "never", "--non-interactive"]
        return self._run(command, self.program, shows or _is_shown)

    def catalogctl(
        self, *arguments: str, shows: Callable[[str], bool] | None = None
    ) -> subprocess.CompletedProcess[str]:
        """Run catalogctl in the demo's folder and show what it prints; `shows` says which lines, by default all."""
        print(f"   $ catalogctl {' '.join(arguments)}", flush=True)
        command = [sys.executable, "-m", "pulumi_servicecatalog.cli.main", *arguments]
        return self._run(command, self.folder, shows or bool)

    def _run(
        self, command: Sequence[str], folder: Path, shows: Callable[[str], bool]
    ) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(command, cwd=folder, env=self._environment(), capture_output=True, text=True, check=False)
        for line in (done.stderr + done.stdout).splitlines():
            if shows(line):
                print(f"     {line}", flush=True)
        return done

    def _environment(self) -> dict[str, str]:
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("AWS_", "PULUMI_"))}
        return {
            **kept,
            "AWS_ACCESS_KEY_ID": self.account,
            "AWS_SECRET_ACCESS_KEY": "any",
            "AWS_REGION": REGION,
            "AWS_ENDPOINT_URL": self.url,
            "PULUMI_HOME": str(self.folder),
            "PULUMI_BACKEND_URL": self.folder.as_uri(),
            "PULUMI_CONFIG_PASSPHRASE": "demo",
            "PULUMI_SKIP_UPDATE_CHECK": "1",
            "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "1",
            "PULUMI_PYTHON_CMD": sys.executable,
        }


def _is_shown(line: str) -> bool:
    """Leave out what passes by: that a thing is under way, and what Pulumi says of its own stack."""
    if not line.strip() or line.startswith(_PASSING):
        return False
    return not any(word in line for word in ("pulumi:pulumi:Stack", " creating (", " deleting ("))
