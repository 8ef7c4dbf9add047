"""getRecord tells all that AWS tells of an operation: how it went, by which path and role, and its outputs."""

from pathlib import Path
from typing import Any

from support.account import Account
from support.pulumi_cli import Pulumi, program

_MANY = {f"Part{number:02}": f"part {number}" for number in range(30)}
_TEMPLATE = f"""
Resources:
  Queue:
    Type: AWS::SQS::Queue
Outputs:
{"".join(f"  {key}: {{Value: {key.lower()}, Description: {about}}}{chr(10)}" for key, about in _MANY.items())}
  Plain: {{Value: nothing is said of it}}
"""
_BODY = """
from pulumi_servicecatalog import plugin

told = plugin.get_record(id="{record}")
pulumi.export("told", {{name: getattr(told, name) for name in told.__dataclass_fields__}})
"""


def launch(aws: Account, **more: Any) -> dict[str, Any]:
    """Launch version `many` of web-service, and give the provisioned product."""
    catalog = aws.client("servicecatalog")
    catalog.provision_product(
        ProductName="web-service",
        ProvisioningArtifactName="many",
        ProvisionedProductName="checkout",
        ProvisionToken="checkout",
        **more,
    )
    return aws.observed()["checkout"]


def told_of(record: str, pulumi: Pulumi, folder: Path) -> dict[str, Any]:
    """Give all that getRecord tells of a record."""
    pulumi.program = program(folder, _BODY.format(record=record))
    pulumi("stack", "init", "dev")
    pulumi.up()
    told: dict[str, Any] = pulumi.outputs()["told"]
    return told


def test_a_record_is_told_with_its_role_its_tags_and_the_outputs_of_all_pages(
    pulumi: Pulumi, aws: Account, emulator: Any, tmp_path: Path
) -> None:
    emulator.control.set(account=aws.account, record_seconds=0)
    role = f"arn:aws:iam::{aws.account}:role/catalog-launch"
    aws.constrain("web-service", "LAUNCH", {"RoleArn": role})
    aws.add_version("web-service", "many", _TEMPLATE)
    launched = launch(aws, Tags=[{"Key": "team", "Value": "shop"}])

    told = told_of(launched["LastRecordId"], pulumi, tmp_path)

    assert (told["status"], told["type"], told["errors"]) == ("SUCCEEDED", "PROVISION_PRODUCT", [])
    assert (told["provisioned_product_id"], told["provisioned_product_name"]) == (launched["Id"], "checkout")
    assert (told["provisioned_product_type"], told["launch_role_arn"]) == ("CFN_STACK", role)
    assert told["path_id"].startswith("lpv2-")
    assert told["tags"] == {"team": "shop"}
    assert told["outputs"] == {
        "CloudformationStackARN": launched["PhysicalId"],
        **{key: key.lower() for key in _MANY},
        "Plain": "nothing is said of it",
    }
    assert told["output_descriptions"].items() >= _MANY.items()
    assert "Plain" not in told["output_descriptions"]


def test_a_record_that_failed_is_told_with_the_reason_and_its_code(
    pulumi: Pulumi, aws: Account, emulator: Any, tmp_path: Path
) -> None:
    emulator.control.set(account=aws.account, record_seconds=0)
    emulator.control.add_fault(
        "record-fails", account=aws.account, operation="provision", code="CfnError", message="no capacity"
    )
    aws.add_version("web-service", "many", _TEMPLATE)
    told = told_of(launch(aws)["LastRecordId"], pulumi, tmp_path)
    assert (told["status"], told["errors"], told["outputs"]) == ("FAILED", ["no capacity (CfnError)"], {})
    assert (told["launch_role_arn"], told["output_descriptions"]) == ("", {})
