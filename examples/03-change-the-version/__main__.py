"""Adopts a stack and changes its version: `pulumi config set version v2` and `pulumi up`."""

import pulumi

from pulumi_servicecatalog import ImportedProvisionedProduct

config = pulumi.Config()

orders = ImportedProvisionedProduct(
    "orders",
    name="orders",
    physical_id="orders",
    product_name="web-service",
    provisioning_artifact_name=config.get("version") or "v1",
    opts=pulumi.ResourceOptions(custom_timeouts=pulumi.CustomTimeouts(update="2h")),
)

pulumi.export("version", orders.provisioning_artifact_name)
pulumi.export("visibilityTimeout", orders.live_parameters["VisibilityTimeout"])
