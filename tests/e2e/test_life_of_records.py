"""getRecord reports all that AWS reports of an operation: how it went, by which path and role, and its outputs."""

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

record = plugin.get_record(id="{record}")
pulumi.export("record", {{name: getattr(record, name) for name in record.__dataclass_fields__}})
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


def reported_record(record: str, pulumi: Pulumi, folder: Path) -> dict[str, Any]:
    """Return all that getRecord reports of a record."""
    pulumi.program = program(folder, _BODY.format(record=record))
    pulumi("stack", "init", "dev")
    pulumi.up()
    reported: dict[str, Any] = pulumi.outputs()["record"]
    return reported


def test_a_record_is_reported_with_its_role_its_tags_and_the_outputs_of_all_pages(
    pulumi: Pulumi, aws: Account, emulator: Any, tmp_path: Path
) -> None:
    emulator.control.set(account=aws.account, record_seconds=0)
    role = f"arn:aws:iam::{aws.account}:role/catalog-launch"
    aws.constrain("web-service", "LAUNCH", {"RoleArn": role})
    aws.add_version("web-service", "many", _TEMPLATE)
    launched = launch(aws, Tags=[{"Key": "team", "Value": "shop"}])

    reported = reported_record(launched["LastRecordId"], pulumi, tmp_path)

    assert (reported["status"], reported["type"], reported["errors"]) == (
        "SUCCEEDED",
        "PROVISION_PRODUCT",
        [],
    )
    assert (reported["provisioned_product_id"], reported["provisioned_product_name"]) == (
        launched["Id"],
        "checkout",
    )
    assert (reported["provisioned_product_type"], reported["launch_role_arn"]) == ("CFN_STACK", role)
    assert reported["path_id"].startswith("lpv2-")
    assert reported["tags"] == {"team": "shop"}
    assert reported["outputs"] == {
        "CloudformationStackARN": launched["PhysicalId"],
        **{key: key.lower() for key in _MANY},
        "Plain": "nothing is said of it",
    }
    assert reported["output_descriptions"].items() >= _MANY.items()
    assert "Plain" not in reported["output_descriptions"]


def test_a_record_that_failed_is_reported_with_the_reason_and_its_code(
    pulumi: Pulumi, aws: Account, emulator: Any, tmp_path: Path
) -> None:
    emulator.control.set(account=aws.account, record_seconds=0)
    emulator.control.add_fault(
        "record-fails", account=aws.account, operation="provision", code="CfnError", message="no capacity"
    )
    aws.add_version("web-service", "many", _TEMPLATE)
    reported = reported_record(launch(aws)["LastRecordId"], pulumi, tmp_path)
    assert (reported["status"], reported["errors"], reported["outputs"]) == (
        "FAILED",
        ["no capacity (CfnError)"],
        {},
    )
    assert (reported["launch_role_arn"], reported["output_descriptions"]) == ("", {})
