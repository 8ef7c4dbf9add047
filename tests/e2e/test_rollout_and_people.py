"""A rollout and the people around it: who interrupts it, who holds a lock, and who is asked."""

import json
import os
import pty
import re
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from pulumi_servicecatalog.cli import exit_codes
from support.fleet_project import FleetProject, ended

pytestmark = pytest.mark.left_to_test_all  # each starts Pulumi several times
LOCKS = "pulumi/state/.pulumi/locks/organization/adoptions"


@pytest.fixture
def fleet(tmp_path: Path) -> Iterator[FleetProject]:
    with FleetProject.opened(tmp_path, accounts=1, adoptions=2) as opened:
        yield opened


def test_an_interrupt_lets_pulumi_end_and_the_rest_is_resumed(fleet: FleetProject) -> None:
    fleet.hold_imports()
    driver = fleet.rollout_started("--workers", "1", "--waves", "100%")
    fleet.await_import(driver)
    driver.send_signal(signal.SIGINT)
    fleet.emulator.control.remove_faults()
    outcome = ended(driver)
    _, second = fleet.stacks
    assert outcome.code == exit_codes.CANCELLED, outcome.errors
    assert outcome.statuses[second] == "stopped"
    assert "--yes --resume" in outcome.errors
    resumed = fleet.rollout("--resume", "--waves", "100%")
    assert resumed.code == exit_codes.OK, resumed.errors
    assert resumed.statuses[second] == "done"
    fleet.check()


def test_the_lock_of_somebody_else_is_reported_and_left_alone(fleet: FleetProject) -> None:
    first, second = fleet.stacks
    lock = fleet.folder / LOCKS / first / "0b3c.json"
    lock.parent.mkdir(parents=True)
    held = {"pid": 1, "username": "eve", "hostname": "laptop", "timestamp": "2026-08-01T10:00:00Z"}
    lock.write_text(json.dumps(held))
    outcome = fleet.rollout("--waves", "100%", "--failure-tolerance", "1", "--lock-timeout", "1")
    assert outcome.code == exit_codes.BLOCKED, outcome.errors
    assert (outcome.statuses, outcome.codes(first)) == ({first: "failed", second: "done"}, ["PulumiStackLocked"])
    assert "eve@laptop, process 1" in outcome.results[first]["causes"][0]["message"]
    assert lock.exists()


@pytest.mark.parametrize(("answer", "statuses"), [("n", set()), ("y", {"done"})])
def test_a_person_at_a_terminal_is_asked_after_the_preview(
    fleet: FleetProject, answer: str, statuses: set[str]
) -> None:
    mine, its = pty.openpty()
    environment = {name: value for name, value in fleet.environment.items() if name != "CI"} | {"TERM": "xterm"}
    command = ["catalogctl", "rollout", "adoptions", "--waves", "100%"]
    with subprocess.Popen(
        command, cwd=fleet.folder, env=environment, stdin=its, stdout=its, stderr=its, start_new_session=True
    ) as process:
        os.close(its)
        shown = b""
        try:
            while part := os.read(mine, 65536):
                shown += part
                if b"[y/N]" in part:
                    os.write(mine, f"{answer}\n".encode())
        except OSError:  # how Linux says that the other side is closed
            pass
    os.close(mine)
    text = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown.decode())
    assert "2 done; 8 resources to change" in text
    assert "Do this to 2 Pulumi stacks (pulumi up)?" in text
    ledger = fleet.folder / "rollout.jsonl"
    lines = [json.loads(line) for line in ledger.read_text().splitlines()] if ledger.exists() else []
    assert {line["status"] for line in lines if line.get("mode") == "update"} == statuses
    assert process.returncode == exit_codes.OK
