"""The commands of README's emulator section, run as they stand: nothing is filled in but a free port."""

import os
import re
import shutil
import signal
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from textwrap import dedent
from typing import IO

import pytest

from support.pulumi_cli import ROOT


def blocks(heading: str) -> list[str]:
    """Return the indented blocks under a heading of README."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    section = text.partition(f"\n{heading}\n")[2].partition("\n#")[0]
    return [dedent(block) for block in re.findall(r"(?:^    .*\n)+", section, re.MULTILINE)]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout whose examples may be written to, as Pulumi does with a stack's configuration."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    for path in ROOT.iterdir():
        if path.name not in {"examples", ".git"}:
            (folder / path.name).symlink_to(path)
    shutil.copytree(ROOT / "examples", folder / "examples")
    return folder


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An environment without any settings of AWS's and Pulumi's, in which nobody is asked to confirm."""
    kept = {
        key: value for key, value in os.environ.items() if not key.startswith(("AWS_", "PULUMI_", "MAKE", "MFLAGS"))
    }
    return {
        **kept,
        "PULUMI_HOME": str(tmp_path / "home"),
        "PULUMI_SKIP_CONFIRMATIONS": "true",
        "PULUMI_SKIP_UPDATE_CHECK": "1",
        "TMPDIR": str(tmp_path),
    }


@pytest.fixture
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        number: int = free.getsockname()[1]
    return number


@contextmanager
def terminal(commands: str, folder: Path, environment: dict[str, str]) -> Iterator[IO[str]]:
    """Run commands, and end what they have started when the block ends."""
    shell = subprocess.Popen(
        ["sh", "-ec", commands],
        cwd=folder,
        env=environment,
        start_new_session=True,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    assert shell.stdout is not None
    try:
        yield shell.stdout
    finally:
        os.killpg(shell.pid, signal.SIGTERM)
        shell.communicate()


def test_the_example_adopts_its_stack_on_the_emulator(checkout: Path, environment: dict[str, str], port: int) -> None:
    emulator, program = (block.replace("4566", str(port)) for block in blocks("### On the emulator"))
    with terminal(emulator, checkout, environment) as lines:
        assert f"http://127.0.0.1:{port}" in next((line for line in lines if line.startswith("{")), "")
        ran = subprocess.run(
            ["sh", "-ec", program], cwd=checkout, env=environment, check=False, capture_output=True, text=True
        )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert "+ 2 created" in ran.stdout
