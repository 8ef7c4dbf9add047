"""Completion, asked for as the scripts of the shells ask for it."""

from typing import Any

import pytest

from pulumi_servicecatalog.cli import main
from support.tables import table


@pytest.fixture
def completed(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Ask as a shell does, with the line as it stands and the number of the word that is completed."""

    def ask(shell: str, *words: str) -> list[str]:
        monkeypatch.setenv("_CATALOGCTL_COMPLETE", f"{shell}_complete")
        monkeypatch.setenv("COMP_WORDS", " ".join(words))
        monkeypatch.setenv("COMP_CWORD", words[-1] if shell == "fish" else str(len(words) - 1))
        assert main.main([]) == 0
        return [line for line in capsys.readouterr().out.splitlines() if line]

    return ask


@table(
    "words proposed",
    (["catalogctl", "di"], ["plain,discover"], "a command"),
    (["catalogctl", "--v"], ["plain,--version"], "an option of all"),
    (["catalogctl", "check", "a", "--product"], ["plain,--product", "plain,--product-id"], "options"),
    (["catalogctl", "generate", "--layout", ""], ["plain,account", "plain,one"], "words of a choice"),
    (["catalogctl", "generate", "--layout=o"], ["plain,one"], "words after an equals sign"),
    (["catalogctl", "iam-policy", "--for", "ad"], ["plain,adopt"], "a choice that can be repeated"),
    (["catalogctl", "discover", "--accounts", "acc"], ["file,acc"], "a file, which the shell completes"),
    (["catalogctl", "generate", "i.jsonl", "--out", "ad"], ["dir,ad"], "a folder, which the shell completes"),
    (["catalogctl", "generate", "inv"], ["file,inv"], "a file without an option"),
    (["catalogctl", "completion", ""], ["plain,bash", "plain,zsh", "plain,fish"], "shells"),
)
def test_a_shell_is_told_what_can_stand_there(
    words: list[str], proposed: list[str], reason: str, completed: Any
) -> None:
    assert completed("bash", *words) == proposed, reason


def test_zsh_and_fish_show_what_each_is_for(completed: Any) -> None:
    purpose = "show every operation on a provisioned product"
    assert completed("zsh", "catalogctl", "his") == ["plain", "history", purpose]
    assert completed("fish", "catalogctl", "his") == [f"plain,history\t{purpose}"]


@pytest.mark.parametrize(("shell", "line"), [("zsh", "#compdef catalogctl"), ("fish", "complete --no-files --command")])
def test_the_script_for_a_shell_is_printed(shell: str, line: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main.main(["completion", shell]) == 0
    script = capsys.readouterr().out
    assert line in script
    assert f"_CATALOGCTL_COMPLETE={shell}_complete" in script
