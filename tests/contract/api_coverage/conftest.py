"""One walk for all tests of this folder, in an emulator of its own."""

import pytest

import catalog_emulator.sample
from catalog_emulator import Background
from contract.api_coverage import walk
from contract.api_coverage.account import FurnishedAccount
from support.account import REGION

ACCOUNT = "111122223333"


@pytest.fixture(scope="session")
def walked() -> walk.Walked:
    """Every step of every way. The environment leads to the account while they are walked, and no longer."""
    with (
        Background("--set", "record_seconds=0", "--set", "import_path_id=first") as emulator,
        pytest.MonkeyPatch.context() as patch,
    ):
        for name in ("AWS_PROFILE", "AWS_SESSION_TOKEN", "AWS_DEFAULT_REGION"):
            patch.delenv(name, raising=False)
        patch.setenv("AWS_ENDPOINT_URL", emulator.url)
        patch.setenv("AWS_REGION", REGION)
        patch.setenv("AWS_ACCESS_KEY_ID", ACCOUNT)
        patch.setenv("AWS_SECRET_ACCESS_KEY", "any")
        patch.setenv("AWS_EC2_METADATA_DISABLED", "true")
        catalog_emulator.sample.fill(emulator.url, account=ACCOUNT)
        aws = FurnishedAccount(emulator.url, ACCOUNT)
        aws.furnish()
        return walk.everything(aws)
