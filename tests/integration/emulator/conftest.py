"""The account of a test at the emulator, and short ways to what these tests need first."""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from catalog_emulator import Background, Control

REGION = "us-east-1"
_session = boto3.Session()  # shared: it keeps the API models, which take longer to load than most tests to run


@pytest.fixture(scope="session")
def fake_clock():
    """An emulator whose clock stands still until a test advances it."""
    with Background("--manual-clock") as running:
        yield running


@pytest.fixture
def aws(emulator, account):
    """The test's account. Its records end at the next call after they were opened."""
    here = Aws(emulator.url, account)
    here.set(record_seconds=0)
    return here


@pytest.fixture
def slow(fake_clock, account):
    """An account at the emulator with the manual clock."""
    return Aws(fake_clock.url, account)


def template(*names: str, **sections: Any) -> str:
    """A template with one queue per name."""
    resources = {name: {"Type": "AWS::SQS::Queue"} for name in names or ("Queue",)}
    return json.dumps({"Resources": resources} | sections)


def client(url: str, service: str, key: str, secret: str = "any", token: str | None = None, **more: Any) -> Any:
    """A client of an emulator that tries everything once."""
    return _session.client(
        service,
        endpoint_url=url,
        region_name=more.pop("region", REGION),
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        aws_session_token=token,
        config=Config(retries={"total_max_attempts": 1}, **more),
    )


@dataclass
class Aws:
    """An account in a region, with clients, and with the few things that nearly every test makes first."""

    url: str
    account: str
    region: str = REGION
    _numbers: Any = field(default_factory=lambda: itertools.count(1))

    def client(self, service: str, **config: Any) -> Any:
        return client(self.url, service, self.account, region=self.region, **config)

    def in_role(self, service: str, role: str = "developer", account: str | None = None) -> Any:
        """A client with the credentials of an assumed role."""
        arn = f"arn:aws:iam::{account or self.account}:role/{role}"
        given = self.client("sts").assume_role(RoleArn=arn, RoleSessionName="me")["Credentials"]
        return client(
            self.url, service, given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"], region=self.region
        )

    @cached_property
    def catalog(self) -> Any:
        return self.client("servicecatalog")

    @cached_property
    def stacks(self) -> Any:
        return self.client("cloudformation")

    @cached_property
    def s3(self) -> Any:
        return self.client("s3")

    @cached_property
    def control(self) -> Control:
        return Control(self.url)

    def set(self, **changes: Any) -> None:
        self.control.set(account=self.account, **changes)

    def elsewhere(self, region: str) -> Aws:
        return Aws(self.url, self.account, region)

    def stack(self, name: str = "payments", body: str | None = None, **more: Any) -> str:
        return self.stacks.create_stack(StackName=name, TemplateBody=body or template(), **more)["StackId"]

    def stack_now(self, name: str) -> dict[str, Any]:
        return self.stacks.describe_stacks(StackName=name)["Stacks"][0]

    def upload(self, body: str) -> str:
        """Put a template into S3, and return its URL."""
        bucket, key = f"templates-{self.account}-{self.region}", f"{next(self._numbers)}.json"
        if key == "1.json":
            self.s3.create_bucket(Bucket=bucket, **_location(self.region))
        self.s3.put_object(Bucket=bucket, Key=key, Body=body.encode())
        return f"https://{bucket}.s3.{self.region}.amazonaws.com/{key}"

    def product(self, body: str | None = None, name: str = "web-service", version: str = "v1", **more: Any):
        """Make a product in a portfolio that lets everybody in; return the ids of product and version."""
        made = self.catalog.create_product(
            Name=name,
            Owner="platform",
            ProductType="CLOUD_FORMATION_TEMPLATE",
            ProvisioningArtifactParameters={
                "Name": version,
                "Type": "CLOUD_FORMATION_TEMPLATE",
                "Info": {"LoadTemplateFromURL": self.upload(body or template())},
            },
            **more,
        )
        product_id = made["ProductViewDetail"]["ProductViewSummary"]["ProductId"]
        self.portfolio_with(product_id)
        return product_id, made["ProvisioningArtifactDetail"]["Id"]

    def portfolio_with(self, product_id: str, name: str = "all", principal: str = "role/developer") -> str:
        portfolio = self.catalog.create_portfolio(DisplayName=name, ProviderName="platform")
        portfolio_id = portfolio["PortfolioDetail"]["Id"]
        self.catalog.associate_product_with_portfolio(ProductId=product_id, PortfolioId=portfolio_id)
        self.catalog.associate_principal_with_portfolio(
            PortfolioId=portfolio_id, PrincipalARN=f"arn:aws:iam::{self.account}:{principal}", PrincipalType="IAM"
        )
        return portfolio_id

    def version(self, product_id: str, body: str, name: str = "v2") -> str:
        made = self.catalog.create_provisioning_artifact(
            ProductId=product_id,
            Parameters={
                "Name": name,
                "Type": "CLOUD_FORMATION_TEMPLATE",
                "Info": {"LoadTemplateFromURL": self.upload(body)},
            },
        )
        return made["ProvisioningArtifactDetail"]["Id"]

    def adopt(self, stack_id: str, product: tuple[str, str], name: str = "payments", **more: Any) -> dict[str, Any]:
        return self.catalog.import_as_provisioned_product(
            ProductId=product[0],
            ProvisioningArtifactId=product[1],
            ProvisionedProductName=name,
            PhysicalId=stack_id,
            **more,
        )["RecordDetail"]

    def adopted(self, body: str | None = None, name: str = "payments") -> tuple[str, str, str]:
        """Adopt a new stack, and return the ids of the provisioned product, the product and the stack."""
        product, stack_id = self.product(body), self.stack(name, body)
        record = self.adopt(stack_id, product, name)
        assert self.record(record)["Status"] == "SUCCEEDED"
        return record["ProvisionedProductId"], product[0], stack_id

    def record(self, record: dict[str, Any]) -> dict[str, Any]:
        return self.catalog.describe_record(Id=record["RecordId"])["RecordDetail"]

    def provisioned(self, pp_id: str) -> dict[str, Any]:
        return self.catalog.describe_provisioned_product(Id=pp_id)["ProvisionedProductDetail"]

    def search(self, *query: str, **more: Any) -> list[dict[str, Any]]:
        filters = {"Filters": {"SearchQuery": list(query)}} if query else {}
        return self.catalog.search_provisioned_products(**filters, **more)["ProvisionedProducts"]

    def refusal(self, operation: str, **arguments: Any) -> tuple[str, str]:
        """Call a Service Catalog operation that must be refused; return the error's code and message."""
        return refusal(getattr(self.catalog, operation), **arguments)

    def refused_import(self, stack_id: str, product: tuple[str, str], name: str = "payments") -> tuple[str, str]:
        return self.refusal(
            "import_as_provisioned_product",
            ProductId=product[0],
            ProvisioningArtifactId=product[1],
            ProvisionedProductName=name,
            PhysicalId=stack_id,
        )


def refusal(operation: Any, **arguments: Any) -> tuple[str, str]:
    """Call what must be refused, and return the error's code and message."""
    with pytest.raises(ClientError) as caught:
        operation(**arguments)
    error = caught.value.response["Error"]
    return error["Code"], error["Message"]


def _location(region: str) -> dict[str, Any]:
    return {} if region == REGION else {"CreateBucketConfiguration": {"LocationConstraint": region}}


@pytest.fixture
def kit():
    """The helpers of this file, for tests that need them by name."""
    return Kit


class Kit:
    client = staticmethod(client)
    template = staticmethod(template)
    refusal = staticmethod(refusal)
