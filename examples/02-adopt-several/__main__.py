"""Adopts every stack of a list under one product. AWS imports one at a time; the order does not matter."""

import pulumi

from pulumi_servicecatalog import ImportedProvisionedProduct

STACKS = ["payments", "orders", "search"]

adopted = {
    stack: ImportedProvisionedProduct(
        stack,
        name=stack,
        physical_id=stack,
        product_name="web-service",
        provisioning_artifact_name="v1",
    )
    for stack in STACKS
}

# Without a version: the product has only one active version.
ImportedProvisionedProduct(
    "nightly-report", name="nightly-report", physical_id="nightly-report", product_name="report-bucket"
)

pulumi.export("governed", {name: stack.provisioned_product_id for name, stack in adopted.items()})
