"""`python -m catalog_emulator.probe`: what it asks for before it writes, what it writes, and what it ends with."""

from __future__ import annotations

import pytest
import yaml

from catalog_emulator import Background
from catalog_emulator.__main__ import main as emulate
from catalog_emulator.core import answers
from catalog_emulator.probe.__main__ import main as probe
from integration.emulator.caller import client as emulator_client
from integration.emulator.caller import template


@pytest.fixture
def aws(emulator, account, monkeypatch, tmp_path):
    """The environment of a caller in an account, as for the AWS CLI."""
    monkeypatch.chdir(tmp_path)
    environment = {"ENDPOINT_URL": emulator.url, "ACCESS_KEY_ID": account, "SECRET_ACCESS_KEY": "any"}
    for name, value in environment.items():
        monkeypatch.setenv(f"AWS_{name}", value)
    for name in ("AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)
    emulator.control.set(account=account, record_seconds=0, import_record_type="ADOPTED", name_reuse_seconds=0)
    return emulator.control


def exit_status(command, *arguments):
    try:
        return command(arguments)
    except SystemExit as ended:
        return ended.code


def test_answers_are_written_and_loaded(aws, account, tmp_path, capsys):
    only = ("--only", "import_record_type", "--only", "import_path_id")
    assert exit_status(probe, "--region", "us-east-1", "--yes", *only) == 0
    path = tmp_path / "answers.yaml"
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    first, second = document["answers"]
    assert (first["switch"], first["value"], first["region"]) == ("import_record_type", "ADOPTED", "us-east-1")
    assert first["requestId"]
    assert first["when"].endswith("Z")
    assert second["seen"] == "PathId None"
    shown = capsys.readouterr().err
    assert f"Account {account}, Region us-east-1" in shown
    assert "Costs: nothing" in shown
    assert "import_record_type = ADOPTED" in shown
    with Background("--answers", str(path), "--set", "import_path_id=first") as loaded:
        assert loaded.control.settings() | {"import_record_type": "ADOPTED", "import_path_id": "first"} == (
            loaded.control.settings()
        )


def test_what_is_unanswered_makes_it_end_with_1(aws, tmp_path):
    only = ("--only", "import_foreign_stack", "--only", "both_or_neither_code")
    assert exit_status(probe, "--region", "us-east-1", "--yes", "--out", "mine.yaml", *only) == 1
    document = yaml.safe_load((tmp_path / "mine.yaml").read_text(encoding="utf-8"))
    assert [entry["reason"] for entry in document["unanswered"]] == ["needs a second Region (--second-region)"]
    assert [entry["switch"] for entry in document["answers"]] == ["both_or_neither_code"]


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["--region", "us-east-1"], "--yes consents"),
        ([], "there is no Region"),
        (["--only", "colour"], "unknown question colour"),
        (["--region", "us-east-1", "--second-region", "us-east-1"], "must be another Region"),
        (["--region", "us-east-1", "--prefix", "S"], "--prefix must be"),
        (["--region", "us-east-1", "--out", "."], ". exists"),
        (["--profile", "nobody"], "nobody"),
    ],
)
def test_nothing_is_written_without_consent_or_with_wrong_arguments(aws, account, capsys, arguments, reason):
    since = len(aws.journal(account=account))
    assert exit_status(probe, *arguments) == 2
    assert reason in capsys.readouterr().err
    assert {call["operation"] for call in aws.journal(account=account)[since:]} <= {"GetCallerIdentity"}


def test_the_list_of_questions_needs_no_account(monkeypatch, capsys):
    assert exit_status(probe, "--list") == 0
    assert "match_rule" in capsys.readouterr().out


def test_clean_up_shows_what_it_would_remove_and_removes_it_with_consent(aws, account, emulator, capsys):
    stacks = emulator_client(emulator.url, "cloudformation", account)
    for name in ("sc-probe-1-1", "sc-probes"):
        stacks.create_stack(StackName=name, TemplateBody=template())
    arguments = ("--region", "us-east-1", "--clean-up")
    assert exit_status(probe, *arguments) == 2
    assert "us-east-1 stack sc-probe-1-1\n" in capsys.readouterr().err
    assert exit_status(probe, *arguments, "--yes") == 0
    assert [stack["StackName"] for stack in stacks.describe_stacks()["Stacks"]] == ["sc-probes"]
    assert exit_status(probe, *arguments) == 0


def test_the_emulator_refuses_answers_that_it_does_not_know(tmp_path, capsys):
    path = tmp_path / "answers.yaml"
    answers.write(path, {"answers": [{"switch": "colour", "value": "red"}, {"switch": "match_rule", "value": "words"}]})
    assert exit_status(emulate, "--answers", str(path)) == 2
    shown = capsys.readouterr().err
    assert "unknown setting 'colour'" in shown
    assert "match_rule must be one of meaning, bytes" in shown
