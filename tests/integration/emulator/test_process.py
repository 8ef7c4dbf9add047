"""`python -m catalog_emulator` as a process: start, one line, loopback, end."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import urllib.request
from urllib.parse import urlparse

import pytest

from catalog_emulator import Background
from catalog_emulator.core import faults, settings
from integration.emulator.caller import client as emulator_client

ACCOUNT = "111122224444"


def run(*arguments):
    command = [sys.executable, "-m", "catalog_emulator", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def start(*arguments):
    command = [sys.executable, "-m", "catalog_emulator", *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_writes_one_line_and_ends_cleanly_on_a_signal_whoever_is_connected(number):
    process = start()
    url = json.loads(process.stdout.readline())["url"]
    with socket.create_connection(("127.0.0.1", urlparse(url).port)):
        assert urllib.request.urlopen(f"{url}/_emulator/health").status == 200
        process.send_signal(number)
        out, err = process.communicate(timeout=30)
    assert (process.returncode, out, err) == (0, "", "")


def test_it_listens_on_loopback_only(emulator):
    host = socket.gethostbyname(socket.gethostname())
    if host.startswith("127."):
        host = "127.0.0.2"
    with pytest.raises((ConnectionRefusedError, TimeoutError)):
        socket.create_connection((host, urlparse(emulator.url).port), timeout=2)


def test_a_port_that_is_taken_is_told_in_one_line():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = run("--port", str(port))
    assert done.returncode == 1
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"cannot listen on 127.0.0.1:{port}: Address already in use. --port names another one")


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (("--set", "match_rule"), "'match_rule' is not name=value"),
        (("--set", "match_rule=letters"), "match_rule must be one of meaning, bytes"),
        (("--set", "import_seconds=soon"), "import_seconds must be a number of seconds, not 'soon'"),
        (("--record-seconds", "-1"), "record_seconds must be a number of seconds, not -1"),
        (("--port", "http"), "invalid int value"),
        (("--sample", "mine"), "an account must be 12 digits, not 'mine'"),
    ],
)
def test_wrong_arguments_are_told(arguments, part):
    done = run(*arguments)
    assert done.returncode == 2
    assert part in done.stderr
    assert "Traceback" not in done.stderr


def test_help_teaches_every_switch_and_fault():
    shown = run("--help").stdout
    assert all(f"  {switch['name']} = " in shown for switch in settings.describe())
    assert all(f"  {kind} " in shown for kind in faults.KINDS)
    assert "AWS_ENDPOINT_URL" in shown


def test_importing_the_package_does_not_import_moto():
    code = "import sys, catalog_emulator as c; c.Control('http://x'); print('moto' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_it_starts_with_settings_and_a_sample():
    with Background("--set", "match_rule=bytes", "--set", "import_accepts_names=true", "--sample", ACCOUNT) as running:
        started = running.control.settings()
        stacks = emulator_client(running.url, "cloudformation", ACCOUNT, region="eu-west-1")
        assert "payments" in {stack["StackName"] for stack in stacks.describe_stacks()["Stacks"]}
        assert running.stop() == 0
    assert (started["match_rule"], started["import_accepts_names"]) == ("bytes", True)
