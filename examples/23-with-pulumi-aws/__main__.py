"""Makes a portfolio and a product with pulumi-aws, and brings every stack of a list under that product.

The product's version is made from one of these stacks, so that its template is theirs.
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

held = aws.servicecatalog.ProductPortfolioAssociation(
    "web-service-in-platform", portfolio_id=portfolio.id, product_id=product.id
)

allowed = aws.servicecatalog.PrincipalPortfolioAssociation(
    "platform-principal", portfolio_id=portfolio.id, principal_arn=config.require("principalArn")
)

launched = aws.servicecatalog.Constraint(
    "web-service-launch",
    portfolio_id=portfolio.id,
    product_id=product.id,
    type="LAUNCH",
    parameters=json.dumps({"RoleArn": config.require("launchRoleArn")}),
    opts=pulumi.ResourceOptions(depends_on=[held]),  # a portfolio takes constraints for the products that it holds
)

# The launch path leads through all three, and no output of theirs tells of it. A destroy goes the other way round: the
# stacks are released first.
path = pulumi.ResourceOptions(depends_on=[held, allowed, launched])

adopted = {
    stack: ImportedProvisionedProduct(
        stack,
        name=stack,
        physical_id=stack,
        product_id=product.id,
        provisioning_artifact_name="v1",  # pulumi-aws's product has no output that holds the version's ID
        opts=path,
    )
    for stack in STACKS
}

pulumi.export("productId", product.id)
pulumi.export("governed", {stack: each.provisioned_product_id for stack, each in adopted.items()})
