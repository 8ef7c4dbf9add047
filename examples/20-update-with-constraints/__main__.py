"""Adopts a stack with the constraints of its product, and shows what a change of the version would do.

    pulumi config set launchRoleArn arn:aws:iam::123456789012:role/catalog-launch
    pulumi up
    pulumi config set version v2
    pulumi preview  # a table of the stack's resources

AWS applies constraints in updates only; with `apply_constraints` an update follows the import. Tags need a
RESOURCE_UPDATE constraint on the product. The emulator's sample account has none: remove the tags, or create one first:

    export AWS_DEFAULT_REGION=eu-west-1
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
    preview_changes=True,  # the preview of an update creates a plan at AWS and deletes it
)

pulumi.export("version", orders.provisioning_artifact_name)
pulumi.export("launchRoleArn", orders.launch_role_arn)
pulumi.export("visibilityTimeout", orders.live_parameters["VisibilityTimeout"])
