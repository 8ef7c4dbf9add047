"""An account with the sample in two Regions, and lock files in a folder of the test's own."""

from pathlib import Path
from typing import Any

import pytest

import catalog_emulator.sample
from support.account import Account

REGIONS = ("eu-west-1", "eu-central-1")


@pytest.fixture
def aws(emulator: Any, account: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Account:
    """The account, past the provider; in the environment of the test it is the provider's as well."""
    for name in ("AWS_PROFILE", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_SESSION_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_CONFIG_FILE", str(tmp_path / "config"))
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", str(tmp_path / "credentials"))
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", account)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "any")
    monkeypatch.setenv("AWS_ENDPOINT_URL", emulator.url)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    for region in REGIONS:
        catalog_emulator.sample.fill(emulator.url, account=account, region=region)
    emulator.control.set(account=account, record_seconds=0.1)
    return Account(emulator.url, account)
