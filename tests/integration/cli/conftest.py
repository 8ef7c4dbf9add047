"""catalogctl in a shell in which the sample account is configured, and that account past it."""

import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest

import catalog_emulator.sample
from support.account import REGION, Account
from support.aws_environment import variables

Ran = subprocess.CompletedProcess[str]
Cli = Callable[..., Ran]


@pytest.fixture
def aws(emulator: Any, account: str) -> Account:
    """The sample account."""
    catalog_emulator.sample.fill(emulator.url, account=account)
    return Account(emulator.url, account)


@pytest.fixture
def environment(aws: Account) -> dict[str, str]:
    """The environment of a shell in which the sample account is configured."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("AWS_", "PYTHON"))}
    return {
        **kept,
        **variables(aws.account, url=aws.url, region=REGION),
    }


@pytest.fixture
def catalogctl(environment: dict[str, str]) -> Cli:
    def run(*arguments: str, without: tuple[str, ...] = (), **variables: str) -> Ran:
        kept = {key: value for key, value in environment.items() if key not in without} | variables
        return subprocess.run(
            [sys.executable, "-m", "pulumi_servicecatalog.cli.main", *arguments],
            env=kept,
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )

    return run
