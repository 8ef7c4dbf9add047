"""What a program in TypeScript or Go needs before Pulumi runs it: the SDK, and what its toolchain makes of it.

Each `ready` is given a program in a folder that looks like a checkout (`plugin_program.checkout`).
"""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from support.pulumi_cli import ROOT

needs_node = pytest.mark.skipif(
    not all(shutil.which(program) for program in ("node", "npm", "go")), reason="needs node, npm and go on PATH"
)


def run(folder: Path, *command: str | Path) -> None:
    """Run a command that must succeed."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@dataclass(frozen=True, kw_only=True)
class TypeScript:
    """The packages of the TypeScript example, installed once."""

    modules: Path

    @classmethod
    def installed(cls, sdks: Path, folder: Path) -> "TypeScript":
        """Install the SDK and what package.json names, unless that has been done in this folder."""
        example = folder / "examples" / "12-typescript"
        if not folder.exists():
            shutil.copytree(ROOT / "examples" / "12-typescript", example)
            shutil.copytree(sdks / "nodejs", folder / "sdks" / "nodejs")
            run(example, "npm", "install", "--silent", "--no-audit", "--no-fund", "--install-links", "--prefer-offline")
        return cls(modules=example / "node_modules")

    def ready(self, program: Path) -> None:
        """Compile a program."""
        (program / "node_modules").symlink_to(self.modules)
        run(program, self.modules / ".bin" / "tsc")


@dataclass(frozen=True, kw_only=True)
class Go:
    """The Go SDK, which a program is compiled with."""

    sdk: Path

    def ready(self, program: Path) -> None:
        """Put the SDK where go.mod says, and have the compiler look at the program."""
        shutil.copytree(self.sdk, program.parents[1] / "sdks" / "go")
        run(program, "go", "vet", ".")
