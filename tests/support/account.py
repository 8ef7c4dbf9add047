"""An account of the emulator past the provider: what is there, and a builder of a catalog."""

import itertools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import boto3

import catalog_emulator.sample
from catalog_emulator.control import Control

REGION = catalog_emulator.sample.REGION
CLOUD_FORMATION_TEMPLATE = "CLOUD_FORMATION_TEMPLATE"
TAG_UPDATES = {"Version": "2.0", "Properties": {"TagUpdateOnProvisionedProduct": "ALLOWED"}}
"""The constraint RESOURCE_UPDATE that lets updates change tags."""

Template = str | Mapping[str, Any]

_session = boto3.Session()  # shared, since it keeps the models of the APIs
_numbers = itertools.count()


@lru_cache(maxsize=64)
def _client(service: str, url: str, account: str, region: str) -> Any:
    open_client: Any = _session.client  # its stubs know each service by name
    return open_client(
        service,
        endpoint_url=url,
        region_name=region,
        aws_access_key_id=account,
        aws_secret_access_key="any",
    )


@dataclass(frozen=True)
class Account:
    """Products and versions are named by their names; every product is in every portfolio, unless a test says so."""

    url: str
    account: str

    def client(self, service: str) -> Any:
        return _client(service, self.url, self.account, REGION)

    @property
    def catalog(self) -> Any:
        return self.client("servicecatalog")

    @property
    def cloudformation(self) -> Any:
        return self.client("cloudformation")

    @property
    def control(self) -> Control:
        return Control(self.url)

    def role(self, name: str) -> str:
        """Return the ARN of a role of the account, which need not exist."""
        return f"arn:aws:iam::{self.account}:role/{name}"

    # What is there

    def stack(self, name: str) -> dict[str, Any]:
        found: dict[str, Any] = self.cloudformation.describe_stacks(StackName=name)["Stacks"][0]
        return found

    def stack_ids(self) -> dict[str, str]:
        """Return the ARN of each stack by its name."""
        pages = self.cloudformation.get_paginator("describe_stacks").paginate()
        return {each["StackName"]: each["StackId"] for page in pages for each in page["Stacks"]}

    def observed(self) -> dict[str, dict[str, Any]]:
        """Return the provisioned products by name."""
        found = self.catalog.search_provisioned_products()["ProvisionedProducts"]
        return {each["Name"]: each for each in found}

    def product_id(self, name: str) -> str:
        """Return the ID of the first product of this name."""
        found = self.catalog.search_products_as_admin()["ProductViewDetails"]
        summaries = [each["ProductViewSummary"] for each in found]
        return str(next(each["ProductId"] for each in summaries if each["Name"] == name))

    def version_id(self, product: str, name: str) -> str:
        found = self.catalog.list_provisioning_artifacts(ProductId=self.product_id(product))
        return str(next(each["Id"] for each in found["ProvisioningArtifactDetails"] if each["Name"] == name))

    def portfolio_ids(self) -> list[str]:
        return [str(each["Id"]) for each in self.catalog.list_portfolios()["PortfolioDetails"]]

    # What is made

    def make_portfolio(self, name: str) -> str:
        """Make a portfolio that lets everybody of the account in, and return its ID."""
        made = self.catalog.create_portfolio(DisplayName=name, ProviderName="Platform team")["PortfolioDetail"]
        self.catalog.associate_principal_with_portfolio(
            PortfolioId=made["Id"], PrincipalARN=f"arn:aws:iam::{self.account}:root", PrincipalType="IAM"
        )
        return str(made["Id"])

    def make_product(self, name: str, *templates: Template, kind: str = CLOUD_FORMATION_TEMPLATE) -> str:
        """Make a product with a version v1, v2, ... of each template, in no portfolio, and return its ID."""
        first, *others = (self._version(f"v{number}", body, kind) for number, body in enumerate(templates, 1))
        return self._product(name, kind, first, others)

    def make_product_like(self, stack: str, name: str) -> str:
        """Make a product whose only version is made from a stack, in every portfolio, and return its ID."""
        info = {"ImportFromPhysicalId": self.stack(stack)["StackId"]}
        version = {"Name": "v1", "Type": CLOUD_FORMATION_TEMPLATE, "Info": info}
        product_id = self._product(name, CLOUD_FORMATION_TEMPLATE, version, [])
        self.publish(product_id)
        return product_id

    def publish(self, product_id: str) -> None:
        """Put a product into every portfolio."""
        for portfolio_id in self.portfolio_ids():
            self.catalog.associate_product_with_portfolio(ProductId=product_id, PortfolioId=portfolio_id)

    def add_product(self, name: str, *templates: Template) -> str:
        """Make a product with a version of each template in every portfolio, and return its ID."""
        product_id = self.make_product(name, *templates)
        self.publish(product_id)
        return product_id

    def add_version(self, product: str, name: str, template: Template) -> str:
        """Add a version to a product, and return its ID."""
        made = self.catalog.create_provisioning_artifact(
            ProductId=self.product_id(product), Parameters=self._version(name, template, CLOUD_FORMATION_TEMPLATE)
        )
        return str(made["ProvisioningArtifactDetail"]["Id"])

    def constrain(self, product: str, kind: str, parameters: dict[str, Any]) -> None:
        """Put a constraint on a product, in each of its portfolios."""
        product_id = self.product_id(product)
        for each in self.catalog.list_portfolios_for_product(ProductId=product_id)["PortfolioDetails"]:
            self.catalog.create_constraint(
                ProductId=product_id, PortfolioId=each["Id"], Type=kind, Parameters=json.dumps(parameters)
            )

    def make_stack_set(self, product: str, *regions: str, accounts: tuple[str, ...] = ()) -> None:
        """Have a product launched as stack sets: in these Regions, and in this account or in those named."""
        properties = {
            "AccountList": list(accounts or (self.account,)),
            "RegionList": list(regions),
            "AdminRole": self.role("admin"),
            "ExecutionRole": "execution",
        }
        self.constrain(product, "STACKSET", {"Version": "1", "Properties": properties})

    def _product(self, name: str, kind: str, first: dict[str, Any], others: list[dict[str, Any]]) -> str:
        made = self.catalog.create_product(
            Name=name, Owner="Platform team", ProductType=kind, ProvisioningArtifactParameters=first
        )
        product_id = str(made["ProductViewDetail"]["ProductViewSummary"]["ProductId"])
        for each in others:
            self.catalog.create_provisioning_artifact(ProductId=product_id, Parameters=each)
        return product_id

    def _version(self, name: str, template: Template, kind: str) -> dict[str, Any]:
        """Upload a template, and return what makes a version of it."""
        bucket, key, s3 = f"made-{self.account}", f"{next(_numbers)}.template", self.client("s3")
        if bucket not in set(self._buckets()):
            s3.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
        text = template if isinstance(template, str) else json.dumps(template)
        s3.put_object(Bucket=bucket, Key=key, Body=text.encode())
        return {
            "Name": name,
            "Type": kind,
            "Info": {"LoadTemplateFromURL": f"https://{bucket}.s3.{REGION}.amazonaws.com/{key}"},
        }

    def _buckets(self) -> Iterator[str]:
        return (each["Name"] for each in self.client("s3").list_buckets()["Buckets"])
