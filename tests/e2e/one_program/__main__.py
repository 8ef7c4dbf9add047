"""Pulumi.yaml in Python."""

import pulumi

from pulumi_servicecatalog import plugin

payments = plugin.ImportedProvisionedProduct(
    "payments",
    name="payments",
    physical_id="payments",
    product_name="web-service",
    provisioning_artifact_name="v1",
    parameters={"VisibilityTimeout": pulumi.Output.secret("45")},
    timeouts={"update": "30m"},
    opts=pulumi.ResourceOptions(custom_timeouts=pulumi.CustomTimeouts(create="2h"), ignore_changes=["tags"]),
)
orders = plugin.ImportedProvisionedProduct(
    "orders",
    name="orders",
    physical_id="orders",
    product_id=payments.product_id,
    provisioning_artifact_id=payments.provisioning_artifact_id,
    ignore_errors=True,
)
reports = plugin.GovernedStacks("reports", stacks={"reports": "nightly-report"}, product_name="report-bucket")
provisioned_product = plugin.get_provisioned_product_output(id=orders.provisioned_product_id)

pulumi.export("status", payments.status)
pulumi.export("statuses", reports.statuses)
pulumi.export("liveParameters", provisioned_product.apply(lambda result: result.live_parameters))
