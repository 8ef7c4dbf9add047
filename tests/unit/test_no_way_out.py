"""What tests/unit/conftest.py refuses to the tests of this folder."""

import os
import socket
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest


@pytest.mark.parametrize(
    "way_out",
    [
        lambda: subprocess.run([sys.executable, "-c", ""], check=True),
        lambda: os.system("true"),
        socket.socket,
        lambda: socket.create_connection(("127.0.0.1", 1)),
        lambda: ThreadPoolExecutor(1).submit(socket.socket).result(),
    ],
    ids=["a process", "a shell", "a socket", "a connection", "a socket in a thread"],
)
def test_a_unit_test_cannot_have(way_out):
    with pytest.raises(RuntimeError, match=r"test_no_way_out\.py.*move the test to tests/integration"):
        way_out()
