"""An adopted product and a launched one whose last update failed: the bucket of the new version existed already."""

import pulumi

from pulumi_servicecatalog import ImportedProvisionedProduct, ProvisionedProduct

config = pulumi.Config()

ImportedProvisionedProduct(
    "failed",
    name="failed",
    physical_id="failed",
    product_name="archive",
    provisioning_artifact_name=config.require("version"),
    parameters={"Content": "adopted"},
)
ProvisionedProduct(
    "failed-launched",
    name="failed-launched",
    product_name="archive",
    provisioning_artifact_name=config.require("version"),
    parameters={"Content": "launched"},
)
