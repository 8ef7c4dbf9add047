"""Creates a portfolio and a product with pulumi-aws, and adopts every stack of a list under that product.

The product's version is created from one of these stacks, so that it has their template.
"""

import json

import pulumi
import pulumi_aws as aws

from pulumi_servicecatalog import ImportedProvisionedProduct

STACKS = ["payments", "orders", "search"]

config = pulumi.Config()

# Not the first of the list: the ARN of another stack would replace the product.
source = aws.cloudformation.get_stack(name="payments")

portfolio = aws.servicecatalog.Portfolio("platform", name="platform", provider_name="Platform team")

product = aws.servicecatalog.Product(
    "web-service",
    name="web-service",
    owner="Platform team",
    type="CLOUD_FORMATION_TEMPLATE",
    provisioning_artifact_parameters={
        "name": "v1",
        "type": "CLOUD_FORMATION_TEMPLATE",
        "template_physical_id": source.id,
    },
)

association = aws.servicecatalog.ProductPortfolioAssociation(
    "web-service-in-platform", portfolio_id=portfolio.id, product_id=product.id
)

principal = aws.servicecatalog.PrincipalPortfolioAssociation(
    "platform-principal", portfolio_id=portfolio.id, principal_arn=config.require("principalArn")
)

launch_constraint = aws.servicecatalog.Constraint(
    "web-service-launch",
    portfolio_id=portfolio.id,
    product_id=product.id,
    type="LAUNCH",
    parameters=json.dumps({"RoleArn": config.require("launchRoleArn")}),
    opts=pulumi.ResourceOptions(depends_on=[association]),  # a portfolio takes constraints for its products only
)

# The launch path needs all three, and none of their outputs says so. In a destroy the stacks are released first.
with_launch_path = pulumi.ResourceOptions(depends_on=[association, principal, launch_constraint])

adopted = {
    stack: ImportedProvisionedProduct(
        stack,
        name=stack,
        physical_id=stack,
        product_id=product.id,
        provisioning_artifact_name="v1",  # pulumi-aws's Product has no output with the version's ID
        opts=with_launch_path,
    )
    for stack in STACKS
}

pulumi.export("productId", product.id)
pulumi.export("governed", {name: stack.provisioned_product_id for name, stack in adopted.items()})
