"""Every test has an account with a stack and a product that fit; and whatever it asks of preflight, nothing changes."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from integration.preflight.preview import V1, V2, Preview
from support.account import REGION, Account

_READS = re.compile(r"(Describe|Get|List|Search|Scan|Simulate|AssumeRole$).*")


@pytest.fixture
def aws(emulator: Any, account: str) -> Account:
    """The stack payments, and the product web-service in a portfolio: v1 has the stack's template, v2 another."""
    here = Account(emulator.url, account)
    here.set(import_seconds=0, provision_seconds=0)
    here.make_portfolio("platform")
    here.make_stack("payments", V1)
    here.add_product("web-service", V1, V2)
    return here


@pytest.fixture
def preview(aws: Account, monkeypatch: pytest.MonkeyPatch) -> Iterator[Preview]:
    _point_at(aws, monkeypatch)
    here = Preview(aws)
    yield here
    assert here.calls, "the test has asked AWS nothing through the provider"
    changing = [name for name in here.operations() if not _READS.match(name)]
    assert changing == [], "a preview changed something"


def _point_at(aws: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the SDK's own chain lead the provider to the account."""
    values = {
        "AWS_ENDPOINT_URL": aws.url,
        "AWS_REGION": REGION,
        "AWS_ACCESS_KEY_ID": aws.account,
        "AWS_SECRET_ACCESS_KEY": "any",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    for name, value in values.items():
        monkeypatch.setenv(name, value)
