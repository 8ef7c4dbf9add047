"""The sample account, and an environment that leads a provider to it."""

import pytest

import catalog_emulator.sample
from support.account import REGION, Account
from support.aws_environment import lead


@pytest.fixture
def aws(emulator, account, tmp_path, monkeypatch):
    """The account, in which every record ends as soon as it is asked for."""
    catalog_emulator.sample.fill(emulator.url, account=account)
    emulator.control.set(account=account, record_seconds=0)
    lead(monkeypatch, account, tmp_path, url=emulator.url, region=REGION)
    return Account(emulator.url, account)


@pytest.fixture
def elsewhere(aws, accounts, tmp_path, monkeypatch):
    """Another account, whose credentials the provider has; in the sample account it has a role only."""
    other = next(accounts)
    lead(monkeypatch, other, tmp_path, url=aws.url, region=REGION)
    return Account(aws.url, other)
