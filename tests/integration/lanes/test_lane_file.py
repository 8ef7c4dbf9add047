"""The lane's file, held by another process that lives or is killed."""

import subprocess
import sys

from pulumi_servicecatalog.host.lock_file import LaneFile
from pulumi_servicecatalog.model.operation import StopReason
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

HOLDER_WITH_A_CHILD = """
import subprocess
import sys
from pathlib import Path
from pulumi_servicecatalog.host.lock_file import LaneFile
file = LaneFile(Path(sys.argv[1]))
taken = file.acquire(print)
subprocess.Popen([sys.executable, "-c", "import sys; sys.stdin.read()"], close_fds=False)
print(taken, flush=True)
sys.stdin.read()
"""


def held_by_another_process(path, program=HOLDER):
    holder = subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "True\n"
    return holder


def test_another_process_is_waited_for(tmp_path):
    path, waiting = tmp_path / "lane.lock", Waiting()
    holder = held_by_another_process(path)
    with Lane(LaneFile(path)).turn(waiting.operation) as stop:
        assert stop is StopReason.OUT_OF_TIME
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


def test_a_lock_is_not_inherited_by_processes_that_the_holder_starts(tmp_path):
    """Otherwise a child that outlives its parent would keep the lane."""
    path = tmp_path / "lane.lock"
    holder = held_by_another_process(path, HOLDER_WITH_A_CHILD)
    holder.kill()
    holder.wait()
    assert LaneFile(path).acquire(print) is True
    holder.communicate()  # until then the child lives, since it reads what the holder reads
