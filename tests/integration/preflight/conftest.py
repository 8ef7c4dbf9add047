"""Every test has an account with a stack and a product that fit; and whatever it asks of preflight, nothing changes."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from integration.preflight.preview import V1, V2, Preview
from support.account import REGION, Account
from support.aws_environment import lead

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
def preview(aws: Account, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Preview]:
    lead(monkeypatch, aws.account, tmp_path, url=aws.url, region=REGION)
    here = Preview(aws)
    yield here
    assert here.calls, "the test has asked AWS nothing through the provider"
    changing = [name for name in here.operations() if not _READS.match(name)]
    assert changing == [], "a preview changed something"
