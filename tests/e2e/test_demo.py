"""`make demo`, whose steps compare what AWS has with what they tell."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from support.pulumi_cli import ROOT

STEPS = {"many-accounts": 6, "one-stack": 8, "fleet": 5}


def demo(*arguments):
    return subprocess.run(
        [sys.executable, "-m", "tools.demo", *arguments], cwd=ROOT, check=False, capture_output=True, text=True
    )


@pytest.mark.left_to_test_all  # in `make test` the tutorials of the same steps are run as they stand
@pytest.mark.parametrize("part", STEPS)
def test_every_step_of_the_demo_comes_out_as_it_tells(part):
    done = demo(part)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.findall(r"^(\d+)\. ", done.stdout, re.MULTILINE) == [str(number + 1) for number in range(STEPS[part])]
    if part != "one-stack":  # it ends with the path of the report that it made
        assert Path(done.stdout.split()[-1]).read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_part_that_does_not_exist_is_refused_with_those_that_do():
    done = demo("two-stacks")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "The parts are one-stack, many-accounts and fleet, and not two-stacks.\n"
