"""What --help tells a reader to type works as it stands, but for the port (README: e2e/test_shell_blocks.py)."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import textwrap
from pathlib import Path

PORT = "4566"


def blocks(text):
    """Each paragraph of indented lines that starts the emulator."""
    lines = text.splitlines()
    for first, line in enumerate(lines):
        if line.lstrip().startswith("python -m catalog_emulator --port"):
            last = next(n for n in range(first, len(lines)) if not lines[n].strip())
            yield textwrap.dedent("\n".join(lines[first:last]))


def typed(commands):
    """Type commands into a shell, and return what the last one writes."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    start, *rest = commands.replace(PORT, port).splitlines()
    script = "\n".join([f"exec 3< <({start.removesuffix('&')} & echo $!; wait)", "read -r pid <&3; read -r ready <&3"])
    script += "\ntrap 'kill $pid' EXIT\n" + "\n".join(rest)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    done = subprocess.run(
        ["bash", "-euc", script], env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_help_shows_an_empty_account():
    (use,) = blocks(_help())
    assert json.loads(typed(use))["ProvisionedProducts"] == []


def _help():
    command = [sys.executable, "-m", "catalog_emulator", "--help"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout
