"""What can be typed: examples that work, slips that are refused with what was perhaps meant."""

import re
import shlex
from importlib import import_module
from typing import Any

import click
import pytest

from pulumi_servicecatalog.cli import exit_codes, main
from pulumi_servicecatalog.cli.command import Choice
from pulumi_servicecatalog.discovery import project
from support.tables import table


def command(name: str) -> Any:
    """Return a command by what is typed; one of a group by both words."""
    first, *second = name.split()
    known = import_module(f"pulumi_servicecatalog.cli.commands.{first.replace('-', '_')}").COMMAND
    return known.commands[second[0]] if second else known


def typed_names() -> list[str]:
    groups = {name: getattr(command(name), "commands", None) for name in main._COMMANDS}
    return [f"{name} {own}" if own else name for name, several in groups.items() for own in several or [""]]


COMMANDS = typed_names()


@table(
    "arguments message",
    (["--versoin"], 'catalogctl: error: unrecognized arguments: --versoin. Did you mean "--version"?', "an option"),
    (
        ["chekc"],
        "invalid choice: 'chekc' (choose from discover, propose, generate, rollout, fleet, drift,",
        "a command",
    ),
    (["chekc"], 'Did you mean "check"?', "a command that is near one"),
    (
        ["check", "a", "--prodcut", "w"],
        'check: error: unrecognized arguments: --prodcut. Did you mean "--product"?',
        "a",
    ),
    (
        ["check", "a", "--pro", "w"],
        "unrecognized arguments: --pro",
        "an option in short, which could change its meaning",
    ),
    (["fleet", "paln"], "invalid choice: 'paln' (choose from plan, run, merge). Did you mean \"plan\"?", "a second"),
    (["fleet"], "the following arguments are required: COMMAND", "no second command"),
    (["fleet", "plan"], "fleet plan: error: the following arguments are required: DIR", "a folder that is missing"),
    (["fleet", "run", "--shard", "1/2"], "one of the arguments --preview --yes is required", "how far"),
    (["fleet", "run", "--shard", "3/2", "--yes"], "must be a line of a plan, or a part such as 1/8", "no part"),
    (["fleet", "run", "--shard", "1/2", "--yes"], "--shard i/n needs --plan", "a part of nothing"),
    (["rollout", "d"], "without a terminal, --preview or --yes is needed", "nobody who could be asked"),
    (["rollout", "d", "--yes", "--waves", "x"], "'x' must be a number of shards, or a percentage", "no wave"),
    (["rollout", "d", "--yes", "--preview"], "argument --yes: not allowed with argument --preview", "both"),
    (["rollout", "d", "--workers", "2", "--scheduler", "x"], "argument --scheduler: not allowed", "two executors"),
    (["history", "a", "b"], "unrecognized arguments: b", "one too many"),
    (["history", "a", "--region", "--json"], "argument --region: expected one argument", "an option for a value"),
    (["history", "a", "--region"], "argument --region: expected one argument", "no value"),
    (["history", "a", "--limit", "-5"], "argument --limit: '-5' must be an integer", "a number is a value"),
    (["history", "a", "--json=yes"], "argument --json: takes no value", "a value for a flag"),
    (["iam-policy"], "the following arguments are required: --for", "a required option"),
    (
        ["iam-policy", "--for", "adpot"],
        "must be one of check, adopt, update, release, drift, drift-resources, drift-trail, and not 'adpot'",
        "a word",
    ),
    (["iam-policy", "--for", "adpot"], 'Did you mean "adopt"?', "a word that is near one"),
    (["discover", "--resume", "--force"], "argument --force: not allowed with argument --resume", "a contradiction"),
    (
        ["discover", "--ou", "a", "--organization"],
        "argument --ou: not allowed with argument --organization",
        "two places",
    ),
    (
        ["discover", "--external-id", "x"],
        "--external-id needs --role-name or --role-arn-template",
        "one that needs another",
    ),
    (["discover", "--role-arn-template", "arn:x"], "must be an ARN with {account} in it", "a template"),
    (["discover", "--out", ""], "argument --out: must not be empty", "a shell variable that is not set"),
    (["generate", "i.jsonl"], "the following arguments are required: --out", "a folder"),
    (["completion", "tcsh"], "argument SHELL: must be one of bash, zsh, fish, and not 'tcsh'", "a shell"),
    (["check", "a", "--prod\x1b[2Juct"], "--prod\\x1b[2Juct", "what acts on a terminal is shown escaped"),
)
def test_a_slip_ends_with_2_a_usage_line_and_what_was_perhaps_meant(
    arguments: list[str], message: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main.main(arguments) == exit_codes.CONFIGURATION, reason
    printed = capsys.readouterr()
    usage, error = printed.err.splitlines()
    assert (printed.out, usage.split(" [")[0].split()[:2]) == ("", ["usage:", "catalogctl"])
    assert message in error


@pytest.mark.parametrize("name", COMMANDS)
def test_each_example_of_a_help_text_can_be_typed(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    known = command(name)
    assert main.main([*name.split(), "--help"]) == 0
    examples = re.findall(rf"\bcatalogctl {name}(?: [^|)\n]*|$)", known.notes.split("\n\n")[0])
    assert len(examples) > 1
    for example in examples:
        typed = shlex.split(example.partition(">")[0], comments=True)
        with known.make_context(known.name, typed[1 + len(name.split()) :]) as context:
            assert context.params


def test_a_help_text_says_what_can_be_typed_in_sections_that_fit_the_window(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "60")
    assert main.main(["discover", "-h"]) == 0
    shown = capsys.readouterr().out
    sections = [line for line in shown.splitlines() if re.fullmatch(r"[a-z ]+:", line)]
    assert sections == ["examples:", "where:", "how an account is entered:", "output:", "verdicts:", "exit codes:"]
    options = shown.partition("where:")[2].partition("verdicts:")[0].splitlines()
    assert max(map(len, options)) <= 60


def test_what_can_be_chosen_is_what_the_project_can_be() -> None:
    chosen = {param.name: param.type.choices for param in command("generate").params if isinstance(param.type, Choice)}
    kinds = {"language": project.Language, "provider": project.Provider, "layout": project.Layout}
    assert {name: list(those) for name, those in chosen.items()} == {
        name: [member.value for member in kind] for name, kind in kinds.items()
    }


@pytest.mark.parametrize("name", COMMANDS)
def test_every_option_says_what_it_is_for(name: str) -> None:
    silent = [param.name for param in command(name).params if isinstance(param, click.Option) and not param.help]
    assert silent == []
