"""Moves a stack from one product to another: `pulumi config set product team-web-service` and `pulumi up`.

It is an update, where AWS takes one to the other product. Where not, the stack is released and adopted under the
other product; it keeps running, and `provisionedProductId` tells the new ID. No version is named: the one is taken
that has the stack's template.

The other product is to be there, in a portfolio that the caller is in. The emulator's sample account has none that
fits; this makes one, from the stack itself:

    aws servicecatalog create-product --name team-web-service --owner 'Platform team' \
        --product-type CLOUD_FORMATION_TEMPLATE --provisioning-artifact-parameters \
        'Name=v1,Type=CLOUD_FORMATION_TEMPLATE,Info={ImportFromPhysicalId=arn:aws:cloudformation:...:stack/search/...}'
    aws servicecatalog associate-product-with-portfolio --product-id prod-... --portfolio-id port-...
"""

import pulumi

from pulumi_servicecatalog import ImportedProvisionedProduct

config = pulumi.Config()

search = ImportedProvisionedProduct(
    "search",
    name="search",
    physical_id="search",
    product_name=config.require("product"),
)

pulumi.export("provisionedProductId", search.provisioned_product_id)
pulumi.export("productId", search.product_id)
