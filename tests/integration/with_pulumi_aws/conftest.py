"""Tests of examples/23-with-pulumi-aws, for the environment that has pulumi-aws: make test-pulumi-aws."""

import importlib.util
import os
from typing import Any

import pytest

from integration.with_pulumi_aws.account import STACKS, template
from support.account import REGION, Account
from support.aws_environment import variables

if importlib.util.find_spec("pulumi_aws") is None:
    collect_ignore_glob = ["test_*.py"]
else:
    from integration.with_pulumi_aws.engine import Engine
    from integration.with_pulumi_aws.plugin import Plugin


@pytest.fixture
def aws(emulator: Any, account: str) -> Account:
    """An account with the example's stacks and no portfolio yet, in which an import needs a launch path."""
    aws = Account(emulator.url, account)
    aws.set(import_needs_launch_path=True, launch_path_principals="caller", record_seconds=0)
    for name in STACKS:
        aws.make_stack(name, template("v1"))
    return aws


@pytest.fixture
def engine(aws, tmp_path):
    """An engine with the example's program; nothing is in its state yet."""
    environment = {"PATH": os.environ["PATH"], "HOME": str(tmp_path), **variables(aws.account, url=aws.url)}
    config = {
        "aws:region": REGION,
        "with-pulumi-aws:principalArn": aws.client("sts").get_caller_identity()["Arn"],
        "with-pulumi-aws:launchRoleArn": aws.role("launch"),
    }
    return Engine(Plugin(aws), folder=tmp_path, environment=environment, config=config)
