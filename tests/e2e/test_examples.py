"""Every example: up, up again without a change, destroy, and the stacks still run."""

import shutil
from pathlib import Path

import pytest

from e2e.cli import ROOT, Aws, Pulumi, copied_example

EXAMPLES = sorted(path.name for path in (ROOT / "examples").iterdir() if (path / "__main__.py").exists())


@pytest.mark.parametrize("example", EXAMPLES)
def test_an_example_changes_nothing_the_second_time_and_leaves_its_stacks_running(
    example: str, pulumi: Pulumi, aws: Aws, tmp_path: Path
) -> None:
    pulumi.program = copied_example(example, tmp_path)
    pulumi("stack", "init", "dev")
    before = aws.stack_ids()

    pulumi.up()
    governed = aws.governed()
    assert governed
    assert all(each["Status"] == "AVAILABLE" for each in governed.values())

    pulumi.up("--expect-no-changes")
    pulumi("preview", "--expect-no-changes")
    assert aws.governed().keys() == governed.keys()

    pulumi("destroy", "--yes", "--skip-preview")
    assert aws.governed() == {}
    assert aws.stack_ids() == before
    assert {aws.stack(name)["StackStatus"] for name in before} == {"CREATE_COMPLETE"}


def test_the_program_at_the_root_adopts_the_example_stack(pulumi: Pulumi, aws: Aws, tmp_path: Path) -> None:
    pulumi.program = tmp_path / "checkout"  # a copy, since a stack's configuration is written beside Pulumi.yaml
    shutil.copytree(ROOT / "examples", pulumi.program / "examples")
    shutil.copy(ROOT / "Pulumi.yaml", pulumi.program)
    pulumi("stack", "init", "dev")
    pulumi.up()
    assert aws.governed()["payments"]["PhysicalId"] == aws.stack("payments")["StackId"]
    assert pulumi.outputs()["status"] == "AVAILABLE"


def test_changing_the_version_is_an_update_that_keeps_the_parameters(pulumi: Pulumi, aws: Aws, tmp_path: Path) -> None:
    pulumi.program = copied_example("03-change-the-version", tmp_path)
    pulumi("stack", "init", "dev")
    pulumi.up()
    before = aws.governed()["orders"]

    pulumi("config", "set", "version", "v2")
    shown = pulumi("preview", "--diff")
    assert "1 to update" in shown
    pulumi.up()

    after = aws.governed()["orders"]
    assert (after["Id"], after["ProvisioningArtifactName"]) == (before["Id"], "v2")
    assert aws.stack("orders")["StackStatus"] == "UPDATE_COMPLETE"
    assert pulumi.outputs() == {"version": "v2", "visibilityTimeout": "30"}
    pulumi.up("--expect-no-changes")
