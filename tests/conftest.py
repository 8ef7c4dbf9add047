"""One emulator for each process of tests, and an AWS account of its own for each test."""

import gc
import itertools
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from catalog_emulator.control import Control
from support import api_models, random_cases

random_cases.register()
api_models.share()
gc.disable()  # until the tests are collected, which makes much and leaves no garbage

_LONG = [Path(__file__).parent / folder for folder in ("e2e", "integration/state_machine", "upgrade")]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--part", metavar="I/N", help="run every N-th test from the I-th on, as one of N processes")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Begin with what takes seconds each, so that no process is left with it while the others have nothing to do."""
    items.sort(key=lambda item: not any(item.path.is_relative_to(folder) for folder in _LONG))
    part, _, parts = (config.getoption("--part") or "1/1").partition("/")
    items[:] = items[int(part) - 1 :: int(parts)]


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Let a part be empty, where only a few tests were chosen."""
    if session.config.getoption("--part") and exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED:
        session.exitstatus = pytest.ExitCode.OK


def pytest_collection_finish() -> None:
    """Spare the garbage collector all that collecting has made: it would look through it again and again."""
    gc.freeze()
    gc.set_threshold(200_000, 50, 100)  # tests make much that is gone when they end
    gc.enable()


_numbers = itertools.count(1)


@dataclass(frozen=True)
class RunningEmulator:
    url: str
    control: Control


@pytest.fixture(scope="session")
def emulator() -> Iterator[RunningEmulator]:
    """The emulator as its users start it."""
    command = [sys.executable, "-m", "catalog_emulator", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        url = json.loads(process.stdout.readline())["url"]
        yield RunningEmulator(url, Control(url))
        process.terminate()
        assert process.wait(timeout=10) == 0


def new_account() -> str:
    """Return an account that nobody has used: 12 digits, which the emulator takes as an access key."""
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    return f"{worker + 10}{next(_numbers):010d}"


@pytest.fixture
def account() -> str:
    """An account of the test's own."""
    return new_account()


@pytest.fixture
def accounts() -> Iterator[str]:
    """As many accounts of its own as a test asks for."""
    return iter(new_account, "")
