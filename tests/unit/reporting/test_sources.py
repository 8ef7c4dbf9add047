"""What a command has written becomes a report, and a file that cannot be used is one line that names it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from pulumi_servicecatalog.cli import verdicts
from pulumi_servicecatalog.discovery import inventory
from pulumi_servicecatalog.discovery.inventory import Location
from pulumi_servicecatalog.discovery.scan import scan
from pulumi_servicecatalog.fleet import json_lines, ledger
from pulumi_servicecatalog.fleet.result import Mode, Status
from pulumi_servicecatalog.model.problems.connection import NoCredentials
from pulumi_servicecatalog.model.problems.fleet import WorkerLost
from pulumi_servicecatalog.model.verdict import Verdict
from pulumi_servicecatalog.reporting import model
from pulumi_servicecatalog.reporting.model import Outcome, Report, Source
from pulumi_servicecatalog.reporting.sources import file
from pulumi_servicecatalog.reporting.sources.error import SourceError
from support import report as made
from support.fakes.gateway import FakeGateway
from support.fakes.samples import V1, account, adopted, product, stack
from support.fleet import BEGINNING, of_size, result
from support.sessions import unshared
from support.tables import table

HERE = Location(account="123456789012", region="eu-west-1")
THERE = Location(account="123456789012", region="us-east-1")
SHARD, OTHER = of_size(2).shards


def read(path: Path, text: str) -> Report:
    path.write_text(text)
    return file.read(path, created="2026-01-01", version="1.0")


def lines(state, location=HERE) -> str:
    return inventory.text(inventory.of_scan(scan(unshared(FakeGateway(state)), lambda same: same), location, set()))


def results(*written) -> str:
    return "".join(json_lines.text(line if isinstance(line, dict) else line.as_dict()) for line in written)


def test_an_inventory_brings_its_accounts_stacks_versions_and_families(tmp_path):
    unread = inventory.text([inventory.of_failure(NoCredentials(reason="none"), THERE, denied=True)])
    other = stack("search")
    state = account(stack("payments"), other)
    changed = {other.id: state.templates[other.id].replace("Secret", "Password")}
    state = replace(state, templates={**state.templates, **changed})
    report = read(tmp_path / "i.jsonl", lines(state) + unread)
    assert report.sources == (Source(kind="inventory", name="i.jsonl"),)
    assert [(entry.outcome, entry.stacks) for entry in report.accounts] == [(Outcome.READ, 2), (Outcome.DENIED, 0)]
    assert report.accounts[1].problems[0].code == "NoCredentials"
    assert {entry.stack.name: entry.verdict for entry in report.stacks}["payments"] == "adoptable"
    assert report.stacks[0].candidates[0].artifact == report.versions[0].artifact
    unmatched = [entry.family for entry in report.stacks if entry.verdict in {"near", "unmatched"}]
    assert [family.id for family in report.families] == unmatched


def test_what_is_governed_names_its_provisioned_product(tmp_path):
    (entry,) = read(tmp_path / "i.jsonl", lines(adopted("payments"))).stacks
    assert entry.verdict == "governed"
    assert entry.governed_by is not None
    assert entry.governed_by.provisioned_product.id.startswith("pp-")


def test_of_the_results_of_a_shard_the_update_counts_that_a_second_look_has_confirmed(tmp_path):
    begun = ledger.begun(SHARD, run="r", attempt=1, at=BEGINNING)
    update = result(SHARD, begun=BEGINNING, ended=BEGINNING, wave=1)
    verify = result(SHARD, Status.UNCHANGED, mode=Mode.VERIFY)
    failed = result(OTHER, Status.FAILED, attempt=2)
    report = read(tmp_path / "ledger.jsonl", results(begun, update, verify, failed))
    first, second = report.accounts
    assert (first.mode, first.outcome, first.wave, first.begun) == (
        model.Mode.UPDATE,
        Outcome.DONE,
        1,
        BEGINNING.isoformat(),
    )
    assert (second.outcome, second.attempt, second.problems[0].code) == (Outcome.FAILED, 2, "StackNotFound")


def test_of_a_stack_that_is_governed_check_names_what_governs_it(tmp_path):
    governed_already = Verdict(problems=(), stack=stack("payments"), resumes=product("payments"), artifact=V1)
    (entry,) = read(tmp_path / "check.json", verdicts.as_json([("payments", governed_already)])).stacks
    assert (entry.verdict, entry.account, entry.region) == ("governed", "123456789012", "eu-west-1")
    assert entry.governed_by is not None
    assert (entry.governed_by.provisioned_product.id, entry.governed_by.artifact.name) == ("pp-payments", "v1")


def test_verdicts_of_check_are_stacks(tmp_path):
    blocked = Verdict(problems=(WorkerLost(attempts=1, reason="x"),))
    report = read(tmp_path / "check.json", verdicts.as_json([("paymnets", blocked), ("orders", Verdict(problems=()))]))
    assert [(entry.stack.name, entry.verdict, entry.reason) for entry in report.stacks] == [
        ("paymnets", "blocked", "WorkerLost"),
        ("orders", "adoptable", ""),
    ]


@pytest.mark.parametrize("indent", [None, 2])
def test_a_report_is_read_as_it_was_written(tmp_path, indent):
    assert read(tmp_path / "r.json", json.dumps(model.as_dict(made.whole()), indent=indent)) == made.whole()


def test_a_report_without_sources_is_its_own_source(tmp_path):
    report = read(tmp_path / "r.json", json.dumps(model.as_dict(made.report())))
    assert report.sources == (Source(kind="report", name="r.json"),)


@table(
    "text message",
    ("x", "this is no JSON", "no JSON"),
    ("", "this is no JSON", "empty"),
    ("[]", "this is no inventory, no results", "a list"),
    ('{"a": 1}', "this is no inventory, no results", "something else"),
    ('{\n"kind": "report",\n"sche', "it was cut off", "a document that is cut off"),
    (json.dumps(model.as_dict(made.whole()))[:-20], "it was cut off", "a document in one line that is cut off"),
    ('{"kind": "report", "schemaVersion": 9}', "schemaVersion 9, and this version", "a report of another version"),
    ('{"verdicts": [], "schemaVersion": 9}', "schemaVersion 9, and this version", "verdicts of another version"),
    ('{"verdicts": [{}], "schemaVersion": 1}', "this is no output of `catalogctl check --json`", "no verdicts"),
    ('{"schemaVersion":9,"kind":"account"}\n', "line 1: it is of schemaVersion 9", "an inventory of another version"),
    (lines(adopted("payments"))[:-9], "it ends within a line", "an inventory that is cut off"),
    ('{"kind":"result","schemaVersion":9}\n', "line 1: it is of schemaVersion 9", "a result of another version"),
    (results(result(SHARD)) + '{"kind":"plan"}\n', "line 2: this is no result", "a line of something else"),
    ("[" * 100_000, "nested too deeply", "nothing but brackets"),
    (lines(adopted("payments")).replace('"status":"AVAILABLE"', '"state":1'), "inventory.schema.json", "no whole line"),
)
def test_a_file_that_cannot_be_used_is_one_line_that_names_it(tmp_path, text, message, reason):
    path = tmp_path / "file"
    with pytest.raises(SourceError) as failed:
        read(path, text)
    assert message in str(failed.value), reason
    assert str(failed.value).startswith(str(path))
    assert "\n" not in str(failed.value)


def test_a_file_that_cannot_be_opened_is_named(tmp_path):
    with pytest.raises(SourceError, match="nowhere: No such file or directory"):
        file.read(tmp_path / "nowhere", created="", version="")
    for content in (b"\xff\xfe", b"{\n" + b" " * 200_000 + b"\xff"):
        (tmp_path / "bytes").write_bytes(content)
        with pytest.raises(SourceError, match="it is not UTF-8 text"):
            file.read(tmp_path / "bytes", created="", version="")
