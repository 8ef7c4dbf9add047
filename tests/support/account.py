"""An account of the emulator past the provider: what is there, and a builder of a catalog."""

import itertools
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import boto3
from botocore.config import Config

import catalog_emulator.sample
from catalog_emulator.control import Control

REGION = catalog_emulator.sample.REGION
CLOUD_FORMATION_TEMPLATE = "CLOUD_FORMATION_TEMPLATE"
TAG_UPDATES = {"Version": "2.0", "Properties": {"TagUpdateOnProvisionedProduct": "ALLOWED"}}
"""The constraint RESOURCE_UPDATE that lets updates change tags."""

Template = str | Mapping[str, Any]

_once = Config(retries={"total_max_attempts": 1})
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
        config=_once,
    )


@dataclass(frozen=True)
class Account:
    """Products and versions are named by their names; every product is in every portfolio, unless a test says so.

    Nothing that fails is tried again.
    """

    url: str
    account: str
    region: str = REGION

    def client(self, service: str) -> Any:
        return _client(service, self.url, self.account, self.region)

    @property
    def catalog(self) -> Any:
        return self.client("servicecatalog")

    @property
    def cloudformation(self) -> Any:
        return self.client("cloudformation")

    @property
    def control(self) -> Control:
        return Control(self.url)

    def set(self, **settings: Any) -> None:
        """Switch how AWS behaves in this account."""
        self.control.set(account=self.account, **settings)

    def role(self, name: str) -> str:
        """Return the ARN of a role of the account, which need not exist."""
        return f"arn:aws:iam::{self.account}:role/{name}"

    # What is there

    def stack(self, name: str) -> dict[str, Any]:
        stacks: list[dict[str, Any]] = self.cloudformation.describe_stacks(StackName=name)["Stacks"]
        return stacks[0]

    def stack_id(self, name: str) -> str:
        return str(self.stack(name)["StackId"])

    def stack_ids(self) -> dict[str, str]:
        """Return the ARN of each stack by its name."""
        pages = self.cloudformation.get_paginator("describe_stacks").paginate()
        return {stack["StackName"]: stack["StackId"] for page in pages for stack in page["Stacks"]}

    def observed(self) -> dict[str, dict[str, Any]]:
        """Return the provisioned products by name."""
        return {product["Name"]: product for product in self.provisioned_products()}

    def provisioned_products(self) -> list[dict[str, Any]]:
        response = self.catalog.search_provisioned_products()
        products: list[dict[str, Any]] = response["ProvisionedProducts"]
        while response.get("NextPageToken"):
            response = self.catalog.search_provisioned_products(PageToken=response["NextPageToken"])
            products += response["ProvisionedProducts"]
        return products

    def product_id(self, name: str) -> str:
        """Return the ID of the first product of this name; an ID is returned as it is."""
        if name.startswith("prod-"):
            return name
        details = self.catalog.search_products_as_admin()["ProductViewDetails"]
        products = [detail["ProductViewSummary"] for detail in details]
        return str(next(product["ProductId"] for product in products if product["Name"] == name))

    def version_id(self, product: str, name: str) -> str:
        """Return the ID of a version; an ID is returned as it is."""
        if name.startswith("pa-"):
            return name
        response = self.catalog.list_provisioning_artifacts(ProductId=self.product_id(product))
        versions = response["ProvisioningArtifactDetails"]
        return str(next(version["Id"] for version in versions if version["Name"] == name))

    def portfolio_ids(self) -> list[str]:
        return [str(portfolio["Id"]) for portfolio in self.catalog.list_portfolios()["PortfolioDetails"]]

    # What is made

    def make_stack(self, name: str, template: Template, **more: Any) -> str:
        """Make a stack, and return its ARN."""
        body = _text(template)
        return str(self.cloudformation.create_stack(StackName=name, TemplateBody=body, **more)["StackId"])

    def force_stack(self, name: str, **facts: Any) -> None:
        """Have DescribeStacks report these facts of a stack."""
        self.control.force_stack(name, account=self.account, region=self.region, **facts)

    def make_portfolio(self, name: str, principal: str = "root") -> str:
        """Make a portfolio that lets in everybody of the account, or those named, and return its ID."""
        made = self.catalog.create_portfolio(DisplayName=name, ProviderName="platform")["PortfolioDetail"]
        self.catalog.associate_principal_with_portfolio(
            PortfolioId=made["Id"], PrincipalARN=f"arn:aws:iam::{self.account}:{principal}", PrincipalType="IAM"
        )
        return str(made["Id"])

    def make_product(self, name: str, *templates: Template, kind: str = CLOUD_FORMATION_TEMPLATE, **facts: Any) -> str:
        """Make a product with a version v1, v2, ... of each template, in no portfolio, and return its ID."""
        first, *others = (self._version(f"v{number}", body, kind) for number, body in enumerate(templates, 1))
        return self._product(name, kind, first, others, **facts)

    def make_product_like(self, stack: str, name: str) -> str:
        """Make a product whose only version is made from a stack, in every portfolio, and return its ID."""
        product_id = self._product(name, CLOUD_FORMATION_TEMPLATE, self._version_like(stack, "v1"), [])
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
        return self._add(product, self._version(name, template, CLOUD_FORMATION_TEMPLATE))

    def add_version_like(self, stack: str, product: str, name: str) -> str:
        """Add a version that is made from a stack, and return its ID."""
        return self._add(product, self._version_like(stack, name))

    def change_version(self, product: str, name: str, **changes: Any) -> None:
        """Rename a version, switch it off, or give it a guidance."""
        ids = {"ProductId": self.product_id(product), "ProvisioningArtifactId": self.version_id(product, name)}
        self.catalog.update_provisioning_artifact(**ids, **changes)

    def force_version(self, product: str, name: str, **facts: Any) -> None:
        """Have a version reported with these facts."""
        version_id = self.version_id(product, name)
        self.control.force_artifact(version_id, account=self.account, region=self.region, **facts)

    def lose_template(self, product: str, version: str) -> None:
        """Delete the object that the version's TemplateUrl names."""
        bucket, key = f"sc-templates-{self.account}-{self.region}", f"{self.version_id(product, version)}.template"
        self.client("s3").delete_object(Bucket=bucket, Key=key)

    def withdraw(self, product: str) -> None:
        """Take a product out of its portfolios."""
        product_id = self.product_id(product)
        for portfolio_id in self._portfolios_of(product_id):
            self.catalog.disassociate_product_from_portfolio(ProductId=product_id, PortfolioId=portfolio_id)

    def offer_tags(self, product: str, key: str, *values: str) -> None:
        """Allow these values of a tag, and no others, for a product."""
        for value in values:
            made = self.catalog.create_tag_option(Key=key, Value=value)["TagOptionDetail"]
            self.catalog.associate_tag_option_with_resource(ResourceId=self.product_id(product), TagOptionId=made["Id"])

    def adopt(self, stack: str, *, name: str = "", product: str = "web-service", version: str = "v1") -> str:
        """Import a stack past the provider, let the import end, and return the ID of the provisioned product."""
        record = self.catalog.import_as_provisioned_product(
            ProvisionedProductName=name or stack,
            PhysicalId=self.stack_id(stack),
            ProductId=self.product_id(product),
            ProvisioningArtifactId=self.version_id(product, version),
        )["RecordDetail"]
        self.catalog.describe_record(Id=record["RecordId"])
        return str(record["ProvisionedProductId"])

    def constrain(self, product: str, kind: str, parameters: dict[str, Any]) -> list[str]:
        """Put a constraint on a product in each of its portfolios, and return their IDs."""
        product_id, text = self.product_id(product), json.dumps(parameters)
        made = [
            self.catalog.create_constraint(ProductId=product_id, PortfolioId=portfolio_id, Type=kind, Parameters=text)
            for portfolio_id in self._portfolios_of(product_id)
        ]
        return [str(response["ConstraintDetail"]["ConstraintId"]) for response in made]

    def make_stack_set(self, product: str, *regions: str, accounts: tuple[str, ...] = ()) -> None:
        """Have a product launched as stack sets: in these Regions, and in this account or in those named."""
        properties = {
            "AccountList": list(accounts or (self.account,)),
            "RegionList": list(regions),
            "AdminRole": self.role("admin"),
            "ExecutionRole": "execution",
        }
        self.constrain(product, "STACKSET", {"Version": "1", "Properties": properties})

    def _portfolios_of(self, product_id: str) -> list[str]:
        details = self.catalog.list_portfolios_for_product(ProductId=product_id)["PortfolioDetails"]
        return [str(portfolio["Id"]) for portfolio in details]

    def _product(self, name: str, kind: str, first: dict[str, Any], others: list[dict[str, Any]], **facts: Any) -> str:
        made = self.catalog.create_product(
            Name=name, Owner="platform", ProductType=kind, ProvisioningArtifactParameters=first, **facts
        )
        product_id = str(made["ProductViewDetail"]["ProductViewSummary"]["ProductId"])
        for version in others:
            self.catalog.create_provisioning_artifact(ProductId=product_id, Parameters=version)
        return product_id

    def _add(self, product: str, version: dict[str, Any]) -> str:
        made = self.catalog.create_provisioning_artifact(ProductId=self.product_id(product), Parameters=version)
        return str(made["ProvisioningArtifactDetail"]["Id"])

    def _version(self, name: str, template: Template, kind: str) -> dict[str, Any]:
        """Upload a template, and return what makes a version of it."""
        info = {"LoadTemplateFromURL": self.upload(template)}
        return {"Name": name, "Type": kind, "DisableTemplateValidation": kind == "EXTERNAL", "Info": info}

    def _version_like(self, stack: str, name: str) -> dict[str, Any]:
        info = {"ImportFromPhysicalId": self.stack_id(stack)}
        return {"Name": name, "Type": CLOUD_FORMATION_TEMPLATE, "Info": info}

    def upload(self, template: Template) -> str:
        """Put a template into S3, and return its URL."""
        bucket, key, s3 = f"made-{self.account}-{self.region}", f"{next(_numbers)}.template", self.client("s3")
        if bucket not in set(self._buckets()):
            elsewhere = {"CreateBucketConfiguration": {"LocationConstraint": self.region}}
            s3.create_bucket(Bucket=bucket, **({} if self.region == "us-east-1" else elsewhere))
        s3.put_object(Bucket=bucket, Key=key, Body=_text(template).encode())
        return f"https://{bucket}.s3.{self.region}.amazonaws.com/{key}"

    def _buckets(self) -> Iterator[str]:
        return (bucket["Name"] for bucket in self.client("s3").list_buckets()["Buckets"])


def _text(template: Template) -> str:
    return template if isinstance(template, str) else json.dumps(template)
