"""catalogctl in a shell in which the sample account is configured, and that account past it."""

import os
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import boto3
import pytest

import catalog_emulator.sample

REGION = catalog_emulator.sample.REGION
Ran = subprocess.CompletedProcess[str]
Cli = Callable[..., Ran]


@pytest.fixture
def environment(emulator: Any, account: str) -> dict[str, str]:
    """The environment of a shell in which the sample account is configured."""
    catalog_emulator.sample.fill(emulator.url, account=account)
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("AWS_", "PYTHON"))}
    return {
        **kept,
        "AWS_ACCESS_KEY_ID": account,
        "AWS_SECRET_ACCESS_KEY": "any",
        "AWS_REGION": REGION,
        "AWS_ENDPOINT_URL": emulator.url,
        "AWS_EC2_METADATA_DISABLED": "true",
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


def client(environment: dict[str, str], service: str) -> Any:
    """Give boto3's client of the account that an environment names."""
    return boto3.client(
        service,
        endpoint_url=environment["AWS_ENDPOINT_URL"],
        region_name=REGION,
        aws_access_key_id=environment["AWS_ACCESS_KEY_ID"],
        aws_secret_access_key="any",
    )
