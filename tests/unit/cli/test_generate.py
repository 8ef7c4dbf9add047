"""`catalogctl generate` writes beside what Pulumi and people have put there, or says why it writes nothing."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from pulumi_servicecatalog.cli import main
from pulumi_servicecatalog.discovery import inventory
from pulumi_servicecatalog.discovery.inventory import Location
from pulumi_servicecatalog.discovery.scan import scan
from support.fakes.gateway import FakeGateway
from support.fakes.samples import account, stack
from support.sessions import unshared
from support.tables import table

HERE = Location(account="123456789012", region="eu-west-1")
SETTINGS = "Pulumi.123456789012-eu-west-1.yaml"


@pytest.fixture
def generate(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run the command on an inventory of two stacks that can be adopted."""
    read = scan(unshared(FakeGateway(account(stack("payments"), stack("search")))), lambda same: same)
    (tmp_path / "i.jsonl").write_text(inventory.text(inventory.of_scan(read, HERE, set())))

    def run(*options: str) -> tuple[int, str, str]:
        code = main.main(["generate", str(tmp_path / "i.jsonl"), "--out", str(tmp_path / "project"), *options])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def test_a_project_is_written_with_an_entry_for_each_stack(generate: Any, tmp_path: Path) -> None:
    code, shown, _ = generate()
    assert (code, "2 adoptions were added" in shown) == (0, True)
    entries = yaml.safe_load((tmp_path / "project/adoptions/123456789012/eu-west-1.yaml").read_text())
    assert [entry["physicalId"] for entry in entries] == ["payments", "search"]


@pytest.mark.parametrize("force", [[], ["--force"]])
def test_what_pulumi_and_people_write_into_settings_stays_and_is_not_called_a_change(
    generate: Any, tmp_path: Path, force: list[str]
) -> None:
    generate()
    file = tmp_path / "project" / SETTINGS
    theirs = "# ours\nencryptionsalt: v1:abc\n" + file.read_text() + "  servicecatalog:maxRetries: 3\n"
    file.write_text(theirs)
    _, shown, _ = generate(*force)
    assert file.read_text() == theirs
    assert "kept" not in shown


def test_settings_that_lead_elsewhere_are_kept_or_with_force_mended_beside_what_else_they_hold(
    generate: Any, tmp_path: Path
) -> None:
    generate()
    file = tmp_path / "project" / SETTINGS
    file.write_text("encryptionsalt: v1:abc\nconfig:\n  servicecatalog:region: us-east-1\n")
    assert f"{SETTINGS} has something else, and is kept" in generate()[1]
    assert "us-east-1" in file.read_text()
    generate("--force")
    document = yaml.safe_load(file.read_text())
    assert document["encryptionsalt"] == "v1:abc"
    assert document["config"]["servicecatalog:region"] == "eu-west-1"


def test_a_program_that_differs_is_kept_unless_forced(generate: Any, tmp_path: Path) -> None:
    generate()
    program = tmp_path / "project/__main__.py"
    program.write_text("# mine\n")
    assert "__main__.py has something else, and is kept" in generate()[1]
    assert program.read_text() == "# mine\n"
    generate("--force")
    assert "GovernedStacks" in program.read_text()


@pytest.mark.parametrize(
    ("path", "text", "message"),
    [
        ("i.jsonl", "{", "ends within a line"),
        ("project/adoptions/123456789012/eu-west-1.yaml", "a: [", "while parsing"),
        ("project/adoptions/123456789012/eu-west-1.yaml", "a: b", "a list of entries is expected"),
        (f"project/{SETTINGS}", "[1]", "no settings of a Pulumi stack"),
        (f"project/{SETTINGS}", "a: [", "while parsing"),
    ],
)
def test_what_cannot_be_used_is_one_line_and_nothing_is_written(
    generate: Any, tmp_path: Path, path: str, text: str, message: str
) -> None:
    file = tmp_path / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)
    code, _, reported = generate()
    assert (code, len(reported.splitlines())) == (2, 1)
    assert message in reported
    assert not (tmp_path / "project/__main__.py").exists()


SELECT = "  pulumi stack select --create 123456789012-eu-west-1"


@table(
    "options commands",
    ([], ["  cd {out}", SELECT], "Python"),
    (["--language", "yaml"], ["  cd {out}", SELECT], "YAML"),
    (
        ["--language", "typescript"],
        ['  cd {out} && pulumi package add "$(command -v pulumi-resource-servicecatalog)"', SELECT],
        "TypeScript, whose SDK is made first",
    ),
    (["--layout", "one"], ["  cd {out}", "  pulumi stack select --create all"], "one stack for all"),
    (["--language", "yaml", "--import-file"], ["  cd {out}", SELECT], "nothing is there to import"),
)
def test_it_ends_with_the_three_commands_that_come_next(
    generate: Any, tmp_path: Path, options: list[str], commands: list[str], reason: str
) -> None:
    _, shown, _ = generate(*options)
    out = tmp_path / "project"
    after = shown.splitlines()[-4:]
    assert after == ["Next:", *(line.format(out=out) for line in commands), "  pulumi preview"], reason


@table(
    "options message",
    (
        ["--language", "yaml", "--provider", "dynamic"],
        "--provider dynamic is for Python alone",
        "nor has YAML",
    ),
    (["--language", "typescript", "--provider", "dynamic"], "is for Python alone", "TypeScript has none"),
    (["--import-file"], "--import-file needs --provider plugin", "the dynamic provider cannot import"),
    (["--language", "yaml", "--layout", "one", "--import-file"], "and --layout account", "one stack has many accounts"),
)
def test_options_that_do_not_go_together_are_refused_and_nothing_is_written(
    generate: Any, tmp_path: Path, options: list[str], message: str, reason: str
) -> None:
    code, _, reported = generate(*options)
    assert (code, message in reported) == (2, True), reason
    assert not (tmp_path / "project").exists()
