"""Every example: up, up again without a change, the change that it is about, destroy; what ran before still runs."""

import shutil
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

import catalog_emulator.sample
from support.account import TAG_UPDATES, Account
from support.pulumi_cli import ROOT, Pulumi, copied_example

ON_THE_SAMPLE_ACCOUNT = [
    "01-adopt-a-stack",
    "02-adopt-several",
    "11-python-plugin",
]
"""Those that need no more; the others have tests of their own, here, in test_languages.py or in with_pulumi_aws."""

DYNAMIC = "from pulumi_servicecatalog import"
PLUGIN = "from pulumi_servicecatalog.plugin import"


def sample_template(file: str) -> str:
    return resources.files(catalog_emulator.sample).joinpath(file).read_text(encoding="utf-8")


def operations(emulator: Any, account: str) -> set[str]:
    """Return the operations that AWS was asked for."""
    return {call["operation"] for call in emulator.control.journal(account=account)}


def test_each_example_has_a_test() -> None:
    elsewhere = {"10-yaml", "12-typescript", "13-go", "23-with-pulumi-aws"}
    here = {"03-change-the-version", "20-update-with-constraints", "21-launch", "22-move-between-products"}
    there_are = {path.name for path in (ROOT / "examples").iterdir() if (path / "Pulumi.yaml").exists()}
    assert there_are == {*ON_THE_SAMPLE_ACCOUNT, *elsewhere, *here}


@pytest.mark.parametrize("example", ON_THE_SAMPLE_ACCOUNT)
def test_an_example_changes_nothing_the_second_time_and_leaves_its_stacks_running(
    example: str, pulumi: Pulumi, aws: Account, tmp_path: Path
) -> None:
    pulumi.program = copied_example(example, tmp_path)
    pulumi("stack", "init", "dev")
    before = aws.stack_ids()

    pulumi.up()
    observed = aws.observed()
    assert observed
    assert all(provisioned_product["Status"] == "AVAILABLE" for provisioned_product in observed.values())

    pulumi.up("--expect-no-changes")
    pulumi("preview", "--expect-no-changes")
    assert aws.observed().keys() == observed.keys()

    pulumi("destroy", "--yes", "--skip-preview")
    assert aws.observed() == {}
    assert aws.stack_ids() == before
    assert {aws.stack(name)["StackStatus"] for name in before} == {"CREATE_COMPLETE"}


def test_the_program_at_the_root_adopts_the_example_stack(pulumi: Pulumi, aws: Account, tmp_path: Path) -> None:
    pulumi.program = tmp_path / "checkout"  # a copy, since a stack's configuration is written beside Pulumi.yaml
    shutil.copytree(ROOT / "examples", pulumi.program / "examples")
    shutil.copy(ROOT / "Pulumi.yaml", pulumi.program)
    pulumi("stack", "init", "dev")
    pulumi.up()
    assert aws.observed()["payments"]["PhysicalId"] == aws.stack("payments")["StackId"]
    assert pulumi.outputs()["status"] == "AVAILABLE"


def test_03_changing_the_version_is_an_update_that_keeps_the_parameters(
    pulumi: Pulumi, aws: Account, tmp_path: Path
) -> None:
    pulumi.program = copied_example("03-change-the-version", tmp_path)
    pulumi("stack", "init", "dev")
    pulumi.up()
    before = aws.observed()["orders"]

    pulumi("config", "set", "version", "v2")
    shown = pulumi("preview", "--diff")
    assert "1 to update" in shown
    pulumi.up()

    after = aws.observed()["orders"]
    assert (after["Id"], after["ProvisioningArtifactName"]) == (before["Id"], "v2")
    assert aws.stack("orders")["StackStatus"] == "UPDATE_COMPLETE"
    assert pulumi.outputs() == {"version": "v2", "visibilityTimeout": "30"}
    pulumi.up("--expect-no-changes")
    pulumi("destroy", "--yes", "--skip-preview")
    assert aws.observed() == {}
    assert aws.stack("orders")["StackStatus"] == "UPDATE_COMPLETE"


