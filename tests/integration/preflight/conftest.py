"""Every test has an account with a stack and a product that fit; and whatever it asks of preflight, nothing changes."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from catalog_emulator import Background
from integration.preflight.place import REGION, V2, Place

_READS = re.compile(r"(Describe|Get|List|Search|Scan|Simulate|AssumeRole$).*")


@pytest.fixture
def place(emulator: Any, account: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """The stack payments, and the product web-service in a portfolio: v1 has the stack's template, v2 another."""
    yield from _filled(emulator.url, account, monkeypatch)


def _filled(url: str, account: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    _point_at(url, account, monkeypatch)
    here = Place(url, account)
    here.stack()
    here.portfolio(product_id=here.product()[0])
    here.version("v2", V2)
    yield here
    assert here.seen, "the test has asked AWS nothing through the provider"
    changing = [f"{call['service']}:{call['operation']}" for call in here.seen if not _READS.match(call["operation"])]
    assert changing == [], "a preview changed something"


def _point_at(url: str, account: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the SDK's own chain lead the provider to the account."""
    values = {
        "AWS_ENDPOINT_URL": url,
        "AWS_REGION": REGION,
        "AWS_ACCESS_KEY_ID": account,
        "AWS_SECRET_ACCESS_KEY": "any",
        "AWS_EC2_METADATA_DISABLED": "true",
    }
    for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_DEFAULT_REGION"):
        monkeypatch.delenv(name, raising=False)
    for name, value in values.items():
        monkeypatch.setenv(name, value)


@pytest.fixture(scope="session")
def frozen_emulator() -> Iterator[Background]:
    """An emulator whose clock stands still."""
    with Background("--manual-clock") as running:
        yield running


@pytest.fixture
def frozen(frozen_emulator: Background, account: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Place]:
    """The same as `place`, where everything is made in the same moment."""
    yield from _filled(frozen_emulator.url, account, monkeypatch)
