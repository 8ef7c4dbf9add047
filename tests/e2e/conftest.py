"""Each test has an account, a Pulumi backend and a Pulumi home of its own."""

import os
from pathlib import Path
from typing import Any

import catalog_emulator.sample
import pytest
from e2e.cli import REGION, Aws, Pulumi


@pytest.fixture
def aws(emulator: Any, account: str) -> Aws:
    """An account with the sample stacks and portfolio."""
    catalog_emulator.sample.fill(emulator.url, account=account)
    return Aws(emulator.url, account)


@pytest.fixture
def pulumi(tmp_path: Path, emulator: Any, account: str) -> Pulumi:
    """The CLI with a backend of its own; no stack is made yet."""
    home = tmp_path / "pulumi"
    (home / "state").mkdir(parents=True)
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("AWS_", "PULUMI_"))}
    environment = {
        **kept,
        "AWS_ACCESS_KEY_ID": account,
        "AWS_SECRET_ACCESS_KEY": "any",
        "AWS_REGION": REGION,
        "AWS_ENDPOINT_URL": emulator.url,
        "AWS_EC2_METADATA_DISABLED": "true",
        "PULUMI_HOME": str(home),
        "PULUMI_BACKEND_URL": (home / "state").as_uri(),
        "PULUMI_CONFIG_PASSPHRASE": "test",
        "PULUMI_SKIP_UPDATE_CHECK": "1",
        "PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION": "1",
    }
    return Pulumi(home=home, program=tmp_path, environment=environment)
