"""Adopts a stack by each provider, as the configuration says."""

import pulumi

from pulumi_servicecatalog import ImportedProvisionedProduct
from pulumi_servicecatalog.plugin import ImportedProvisionedProduct as ByPlugin

config = pulumi.Config()
retain = config.get_bool("retain") is not False

for name, resource in (("payments", ImportedProvisionedProduct), ("orders", ByPlugin)):
    resource(
        name,
        name=name,
        physical_id=name,
        product_name="web-service",
        provisioning_artifact_name="v1",
        retain_physical_resources=retain,
    )
