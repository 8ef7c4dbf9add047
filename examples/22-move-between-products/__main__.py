"""Moves a stack from one product to another: `pulumi config set product team-web-service` and `pulumi up`.

If AWS accepts the other product, this is an update. If not, the stack is released and adopted under the other product;
it keeps running, and `provisionedProductId` has the new ID. No version is named, so the stack is adopted at the version
that has its template.

The other product must exist, in a portfolio that the caller has access to. The emulator's sample account has none that
fits; these commands create one from the stack itself:

    export AWS_DEFAULT_REGION=eu-west-1
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
