"""Brings every stack of a list under one product. AWS imports one at a time; the order does not matter."""

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

# This one names no version: the product has one active version only.
ImportedProvisionedProduct(
    "nightly-report", name="nightly-report", physical_id="nightly-report", product_name="report-bucket"
)

pulumi.export("governed", {stack: each.provisioned_product_id for stack, each in adopted.items()})
