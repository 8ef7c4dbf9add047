"""Each test has an account, a Pulumi backend and a Pulumi home of its own."""

from pathlib import Path
from typing import Any

import pytest

import catalog_emulator.sample
from e2e.cli import Aws, Pulumi


@pytest.fixture
def aws(emulator: Any, account: str) -> Aws:
    """An account with the sample stacks and portfolio."""
    catalog_emulator.sample.fill(emulator.url, account=account)
    return Aws(emulator.url, account)


@pytest.fixture
def pulumi(tmp_path: Path, emulator: Any, account: str) -> Pulumi:
    """The CLI with a backend of its own; no stack is made yet."""
    return Pulumi.at(tmp_path, url=emulator.url, account=account)
