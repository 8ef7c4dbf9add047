"""What a conftest.py imports to have an emulator with a manual clock, and an account there."""

from collections.abc import Iterator

import pytest

from catalog_emulator.background import Background
from support.aws_environment import caller_of
from support.fake_clock.account import FakeClockAccount

_SHARED = "900000000001"
"""The account; the emulator is this process's own."""


@pytest.fixture(scope="session")
def fake_clock() -> Iterator[Background]:
    """An emulator whose clock stands still until somebody sleeps."""
    with Background("--manual-clock", "--record-seconds", "2") as running:
        yield running


@pytest.fixture(scope="session")
def shared_account(fake_clock: Background, tmp_path_factory: pytest.TempPathFactory) -> FakeClockAccount:
    """An account for many tests, each with stacks of its own: to open clients takes longer than most of them."""
    with caller_of(_SHARED, tmp_path_factory.mktemp("aws")):
        return FakeClockAccount.at(fake_clock, _SHARED)


@pytest.fixture
def aws(shared_account: FakeClockAccount) -> Iterator[FakeClockAccount]:
    """The account, in which nothing goes wrong before and after the test."""
    yield shared_account
    shared_account.calm()
