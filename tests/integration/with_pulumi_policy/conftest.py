"""Tests of the policy pack, for the environment that has pulumi-policy: make test-pulumi-policy."""

import importlib.util
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

import catalog_emulator.sample
from support.account import Account
from support.policy_pack import copied, runner
from support.pulumi_cli import Pulumi

if importlib.util.find_spec("pulumi_policy") is None:
    collect_ignore_glob = ["test_*.py"]


@pytest.fixture
def aws(emulator: Any, account: str) -> Account:
    """An account with the sample stacks and portfolio."""
    catalog_emulator.sample.fill(emulator.url, account=account)
    emulator.control.set(account=account, record_seconds=0)
    return Account(emulator.url, account)


@pytest.fixture
def pulumi(tmp_path: Path, aws: Account) -> Pulumi:
    """The CLI, with what starts a policy pack on PATH, and a pack beside the program."""
    pulumi = Pulumi.at(tmp_path, url=aws.url, account=aws.account)
    pulumi.environment["PATH"] = f"{runner(tmp_path / 'bin', Path(sys.executable))}:{pulumi.environment['PATH']}"
    copied(tmp_path / "policy-pack")
    pulumi.program = tmp_path / "program"
    pulumi.program.mkdir()
    shutil.copy(Path(__file__).with_name("program.py"), pulumi.program / "__main__.py")
    (pulumi.program / "Pulumi.yaml").write_text("name: governed\nruntime: python\n", encoding="utf-8")
    return pulumi
