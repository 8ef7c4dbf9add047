"""`--limits`: what a command and the processes that it starts keep to, and what is shown at its end."""

import os

import pytest

from pulumi_servicecatalog import connect
from pulumi_servicecatalog.cli import exit_codes, limits, main
from pulumi_servicecatalog.model.limits import DEFAULTS, Call

CALL = Call(service="cloudformation", operation="DescribeStacks", account="111122223333", region="eu-west-1")
OWN = Call(service="sts", operation="AssumeRole", account="", region="eu-west-1")


def test_what_throttling_taught_is_shown_at_the_end(capsys):
    with limits.kept(DEFAULTS, processes=False):
        for _ in range(5):
            connect.pacing().send(CALL)
        connect.pacing().throttled(CALL)
        connect.pacing().send(OWN)
        connect.pacing().throttled(OWN)
    own, other = capsys.readouterr().err.splitlines()
    assert own.endswith(" throttled 1 of 1 calls of sts in your own account, eu-west-1; it answers about 0.7 a second")
    assert " 1 of 5 calls of cloudformation in 111122223333, eu-west-1; it answers about 3.5 a second" in other
    assert connect.LIMITS_VARIABLE not in os.environ


def test_where_aws_throttled_nothing_nothing_is_shown(capsys):
    with limits.kept(DEFAULTS, processes=False):
        connect.pacing().send(CALL)
    assert capsys.readouterr().err == ""


def test_of_many_accounts_some_are_shown(capsys):
    with limits.kept(DEFAULTS, processes=False):
        for number in range(8):
            connect.pacing().throttled(Call(service="s3", operation="GetObject", account=f"{number:012}", region="r"))
    *_, last = lines = capsys.readouterr().err.splitlines()
    assert (len(lines), last) == (6, "catalogctl: AWS also throttled calls in 3 more accounts and Regions")


@pytest.mark.parametrize(("processes", "throttled"), [(True, 3), (False, 1)])
def test_the_processes_that_a_command_starts_count_together_with_it(capsys, processes, throttled):
    with limits.kept(DEFAULTS, processes=processes):
        for _ in range(3):
            connect.forget_pacing()  # another process knows nothing but the variable
            connect.pacing().throttled(CALL)
    assert f"AWS throttled {throttled} of 0 calls of cloudformation" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command",
    [
        ("discover",),
        ("rollout", "adoptions", "--preview"),
        ("fleet", "run", "--shard", "1/1", "--plan", "plan.jsonl", "--yes"),
    ],
)
def test_a_file_with_a_slip_is_refused_before_aws_is_asked(tmp_path, monkeypatch, capsys, command):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "adoptions").mkdir()
    (tmp_path / "adoptions" / "Pulumi.yaml").write_text("name: adoptions\nruntime: python\n")
    settings = "config: {servicecatalog:region: eu-west-1, servicecatalog:expectedAccountId: '111122223333'}\n"
    (tmp_path / "adoptions" / "Pulumi.one.yaml").write_text(settings)
    assert main.main(["fleet", "plan", "adoptions", "--out", "plan.jsonl"]) == exit_codes.OK
    (tmp_path / "limits.yml").write_text("limits: {hub: {rates: 3, rate: 3}}\n")
    assert main.main([*command, "--limits", "limits.yml"]) == exit_codes.CONFIGURATION
    assert "limits.yml: limit hub: 'rates' is unknown. Did you mean \"rate\"?" in capsys.readouterr().err
