"""The sample account with what the sample does not need: constraints, a stack set, and a product with many outputs."""

import json
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from catalog_emulator.control import Control
from support.pulumi_cli import REGION, Aws

CFN = "CLOUD_FORMATION_TEMPLATE"
OTHER = "444455556666"
REGIONS = ["eu-west-1", "us-east-1"]
TAGS = {"Version": "2.0", "Properties": {"TagUpdateOnProvisionedProduct": "ALLOWED"}}
QUEUE = {"Resources": {"Queue": {"Type": "AWS::SQS::Queue"}}}
TOPIC = {"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}
WIDE = {**QUEUE, "Outputs": {f"Url{n}": {"Value": {"Ref": "Queue"}, "Description": "a queue"} for n in range(25)}}


@dataclass(frozen=True)
class Place(Aws):
    """`web-service` has a launch role and takes tags, `fleet` is a stack set, `wide` has more outputs than a page."""

    @cached_property
    def catalog(self) -> Any:
        return self.client("servicecatalog")

    @cached_property
    def control(self) -> Control:
        return Control(self.url)

    @cached_property
    def role(self) -> str:
        return f"arn:aws:iam::{self.account}:role/launch"

    @cached_property
    def portfolio_id(self) -> str:
        return str(self.catalog.list_portfolios()["PortfolioDetails"][0]["Id"])

    def furnish(self) -> None:
        web = self.product_id("web-service")
        self.constrain(web, "LAUNCH", {"RoleArn": self.role})
        self.constrain(web, "RESOURCE_UPDATE", TAGS)
        self.constrain(
            self.product("fleet", QUEUE, TOPIC), "STACKSET", {"Version": "1", "Properties": self._instances()}
        )
        self.product("wide", WIDE)

    def product(self, name: str, *templates: dict[str, Any]) -> str:
        """Make a product with the versions v1, v2 and so on in the portfolio, and give its ID."""
        first, *rest = (self._version(name, number, body) for number, body in enumerate(templates, 1))
        made = self.catalog.create_product(
            Name=name, Owner="platform", ProductType=CFN, ProvisioningArtifactParameters=first
        )
        product_id = str(made["ProductViewDetail"]["ProductViewSummary"]["ProductId"])
        for each in rest:
            self.catalog.create_provisioning_artifact(ProductId=product_id, Parameters=each)
        self.catalog.associate_product_with_portfolio(ProductId=product_id, PortfolioId=self.portfolio_id)
        return product_id

    def _version(self, product: str, number: int, template: dict[str, Any]) -> dict[str, Any]:
        bucket, key = f"templates-{self.account}-{REGION}", f"{product}-{number}.json"
        self.client("s3").put_object(Bucket=bucket, Key=key, Body=json.dumps(template).encode())
        info = {"LoadTemplateFromURL": f"https://{bucket}.s3.{REGION}.amazonaws.com/{key}"}
        return {"Name": f"v{number}", "Type": CFN, "Info": info}

    def constrain(self, product_id: str, kind: str, parameters: dict[str, Any]) -> None:
        self.catalog.create_constraint(
            PortfolioId=self.portfolio_id, ProductId=product_id, Type=kind, Parameters=json.dumps(parameters)
        )

    def _instances(self) -> dict[str, Any]:
        admin = f"arn:aws:iam::{self.account}:role/admin"
        return {
            "AccountList": [self.account, OTHER],
            "RegionList": REGIONS,
            "AdminRole": admin,
            "ExecutionRole": "execution",
        }

    def product_id(self, name: str) -> str:
        told = self.catalog.describe_product_as_admin(Name=name)
        return str(told["ProductViewDetail"]["ProductViewSummary"]["ProductId"])

    def version_id(self, name: str, product: str = "web-service") -> str:
        found = self.catalog.list_provisioning_artifacts(ProductId=self.product_id(product))
        return str(next(each["Id"] for each in found["ProvisioningArtifactDetails"] if each["Name"] == name))

    def path_id(self) -> str:
        found = self.catalog.list_launch_paths(ProductId=self.product_id("web-service"))["LaunchPathSummaries"]
        return str(found[0]["Id"])

    def ids(self) -> dict[str | tuple[str, str], str]:
        """Give the IDs of products by their names, and of versions by those of both."""
        versions = {"web-service": ("v1", "v2"), "fleet": ("v1", "v2"), "wide": ("v1",)}
        products = {name: self.product_id(name) for name in versions}
        named = [(product, name) for product, names in versions.items() for name in names]
        return {**products, **{(product, name): self.version_id(name, product) for product, name in named}}

    def record(self, provisioned_product_id: str) -> dict[str, Any]:
        """Give the newest record of a provisioned product, as DescribeRecord answers."""
        wanted = {"Key": "provisionedproduct", "Value": provisioned_product_id}
        newest = self.catalog.list_record_history(SearchFilter=wanted)["RecordDetails"][0]
        told: dict[str, Any] = self.catalog.describe_record(Id=newest["RecordId"])
        return told
