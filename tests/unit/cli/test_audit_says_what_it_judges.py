"""`catalogctl audit` says how many it has judged, names what it could not judge, and is not content with that."""

import json
from pathlib import Path
from typing import Any

import pytest

from pulumi_servicecatalog.cli import exit_codes, main
from pulumi_servicecatalog.reporting import model
from pulumi_servicecatalog.reporting.model import AccountEntry, Mode, Outcome
from support.report import ACCOUNT, REGION, report, stack
from support.tables import table
from unit.policy.test_audit import SECRET, exported

TAGS: Any = {"required-tags": {"enforcementLevel": "mandatory", "tags": {"team": ["shop"]}}}
ANY_VALUE: Any = {"required-tags": {**TAGS["required-tags"], "tags": {"team": []}}}


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def audit(rules: Any, *files: str) -> int:
    Path("rules.json").write_text(json.dumps({"all": "disabled", **rules}))
    return main.main(["audit", "--config", "rules.json", *files])


def of_account(**facts: Any) -> AccountEntry:
    return AccountEntry(**{"account": ACCOUNT, "region": REGION, "outcome": Outcome.READ, **facts})


def written(known: model.Report) -> str:
    Path("report.json").write_text(json.dumps(model.as_dict(known)))
    return "report.json"


def test_an_account_that_the_inventory_has_not_read_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    denied = of_account(outcome=Outcome.DENIED, reason="AWS denies it.")
    file = written(report(stacks=(), accounts=(denied,)))
    assert audit({"every-stack-is-governed": "mandatory"}, file) == exit_codes.ERROR
    assert f"{ACCOUNT}, {REGION}: not judged: AWS denies it." in capsys.readouterr().out


def test_an_inventory_that_a_rule_names_is_looked_at_as_well(capsys: pytest.CaptureFixture[str]) -> None:
    Path("state.json").write_text(exported())
    named = written(report(stacks=(stack(verdict="unreadable"), stack("orders", "unreadable")), accounts=()))
    rules = {"every-stack-is-governed": {"enforcementLevel": "mandatory", "inventory": named}}
    assert audit(rules, "state.json") == exit_codes.ERROR
    shown = capsys.readouterr().out
    assert f"{ACCOUNT}, {REGION}: not judged: 2 stacks could not be read" in shown
    assert "judged: 1 resource of 1 state" in shown


@table(
    "tags rules code",
    (SECRET, TAGS, exit_codes.ERROR, "all are encrypted"),
    ({"team": SECRET}, TAGS, exit_codes.ERROR, "the one that is required is"),
    ({"team": "shop", "cost": SECRET}, TAGS, exit_codes.OK, "another one is"),
    ({"team": SECRET}, ANY_VALUE, exit_codes.OK, "any value will do"),
    (SECRET, {}, exit_codes.OK, "no rule reads it"),
)
def test_what_is_encrypted_is_not_taken_for_right(
    tags: Any, rules: Any, code: int, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("state.json").write_text(exported(inputs={"name": "payments", "tags": tags}))
    assert audit(rules, "state.json") == code, reason
    named = "payments: not judged by required-tags: tags" in capsys.readouterr().out
    assert named is (code == exit_codes.ERROR), reason


def test_json_has_what_was_not_judged(capsys: pytest.CaptureFixture[str]) -> None:
    Path("state.json").write_text(exported(inputs={"name": "payments", "tags": SECRET}))
    assert audit(TAGS, "state.json", "--json") == exit_codes.ERROR
    (one,) = json.loads(capsys.readouterr().out)["notJudged"]
    assert (one["name"], one["rule"]) == ("payments", "required-tags")


def test_a_state_without_resources_is_no_violation_and_says_that_none_was_judged(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("state.json").write_text('{"version": 3, "deployment": {"resources": []}}')
    assert audit({"not-tainted": "mandatory"}, "state.json") == exit_codes.OK
    assert "judged: 0 resources of 1 state" in capsys.readouterr().out


@pytest.mark.parametrize("mode", [Mode.DRIFT, Mode.PREVIEW, Mode.UPDATE])
def test_a_report_that_says_nothing_of_the_catalog_is_refused(mode: Mode, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(report(stacks=(), accounts=(of_account(mode=mode),)))
    assert audit({}, file) == exit_codes.CONFIGURATION
    assert "report.json: it says nothing of stacks or versions" in capsys.readouterr().err


def test_a_stack_that_check_calls_blocked_is_not_governed(capsys: pytest.CaptureFixture[str]) -> None:
    file = written(report(stacks=(stack(verdict="blocked"),), accounts=()))
    assert audit({"every-stack-is-governed": "mandatory"}, file) == exit_codes.BLOCKED
    assert "1 stack is not governed: payments." in capsys.readouterr().out
