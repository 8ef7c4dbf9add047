"""Each test has an account, a Pulumi backend and a Pulumi home of its own."""

import fcntl
import os
from pathlib import Path
from typing import Any

import pytest
from tools.pulumi.machine import this_machine
from tools.sdks import generating

import catalog_emulator.sample
from e2e.languages import Go, TypeScript
from support.account import Account
from support.pulumi_cli import Pulumi


@pytest.fixture
def aws(emulator: Any, account: str) -> Account:
    """An account with the sample stacks and portfolio."""
    catalog_emulator.sample.fill(emulator.url, account=account)
    return Account(emulator.url, account)


@pytest.fixture
def pulumi(tmp_path: Path, emulator: Any, account: str) -> Pulumi:
    """The CLI with a backend of its own; no stack is made yet."""
    return Pulumi.at(tmp_path, url=emulator.url, account=account)


@pytest.fixture(scope="session")
def sdks() -> Path:
    """The generated SDKs, from the user's cache where this schema.json has them there."""
    return generating.obtain(this_machine(print))


@pytest.fixture(scope="session")
def typescript(sdks: Path, tmp_path_factory: pytest.TempPathFactory) -> TypeScript:
    """What TypeScript programs are compiled with, installed once for all processes of tests."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    with (shared / "typescript.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        return TypeScript.installed(sdks, shared / "typescript")


@pytest.fixture
def golang(sdks: Path) -> Go:
    """What Go programs are compiled with."""
    return Go(sdk=sdks / "go")
