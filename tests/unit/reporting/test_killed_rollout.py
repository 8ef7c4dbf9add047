"""What a killed rollout has left is no whole rollout: what was begun has stopped, and a torn line is named."""

from pathlib import Path

import pytest

from pulumi_servicecatalog.fleet import json_lines, ledger
from pulumi_servicecatalog.fleet.result import Status
from pulumi_servicecatalog.pipelines.shard import State, shards
from pulumi_servicecatalog.reporting.model import Outcome, Report
from pulumi_servicecatalog.reporting.sources import file
from pulumi_servicecatalog.reporting.sources.error import SourceError
from support.fleet import BEGINNING, of_size, result
from support.tables import table

ONE, TWO = of_size(2).shards
DONE = result(ONE).as_dict()
BEGUN = ledger.begun(TWO, run="r", attempt=1, at=BEGINNING)


def read(path: Path, text: str) -> Report:
    path.write_text(text)
    return file.read(path, created="2026-01-01", version="1.0")


@table(
    "lines outcomes",
    ([DONE, BEGUN], [Outcome.DONE, Outcome.STOPPED], "begun alone"),
    ([BEGUN, DONE], [Outcome.DONE, Outcome.STOPPED], "begun side by side"),
    (
        [DONE, result(TWO, Status.FAILED).as_dict(), BEGUN],
        [Outcome.DONE, Outcome.STOPPED],
        "begun again after it failed",
    ),
    ([DONE, BEGUN, result(TWO).as_dict()], [Outcome.DONE, Outcome.DONE], "begun, and done"),
)
def test_what_was_begun_and_has_no_result_has_stopped(tmp_path, lines, outcomes, reason):
    report = read(tmp_path / "ledger.jsonl", "".join(map(json_lines.text, lines)))
    assert [entry.outcome for entry in report.accounts] == outcomes
    assert [(entry.account, entry.region) for entry in report.accounts] == [
        (shard.target.account, shard.target.region) for shard in (ONE, TWO)
    ]


def test_a_comment_has_the_shard_that_was_begun(tmp_path):
    report = read(tmp_path / "ledger.jsonl", json_lines.text(DONE) + json_lines.text(BEGUN))
    assert [(shard.pulumi_stack, shard.state, shard.reason) for shard in shards(report)][:1] == [
        (TWO.target.stack, State.STOPPED, "it was begun and has no result")
    ]


def test_a_line_that_a_kill_has_torn_is_named(tmp_path):
    with pytest.raises(SourceError, match=r"ledger.jsonl: it ends within a line: it was cut off"):
        read(tmp_path / "ledger.jsonl", json_lines.text(DONE) + json_lines.text(result(TWO).as_dict())[:-20])
