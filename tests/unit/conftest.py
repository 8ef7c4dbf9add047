"""A test here starts no process and opens no socket: whichever tries fails, so that `make unit` stays fast.

An audit hook sees what any library does, however deep below the test, and in threads too. It cannot be taken out again,
so it looks only while a test of this folder runs.

What random cases reach is not counted as covered: a test that names a behaviour is to reach it, and tracing would make
them take twice as long.
"""

import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from coverage import Coverage

_FORBIDDEN = frozenset({"subprocess.Popen", "os.fork", "os.forkpty", "os.posix_spawn", "os.system", "os.exec"})
_HERE = Path(__file__).parent
_running: list[str] = []


class NotAUnitTestError(RuntimeError):
    """A test of tests/unit started a process or opened a socket."""


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if not _running:
        return
    # The two ends by which an event loop wakes itself are no way out of the process.
    if event in _FORBIDDEN or (event == "socket.__new__" and arguments[1] != socket.AF_UNIX):
        raise NotAUnitTestError(f"{event} in {_running[0]}: move the test to tests/integration")


sys.addaudithook(_refuse)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    if item.path.is_relative_to(_HERE):  # pytest asks this hook for the tests of every folder
        _running.append(item.nodeid)
    try:
        return (yield)
    finally:
        _running.clear()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    random = item.path.is_relative_to(_HERE) and item.get_closest_marker("hypothesis")
    measuring = Coverage.current() if random else None
    if measuring is None:
        return (yield)
    measuring.stop()
    try:
        return (yield)
    finally:
        measuring.start()
