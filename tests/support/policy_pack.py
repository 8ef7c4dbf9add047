"""ci/policy-pack where a test can run it, by a CLI whose Python host starts no policy packs.

The host of the CLI that tools/pulumi builds is v3.78.1, which reads a member of RunPlugin that newer engines no longer
set. A pack of a runtime that no host has is started by an executable of its name on PATH.
"""

import shutil
from pathlib import Path

from support.pulumi_cli import ROOT

_RUNTIME = "pypack"


def copied(to: Path) -> Path:
    """Copy the pack, for the runner."""
    shutil.copytree(ROOT / "ci" / "policy-pack", to)
    project = to / "PulumiPolicy.yaml"
    text = project.read_text(encoding="utf-8")
    project.write_text(text.replace("runtime: python", f"runtime: {_RUNTIME}"), encoding="utf-8")
    return to


def runner(folder: Path, python: Path) -> Path:
    """Write the runner into a folder for PATH, and return that."""
    folder.mkdir(parents=True, exist_ok=True)
    program = folder / f"pulumi-analyzer-policy-{_RUNTIME}"
    program.write_text(f'#!/bin/sh\nexec {python} -u -m pulumi.policy "$1" "$2"\n', encoding="utf-8")
    program.chmod(0o755)
    return folder
