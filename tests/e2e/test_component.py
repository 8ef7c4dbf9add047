"""GovernedStacks, from YAML and from Python: a resource for each stack, with the component's options."""

from pathlib import Path

from e2e.plugin_program import declare
from support.account import Account
from support.pulumi_cli import Pulumi, program

STACKS = {"payments": "payments", "orders": "orders"}


def test_a_yaml_program_adopts_several_stacks_by_one_component(pulumi: Pulumi, aws: Account, tmp_path: Path) -> None:
    component = {
        "type": "servicecatalog:index:GovernedStacks",
        "properties": {"stacks": STACKS, "productName": "web-service", "provisioningArtifactName": "v1"},
        "options": {"customTimeouts": {"create": "2h"}, "retainOnDelete": True, "protect": True},
    }
    pulumi.program = tmp_path / "program"
    declare(pulumi, all=component)
    pulumi("stack", "init", "dev")
    assert "4 to create" in pulumi("preview")
    pulumi.up()
    assert aws.observed().keys() == STACKS.keys()
    children = {resource["urn"].rpartition("::")[2]: resource for resource in pulumi.state() if resource.get("custom")}
    assert children.keys() == {"all-payments", "all-orders"}
    assert {child["customTimeouts"]["create"] for child in children.values()} == {7200}
    assert {child["retainOnDelete"] for child in children.values()} == {True}
    assert {child["protect"] for child in children.values()} == {True}
    pulumi.up("--expect-no-changes")


def test_a_python_program_reads_what_the_component_gives(pulumi: Pulumi, aws: Account, tmp_path: Path) -> None:
    pulumi.program = program(
        tmp_path,
        "from pulumi_servicecatalog import plugin\n"
        f'made = plugin.GovernedStacks("all", stacks={STACKS!r}, product_name="web-service",'
        ' provisioning_artifact_name="v1")\n'
        'pulumi.export("ids", made.provisioned_product_ids)\n'
        'pulumi.export("statuses", made.statuses)\n',
    )
    pulumi("stack", "init", "dev")
    pulumi.up()
    assert pulumi.outputs() == {
        "ids": {name: aws.observed()[name]["Id"] for name in STACKS},
        "statuses": dict.fromkeys(STACKS, "AVAILABLE"),
    }
    pulumi.up("--expect-no-changes")
    pulumi("destroy", "--yes", "--skip-preview")
    assert aws.observed() == {}


def test_a_component_without_stacks_says_what_to_give(pulumi: Pulumi, aws: Account, tmp_path: Path) -> None:
    pulumi.program = program(
        tmp_path,
        'from pulumi_servicecatalog import plugin\nplugin.GovernedStacks("all", product_name="web-service")\n',
    )
    pulumi("stack", "init", "dev")
    said = pulumi.up(ok=False)
    assert "give a map of provisioned product names to stacks" in said
