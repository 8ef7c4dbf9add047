"""examples/30-fleet over the sample fleet: what can run on one machine does, and each merge is whole."""

import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.fleet_project import FleetProject
from support.pulumi_cli import ROOT

EXAMPLES = ROOT / "examples" / "30-fleet"
pytestmark = pytest.mark.left_to_test_all  # each starts Pulumi many times; tests/e2e/test_rollout.py has its parts


@pytest.fixture
def fleet(tmp_path: Path) -> Iterator[FleetProject]:
    with FleetProject.opened(tmp_path, accounts=1, adoptions=1) as opened:
        yield opened


def types(fleet: FleetProject, *command: str, folder: str = ".") -> str:
    done = subprocess.run(
        command, cwd=fleet.folder / folder, env=fleet.environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("script", ["xargs.sh", "dask.sh"])
def test_a_script_previews_and_adopts(fleet: FleetProject, script: str) -> None:
    assert "2 done; 6 resources to change" in types(fleet, str(EXAMPLES / script), "adoptions", "--preview")
    assert "2 done; 6 resources changed" in types(fleet, str(EXAMPLES / script), "adoptions", "--yes")


def commands(job: dict[str, Any]) -> list[str]:
    """Return what the steps of a job type, without what installs the package."""
    runs = [step["run"] for step in job["steps"] if "run" in step]
    return [run for run in runs if not run.startswith("pip ")]


def test_the_jobs_of_a_matrix_do_a_part_each_and_are_merged(fleet: FleetProject) -> None:
    jobs = yaml.safe_load((EXAMPLES / "matrix.yml").read_text())["jobs"]
    for part in jobs["part"]["strategy"]["matrix"]["part"]:
        folder = fleet.folder / f"results-{part}"
        folder.mkdir()
        (folder / "adoptions").symlink_to(fleet.folder / "adoptions")
        for run in commands(jobs["part"]):
            types(fleet, "sh", "-ec", run.replace("${{ matrix.part }}", str(part)), folder=folder.name)
    (merge,) = commands(jobs["merge"])
    assert "2 done" in types(fleet, "sh", "-ec", merge)
