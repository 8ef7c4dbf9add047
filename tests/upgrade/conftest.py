from pathlib import Path
from typing import Any

import pytest

from upgrade.environment import Environment


@pytest.fixture
def environment(tmp_path: Path, emulator: Any, account: str) -> Environment:
    """An empty account, and a Pulumi CLI of the test's own."""
    return Environment.at(tmp_path, url=emulator.url, account=account)
