"""The real Pulumi CLI."""

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from support.account import REGION
from support.aws_environment import variables
from support.fork_server import servers

ROOT = Path(__file__).resolve().parents[2]


@dataclass
class Pulumi:
    """A stack of its own in a temporary folder. Every command runs in `program`, which may be replaced by a test."""

    program: Path
    environment: dict[str, str]

    @classmethod
    def at(cls, folder: Path, *, url: str, account: str) -> "Pulumi":
        """Return one with a backend and a home of its own in a folder, and an account of the emulator at a URL."""
        home = folder / "pulumi"
        (home / "state").mkdir(parents=True)
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("AWS_", "PULUMI_"))}
        environment = {
            **kept,
            **variables(account, url=url, region=REGION),
            "PULUMI_HOME": str(home),
            "PULUMI_PYTHON_CMD": str(servers.programs() / "python"),
            "PATH": os.pathsep.join([str(servers.programs()), os.environ["PATH"]]),
            "PULUMI_BACKEND_URL": (home / "state").as_uri(),
            "PULUMI_CONFIG_PASSPHRASE": "test",
            "PULUMI_SKIP_UPDATE_CHECK": "1",
            "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "1",
        }
        return cls(program=folder, environment=environment)

    def starting_for_real(self) -> "Pulumi":
        """Return the same one, whose Python programs and plugin are no forks: for tests that kill them."""
        path = self.environment["PATH"].partition(os.pathsep)[2]
        started = {key: value for key, value in self.environment.items() if key != "PULUMI_PYTHON_CMD"}
        return Pulumi(program=self.program, environment={**started, "PATH": path})

    def __call__(self, *arguments: str, ok: bool = True) -> str:
        """Run a command, and return all that it printed. `ok` tells whether it is to succeed."""
        process = self.start(*arguments)
        output = "".join(process.communicate())
        assert (process.returncode == 0) == ok, output
        return output

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a command, and leave it to the caller to see it through."""
        return subprocess.Popen(
            [shutil.which("pulumi") or "pulumi", *arguments, "--color", "never", "--non-interactive"],
            cwd=self.program,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def up(self, *arguments: str, ok: bool = True) -> str:
        return self("up", "--yes", "--skip-preview", *arguments, ok=ok)

    def state(self) -> list[dict[str, Any]]:
        """Return the resources of the state, without Pulumi's own."""
        exported = json.loads(self("stack", "export"))
        return [item for item in exported["deployment"].get("resources", []) if not item["type"].startswith("pulumi:")]

    def outputs(self) -> dict[str, Any]:
        parsed: dict[str, Any] = json.loads(self("stack", "output", "--json"))
        return parsed


def copied_example(name: str, to: Path) -> Path:
    """Copy an example, since a stack's configuration is written beside its program."""
    return Path(shutil.copytree(ROOT / "examples" / name, to / name))


def program(folder: Path, body: str) -> Path:
    """Write a Python program of this text."""
    location = folder / "program"
    location.mkdir(exist_ok=True)
    (location / "Pulumi.yaml").write_text("name: test\nruntime: python\n", encoding="utf-8")
    head = "import pulumi\nfrom pulumi_servicecatalog import ImportedProvisionedProduct\n\n"
    (location / "__main__.py").write_text(head + body, encoding="utf-8")
    return location


def diagnostics(output: str) -> dict[str, str]:
    """Return what the summary at the end of a command tells of each resource."""
    summary = output.partition("Diagnostics:\n")[2]
    blocks = re.split(r"^  \S+ \((.+)\):\n", summary, flags=re.MULTILINE)[1:]
    return dict(zip(blocks[::2], blocks[1::2], strict=True))
