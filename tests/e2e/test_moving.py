"""A program moves from one provider to the other by docs/moving-between-providers.md, and nothing changes at AWS."""

from pathlib import Path
from typing import Any

import pytest

from support.account import Account
from support.pulumi_cli import Pulumi, program

BODY = """
adopted = ImportedProvisionedProduct(
    "payments",
    name="payments",
    physical_id="payments",
    product_name="web-service",
    provisioning_artifact_name="v1",
    parameters={"VisibilityTimeout": "30"},
)
pulumi.export("id", adopted.provisioned_product_id)
pulumi.export("live", adopted.live_parameters)
"""
DYNAMIC = "from pulumi_servicecatalog import ImportedProvisionedProduct\n"
PLUGIN = "from pulumi_servicecatalog.plugin import ImportedProvisionedProduct\n"
CHANGES = {"ImportAsProvisionedProduct", "UpdateProvisionedProduct", "TerminateProvisionedProduct"}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(DYNAMIC, PLUGIN, id="to-plugin"),
        pytest.param(PLUGIN, DYNAMIC, id="to-dynamic", marks=pytest.mark.left_to_test_all),
    ],
)
def test_moving_keeps_the_provisioned_product_and_changes_nothing_at_aws(
    pulumi: Pulumi, aws: Account, emulator: Any, account: str, tmp_path: Path, before: str, after: str
) -> None:
    pulumi.program = program(tmp_path, before + BODY)
    pulumi("stack", "init", "dev")
    pulumi.up()
    pulumi("preview", "--expect-no-changes")
    outputs = pulumi.outputs()
    emulator.control.forget_journal(account=account)

    pulumi("state", "delete", pulumi.state()[0]["urn"], "--yes")
    program(tmp_path, after + BODY)
    output = pulumi.up()
    pulumi.up("--expect-no-changes")

    assert "taken as it is" in output
    assert pulumi.outputs() == outputs == {"id": aws.observed()["payments"]["Id"], "live": {"VisibilityTimeout": "30"}}
    assert not CHANGES & {call["operation"] for call in emulator.control.journal(account=account)}
