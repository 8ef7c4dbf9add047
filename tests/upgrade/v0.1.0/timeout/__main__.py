"""An adoption, a launch and an update that did not end in the time that Pulumi had for them."""

import pulumi

from pulumi_servicecatalog import ImportedProvisionedProduct, ProvisionedProduct

config = pulumi.Config()
in_time = pulumi.ResourceOptions(custom_timeouts=pulumi.CustomTimeouts(create="30s", update="30s"))

ImportedProvisionedProduct(
    "adoption",
    name="adoption",
    physical_id="adoption",
    product_name="web-service",
    provisioning_artifact_name="v1",
    opts=in_time,
)
ImportedProvisionedProduct(
    "update",
    name="update",
    physical_id="update",
    product_name="web-service",
    provisioning_artifact_name=config.require("version"),
    opts=in_time,
)
ProvisionedProduct(
    "launch",
    name="launch",
    product_name="web-service",
    provisioning_artifact_name="v1",
    opts=in_time,
)
