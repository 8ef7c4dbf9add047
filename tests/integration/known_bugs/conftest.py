"""The sample account, and an environment that leads a provider to it."""

import pytest

import catalog_emulator.sample
from support.account import REGION, Account


@pytest.fixture
def aws(emulator, account, monkeypatch):
    """The account, in which every record ends as soon as it is asked for."""
    catalog_emulator.sample.fill(emulator.url, account=account)
    emulator.control.set(account=account, record_seconds=0)
    lead(monkeypatch, emulator.url, account)
    return Account(emulator.url, account)


@pytest.fixture
def elsewhere(aws, accounts, monkeypatch):
    """Another account, whose credentials the provider has; in the sample account it has a role only."""
    other = next(accounts)
    lead(monkeypatch, aws.url, other)
    return Account(aws.url, other)


def lead(monkeypatch, url, account):
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ENDPOINT_URL", url)
    monkeypatch.setenv("AWS_REGION", REGION)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", account)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "any")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