def test_20_constraints_follow_the_import_and_a_preview_shows_what_an_update_does_to_each_resource(
    pulumi: Pulumi, aws: Account, tmp_path: Path
) -> None:
    aws.constrain("web-service", "RESOURCE_UPDATE", TAG_UPDATES)
    role = f"arn:aws:iam::{aws.account}:role/catalog-launch"
    pulumi.program = copied_example("20-update-with-constraints", tmp_path)
    pulumi("stack", "init", "dev")
    pulumi("config", "set", "launchRoleArn", role)
    stack_id = aws.stack("orders")["StackId"]

    pulumi.up()
    observed = aws.observed()["orders"]
    assert {"Key": "team", "Value": "orders"} in observed["Tags"]
    assert pulumi.outputs() == {"version": "v1", "launchRoleArn": role, "visibilityTimeout": "60"}
    pulumi.up("--expect-no-changes")

    pulumi("config", "set", "version", "v2")
    shown = pulumi("preview")
    assert "This update of orders changes 3 resources of its stack:" in shown
    assert "~ Alarms       AWS::SNS::Topic  is changed (TAGS)" in shown  # an AutoTag names the version
    assert "~ Jobs         AWS::SQS::Queue  is changed (PROPERTIES, TAGS)" in shown
    assert "+ DeadLetters  AWS::SQS::Queue  is added" in shown
    assert aws.client("servicecatalog").list_provisioned_product_plans()["ProvisionedProductPlans"] == []
    assert aws.observed()["orders"]["ProvisioningArtifactName"] == "v1"

    pulumi.up()
    assert pulumi.outputs() == {"version": "v2", "launchRoleArn": role, "visibilityTimeout": "60"}
    pulumi.up("--expect-no-changes")

    pulumi("destroy", "--yes", "--skip-preview")
    assert aws.observed() == {}
    assert (aws.stack("orders")["StackId"], aws.stack("orders")["StackStatus"]) == (stack_id, "UPDATE_COMPLETE")


def test_21_a_launched_stack_follows_its_policy_and_goes_with_a_destroy_that_keeps_the_adopted_one(
    pulumi: Pulumi, aws: Account, tmp_path: Path
) -> None:
    before = aws.stack_ids()
    pulumi.program = copied_example("21-launch", tmp_path)
    pulumi("stack", "init", "dev")
    pulumi.up()
    pulumi.up("--expect-no-changes")
    launched = pulumi.outputs()
    assert launched["version"] == "v2"
    assert launched["stacks"] == {"payments": before["payments"], "checkout": aws.observed()["checkout"]["PhysicalId"]}

    pulumi("config", "set", "visibilityTimeout", "90")
    pulumi.up()
    assert aws.stack(launched["stacks"]["checkout"])["Parameters"] == [
        {"ParameterKey": "VisibilityTimeout", "ParameterValue": "90"}
    ]
    aws.add_version(
        "web-service",
        "v3",
        sample_template("web-service-v2.yaml").replace("maxReceiveCount: 5", "maxReceiveCount: 9"),
    )
    shown = pulumi("preview")
    assert "version_policy latest-active moves checkout from version v2 to v3" in shown
    assert "1 to update" in shown
    pulumi.up()
    assert pulumi.outputs() == {**launched, "version": "v3"}
    pulumi.up("--expect-no-changes")
    assert aws.observed()["payments"]["ProvisioningArtifactName"] == "v1"

    pulumi("destroy", "--yes", "--skip-preview")
    assert aws.observed() == {}
    assert aws.stack_ids() == before


left = pytest.mark.left_to_test_all  # where AWS refuses, test_life_of_moves.py ends in the same move


@pytest.mark.parametrize(
    ("provider", "product_change"),
    [
        pytest.param(DYNAMIC, "allowed", id="dynamic-allowed", marks=left),
        pytest.param(DYNAMIC, "refused", id="dynamic-refused", marks=left),
        pytest.param(PLUGIN, "allowed", id="plugin-allowed"),
        pytest.param(PLUGIN, "refused", id="plugin-refused", marks=left),
    ],
)
def test_22_a_stack_moves_to_another_product_and_everything_goes_on_from_there(
    provider: str, product_change: str, pulumi: Pulumi, aws: Account, emulator: Any, tmp_path: Path
) -> None:
    aws.make_product_like("search", "team-web-service")
    emulator.control.set(account=aws.account, product_change=product_change)
    pulumi.program = copied_example("22-move-between-products", tmp_path)
    program = pulumi.program / "__main__.py"
    program.write_text(program.read_text(encoding="utf-8").replace(DYNAMIC, provider), encoding="utf-8")
    pulumi("stack", "init", "dev")
    pulumi.up()
    pulumi.up("--expect-no-changes")
    before = aws.observed()["search"]

    pulumi("config", "set", "product", "team-web-service")
    assert "search moves from product web-service to team-web-service" in pulumi("preview")
    emulator.control.forget_journal(account=aws.account)
    pulumi.up()

    after = aws.observed()["search"]
    assert after["ProductName"] == "team-web-service"
    assert (after["Id"] == before["Id"]) == (product_change == "allowed")
    released = {"TerminateProvisionedProduct", "ImportAsProvisionedProduct"}
    assert released & operations(emulator, aws.account) == (set() if product_change == "allowed" else released)
    assert aws.stack("search")["StackId"] == before["PhysicalId"]
    assert pulumi.outputs() == {"provisionedProductId": after["Id"], "productId": after["ProductId"]}

    pulumi("preview", "--expect-no-changes")
    pulumi("refresh", "--yes", "--skip-preview")
    pulumi("preview", "--expect-no-changes")
    assert pulumi.outputs() == {"provisionedProductId": after["Id"], "productId": after["ProductId"]}
    pulumi("destroy", "--yes", "--skip-preview")
    assert aws.observed() == {}
    assert aws.stack("search")["StackId"] == before["PhysicalId"]
