"""A small company's account to try things on: four running stacks, and a portfolio with two products.

`python -m catalog_emulator --sample` and the demo fill an account with it, through the emulator's own API.
"""

from importlib import resources
from typing import Any

import boto3

REGION = "eu-west-1"
STACKS = {
    "payments": "web-service-v1.yaml",
    "orders": "web-service-v1.yaml",
    "search": "web-service-v1.yaml",
    "nightly-report": "report-bucket.json",
}
VERSIONS = {"v1": "web-service-v1.yaml", "v2": "web-service-v2.yaml"}


def fill(url: str, *, account: str, region: str = REGION) -> None:
    """Make the stacks and the portfolio in an account (12 digits) of the emulator at this URL.

    `web-service` has the versions v1 and v2; the stacks payments, orders and search have the template of v1.
    `report-bucket` has one version, made from the stack nightly-report itself.
    """
    keys: dict[str, Any] = {"aws_access_key_id": account, "aws_secret_access_key": "any", "region_name": region}
    services: tuple[Any, ...] = ("cloudformation", "s3", "servicecatalog")
    # boto3's default session keeps the API models, whose loading takes longer than the calls.
    clients: dict[str, Any] = {name: boto3.client(name, endpoint_url=url, **keys) for name in services}
    stacks = {
        name: clients["cloudformation"].create_stack(StackName=name, TemplateBody=_template(file))["StackId"]
        for name, file in STACKS.items()
    }
    catalog = clients["servicecatalog"]
    portfolio = catalog.create_portfolio(DisplayName="platform", ProviderName="Platform team")
    portfolio_id = portfolio["PortfolioDetail"]["Id"]
    catalog.associate_principal_with_portfolio(
        PortfolioId=portfolio_id, PrincipalARN=f"arn:aws:iam::{account}:root", PrincipalType="IAM"
    )
    bucket = f"templates-{account}-{region}"
    where = {"CreateBucketConfiguration": {"LocationConstraint": region}} if region != "us-east-1" else {}
    clients["s3"].create_bucket(Bucket=bucket, **where)
    versions: dict[str, Any] = {}
    for version, file in VERSIONS.items():
        clients["s3"].put_object(Bucket=bucket, Key=file, Body=_template(file).encode())
        versions[version] = {"LoadTemplateFromURL": f"https://{bucket}.s3.{region}.amazonaws.com/{file}"}
    _product(catalog, portfolio_id, "web-service", versions)
    _product(catalog, portfolio_id, "report-bucket", {"v1": {"ImportFromPhysicalId": stacks["nightly-report"]}})


def _product(catalog: Any, portfolio_id: str, name: str, versions: dict[str, dict[str, str]]) -> None:
    (first, info), *rest = versions.items()
    made = catalog.create_product(
        Name=name,
        Owner="Platform team",
        ProductType="CLOUD_FORMATION_TEMPLATE",
        ProvisioningArtifactParameters={"Name": first, "Info": info, "Type": "CLOUD_FORMATION_TEMPLATE"},
    )
    product_id = made["ProductViewDetail"]["ProductViewSummary"]["ProductId"]
    for version, further in rest:
        catalog.create_provisioning_artifact(
            ProductId=product_id,
            Parameters={"Name": version, "Info": further, "Type": "CLOUD_FORMATION_TEMPLATE"},
        )
    catalog.associate_product_with_portfolio(ProductId=product_id, PortfolioId=portfolio_id)


def _template(file: str) -> str:
    return resources.files(__name__).joinpath(file).read_text(encoding="utf-8")
