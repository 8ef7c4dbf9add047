"""Launches a product, beside a stack that ran before: `pulumi destroy` deletes the one and keeps the other.

The launched one follows the newest active version. `pulumi preview` says from which version to which, and
`pulumi config set visibilityTimeout 90` is an update of its parameters.
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
