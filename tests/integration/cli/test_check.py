"""`catalogctl check` as a shell sees it: a subprocess, its two streams and its exit code."""

import json
import os
import re
import subprocess
import sys
from typing import Any

import pytest

from integration.cli.conftest import Cli
from support.account import REGION, Account


def test_stacks_that_can_be_adopted_are_shown_with_the_version_that_fits(catalogctl: Cli) -> None:
    done = catalogctl("check", "payments", "orders", "--product", "web-service")
    assert done.returncode == 0
    lines = done.stdout.splitlines()
    assert re.fullmatch(r"<-  payments  CREATE_COMPLETE  into web-service \(prod-\w+\) at v1 \(pa-\w+\)", lines[0])
    assert lines[1].startswith("<-  orders")
    assert lines[-1] == "2 of 2 can be adopted."
    assert done.stderr == ""


def test_a_blocked_stack_is_told_with_every_reason_and_remedy(catalogctl: Cli) -> None:
    done = catalogctl("check", "payments", "nope", "--product", "web-service", "--version", "v2")
    assert done.returncode == 4
    assert "! [TemplateMismatch] --version: The template of stack payments" in done.stdout
    assert "> Use the version that the stack was deployed from" in done.stdout
    assert "! [StackNotFound] STACK: There is no stack nope" in done.stdout
    assert done.stdout.endswith("0 of 2 can be adopted.\n")
    assert max(map(len, done.stdout.splitlines())) <= 120


def test_json_has_a_version_and_the_same_keys_whatever_is_known(catalogctl: Cli) -> None:
    done = catalogctl("check", "payments", "nope", "--product", "web-service", "--json")
    assert done.returncode == 4
    document = json.loads(done.stdout)
    assert document["schemaVersion"] == 1
    good, bad = document["verdicts"]
    assert (
        list(good)
        == list(bad)
        == [
            "asked",
            "adoptable",
            "governedBy",
            "stack",
            "product",
            "provisioningArtifact",
            "problems",
            "updateFollows",
            "blockedBy",
        ]
    )
    assert (good["adoptable"], good["stack"]["name"], good["provisioningArtifact"]["name"]) == (True, "payments", "v1")
    assert (bad["asked"], bad["adoptable"], bad["stack"], bad["blockedBy"]) == ("nope", False, None, ["StackNotFound"])
    assert list(bad["problems"][0]) == ["code", "severity", "property", "message", "remedy"]


def test_a_stack_that_is_governed_as_asked_for_is_shown_as_such(catalogctl: Cli, aws: Account) -> None:
    aws.set(import_seconds=0)
    aws.adopt("payments")
    same = catalogctl("check", "payments", "--product", "web-service")
    assert (same.returncode, same.stdout[:3]) == (0, "=  ")
    assert "is governed already, by pp-" in same.stdout
    other = catalogctl("check", "payments", "--product", "web-service", "--name", "billing")
    assert other.returncode == 4
    assert "[AlreadyGoverned]" in other.stdout


def test_it_only_reads(catalogctl: Cli, emulator: Any, account: str) -> None:
    before = emulator.control.journal(account=account)[-1]["seq"]
    catalogctl("check", "payments", "nope", "--product", "web-service")
    requested = {call["operation"] for call in emulator.control.journal(account=account, since=before)}
    assert "GetTemplate" in requested
    assert [item for item in requested if not re.match("Describe|Get|List|Search|Simulate", item)] == []


@pytest.mark.parametrize(
    ("arguments", "reported"),
    [
        ((), "COMMAND"),
        (("chekc",), "invalid choice"),
        (("check",), "STACK"),
        (("check", "payments"), "one of the arguments --product --product-id is required"),
        (("check", "payments", "--product", "a", "--product-id", "b"), "not allowed with"),
        (("check", "payments", "--product", ""), "--product: must not be empty"),
        (("check", "", "--product", "web-service"), "STACK: must not be empty"),
        (("check", "a", "b", "--product", "web-service", "--name", "x"), "--name can only be used with one stack"),
        (("check", "a", "--product", "web-service", "--name", "-x"), "--name"),
        (("check", "a", "--product", "web-service", "--external-id", "x"), "--external-id needs --role-arn"),
    ],
)
def test_wrong_arguments_are_shown_with_the_usage(arguments: tuple[str, ...], reported: str, catalogctl: Cli) -> None:
    done = catalogctl(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert reported in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("without", "variables", "code", "reported"),
    [
        (("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"), {"HOME": "/nonexistent"}, 3, "[NoCredentials]"),
        ((), {"AWS_PROFILE": "nobody", "HOME": "/nonexistent"}, 3, "[NoCredentials]"),
        (("AWS_REGION",), {"HOME": "/nonexistent"}, 2, "[NoRegion]"),
        ((), {"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}, 1, "[Unreachable]"),
    ],
)
def test_where_aws_cannot_be_asked_one_line_says_why(
    without: tuple[str, ...], variables: dict[str, str], code: int, reported: str, catalogctl: Cli
) -> None:
    done = catalogctl("check", "payments", "--product", "web-service", without=without, **variables)
    assert (done.returncode, done.stdout) == (code, "")
    assert done.stderr.startswith(f"catalogctl: {reported} ")
    assert done.stderr.count("\n") == 1


def test_expired_credentials_are_an_authentication_error(catalogctl: Cli, emulator: Any, account: str) -> None:
    emulator.control.add_fault("expired", account=account, times=None)
    done = catalogctl("check", "payments", "--product", "web-service")
    assert done.returncode == 3
    assert "[CredentialsExpired]" in done.stderr


def test_the_region_and_a_role_may_be_named(catalogctl: Cli, account: str) -> None:
    role = f"arn:aws:iam::{account}:role/deploy"
    done = catalogctl(
        "check", "payments", "--product", "web-service", "--region", REGION, "--role-arn", role, without=("AWS_REGION",)
    )
    assert done.returncode == 0
    elsewhere = catalogctl("check", "payments", "--product", "web-service", "--region", "us-east-1")
    assert elsewhere.returncode == 4
    assert f"There is no stack payments in account {account}, us-east-1" in " ".join(elsewhere.stdout.split())


@pytest.mark.parametrize("command", [("--help",), ("check", "--help"), ("history", "--help")])
def test_help_teaches_the_exit_codes(command: tuple[str, ...], catalogctl: Cli) -> None:
    done = catalogctl(*command)
    assert done.returncode == 0
    for code in ("0", "1", "2", "3", "4", "8"):
        assert re.search(rf"^.*\b{code}  \w", done.stdout, flags=re.MULTILINE)
    if len(command) > 1:
        assert "examples:" in done.stdout
        assert "how to read " in done.stdout


def test_there_are_no_colours_where_nobody_can_see_them(catalogctl: Cli) -> None:
    done = catalogctl("check", "nope", "--product", "web-service", FORCE_COLOR="1", CLICOLOR_FORCE="1")
    assert "\x1b" not in done.stdout + done.stderr


def test_a_reader_that_has_stopped_is_no_error(environment: dict[str, str]) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "pulumi_servicecatalog.cli.main", "check", "nope", "--product", "web-service"],
        env=environment,
        stdout=writer,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        timeout=60,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, "")
