"""The TypeScript example on its generated SDK: compiled, and run with the real CLI.

Making the SDKs needs Go, and the packages of npm, so this runs where they are made already:

    python -m tools.sdks sdks && python -m tools.pulumi --host nodejs
    SERVICECATALOG_SDKS=$PWD/sdks make test ARGS="tests/e2e/test_sdks.py"
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from e2e.cli import Aws, Pulumi
from e2e.plugin_program import checkout

SDKS = os.environ.get("SERVICECATALOG_SDKS", "")
needs_sdks = pytest.mark.skipif(not SDKS, reason="SERVICECATALOG_SDKS names no folder of `python -m tools.sdks`")


def _run(folder: Path, *command: str) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@needs_sdks
def test_the_typescript_example_changes_nothing_the_second_time(pulumi: Pulumi, aws: Aws, tmp_path: Path) -> None:
    checkout(pulumi, tmp_path, "12-typescript")
    shutil.copytree(Path(SDKS, "nodejs"), tmp_path / "checkout" / "sdks" / "nodejs")
    _run(pulumi.program, "npm", "install", "--silent", "--no-audit", "--no-fund", "--install-links")
    _run(pulumi.program, str(pulumi.program / "node_modules" / ".bin" / "tsc"))
    pulumi("stack", "init", "dev")
    pulumi.up()
    assert pulumi.outputs()["provisionedProductId"] == aws.governed()["payments"]["Id"]
    assert pulumi.outputs()["jobsUrl"].startswith("https://sqs.")
    pulumi.up("--expect-no-changes")
    pulumi("destroy", "--yes", "--skip-preview")
    assert aws.governed() == {}
