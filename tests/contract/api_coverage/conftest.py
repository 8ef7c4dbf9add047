"""One walk for all tests of this folder, in an emulator of its own."""

import pytest

import catalog_emulator.sample
from catalog_emulator import Background
from contract.api_coverage import walk
from contract.api_coverage.account import FurnishedAccount
from support.account import REGION
from support.aws_environment import caller_of

ACCOUNT = "111122223333"


@pytest.fixture(scope="session")
def walked(tmp_path_factory: pytest.TempPathFactory) -> walk.Walked:
    """Every step of every way. The environment leads to the account while they are walked, and no longer."""
    with (
        Background("--set", "record_seconds=0", "--set", "import_path_id=first") as emulator,
        caller_of(ACCOUNT, tmp_path_factory.mktemp("aws"), url=emulator.url, region=REGION),
    ):
        catalog_emulator.sample.fill(emulator.url, account=ACCOUNT)
        aws = FurnishedAccount(emulator.url, ACCOUNT)
        aws.furnish()
        return walk.everything(aws)
