"""The ledger knows what is done, what was begun and by whom; as a file it has one writer, and survives a kill."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pulumi_servicecatalog.fleet import json_lines, ledger
from pulumi_servicecatalog.fleet.json_lines import JsonLinesError
from pulumi_servicecatalog.fleet.ledger import Ledger, LedgerError, LedgerLostError
from pulumi_servicecatalog.fleet.ledger_file import LedgerFile
from pulumi_servicecatalog.fleet.lock import Claim
from pulumi_servicecatalog.fleet.plan import Operation
from pulumi_servicecatalog.fleet.result import Cause, Mode, Status
from pulumi_servicecatalog.model.problems.fleet import WorkerLost
from support.fleet import BEGINNING, of_size, plan, result
from support.tables import table

PLAN = of_size(2)
ONE, TWO = PLAN.shards
BEGUN = ledger.begun(ONE, run="run-1", attempt=1, at=BEGINNING)
AGAIN = ledger.begun(ONE, run="run-2", attempt=1, at=BEGINNING.replace(hour=12))
DONE = result(ONE).as_dict()
VERIFIED = result(ONE, Status.UNCHANGED, mode=Mode.VERIFY).as_dict()


@table(
    "lines done verified",
    ([], False, False, "nothing"),
    ([BEGUN], False, False, "begun"),
    ([BEGUN, DONE], True, False, "done"),
    ([BEGUN, DONE, VERIFIED], True, True, "looked at again"),
    ([VERIFIED, AGAIN, result(ONE, Status.FAILED).as_dict()], False, False, "failed since"),
    ([DONE, result(ONE, Status.FAILED, mode=Mode.VERIFY).as_dict()], False, False, "not as declared"),
    ([result(ONE, mode=Mode.PREVIEW).as_dict()], False, False, "previewed alone"),
    ([result(plan(*PLAN.targets, operation=Operation.DESTROY).shards[0]).as_dict()], False, False, "another plan"),
)
def test_what_is_done_is_known(lines, done, verified, reason):
    known = Ledger.of(lines)
    assert ((known.done(ONE) is not None), known.verified(ONE)) == (done, verified)
    assert known.done(TWO) is None


@table(
    "lines claims",
    ([BEGUN], {ONE.target.stack: Claim(run="run-1", at=BEGINNING)}, "begun and not finished"),
    ([BEGUN, AGAIN], {ONE.target.stack: Claim(run="run-1", at=BEGINNING)}, "the first of several tries counts"),
    ([BEGUN, DONE], {}, "finished"),
    ([BEGUN, result(ONE, Status.FAILED).as_dict()], {}, "failed in good order"),
)
def test_what_a_killed_run_has_left_is_claimed(lines, claims, reason):
    assert Ledger.of(lines).unfinished == claims


def test_what_a_lost_worker_has_left_is_claimed_as_well():
    cause = Cause.of(WorkerLost(attempts=3, reason="SIGKILL"))
    lost = replace(result(ONE, Status.FAILED), causes=(cause,))
    assert Ledger.of([BEGUN, lost.as_dict()]).unfinished


@table(
    "line message",
    ({"kind": "plan"}, "line 1: a line of kind plan", "a plan"),
    ({"kind": "begun"}, "line 1: this is no line of a ledger", "a line without members"),
    ({**BEGUN, "at": "now"}, "line 1: this is no line of a ledger", "a time that is none"),
    ({**DONE, "status": "x"}, "line 1: this is no result", "a result that is none"),
)
def test_what_is_no_ledger_is_refused(tmp_path, line, message, reason):
    path = tmp_path / "rollout.jsonl"
    path.write_text(json_lines.text(line))
    with pytest.raises(LedgerError, match=message):
        LedgerFile(path)
    with pytest.raises(LedgerError, match=message):  # and it is not held by who failed to open it
        LedgerFile(path)


def test_what_was_written_is_known_to_the_next_run(tmp_path):
    path = tmp_path / "rollout.jsonl"
    with LedgerFile(path) as first:
        assert first.ledger == Ledger()
        first.write(BEGUN)
        first.write(DONE)
    with LedgerFile(path) as second:
        assert second.ledger.done(ONE)


@pytest.mark.parametrize("cut", range(1, 40, 13))
def test_a_line_that_a_kill_has_torn_is_taken_out(tmp_path, cut):
    path = tmp_path / "rollout.jsonl"
    path.write_text(json_lines.text(BEGUN) + json_lines.text(DONE)[:cut])
    with LedgerFile(path) as repaired:
        assert repaired.ledger.unfinished
        repaired.write(DONE)
    assert [json.loads(line)["kind"] for line in path.read_text().splitlines()] == ["begun", "result"]


def test_a_ledger_has_one_writer(tmp_path):
    path = tmp_path / "rollout.jsonl"
    with LedgerFile(path), pytest.raises(LedgerError, match="another rollout writes it"):
        LedgerFile(path)


def test_a_ledger_that_cannot_be_written_is_named(tmp_path):
    with pytest.raises(LedgerError, match=r"nowhere.*No such file"):
        LedgerFile(tmp_path / "nowhere" / "rollout.jsonl")
    (tmp_path / "folder").mkdir()
    for empty in (False, True):
        with pytest.raises(LedgerError, match="Is a directory"):
            LedgerFile(tmp_path / "folder", empty=empty)


def test_a_ledger_can_be_begun_from_nothing(tmp_path):
    path = tmp_path / "rollout.jsonl"
    path.write_text("x")
    with LedgerFile(path, empty=True) as begun:
        assert begun.ledger == Ledger()
        begun.write(BEGUN)
    assert json_lines.read(path).lines == [BEGUN]


@table(
    "content message",
    (b"{}\nx\n", "line 2: this is no JSON", "no JSON"),
    (b"[]\n", "line 1: this is no JSON object", "no object"),
    (b"\xff\n", "not UTF-8", "no text"),
)
def test_a_file_of_something_else_is_refused(tmp_path, content, message, reason):
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(JsonLinesError, match=message):
        json_lines.read(tmp_path / "x")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is always full")
def test_a_line_that_the_disk_does_not_take_ends_the_run(tmp_path):
    (tmp_path / "rollout.jsonl").symlink_to("/dev/full")
    with (
        pytest.raises(LedgerLostError, match=r"rollout\.jsonl: No space left on device"),
        LedgerFile(tmp_path / "rollout.jsonl", empty=True) as written,
    ):
        written.write(BEGUN)
