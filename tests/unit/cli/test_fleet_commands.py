"""What `catalogctl fleet` and `catalogctl rollout` do with files, before any process is started."""

import json
from pathlib import Path

import pytest

from pulumi_servicecatalog.cli import exit_codes, main
from pulumi_servicecatalog.cli.rollout_events import shown
from pulumi_servicecatalog.fleet import json_lines, ledger
from pulumi_servicecatalog.fleet.plan import parse
from pulumi_servicecatalog.fleet.result import Mode, Status
from pulumi_servicecatalog.fleet.rollout import Event, WaveBegun, WaveEnded
from pulumi_servicecatalog.fleet.runner import ShardDone
from support.fleet import BEGINNING, of_size, result
from support.tables import table

PLAN = of_size(3)
ONE, TWO, THREE = PLAN.shards
DONE = [result(shard) for shard in PLAN.shards]


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "plan.jsonl").write_text("".join(map(json_lines.text, PLAN.lines())))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "adoptions"
    folder.mkdir()
    (folder / "Pulumi.yaml").write_text("name: adoptions\nruntime: python\n")
    for number in (1, 2):
        config = f"servicecatalog:region: eu-west-1, servicecatalog:expectedAccountId: '{number:012}'"
        (folder / f"Pulumi.{number:012}.yaml").write_text(f"config: {{{config}}}\n")
    return folder


def write(*results) -> str:
    lines = [outcome.as_dict() if hasattr(outcome, "as_dict") else outcome for outcome in results]
    Path("results.jsonl").write_text("".join(map(json_lines.text, lines)))
    return "results.jsonl"


@table(
    "results code message",
    (DONE, exit_codes.OK, "", "a result for each shard"),
    (DONE[:2], exit_codes.ERROR, "1 shards have no result: 000000000003-eu-west-1", "one is missing"),
    ([*DONE, result(of_size(4).shards[0])], exit_codes.ERROR, "1 results are of another plan", "of another plan"),
    ([*DONE, result(ONE, Status.FAILED)], exit_codes.BLOCKED, "has 2 results: the last one counts", "a second one"),
    ([*DONE[:2], result(THREE, mode=Mode.PREVIEW)], exit_codes.ERROR, "some results are of a preview", "a preview"),
    ([ledger.begun(ONE, run="r", attempt=1, at=BEGINNING), *DONE], exit_codes.OK, "", "a ledger"),
    (
        [*DONE, ledger.begun(ONE, run="r", attempt=1, at=BEGINNING)],
        exit_codes.ERROR,
        "1 shards were begun again and have no result since: 000000000001-eu-west-1",
        "a ledger of a killed rollout",
    ),
    (
        [{"kind": "other"}],
        exit_codes.CONFIGURATION,
        "results.jsonl, line 1: this is no result of a shard",
        "no results",
    ),
)
def test_merge_compares_results_with_their_plan(results, code, message, reason, capsys):
    assert main.main(["fleet", "merge", "plan.jsonl", write(*results)]) == code
    printed = capsys.readouterr()
    assert message in printed.err
    assert (printed.err == "") == (message == "")


def test_the_usage_of_merge_says_once_that_there_are_several_results(capsys):
    main.main(["fleet", "merge", "--help"])
    assert "PLAN RESULT...\n" in capsys.readouterr().out


def test_merge_prints_json_for_scripts(capsys):
    main.main(["fleet", "merge", "plan.jsonl", write(*DONE[:2], result(THREE, Status.FAILED)), "--json"])
    printed = json.loads(capsys.readouterr().out)
    assert printed["statuses"] == {"done": 2, "failed": 1}
    assert printed["causes"][0]["stacks"] == [THREE.target.stack]
    assert len(printed["results"]) == 3


def test_merge_refuses_what_is_no_plan(capsys):
    assert main.main(["fleet", "merge", write(*DONE), "results.jsonl"]) == exit_codes.CONFIGURATION
    assert "results.jsonl: this is no plan" in capsys.readouterr().err


def test_plan_writes_a_line_for_each_pulumi_stack_of_an_account(project, capsys):
    Path("accounts.yml").write_text("- {id: '000000000002', name: pay, tags: {ring: canary}}\n")
    typed = ["fleet", "plan", "adoptions", "--out", "new.jsonl", "--destroy", "--accounts", "accounts.yml"]
    assert main.main(typed) == exit_codes.OK
    plan = parse(json_lines.read(Path("new.jsonl")).lines)
    assert [(target.account, target.name) for target in plan.targets] == [("000000000001", ""), ("000000000002", "pay")]
    assert plan.operation.value == "destroy"
    assert f"new.jsonl: 2 shards to destroy, plan {plan.hash}" in capsys.readouterr().out


