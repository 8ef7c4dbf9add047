"""Adopts one running CloudFormation stack into Service Catalog. The stack itself is not changed."""

import pulumi

from pulumi_servicecatalog import ImportedProvisionedProduct

payments = ImportedProvisionedProduct(
    "payments",
    name="payments",
    physical_id="payments",
    product_name="web-service",
    provisioning_artifact_name="v1",
)

pulumi.export("provisionedProductId", payments.provisioned_product_id)
pulumi.export("status", payments.status)
pulumi.export("jobsUrl", payments.outputs["JobsUrl"])
