"""An account with something to adopt, and an engine to adopt it with."""

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import catalog_emulator.sample
from support import engine as fake_engine
from support.account import Account
from support.aws_environment import variables
from support.engine import Engine
from support.providers import REGION


@pytest.fixture
def aws(emulator: Any, account: str) -> Account:
    """The sample account, in which records end as soon as they are asked for."""
    catalog_emulator.sample.fill(emulator.url, account=account)
    emulator.control.set(account=account, record_seconds=0)
    return Account(emulator.url, account)


@pytest.fixture
def environment(emulator: Any, account: str, tmp_path: Path) -> dict[str, str]:
    """What a provider's process inherits: the credentials of the account, and no settings of who runs the tests."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(tmp_path),
        **variables(account, url=emulator.url),
    }


@dataclass
class Operations:
    """Begins operations of an engine; all of them end with the test."""

    begin: Callable[..., AbstractContextManager[Engine]]
    folder: Path
    environment: dict[str, str]
    stack: ExitStack

    def __call__(self, config: dict[str, str] | None = None, **environment: str) -> Engine:
        """Begin one; `environment` adds to that of the provider's process."""
        settings = {"aws:region": REGION} if config is None else config
        return self.stack.enter_context(self.begin(self.folder, {**self.environment, **environment}, settings))


@pytest.fixture
def operation(tmp_path: Path, environment: dict[str, str]) -> Any:
    with ExitStack() as stack:
        yield Operations(fake_engine.operation, tmp_path, environment, stack)


@pytest.fixture
def engine(operation: Operations) -> Engine:
    """An operation that has just begun."""
    return operation()
