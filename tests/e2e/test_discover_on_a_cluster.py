"""`discover --scheduler` over the sample fleet: what a Dask cluster reads is what this machine reads."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from pulumi_servicecatalog.cli import exit_codes
from support.fleet_project import FleetProject

WHERE = ("--organization", "--role-name", "OrganizationAccountAccessRole", "--region", "eu-west-1", "--json")


@pytest.fixture
def fleet(tmp_path: Path) -> Iterator[FleetProject]:
    with FleetProject.opened(tmp_path, accounts=3, adoptions=1) as opened:
        yield opened


def inventory(fleet: FleetProject, name: str) -> list[str]:
    """Return the lines of an inventory in one order, whichever account was read first."""
    lines = [json.loads(line) for line in (fleet.folder / name).read_text().splitlines()]
    return sorted(json.dumps(line, sort_keys=True) for line in lines)


def test_a_cluster_reads_what_this_machine_reads_and_is_resumed_here(fleet: FleetProject) -> None:
    fleet.catalogctl("discover", *WHERE, "--out", "here.jsonl")
    fleet.emulator.control.add_fault("denied", operation="AssumeRole", times=1)
    (fleet.folder / "limits.yml").write_text("limits: {hub: {service: sts, rate: 100}}\n")
    with fleet.cluster() as options:
        read = (*WHERE, "--out", "there.jsonl", "--limits", "limits.yml")
        fleet.catalogctl("discover", *read, *options, exit_code=exit_codes.ERROR)
        fleet.schedulers[0].kill()
        lost = fleet.started("discover", *read, "--resume", *options)
        assert "Nothing was read on this machine in its stead" in lost.communicate()[1]
    fleet.catalogctl("discover", *WHERE, "--out", "there.jsonl", "--resume")
    assert inventory(fleet, "there.jsonl") == inventory(fleet, "here.jsonl")
