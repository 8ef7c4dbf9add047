"""What becomes of a launch that is killed, or fails, and what a preview says before a launched stack goes."""

from pathlib import Path
from typing import Any

import pytest

from e2e.test_examples import DYNAMIC, PLUGIN
from support.account import Account
from support.pulumi_cli import Pulumi, program

# tests/contract/providers asks the same of both providers; under the real CLI `make test` asks one of them at most.
left = pytest.mark.left_to_test_all
over_plugin = pytest.mark.parametrize(
    "provider", [pytest.param(DYNAMIC, id="dynamic", marks=left), pytest.param(PLUGIN, id="plugin")]
)
over_dynamic = pytest.mark.parametrize(
    "provider", [pytest.param(DYNAMIC, id="dynamic"), pytest.param(PLUGIN, id="plugin", marks=left)]
)
_CHECKOUT = """
checkout = ProvisionedProduct(
    "checkout", name="checkout", product_name="web-service", provisioning_artifact_name="{version}"
)
pulumi.export("id", checkout.provisioned_product_id)
"""


def write(provider: str, folder: Path, *, version: str = "v1") -> Path:
    return program(folder, f"{provider} ProvisionedProduct\n{_CHECKOUT.format(version=version)}")


@over_plugin
def test_a_launch_whose_run_was_killed_is_taken_by_the_next_one_and_brought_to_what_is_declared_by_then(
    provider: str, pulumi: Pulumi, aws: Account, emulator: Any, tmp_path: Path
) -> None:
    emulator.control.add_fault("record-hangs", account=aws.account, operation="provision", times=None)
    pulumi.program = write(provider, tmp_path)
    pulumi("stack", "init", "dev")
    process = pulumi.start("up", "--yes", "--skip-preview")
    assert process.stdout is not None
    assert any("rec-" in line for line in process.stdout)  # it waits for the launch's record
    process.kill()
    process.communicate()
    assert pulumi.state() == []
    emulator.control.remove_faults(account=aws.account)
    launched = aws.observed()["checkout"]["Id"]
    pulumi("cancel", "--yes")

    write(provider, tmp_path, version="v2")
    pulumi.up()
    provisioned_product = aws.observed()["checkout"]
    assert (provisioned_product["Id"], provisioned_product["ProvisioningArtifactName"]) == (launched, "v2")
    assert pulumi.outputs() == {"id": launched}
    pulumi("preview", "--expect-no-changes")


@left
@pytest.mark.parametrize("provider", [DYNAMIC, PLUGIN], ids=["dynamic", "plugin"])
def test_a_launch_that_failed_is_reported_as_a_replacement_and_launched_anew(
    provider: str, pulumi: Pulumi, aws: Account, emulator: Any, tmp_path: Path
) -> None:
    before = aws.stack_ids()
    emulator.control.add_fault("record-fails", account=aws.account, operation="provision", message="no capacity")
    pulumi.program = write(provider, tmp_path)
    pulumi("stack", "init", "dev")
    assert "[OperationFailed] The launch failed: no capacity" in pulumi.up(ok=False)
    failed = aws.observed()["checkout"]
    assert (failed["Status"], pulumi.state()[-1]["id"]) == ("ERROR", failed["Id"])

    shown = pulumi("preview")
    assert "1 to replace" in shown
    assert "[LaunchedAnew]" in shown
    pulumi.up()
    launched = aws.observed()["checkout"]
    assert launched["Status"] == "AVAILABLE"
    assert launched["Id"] != failed["Id"]
    assert len(aws.stack_ids()) == len(before) + 1
    pulumi("preview", "--expect-no-changes")


@over_dynamic
def test_the_preview_of_a_delete_shows_that_the_stack_goes(
    provider: str, pulumi: Pulumi, aws: Account, tmp_path: Path
) -> None:
    before = aws.stack_ids()
    pulumi.program = write(provider, tmp_path)
    pulumi("stack", "init", "dev")
    pulumi.up()
    program(tmp_path, "")
    shown = pulumi("preview", "--diff")
    assert "retainPhysicalResources : false" in shown
    output = pulumi.up()
    assert " with it" in output
    assert aws.stack_ids() == before
