"""The account at the emulator with the manual clock; `--machine-examples` is how many sequences are tried."""

import pytest

from support.fake_clock.fixtures import aws, fake_clock, shared_account


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--machine-examples", type=int, default=50, help="how many sequences the state machine tries")
