"""The account of a test at the emulator, whose clock moves by itself or stands still."""

from collections.abc import Iterator
from typing import Any

import pytest

from catalog_emulator import Background
from integration.emulator.caller import Caller


@pytest.fixture(scope="session")
def fake_clock() -> Iterator[Background]:
    """An emulator whose clock stands still until a test advances it."""
    with Background("--manual-clock") as running:
        yield running


@pytest.fixture
def aws(emulator: Any, account: str) -> Caller:
    """The test's account. Its records end at the next call after they were opened."""
    here = Caller(emulator.url, account)
    here.set(record_seconds=0)
    return here


@pytest.fixture
def slow(fake_clock: Background, account: str) -> Caller:
    """An account at the emulator with the manual clock."""
    return Caller(fake_clock.url, account)
