"""Launches a product beside an adopted stack: `pulumi destroy` deletes the launched stack and keeps the adopted one.

The launched one follows the newest active version; `pulumi preview` shows the old and the new version.
`pulumi config set visibilityTimeout 90` updates its parameters.
"""

import pulumi

from pulumi_servicecatalog import ImportedProvisionedProduct, ProvisionedProduct

config = pulumi.Config()

payments = ImportedProvisionedProduct(
    "payments",
    name="payments",
    physical_id="payments",
    product_name="web-service",
    provisioning_artifact_name="v1",
)

checkout = ProvisionedProduct(
    "checkout",
    name="checkout",
    product_name="web-service",
    version_policy="latest-active",
    parameters={"VisibilityTimeout": config.require("visibilityTimeout")},
)

pulumi.export("stacks", {"payments": payments.stack_id, "checkout": checkout.stack_id})
pulumi.export("version", checkout.provisioning_artifact_name)
pulumi.export("jobsUrl", checkout.outputs["JobsUrl"])
