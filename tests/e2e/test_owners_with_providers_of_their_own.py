"""Pulumi's own CLI on resources that share a program, and have provider processes of their own."""

from pathlib import Path

from support.account import Account
from support.pulumi_cli import Pulumi, program

IMPORTS = """
import pulumi
import pulumi_servicecatalog as dynamic
from pulumi_servicecatalog import plugin

INPUTS = dict(physical_id="payments", product_name="web-service", provisioning_artifact_name="v1", name="payments")


def of(provider, retries):
    return pulumi.ResourceOptions(provider=plugin.Provider(provider, max_retries=retries))

"""
ONE = 'plugin.ImportedProvisionedProduct("one", **INPUTS, opts=of("first", 2))\n'
TWO = 'plugin.ImportedProvisionedProduct("two", **INPUTS, opts=of("second", 3))\n'
THREE = 'dynamic.ImportedProvisionedProduct("three", **INPUTS)\n'


def test_of_resources_that_declare_the_same_the_preview_refuses_the_second_and_a_move_leaves_one_owner(
    pulumi: Pulumi, aws: Account, tmp_path: Path
) -> None:
    pulumi.program = program(tmp_path, IMPORTS + ONE + TWO + THREE)
    pulumi("stack", "init", "dev")
    assert "[DeclaredTwice]" in pulumi("preview", ok=False)
    assert aws.observed() == {}

    program(tmp_path, IMPORTS + ONE)
    pulumi.up()
    (before,) = aws.observed().values()
    program(tmp_path, IMPORTS + THREE)
    assert "[TakesOver]" in pulumi("preview")
    assert 'The resource "three" holds' in pulumi.up()
    (after,) = aws.observed().values()
    assert after["Id"] == before["Id"]
    pulumi("preview", "--expect-no-changes")
