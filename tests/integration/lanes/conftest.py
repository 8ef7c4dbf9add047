"""An account with the sample in two Regions, and lock files in a folder of the test's own."""

from pathlib import Path
from typing import Any

import pytest

import catalog_emulator.sample
from support.account import Account
from support.aws_environment import lead

REGIONS = ("eu-west-1", "eu-central-1")


@pytest.fixture
def aws(emulator: Any, account: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Account:
    """The account, past the provider; in the environment of the test it is the provider's as well."""
    lead(monkeypatch, account, tmp_path, url=emulator.url)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for region in REGIONS:
        catalog_emulator.sample.fill(emulator.url, account=account, region=region)
    emulator.control.set(account=account, record_seconds=0.1)
    return Account(emulator.url, account)
