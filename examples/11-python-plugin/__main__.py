"""The first example with the plugin and an explicit provider, as needed for several accounts or Regions."""

import pulumi

from pulumi_servicecatalog import plugin

here = plugin.Provider("here", region="eu-west-1", max_retries=8)

payments = plugin.ImportedProvisionedProduct(
    "payments",
    name="payments",
    physical_id="payments",
    product_name="web-service",
    provisioning_artifact_name="v1",
    opts=pulumi.ResourceOptions(provider=here, custom_timeouts=pulumi.CustomTimeouts(create="2h")),
)

pulumi.export("provisionedProductId", payments.provisioned_product_id)
pulumi.export("status", payments.status)
pulumi.export("jobsUrl", payments.outputs["JobsUrl"])
