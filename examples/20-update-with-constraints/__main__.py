"""Adopts a stack with all that its product asks of it, and shows what a change of the version would do to it.

    pulumi config set launchRoleArn arn:aws:iam::123456789012:role/catalog-launch
    pulumi up
    pulumi config set version v2
    pulumi preview  # a table of the stack's resources

AWS applies constraints in an update, which `apply_constraints` has follow the import. Tags need a RESOURCE_UPDATE
constraint on the product; the emulator's sample account has none, so leave them out there or make one first:

    aws servicecatalog create-constraint --portfolio-id port-... --product-id prod-... --type RESOURCE_UPDATE \
        --parameters '{"Version": "2.0", "Properties": {"TagUpdateOnProvisionedProduct": "ALLOWED"}}'
"""

import pulumi

from pulumi_servicecatalog import ImportedProvisionedProduct

config = pulumi.Config()

orders = ImportedProvisionedProduct(
    "orders",
    name="orders",
    physical_id="orders",
    product_name="web-service",
    provisioning_artifact_name=config.require("version"),
    parameters={"VisibilityTimeout": "60"},
    tags={"team": "orders"},
    launch_role_arn=config.require("launchRoleArn"),
    apply_constraints=True,
    preview_changes=True,  # the preview of an update makes a plan at AWS, and deletes it
)

pulumi.export("version", orders.provisioning_artifact_name)
pulumi.export("launchRoleArn", orders.launch_role_arn)
pulumi.export("visibilityTimeout", orders.live_parameters["VisibilityTimeout"])
