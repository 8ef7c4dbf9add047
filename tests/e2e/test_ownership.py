"""Pulumi's own CLI on what others delete, and on a resource that gets another name, with both providers."""

from pathlib import Path

import pytest

from support.account import Account
from support.pulumi_cli import Pulumi, program

BODY = """
adopted = ImportedProvisionedProduct(
    "NAME",
    name="payments",
    physical_id="payments",
    product_name="web-service",
    provisioning_artifact_name="v1",
)
pulumi.export("id", adopted.provisioned_product_id)
"""
DYNAMIC = "from pulumi_servicecatalog import ImportedProvisionedProduct\n"
PLUGIN = "from pulumi_servicecatalog.plugin import ImportedProvisionedProduct\n"


@pytest.mark.parametrize("provider", [DYNAMIC, PLUGIN], ids=["dynamic", "plugin"])
def test_a_renamed_resource_keeps_what_it_holds_and_a_deleted_stack_is_an_error_that_can_be_destroyed(
    pulumi: Pulumi, aws: Account, tmp_path: Path, provider: str
) -> None:
    pulumi.program = program(tmp_path, provider + BODY.replace("NAME", "payments"))
    pulumi("stack", "init", "dev")
    pulumi.up()
    before = pulumi.outputs()

    program(tmp_path, provider + BODY.replace("NAME", "payments2"))
    assert "[TakesOver]" in pulumi("preview")
    output = pulumi.up()
    assert 'The resource "payments2" holds' in output
    assert pulumi.outputs() == before == {"id": aws.observed()["payments"]["Id"]}
    pulumi("preview", "--expect-no-changes")

    aws.cloudformation.delete_stack(StackName=aws.stack_id("payments"))
    assert "[StackDeleted]" in pulumi("preview", ok=False)
    assert "[StackDeleted]" in pulumi("refresh", "--yes", "--skip-preview")
    pulumi("destroy", "--yes", "--skip-preview")
    assert aws.observed() == {}
