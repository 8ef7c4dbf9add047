"""One Pulumi stack of noop_preview: a program, a backend and an account of the emulator of its own."""

import shutil
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from benchmarks import adoptable
from benchmarks.noop_preview import programs

from catalog_emulator.control import Control


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What one preview took."""

    seconds: float
    calls: Counter[str]


@dataclass(frozen=True, kw_only=True)
class Stack:
    """The state is that of an `up`, so that a preview changes nothing."""

    folder: Path
    environment: dict[str, str]
    control: Control
    account: str

    @classmethod
    def adopted(cls, provider: str, count: int, account: str, parent: Path, control: Control) -> "Stack":
        """Write the program, and adopt its stacks by `pulumi up`."""
        folder = parent / provider
        programs.write(provider, count, folder)
        environment = {
            **adoptable.environment(control.url, account, parent),
            "PULUMI_HOME": str(folder),
            "PULUMI_BACKEND_URL": folder.as_uri(),
            "PULUMI_CONFIG_PASSPHRASE": "any",
            "PULUMI_SKIP_UPDATE_CHECK": "1",
            "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "1",
        }
        stack = cls(folder=folder, environment=environment, control=control, account=account)
        stack.run("stack", "init", "dev")
        stack.run("up", "--yes", "--skip-preview")
        return stack

    def preview(self) -> Preview:
        """Preview it, and count the calls that AWS has seen of that."""
        self.control.forget_journal(account=self.account)
        began = time.monotonic()
        self.run("preview", "--expect-no-changes")
        seconds = time.monotonic() - began
        calls = Counter(call["operation"] for call in self.control.journal(account=self.account))
        return Preview(seconds=seconds, calls=calls)

    def run(self, *arguments: str) -> None:
        """Run a command of the Pulumi CLI; its failure ends the benchmark."""
        command = [shutil.which("pulumi") or "pulumi", *arguments, "--non-interactive", "--color", "never"]
        done = subprocess.run(
            command, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False
        )
        if done.returncode:
            sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
