"""What a type checker says: to a program that is right, to one with slips, and to the stand-ins of the tests."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
PROGRAMS = ("program.py", "plugin_program.py")
_ERROR = re.compile(r"(?P<file>[\w./-]+):(?P<line>\d+): error: .* \[(?P<code>[\w-]+)\]")


@pytest.fixture(scope="module")
def errors(tmp_path_factory):
    """The errors of every file here, as (file, line, code), from one strict run of mypy."""
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "--no-error-summary", "--no-pretty"]
    files = [str(path) for path in sorted(HERE.glob("*.py")) if path.name != Path(__file__).name]
    done = subprocess.run(
        [*command, *files],
        cwd=ROOT,
        env={"PATH": "", "MYPYPATH": "tests:provider", "MYPY_CACHE_DIR": str(tmp_path_factory.mktemp("mypy"))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    matches = [_ERROR.fullmatch(line) for line in done.stdout.splitlines() if ": error: " in line]
    assert all(matches), done.stdout
    return {(Path(match["file"]).name, int(match["line"]), match["code"]) for match in matches if match}


@pytest.mark.parametrize("program", PROGRAMS)
def test_a_program_that_uses_everything_has_no_error(errors, program):
    assert (HERE / program).exists()
    assert [error for error in errors if error[0] == program] == []


def test_every_slip_is_found_before_the_program_runs(errors):
    lines = (HERE / "slips.py").read_text(encoding="utf-8").splitlines()
    expected = {
        ("slips.py", number, line.rpartition("# ")[2]) for number, line in enumerate(lines, 1) if "  # " in line
    }
    assert {error for error in errors if error[0] == "slips.py"} == expected


def test_the_stand_ins_fit(errors):
    assert [error for error in errors if error[0] not in {*PROGRAMS, "slips.py"}] == []
