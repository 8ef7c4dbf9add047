"""The lane's file, held by another process that lives or is killed."""

import subprocess
import sys

from pulumi_servicecatalog.host.lock_file import LaneFile
from pulumi_servicecatalog.model.operation import Stop
from pulumi_servicecatalog.reconcile.execution.lane import Lane
from support.waiting import Waiting

HOLDER = """
import sys
from pathlib import Path
from pulumi_servicecatalog.host.lock_file import LaneFile
file = LaneFile(Path(sys.argv[1]))
print(file.acquire(print), flush=True)
sys.stdin.read()
"""


def held_by_another_process(path):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "True\n"
    return holder


def test_another_process_is_waited_for(tmp_path):
    path, waiting = tmp_path / "lane.lock", Waiting()
    holder = held_by_another_process(path)
    with Lane(LaneFile(path)).turn(waiting.operation) as stop:
        assert stop is Stop.OUT_OF_TIME
    assert waiting.said == ["waiting for an import of another process on this machine"]
    holder.communicate()


def test_a_killed_process_holds_nobody_up(tmp_path):
    path, waiting = tmp_path / "lane.lock", Waiting()
    holder = held_by_another_process(path)
    assert LaneFile(path).acquire(print) is False
    holder.kill()
    holder.communicate()
    with Lane(LaneFile(path)).turn(waiting.operation) as stop:
        assert stop is None
    assert waiting.said == []
    assert path.exists()
