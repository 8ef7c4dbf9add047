"""`catalogctl audit` on files: what it prints, and its exit code."""

import io
import json
from pathlib import Path

import pytest

from pulumi_servicecatalog.cli import exit_codes, main
from pulumi_servicecatalog.reporting import model
from support.report import report, stack, version
from support.tables import table
from unit.policy.test_audit import exported

HOSTILE = "\x1b[2Jx"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("state.json").write_text(exported(inputs={"name": "payments", "retainPhysicalResources": False}))
    known = report(stacks=(stack(), stack("orders", "governed")), versions=(version(2),))
    Path("report.json").write_text(json.dumps(model.as_dict(known)))


def audit(*arguments: str) -> int:
    return main.main(["audit", *arguments])


def test_violations_have_their_remedies_and_a_mandatory_one_is_exit_code_4(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit("state.json") == exit_codes.BLOCKED
    shown = capsys.readouterr().out
    assert "[adopted-stack-is-retained] payments: retainPhysicalResources is false" in shown
    assert "  Leave out retainPhysicalResources, or set it to true." in shown
    assert "1 mandatory" in shown
    assert "not applied: required-tags (needs tags)" in shown


def test_advisory_violations_alone_are_exit_code_0_and_json_has_all_of_each(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("policies.yaml").write_text("all: disabled\nnot-tainted: advisory\n")
    assert audit("state.json", "--config", "policies.yaml", "--json") == exit_codes.OK
    document = json.loads(capsys.readouterr().out)
    (violation,) = document["violations"]
    assert (violation["rule"], violation["severity"], violation["name"]) == ("not-tainted", "high", "payments")
    assert document["schemaVersion"] == 1
    assert document["notApplied"]["no-deprecated-version"] == "inventory"


def test_an_inventory_brings_the_catalog_and_its_governed_stacks(capsys: pytest.CaptureFixture[str]) -> None:
    assert audit("report.json") == exit_codes.OK
    shown = capsys.readouterr().out
    assert "[no-deprecated-version] orders: web-service has no active version v1." in shown
    assert "1 stack is not governed: payments." in shown


def test_an_inventory_that_the_configuration_names_is_found_beside_it(capsys: pytest.CaptureFixture[str]) -> None:
    Path("there").mkdir()
    Path("report.json").rename("there/report.json")
    rules = {"all": "disabled", "every-stack-is-governed": {"enforcementLevel": "advisory", "inventory": "report.json"}}
    Path("there/policies.json").write_text(json.dumps(rules))
    assert audit("state.json", "--config", "there/policies.json") == exit_codes.OK
    assert "is not governed" in capsys.readouterr().out


def test_a_state_comes_from_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(Path("state.json").read_text()))
    assert audit("-") == exit_codes.BLOCKED
    assert "payments" in capsys.readouterr().out


@table(
    "files text message",
    (["none.json"], "", "none.json: No such file or directory", "no file"),
    (["other.json"], "{}", "other.json: ", "another file"),
    (["other.json"], '{"deployment": 1}', "other.json: it is no state", "no state"),
    (["state.json", "--config", "other.json"], "not-tainted: strict", "other.json: not-tainted: ", "no level"),
    (["state.json", "--config", "other.json"], "a: [", "other.json: ", "no YAML"),
    (["state.json", "--config", "none.yaml"], "", "none.yaml: No such file", "no configuration"),
)
def test_what_cannot_be_used_is_one_line_and_exit_code_2(
    files: list[str], text: str, message: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("other.json").write_text(text)
    assert audit(*files) == exit_codes.CONFIGURATION, reason
    (line,) = capsys.readouterr().err.splitlines()
    assert message in line


def test_names_of_others_are_shown_escaped(capsys: pytest.CaptureFixture[str]) -> None:
    hostile = report(stacks=(stack(HOSTILE),))
    Path("report.json").write_text(json.dumps(model.as_dict(hostile)))
    audit("report.json")
    assert "\x1b" not in capsys.readouterr().out
