"""One resource for each way by which a stack comes under the catalog, and for what becomes of it afterwards."""

import pulumi

from pulumi_servicecatalog import ImportedProvisionedProduct, ProvisionedProduct

config = pulumi.Config()

ImportedProvisionedProduct(
    "by-name",
    name="by-name",
    physical_id="by-name",
    product_name="web-service",
    provisioning_artifact_name="v1",
)
ImportedProvisionedProduct(
    "by-name-any-version",
    name="by-name-any-version",
    physical_id="by-name-any-version",
    product_name="web-service",
)
ImportedProvisionedProduct(
    "by-arn",
    name="by-arn",
    physical_id=config.require("by-arn"),
    product_id=config.require("product"),
    provisioning_artifact_id=config.require("version"),
)
ImportedProvisionedProduct(
    "by-arn-any-version",
    name="by-arn-any-version",
    physical_id=config.require("by-arn-any-version"),
    product_id=config.require("product"),
)
changed = ImportedProvisionedProduct(
    "changed",
    name="changed",
    physical_id="changed",
    product_name="web-service",
    provisioning_artifact_name=config.require("changed-version"),
    path_name="platform",
    parameters={"VisibilityTimeout": config.require("changed-timeout")},
    tags={"team": "shop"},
    launch_role_arn=config.require("launch-role"),
    timeouts={"update": "30m"},
)
secret = ImportedProvisionedProduct(
    "secret",
    name="secret",
    physical_id="secret",
    product_name="database",
    provisioning_artifact_name="v1",
    parameters={"Team": pulumi.Output.secret("shop"), "Password": pulumi.Output.secret("second")},
)
moved = ImportedProvisionedProduct(
    "moved",
    name="moved",
    physical_id="moved",
    product_name=config.require("moved-product"),
)
ImportedProvisionedProduct(
    "moved-by-update",
    name="moved-by-update",
    physical_id="moved-by-update",
    product_name=config.require("moved-by-update-product"),
    provisioning_artifact_name="v1",
)
ImportedProvisionedProduct(
    "imported",
    name="imported",
    physical_id=config.require("imported"),
    product_id=config.require("product"),
    provisioning_artifact_id=config.require("version"),
)
launched = ProvisionedProduct(
    "launched",
    name="launched",
    product_name="web-service",
    version_policy="latest-active",
    parameters={"VisibilityTimeout": "60"},
    tags={"team": "shop"},
    notification_arns=[config.require("topic")],
)
ProvisionedProduct(
    "secret-launched",
    name="secret-launched",
    product_name="database",
    provisioning_artifact_name="v1",
    parameters={"Team": "shop", "Password": pulumi.Output.secret("second")},
)
ProvisionedProduct(
    "stack-set",
    name="stack-set",
    product_name="fleet-service",
    provisioning_artifact_name="v1",
    parameters={"VisibilityTimeout": "60"},
    provisioning_preferences={
        "stack_set_accounts": [config.require("account")],
        "stack_set_regions": ["eu-west-1"],
        "stack_set_failure_tolerance_count": 0,
    },
)

pulumi.export("changed", changed.outputs)
pulumi.export("secret", secret.live_parameters)
pulumi.export("moved", moved.provisioned_product_id)
pulumi.export("launched", launched.stack_id)
