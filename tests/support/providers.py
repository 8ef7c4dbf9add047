"""What the tests of a face declare, in the sample account."""

import functools
import json

import catalog_emulator.sample

REGION = catalog_emulator.sample.REGION
INPUTS = {
    "name": "payments",
    "physicalId": "payments",
    "productName": "web-service",
    "provisioningArtifactName": "v1",
}
LAUNCH = {"name": "shop", "productName": "web-service", "provisioningArtifactName": "v1"}
LAUNCHING_PROVIDER = "gASVPAAAAAAAAACMIXB1bHVtaV9zZXJ2aWNlY2F0YWxvZy5fZHluYW1pY192MZSMEkxBVU5DSElOR19QUk9WSURFUpSTlC4="
"""How every state that was ever written names the provider of launches; `support.engine.PROVIDER` is the other one."""
TAG_UPDATES = {"Version": "2.0", "Properties": {"TagUpdateOnProvisionedProduct": "ALLOWED"}}


def adopt(engine, **target):
    """Adopt the stack as an engine does; give the ID, the state, and the inputs that were checked."""
    return made(engine, {**INPUTS, **target})


def launch(engine, **target):
    """Launch the product as an engine does; give the ID, the state, and the inputs that were checked."""
    return made(engine, {**LAUNCH, **target})


def made(engine, target):
    """Make what is declared."""
    inputs, failures = engine.check(target)
    assert failures == []
    id_, state = engine.create(inputs)
    return id_, state, inputs


def codes(failures):
    """Give the property and the code of each failure of a check."""
    return sorted((property_, reason.partition("]")[0].removeprefix("[")) for property_, reason in failures)


@functools.cache
def client(aws, service):
    """Give a client of an account, whose making takes longer than most calls."""
    return aws.client(service)


def constrain(aws, product, kind, properties):
    """Add a constraint to a product, by its name, in each of its portfolios."""
    catalog = client(aws, "servicecatalog")
    product_id = catalog.describe_product_as_admin(Name=product)["ProductViewDetail"]["ProductViewSummary"]["ProductId"]
    for portfolio in catalog.list_portfolios_for_product(ProductId=product_id)["PortfolioDetails"]:
        catalog.create_constraint(
            ProductId=product_id, PortfolioId=portfolio["Id"], Type=kind, Parameters=json.dumps(properties)
        )


def add_product(aws, name, *templates):
    """Add a product to every portfolio, with a version v1, v2, ... of each template."""
    catalog, bucket = client(aws, "servicecatalog"), f"templates-{aws.account}-{REGION}"
    product_id = ""
    for number, template in enumerate(templates, start=1):
        key = f"{name}-v{number}.json"
        client(aws, "s3").put_object(Bucket=bucket, Key=key, Body=json.dumps(template).encode())
        version = {
            "Name": f"v{number}",
            "Type": "CLOUD_FORMATION_TEMPLATE",
            "Info": {"LoadTemplateFromURL": f"https://{bucket}.s3.{REGION}.amazonaws.com/{key}"},
        }
        if product_id:
            catalog.create_provisioning_artifact(ProductId=product_id, Parameters=version)
            continue
        made = catalog.create_product(
            Name=name,
            Owner="Platform team",
            ProductType="CLOUD_FORMATION_TEMPLATE",
            ProvisioningArtifactParameters=version,
        )
        product_id = made["ProductViewDetail"]["ProductViewSummary"]["ProductId"]
    for portfolio in catalog.list_portfolios()["PortfolioDetails"]:
        catalog.associate_product_with_portfolio(ProductId=product_id, PortfolioId=portfolio["Id"])
