"""The functions in a Python program over the plugin: asked at once, and with what a resource gives."""

from pathlib import Path

import pytest

from support.account import Account
from support.pulumi_cli import Pulumi, program

_HEAD = "from pulumi_servicecatalog import plugin\n"
_PAYMENTS = """
payments = plugin.ImportedProvisionedProduct(
    "payments", name="payments", physical_id="payments", product_name="web-service", provisioning_artifact_name="v1"
)
"""
_AT_ONCE = """
verdict = plugin.check_adoption(name="shop", physical_id="nowhere", product_name="web-service")
paths = plugin.get_launch_paths(product_name="web-service")
taken = plugin.get_provisioning_parameters(product_id=paths.product_id, provisioning_artifact_name="v1")
compared = plugin.match_artifacts(physical_id="payments", product_name="web-service")
current = plugin.get_provisioned_product(id="payments")
record = plugin.get_record(id=current.last_record_id)
pulumi.export("adoptable", verdict.adoptable)
pulumi.export("codes", [problem.code for problem in verdict.problems])
pulumi.export("stack", verdict.stack_id)
pulumi.export("paths", [path.name for path in paths.launch_paths])
pulumi.export("taken", {item.key: item.no_echo for item in taken.parameters})
pulumi.export("matches", {version.name: version.match for version in compared.artifacts})
pulumi.export("live", current.live_parameters)
pulumi.export("record", [record.status, record.provisioned_product_id, record.errors])
"""
_WITH_OUTPUTS = """
verdict = plugin.check_adoption_output(name=payments.id.apply(lambda _: "orders"), physical_id="orders",
    product_id=payments.product_id)
paths = plugin.get_launch_paths_output(product_id=payments.product_id)
taken = plugin.get_provisioning_parameters_output(
    product_id=payments.product_id, provisioning_artifact_id=payments.provisioning_artifact_id
)
compared = plugin.match_artifacts_output(physical_id=payments.stack_id, product_id=payments.product_id)
current = plugin.get_provisioned_product_output(id=payments.provisioned_product_id)
record = plugin.get_record_output(id=payments.last_record_id, opts=pulumi.InvokeOutputOptions(depends_on=[payments]))
pulumi.export("adoptable", verdict.adoptable)
pulumi.export("paths", paths.apply(lambda result: [path.name for path in result.launch_paths]))
pulumi.export("taken", taken.apply(lambda result: {item.key: item.no_echo for item in result.parameters}))
pulumi.export("matches", compared.apply(lambda result: {version.name: version.match for version in result.artifacts}))
pulumi.export("live", current.live_parameters)
pulumi.export("record", record.apply(lambda result: [result.status, result.provisioned_product_id, result.errors]))
"""
EVERYWHERE = {
    "paths": ["platform"],
    "taken": {"VisibilityTimeout": False},
    "matches": {"v1": "identical", "v2": "different"},
    "live": {"VisibilityTimeout": "30"},
}


@pytest.fixture
def adopted(pulumi: Pulumi, aws: Account, tmp_path: Path) -> str:
    """The ID of a provisioned product that this program has adopted."""
    pulumi.program = program(tmp_path, _HEAD + _PAYMENTS)
    pulumi("stack", "init", "dev")
    pulumi.up()
    return str(aws.observed()["payments"]["Id"])


def test_what_is_known_is_reported_at_once(pulumi: Pulumi, adopted: str, tmp_path: Path) -> None:
    pulumi.program = program(tmp_path, _HEAD + _PAYMENTS + _AT_ONCE)
    pulumi.up()
    assert pulumi.outputs() == {
        **EVERYWHERE,
        "adoptable": False,
        "codes": ["StackNotFound"],
        "record": ["SUCCEEDED", adopted, []],
    }


def test_what_a_resource_gives_is_asked_about_when_it_is_known(pulumi: Pulumi, aws: Account, tmp_path: Path) -> None:
    pulumi.program = program(tmp_path, _HEAD + _PAYMENTS + _WITH_OUTPUTS)
    pulumi("stack", "init", "dev")
    assert "record   : [unknown]" in pulumi("preview")
    pulumi.up()
    made = aws.observed()["payments"]["Id"]
    assert pulumi.outputs() == {**EVERYWHERE, "adoptable": True, "record": ["SUCCEEDED", made, []]}
    pulumi.up("--expect-no-changes")


def test_an_output_is_no_argument_of_the_form_that_answers_at_once(
    pulumi: Pulumi, aws: Account, tmp_path: Path
) -> None:
    body = f"{_HEAD}{_PAYMENTS}plugin.get_record(id=payments.last_record_id)\n"
    pulumi.program = program(tmp_path, body)
    pulumi("stack", "init", "dev")
    assert "getRecord cannot be asked before its arguments and its provider are known: use its `_output` form" in (
        pulumi("preview", ok=False)
    )