@table(
    "arguments message",
    (["fleet", "plan", "nowhere", "--out", "x"], "nowhere/Pulumi.yaml: No such file", "no project"),
    (["fleet", "plan", "adoptions", "--out", "no/x"], "no/x: No such file", "a folder that is not there"),
    (["fleet", "plan", "adoptions", "--out", "x", "--accounts", "x.yml"], "x.yml: No such file", "no accounts"),
    (["fleet", "run", "--yes", "--shard", "1/2", "--plan", "no.jsonl"], "no.jsonl: No such file", "no plan"),
    (["fleet", "plan", "adoptions", "--out", "x", "--accounts", "12345"], "`- id: 123456789012` names one", "an ID"),
    (["fleet", "plan", "adoptions", "--out", "adoptions"], "must be a file, and adoptions is a folder", "a folder"),
    (["rollout", "adoptions", "--yes", "--ledger", "adoptions"], "must be a file, and adoptions", "a folder as well"),
    (["fleet", "run", "--yes", "--shard", "{"], "--shard: this is no JSON", "half a line"),
    (["fleet", "run", "--yes", "--shard", "{}"], "this is no line of a shard", "another line"),
    (["rollout", "nowhere", "--yes"], "nowhere/Pulumi.yaml: No such file", "no project to roll out"),
    (["rollout", "adoptions", "--yes", "--ledger", "plan.jsonl"], "plan.jsonl exists: --resume goes on", "a ledger"),
    (["rollout", "adoptions", "--yes", "--canary", "ring=1"], "no account of the plan has the tag ring=1", "a tag"),
    (
        ["rollout", "adoptions", "--yes", "--region-order", "us-east-1"],
        "nothing of the plan is in us-east-1",
        "a Region",
    ),
    (
        ["rollout", "adoptions", "--yes", "--resume", "--ledger", "plan.jsonl"],
        "plan.jsonl, line 1: a line of kind plan is of no ledger",
        "a ledger that is none",
    ),
)
def test_files_that_cannot_be_used_are_named(arguments, message, reason, project, capsys):
    assert main.main(arguments) == exit_codes.CONFIGURATION
    assert message in capsys.readouterr().err


@pytest.fixture
def adoptions(project: Path) -> list[Path]:
    """The files of adoptions, which the settings of both stacks name."""
    files = []
    for settings in sorted(project.glob("Pulumi.0*.yaml")):
        file = project / f"{settings.name}.entries"
        file.write_text("- name: payments  # why\n  productName: web\n  provisioningArtifactName: v3\n")
        settings.write_text(settings.read_text().replace("config: {", f"config: {{adoptions:file: {file.name}, "))
        files.append(file)
    return files


def declare(version: str) -> int:
    """Declare a version, with a ledger by which the rollout ends before it begins."""
    Path("rollout.jsonl").write_text("x")
    return main.main(["rollout", "adoptions", "--yes", "--target-version", version])


def test_a_target_version_is_declared_in_the_files_of_all_accounts(adoptions, capsys):
    assert declare("web=v4") == exit_codes.CONFIGURATION
    assert "v4 is declared in 2 more adoptions, in 2 files" in capsys.readouterr().err
    assert {file.read_text() for file in adoptions} == {
        "- name: payments  # why\n  productName: web\n  provisioningArtifactName: v4\n"
    }


@table(
    "version last message",
    ("wbe=v4", "", "adoptions: no adoption of wbe names its version", "a product that is misspelt"),
    ("web=v4", "- {productName: web, provisioningArtifactName: v3}\n", "by hand", "a file that cannot be edited"),
)
def test_a_target_version_that_cannot_be_declared_everywhere_is_declared_nowhere(
    version, last, message, reason, adoptions, capsys
):
    adoptions[-1].write_text(last)
    before = [file.read_text() for file in adoptions]
    assert declare(version) == exit_codes.CONFIGURATION
    assert message in capsys.readouterr().err
    assert [file.read_text() for file in adoptions] == before


EVENTS: list[Event] = [
    WaveBegun(number=1, of=2, shards=1),
    ShardDone(result=result(ONE, Status.FAILED), again=True),
    ShardDone(result=result(ONE, Status.FAILED)),
    WaveEnded(number=1, failed=1, stopped="1 of 1 failed"),
]


def test_events_are_lines_in_a_log_and_the_last_result_of_a_shard_is_kept(capsys):
    with shown("rolling out", 1, as_json=False) as show:
        results = [show.event(event) for event in EVENTS]
    lines = [line.removeprefix("catalogctl: ") for line in capsys.readouterr().err.splitlines()]
    assert lines == [
        "wave 1 of 2: 1 account and Region",
        "000000000001, eu-west-1: its worker was lost, and it is begun again",
        "1 of 1: 000000000001, eu-west-1: failed: [StackNotFound] There is no stack x.",
        "stopped after wave 1: 1 of 1 failed",
    ]
    assert [outcome is not None for outcome in results] == [False, False, True, False]


def test_the_log_of_github_has_a_group_for_each_wave(capsys, monkeypatch):
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    with shown("rolling out", 1, as_json=False) as show:
        for event in EVENTS:
            show.event(event)
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == "::group::wave 1 of 2: 1 account and Region"
    assert "::endgroup::" in lines


def test_events_are_json_for_scripts(capsys):
    with shown("rolling out", 1, as_json=True) as show:
        for event in EVENTS:
            show.event(event)
        show.summary([result(ONE)])
    printed = capsys.readouterr()
    lines = [json.loads(line) for line in printed.out.splitlines()]
    assert [line["event"] for line in lines] == ["waveBegun", "shardAgain", "shardDone", "waveEnded", "summary"]
    assert {line["schemaVersion"] for line in lines} == {1}
    assert printed.err == ""
