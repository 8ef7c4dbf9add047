"""`catalogctl doctor` as a shell sees it: what is on PATH, and the account that the credentials lead to."""

import json
from pathlib import Path
from typing import Any

from integration.cli.conftest import Cli, Ran
from support.account import Account

PULUMI = """#!/bin/sh
case "$1" in
  version) echo v3.259.0 ;;
  plugin) echo '[{"name": "servicecatalog", "kind": "resource", "version": "0.0.9"}]' ;;
esac
"""


def on_path(folder: Path, **programs: str) -> dict[str, str]:
    for name, text in programs.items():
        path = folder / name.replace("_", "-")
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)
    return {"PATH": f"{folder}:/usr/bin:/bin"}


def diagnoses(done: Ran) -> dict[str, Any]:
    return {one["check"]: one for one in json.loads(done.stdout)["diagnoses"]}


def test_a_machine_and_an_account_in_which_all_is_well(catalogctl: Cli, aws: Account, tmp_path: Path) -> None:
    programs = on_path(tmp_path, pulumi=PULUMI, pulumi_resource_servicecatalog="#!/bin/sh\necho other 0.0.1\n")
    done = catalogctl("doctor", "--json", **programs)
    seen = diagnoses(done)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "v3.259.0" in seen["Pulumi CLI"]["message"]
    assert seen["plugin"]["state"] == "warning"
    assert (
        f"{tmp_path}/pulumi-resource-servicecatalog wins; Pulumi's own copies (0.0.9) lose" in seen["plugin"]["message"]
    )
    assert seen["credentials"]["message"] == "the environment (AWS_ACCESS_KEY_ID)"
    assert aws.account in seen["caller"]["message"]
    assert {seen[check]["state"] for check in ("servicecatalog", "cloudformation", "clock", "may adopt")} == {"ok"}


def test_what_is_wrong_comes_with_the_command_that_mends_it(catalogctl: Cli, aws: Account, tmp_path: Path) -> None:
    aws.set(denied_actions=["servicecatalog:ImportAsProvisionedProduct"])
    done = catalogctl("doctor", "--for", "adopt", "--json", **on_path(tmp_path))
    seen = diagnoses(done)
    assert done.returncode == 1
    assert seen["Pulumi CLI"]["command"] == "curl -fsSL https://get.pulumi.com | sh"
    assert seen["may adopt"]["command"] == "catalogctl iam-policy --for adopt"
    assert "servicecatalog:ImportAsProvisionedProduct" in seen["may adopt"]["message"]
    assert "may release" not in seen


def test_every_account_and_region_of_a_project_is_entered(catalogctl: Cli, aws: Account, tmp_path: Path) -> None:
    (tmp_path / "Pulumi.yaml").write_text("name: shop\nruntime: yaml\n", encoding="utf-8")
    for account in (aws.account, "444455556666"):
        role = f"arn:aws:iam::{account}:role/Reader"
        config = f'"servicecatalog:expectedAccountId": "{account}", "servicecatalog:roleArn": "{role}"'
        settings = f'config: {{{config}, "servicecatalog:region": eu-west-1}}\n'
        (tmp_path / f"Pulumi.{account}.yaml").write_text(settings, encoding="utf-8")
    done = catalogctl("doctor", str(tmp_path), "--for", "drift", **on_path(tmp_path, pulumi=PULUMI))
    assert f"{aws.account}, eu-west-1\n" in done.stdout
    assert "444455556666, eu-west-1\n" in done.stdout
    shown = " ".join(done.stdout.split())
    for account in (aws.account, "444455556666"):
        assert f"through arn:aws:iam::{account}:role/Reader, in {account}, eu-west-1" in shown


def test_without_credentials_it_says_so(catalogctl: Cli, tmp_path: Path) -> None:
    without = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")
    done = catalogctl("doctor", without=without, HOME=str(tmp_path), **on_path(tmp_path, pulumi=PULUMI))
    assert done.returncode == 1
    assert "$ aws configure sso" in done.stdout
    assert "[NoCredentials]" in done.stdout
