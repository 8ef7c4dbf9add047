"""The Makefile: what it tells a person whose machine lacks something. It runs in a copy, with stand-ins on PATH."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[3]
MAKE = shutil.which("make") or "make"


@pytest.fixture
def clone(tmp_path):
    """A clone with nothing installed, and a PATH that has a shell, git and a Python and no more."""
    shutil.copy(REPOSITORY / "Makefile", tmp_path)
    shutil.copytree(REPOSITORY / "requirements", tmp_path / "requirements")
    (tmp_path / "bin").mkdir()
    for name in ("awk", "git", "touch"):
        program(tmp_path, name, f'exec {shutil.which(name)} "$@"')
    program(tmp_path, "python3", f'exec {sys.executable} "$@"')
    return tmp_path


def program(clone: Path, name: str, script: str) -> None:
    (clone / "bin" / name).write_text(f"#!/bin/sh\n{script}\n")
    (clone / "bin" / name).chmod(0o755)


def make(clone: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [MAKE, *arguments],
        cwd=clone,
        env={"PATH": str(clone / "bin"), "PIP_INDEX_URL": "http://127.0.0.1:1", "PIP_RETRIES": "0"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_make_alone_lists_the_commands(clone):
    listed = make(clone).stdout
    targets = [line.split()[1] for line in listed.splitlines()]
    assert targets == [
        *("help", "demo", "unit", "test", "test-all", "bench", "crash-matrix", "check", "format"),
        *("generate", "sdks", "venv", "pulumi", "env", "lock", "docs", "release", "clean"),
    ]
    assert 'eval "$(make -s env)"' in listed


OLD = 'case "$1" in -c) exit 1;; --version) echo Python 3.9.2;; esac'
NO_VENV = 'case "$2" in *venv*) exit 1;; esac'


@pytest.mark.parametrize(
    ("name", "script", "line"),
    [
        ("git", None, "git is missing: install it."),
        ("python3", None, "python3 is missing: install Python 3.11 or newer (or name one: make PYTHON="),
        ("python3", OLD, "python3 is Python 3.9.2: install Python 3.11 or newer (or name one: make PYTHON="),
        ("python3", NO_VENV, "python3 lacks its venv module: install it (on Debian and Ubuntu: apt install"),
    ],
)
@pytest.mark.parametrize("target", ["demo", "test", "env"])
def test_a_missing_prerequisite_is_one_line_that_says_what_to_do(clone, target, name, script, line):
    if script is None:
        (clone / "bin" / name).unlink()
    else:
        program(clone, name, script)
    answer = make(clone, "-s", target)
    reported, makes_own = answer.stderr.splitlines()
    assert reported.startswith(line)
    assert makes_own.startswith("make: ***")
    assert answer.stdout == ""
    assert answer.returncode == 2


def test_without_a_network_pips_own_error_is_followed_by_what_to_do(clone):
    answer = make(clone, "venv")
    *_, pips, reported, _ = answer.stderr.splitlines()
    assert pips.startswith("ERROR: ")
    assert reported.startswith("uv could not be installed. If the network is the reason: make it reachable, or name")
    assert answer.returncode == 2
