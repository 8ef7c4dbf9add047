"""`catalogctl drift` where no account is asked: what is wrong with states, a project or the options, and exit codes."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pulumi_servicecatalog.cli import drift, drift_summary, exit_codes, layout, main
from pulumi_servicecatalog.drift import walk
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.model.problems.base import Problem
from pulumi_servicecatalog.model.problems.connection import NoCredentials, NoRegion
from pulumi_servicecatalog.pipelines import shard
from pulumi_servicecatalog.reporting.model import (
    AccountEntry,
    DriftEntry,
    DriftKind,
    Ignored,
    Mode,
    Outcome,
    Report,
    ReportedProblem,
    as_dict,
    parse,
)
from support.expect import present
from support.pulumi_state import document
from support.tables import table

PROBLEM = ReportedProblem(code="MissingPermission", message="AWS denies it.", remedy="Allow it.")
KNOWN = Ignored(owner="shop", reason="the sale", expires="2027-01-31", expired=False)


def entry(kind: DriftKind = DriftKind.CATALOG, **facts: Any) -> DriftEntry:
    usual = {
        "account": "111122223333",
        "region": "eu-west-1",
        "pulumi_stack": "dev",
        "urn": "urn:a",
        "name": "payments",
    }
    sides = {"property": "tags.team", "declared": "shop", "actual": "", "then": "updates the provisioned product"}
    return DriftEntry(**{**usual, **sides, "kind": kind, **facts})


def account(outcome: Outcome = Outcome.READ, **facts: Any) -> AccountEntry:
    usual = {"account": "111122223333", "region": "eu-west-1", "mode": Mode.DRIFT, "pulumi_stack": "dev", "stacks": 2}
    return AccountEntry(**{**usual, "outcome": outcome, **facts})


def report(*entries: DriftEntry, accounts: tuple[AccountEntry, ...] = (account(),)) -> Report:
    return Report(created="2027-01-15T00:00:00Z", version="0.2.0", accounts=accounts, drift=entries)


@table(
    "shown code",
    (report(), exit_codes.OK, "nothing differs"),
    (report(entry()), exit_codes.DIFFERS, "something differs"),
    (report(entry(ignored=KNOWN)), exit_codes.OK, "it is known"),
    (report(entry(DriftKind.UNASKED, problem=PROBLEM)), exit_codes.ERROR, "a resource could not be compared"),
    (report(accounts=(account(Outcome.DENIED),)), exit_codes.ERROR, "an account could not be asked"),
    (
        report(entry(), accounts=(account(), account(Outcome.FAILED, region="us-east-1"))),
        exit_codes.ERROR,
        "what could not be asked may differ as well",
    ),
)
def test_exit_codes_tell_what_differs_from_what_could_not_be_asked(shown: Report, code: int, reason: str) -> None:
    assert drift.exit_code((), shown) == code, reason


NOBODY, NOWHERE = NoCredentials(reason="none"), NoRegion()


@table(
    "problems more code",
    ([NOBODY], (), exit_codes.AUTHENTICATION, "one state"),
    ([NOBODY, NOBODY], (), exit_codes.AUTHENTICATION, "two states that lack the same"),
    ([NOBODY, NOWHERE], (), exit_codes.ERROR, "two causes"),
    ([NOBODY, None], (), exit_codes.ERROR, "one could be asked"),
    ([NOBODY], (account(Outcome.FAILED, pulumi_stack="cut off"),), exit_codes.ERROR, "a state could not be read"),
)
def test_one_cause_of_all_that_was_asked_has_its_exit_code(
    problems: list[Problem | None], more: tuple[AccountEntry, ...], code: int, reason: str
) -> None:
    where = walk.Shard(connection=Connection(), questions=())
    shards = [
        walk.ShardDrift(shard=where, accounts=(account(Outcome.FAILED if one else Outcome.READ),), problem=one)
        for one in problems
    ]
    accounts = (*(known for one in shards for known in one.accounts), *more)
    assert drift.exit_code(shards, report(accounts=accounts)) == code, reason


def test_a_person_reads_what_differs_why_and_what_up_would_do() -> None:
    known = entry(property="parameters.Size", ignored=KNOWN, kind=DriftKind.STACK)
    differs = entry(since="2027-01-14T10:00:00Z", record="rec-1", operation="UPDATE_PROVISIONED_PRODUCT")
    remark = ReportedProblem(code="NotComparable", message="AWS masks Password.", remedy="None.", resource="urn:a::web")
    failed = account(Outcome.DENIED, account="444455556666", problems=(PROBLEM,))
    text = layout.plain(drift_summary.as_text(report(differs, known, accounts=(account(problems=(remark,)), failed))))
    assert text.splitlines() == [
        "payments  (111122223333, eu-west-1, dev)",
        "  catalog   tags.team: declared is shop, and AWS has nothing.",
        "            since 2027-01-14T10:00:00Z, UPDATE_PROVISIONED_PRODUCT, rec-1",
        "  stack     parameters.Size: declared is shop, and AWS has nothing.",
        "            ignored until 2027-01-31: the sale (shop)",
        "  > `pulumi up` updates the provisioned product.",
        "    urn:a",
        "web  [NotComparable] AWS masks Password.",
        "  > None.",
        "444455556666, eu-west-1, dev  not asked: [MissingPermission] AWS denies it.",
        "  > Allow it.",
        "",
        "1 of 2 resources in 1 Pulumi stack differ: 1 catalog.",
        "1 known difference is ignored.",
        "1 Pulumi stack could not be asked.",
    ]


def test_the_report_is_what_its_schema_says() -> None:
    schema = json.loads((Path(__file__).resolve().parents[3] / "docs/report.schema.json").read_text(encoding="utf-8"))
    whole = report(entry(ignored=KNOWN), entry(DriftKind.UNASKED, problem=PROBLEM), accounts=(account(Outcome.DENIED),))
    jsonschema.validate(as_dict(whole), schema)


@table(
    "text said",
    (None, "No such file or directory", "there is none"),
    ("", "it is empty", "nothing was written"),
    ('{"version": 3, "deployment": {"res', "it is no JSON, or is cut off", "it was cut off"),
)
def test_a_state_that_cannot_be_read_is_an_account_that_could_not_be_asked(
    text: str | None, said: str, reason: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "state.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    assert main.main(["drift", "--file", str(path), "--json"]) == exit_codes.ERROR, reason
    (of_account,) = json.loads(capsys.readouterr().out)["accounts"]
    assert of_account["problems"][0]["code"] == "StateUnreadable"
    assert said in of_account["reason"], reason


def test_a_state_without_resources_of_ours_differs_in_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "state.json", tmp_path / "drift.json"
    path.write_text(document([]), encoding="utf-8")
    assert main.main(["drift", "--file", str(path), "--out", str(out)]) == exit_codes.OK
    assert "Nothing differs in 0 resources in 1 Pulumi stack." in capsys.readouterr().out
    written = json.loads(out.read_text(encoding="utf-8"))
    assert (written["kind"], written["schemaVersion"]) == ("report", 1)
    assert [entry["pulumiStack"] for entry in written["accounts"]] == [str(path)], "nothing else names it"


def test_what_an_interrupted_update_has_left_was_not_compared(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "state.json"
    operation = {"type": "creating", "resource": {"urn": "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::a"}}
    path.write_text(document([], pending_operations=[operation]), encoding="utf-8")
    assert main.main(["drift", "--file", str(path), "--json"]) == exit_codes.ERROR
    written = parse(json.loads(capsys.readouterr().out))
    (one,) = written.drift
    assert (one.kind, present(one.problem).code) == (DriftKind.UNASKED, "UpdateInterrupted")
    assert (one.pulumi_stack, one.urn) == ("dev", "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev")
    assert [known.state for known in shard.shards(written)] == [shard.State.FAILED]


@table(
    "arguments said",
    (["--file", "a.json", "."], "leave out either DIR or --file", "both"),
    (["--file", "a.json", "--stack", "dev"], "argument --file: not allowed with argument --stack", "a stack of a file"),
    (["--external-id", "x"], "--external-id needs --role-name or --role-arn-template", "of no role"),
    (["nowhere"], "nowhere/Pulumi.yaml: No such file or directory", "no project"),
    (["--file", "a.json", "--ignore", "none.yaml"], "none.yaml: No such file or directory", "no file of known ones"),
)
def test_options_that_cannot_be_used_are_refused(
    arguments: list[str], said: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(["drift", *arguments]) == exit_codes.CONFIGURATION, reason
    assert said in capsys.readouterr().err, reason
