"""The Pulumi CLI, and an account of the emulator. No other file here uses support code of other tests."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from support.account import Account
from support.pulumi_cli import Pulumi

Client = Callable[[str], Any]
"""Returns the boto3 client of a service."""

PASSPHRASE = "upgrade"
"""What the salt in the recorded Pulumi.dev.yaml belongs to."""


@dataclass(frozen=True, kw_only=True)
class Environment:
    """An account, in which every operation ends at once, and a Pulumi CLI with a backend of its own."""

    aws: Account
    program: Path
    _pulumi: Pulumi

    @classmethod
    def at(cls, folder: Path, *, url: str, account: str) -> "Environment":
        """Return one that keeps its files in a folder; the emulator is at the URL."""
        aws, pulumi = Account(url, account), Pulumi.at(folder, url=url, account=account)
        aws.set(record_seconds=0)
        pulumi.program = folder / "program"
        pulumi.environment["PULUMI_CONFIG_PASSPHRASE"] = PASSPHRASE
        return cls(aws=aws, program=pulumi.program, _pulumi=pulumi)

    @property
    def client(self) -> Client:
        return self.aws.client

    def pulumi(self, *arguments: str, ok: bool = True) -> str:
        """Run a command in the folder of the program, and return its standard output. `ok`: it is to succeed."""
        done = self.run(*arguments)
        assert (done.returncode == 0) == ok, done.stdout + done.stderr
        return done.stdout

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run a command in the folder of the program, however it ends."""
        process = self._pulumi.start(*arguments)
        output, errors = process.communicate()
        return subprocess.CompletedProcess(arguments, process.returncode, output, errors)


@contextmanager
def emulator() -> Iterator[str]:
    """Start an emulator, and give its URL; it ends with the block."""
    command = [sys.executable, "-m", "catalog_emulator", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield json.loads(process.stdout.readline())["url"]
        finally:
            process.terminate()
