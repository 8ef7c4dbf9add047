"""A program that is type-checked and never run: every property, with the types that a program may give and get."""

import pulumi

from pulumi_servicecatalog import ImportedProvisionedProduct

least = ImportedProvisionedProduct("least", name="payments", physical_id="payments", product_name="web-service")

everything = ImportedProvisionedProduct(
    "everything",
    pulumi.ResourceOptions(protect=True),
    name="payments",
    physical_id=pulumi.Output.from_input("payments"),
    product_id="prod-1",
    provisioning_artifact_id="pa-1",
    path_name="platform",
    parameters={"Size": "small", "Zone": least.status},
    tags={"team": "web"},
    apply_constraints=True,
    preflight="warn",
    accept_language="en",
    retain_physical_resources=True,
    ignore_errors=False,
    region="eu-west-1",
    profile="team",
    role_arn="arn:aws:iam::123456789012:role/deploy",
    external_id="xyz",
    expected_account_id="123456789012",
)

texts: list[pulumi.Output[str]] = [
    everything.provisioned_product_id,
    everything.arn,
    everything.stack_id,
    everything.status,
    everything.status_message,
    everything.type,
    everything.product_id,
    everything.provisioning_artifact_id,
    everything.provisioning_artifact_name,
    everything.launch_role_arn,
    everything.last_record_id,
    everything.created_time,
    everything.id,
]
url: pulumi.Output[str] = everything.outputs["JobsUrl"]
upper: pulumi.Output[str] = everything.live_parameters.apply(lambda values: values["Size"].upper())
