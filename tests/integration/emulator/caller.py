"""An account of the emulator, and the requests that its tests send."""

import json
from dataclasses import dataclass
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError

from support.account import Account, Template

REGION = "us-east-1"
Product = tuple[str, str]
"""The IDs of a product and of its first version."""

_session = boto3.Session()  # shared: it keeps the API models, which take longer to load than most tests to run


def template(*names: str, **sections: Any) -> str:
    """Return a template with one queue per name."""
    resources = {name: {"Type": "AWS::SQS::Queue"} for name in names or ("Queue",)}
    return json.dumps({"Resources": resources} | sections)


def client(url: str, service: str, key: str, secret: str = "any", token: str | None = None, **more: Any) -> Any:
    """Return a client of an emulator that tries everything once."""
    open_client: Any = _session.client
    return open_client(
        service,
        endpoint_url=url,
        region_name=more.pop("region", REGION),
        aws_access_key_id=key,
        aws_secret_access_key=secret,
        aws_session_token=token,
        config=Config(retries={"total_max_attempts": 1}, **more),
    )


def refusal(operation: Any, **arguments: Any) -> tuple[str, str]:
    """Call what must be refused, and return the error's code and message."""
    with pytest.raises(ClientError) as caught:
        operation(**arguments)
    error = caught.value.response["Error"]
    return error["Code"], error["Message"]


@dataclass(frozen=True)
class Caller(Account):
    """Its products are in a portfolio of their own, which lets the role developer in."""

    region: str = REGION

    def client(self, service: str, **config: Any) -> Any:
        if not config:
            return super().client(service)
        return client(self.url, service, self.account, region=self.region, **config)

    def in_role(self, service: str, role: str = "developer", account: str | None = None) -> Any:
        """Return a client with the credentials of an assumed role."""
        arn = f"arn:aws:iam::{account or self.account}:role/{role}"
        keys = self.client("sts").assume_role(RoleArn=arn, RoleSessionName="me")["Credentials"]
        return client(
            self.url, service, keys["AccessKeyId"], keys["SecretAccessKey"], keys["SessionToken"], region=self.region
        )

    def elsewhere(self, region: str) -> "Caller":
        return Caller(self.url, self.account, region)

    def make_stack(self, name: str = "payments", template: Template = template(), **more: Any) -> str:  # noqa: B008
        return super().make_stack(name, template, **more)

    def product(self, body: Template = template(), name: str = "web-service", **facts: Any) -> Product:  # noqa: B008
        """Make a product in a portfolio of its own; return the IDs of the product and its version v1."""
        product_id = self.make_product(name, body, **facts)
        self.portfolio_with(product_id)
        return product_id, self.version_id(product_id, "v1")

    def portfolio_with(self, product_id: str, name: str = "all", principal: str = "role/developer") -> str:
        portfolio_id = self.make_portfolio(name, principal)
        self.catalog.associate_product_with_portfolio(ProductId=product_id, PortfolioId=portfolio_id)
        return portfolio_id

    def version(self, product_id: str, body: Template, name: str = "v2") -> str:
        return self.add_version(product_id, name, body)

    # Requests

    def import_as(self, stack_id: str, product: Product, name: str = "payments", **more: Any) -> Any:
        """Ask for an import, and return its record as it is opened."""
        return self.catalog.import_as_provisioned_product(**_import(stack_id, product, name), **more)["RecordDetail"]

    def adopted(self, body: Template = template(), name: str = "payments") -> tuple[str, str, str]:  # noqa: B008
        """Adopt a new stack, and return the IDs of the provisioned product, the product and the stack."""
        product, stack_id = self.product(body), self.make_stack(name, body)
        record = self.import_as(stack_id, product, name)
        assert self.record(record)["Status"] == "SUCCEEDED"
        return record["ProvisionedProductId"], product[0], stack_id

    def provision(self, product: Product, name: str = "payments", **more: Any) -> Any:
        """Ask for a launch, and return its record as it is opened."""
        ids = {"ProductId": product[0], "ProvisioningArtifactId": product[1]}
        return self.catalog.provision_product(**ids, ProvisionedProductName=name, **more)["RecordDetail"]

    def launch(self, product: Product, name: str = "payments", **more: Any) -> Any:
        """Launch a product, and return the record as it is then."""
        return self.record(self.provision(product, name, **more))

    def update(self, pp_id: str, **more: Any) -> Any:
        """Update a provisioned product, and return the record as it is then."""
        return self.record(self.catalog.update_provisioned_product(ProvisionedProductId=pp_id, **more)["RecordDetail"])

    def terminate(self, pp_id: str, **more: Any) -> Any:
        """Terminate a provisioned product, and return the record as it is then."""
        response = self.catalog.terminate_provisioned_product(ProvisionedProductId=pp_id, **more)
        return self.record(response["RecordDetail"])

    def record(self, record: dict[str, Any]) -> Any:
        return self.catalog.describe_record(Id=record["RecordId"])["RecordDetail"]

    def provisioned(self, pp_id: str) -> Any:
        return self.catalog.describe_provisioned_product(Id=pp_id)["ProvisionedProductDetail"]

    def search(self, *query: str, **more: Any) -> Any:
        filters = {"Filters": {"SearchQuery": list(query)}} if query else {}
        return self.catalog.search_provisioned_products(**filters, **more)["ProvisionedProducts"]

    def refusal(self, operation: str, **arguments: Any) -> tuple[str, str]:
        """Call an operation of Service Catalog that must be refused; return the error's code and message."""
        return refusal(getattr(self.catalog, operation), **arguments)

    def refused_import(self, stack_id: str, product: Product, name: str = "payments") -> tuple[str, str]:
        return self.refusal("import_as_provisioned_product", **_import(stack_id, product, name))


def _import(stack_id: str, product: Product, name: str) -> dict[str, str]:
    return {
        "ProductId": product[0],
        "ProvisioningArtifactId": product[1],
        "ProvisionedProductName": name,
        "PhysicalId": stack_id,
    }
