"""Makes at AWS what the recorded states describe: `python world.py CASE`, or called by the tests. boto3 only.

`prepare` makes what existed before any of the programs ran: stacks, and products with their versions. Each function of
`HISTORY` then does, without Pulumi, what the program of that case had AWS do while its state was recorded.
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property, partial
from pathlib import Path
from typing import Any

import boto3

REGION = "eu-west-1"
TEMPLATES = {
    ("web-service", "v1"): "web-service-v1.yaml",
    ("web-service", "v2"): "web-service-v2.yaml",
    ("shop-service", "v1"): "web-service-v1.yaml",
    ("fleet-service", "v1"): "web-service-v1.yaml",
    ("database", "v1"): "database-v1.yaml",
    ("archive", "v1"): "archive-v1.yaml",
    ("archive", "v2"): "archive-v2.yaml",
}
"""The versions of the products, oldest first."""

STACKS: dict[str, dict[str, str]] = {
    "database-v1.yaml": {"secret": {"Team": "sales", "Password": "first"}},
    "archive-v1.yaml": {"failed": {"Content": "adopted"}},
    "web-service-v1.yaml": {
        "by-name": {},
        "by-name-any-version": {},
        "by-arn": {},
        "by-arn-any-version": {},
        "changed": {},
        "moved": {},
        "moved-by-update": {},
        "imported": {},
        "adoption": {},
        "update": {},
    },
}
"""The stacks that a program may adopt, by template, with their parameters."""

Client = Callable[[str], Any]
"""Returns the boto3 client of a service."""


class Account:
    """An account with the catalog. Every operation is waited for, and returns the record that it ended with."""

    def __init__(self, client: Client) -> None:
        self.client = client
        self.catalog = client("servicecatalog")

    @cached_property
    def id(self) -> str:
        return str(self.client("sts").get_caller_identity()["Account"])

    @cached_property
    def products(self) -> dict[str, str]:
        """Return the IDs of the products by name."""
        found = self.catalog.search_products_as_admin()["ProductViewDetails"]
        return {each["ProductViewSummary"]["Name"]: each["ProductViewSummary"]["ProductId"] for each in found}

    def version(self, product: str, name: str) -> dict[str, str]:
        """Return what names a version in a request."""
        product_id = self.products[product]
        found = self.catalog.list_provisioning_artifacts(ProductId=product_id)["ProvisioningArtifactDetails"]
        ids = {each["Name"]: each["Id"] for each in found}
        return {"ProductId": product_id, "ProvisioningArtifactId": ids[name]}

    def constrain(self, product: str, kind: str, parameters: Mapping[str, Any]) -> None:
        (portfolio,) = self.catalog.list_portfolios()["PortfolioDetails"]
        self.catalog.create_constraint(
            PortfolioId=portfolio["Id"],
            ProductId=self.products[product],
            Type=kind,
            Parameters=json.dumps(parameters),
        )

    def provisioned_product(self, name: str) -> dict[str, Any]:
        found = self.catalog.search_provisioned_products()["ProvisionedProducts"]
        return next(each for each in found if each["Name"] == name)

    def adopt(self, name: str, product: str = "web-service", version: str = "v1") -> None:
        stack = self.client("cloudformation").describe_stacks(StackName=name)["Stacks"][0]["StackId"]
        begun = self.catalog.import_as_provisioned_product(
            ProvisionedProductName=name, PhysicalId=stack, **self.version(product, version)
        )
        self._await(begun)

    def launch(self, name: str, product: str, version: str, parameters: Mapping[str, str], **more: Any) -> None:
        begun = self.catalog.provision_product(
            ProvisionedProductName=name,
            ProvisionToken=name,
            ProvisioningParameters=[{"Key": key, "Value": value} for key, value in parameters.items()],
            **self.version(product, version),
            **more,
        )
        self._await(begun)

    def update(
        self, name: str, product: str, version: str, parameters: Mapping[str, str], *, fails: bool = False, **more: Any
    ) -> None:
        begun = self.catalog.update_provisioned_product(
            ProvisionedProductName=name,
            ProvisioningParameters=[{"Key": key, "Value": value} for key, value in parameters.items()],
            **self.version(product, version),
            **more,
        )
        self._await(begun, "FAILED" if fails else "SUCCEEDED")

    def release(self, name: str) -> None:
        begun = self.catalog.terminate_provisioned_product(ProvisionedProductName=name, RetainPhysicalResources=True)
        self._await(begun)

    def set_launch_role(self, name: str, role: str) -> None:
        begun = self.catalog.update_provisioned_product_properties(
            ProvisionedProductId=self.provisioned_product(name)["Id"],
            ProvisionedProductProperties={"LAUNCH_ROLE": role},
            IdempotencyToken=name,
        )
        self._await(begun)

    def _await(self, begun: dict[str, Any], outcome: str = "SUCCEEDED") -> None:
        record = begun.get("RecordDetail") or begun
        while record["Status"] in {"CREATED", "IN_PROGRESS", "IN_PROGRESS_IN_ERROR"}:
            record = self.catalog.describe_record(Id=record["RecordId"])["RecordDetail"]
        assert record["Status"] == outcome, record


def prepare(client: Client) -> None:
    """Make the stacks, and a portfolio with the products and their constraints."""
    account = Account(client)
    _make_stacks(client("cloudformation"))
    _make_products(account)
    account.constrain(
        "web-service", "RESOURCE_UPDATE", {"Version": "2.0", "Properties": {"TagUpdateOnProvisionedProduct": "ALLOWED"}}
    )
    stack_set = {
        "AccountList": [account.id],
        "RegionList": [REGION, "us-east-1"],
        "AdminRole": f"arn:aws:iam::{account.id}:role/admin",
        "ExecutionRole": "execution",
    }
    account.constrain("fleet-service", "STACKSET", {"Version": "1", "Properties": stack_set})


def _make_stacks(cloudformation: Any) -> None:
    for template, stacks in STACKS.items():
        for name, parameters in stacks.items():
            cloudformation.create_stack(
                StackName=name,
                TemplateBody=_template(template),
                Parameters=[{"ParameterKey": key, "ParameterValue": value} for key, value in parameters.items()],
            )


def _make_products(account: Account) -> None:
    catalog, storage = account.catalog, account.client("s3")
    portfolio = catalog.create_portfolio(DisplayName="platform", ProviderName="Platform team")["PortfolioDetail"]["Id"]
    catalog.associate_principal_with_portfolio(
        PortfolioId=portfolio, PrincipalARN=f"arn:aws:iam::{account.id}:root", PrincipalType="IAM"
    )
    bucket = f"templates-{account.id}"
    storage.create_bucket(Bucket=bucket, CreateBucketConfiguration={"LocationConstraint": REGION})
    made: dict[str, str] = {}
    for (product, name), template in TEMPLATES.items():
        storage.put_object(Bucket=bucket, Key=template, Body=_template(template).encode())
        version = {
            "Name": name,
            "Type": "CLOUD_FORMATION_TEMPLATE",
            "Info": {"LoadTemplateFromURL": f"https://{bucket}.s3.{REGION}.amazonaws.com/{template}"},
        }
        if product in made:
            catalog.create_provisioning_artifact(ProductId=made[product], Parameters=version)
            continue
        view = catalog.create_product(
            Name=product,
            Owner="Platform team",
            ProductType="CLOUD_FORMATION_TEMPLATE",
            ProvisioningArtifactParameters=version,
        )["ProductViewDetail"]
        made[product] = view["ProductViewSummary"]["ProductId"]
        catalog.associate_product_with_portfolio(ProductId=made[product], PortfolioId=portfolio)


def _template(file: str) -> str:
    return (Path(__file__).parent / "templates" / file).read_text(encoding="utf-8")


def adopt_for_import(client: Client) -> None:
    """Adopt, past Pulumi, the stack that `pulumi import` then brings into the state."""
    Account(client).adopt("imported")


@contextmanager
def buckets(client: Client) -> Iterator[None]:
    """Have the buckets that version v2 of `archive` makes exist already, and so fail, as long as the block lasts."""
    storage, account = client("s3"), Account(client).id
    names = [f"{content}-{account}" for content in ("adopted", "launched")]
    for name in names:
        storage.create_bucket(Bucket=name, CreateBucketConfiguration={"LocationConstraint": REGION})
    yield
    for name in names:
        storage.delete_bucket(Bucket=name)


def healthy(client: Client) -> None:
    """Do what the program of the healthy resources did."""
    account = Account(client)
    for name in ("by-name", "by-name-any-version", "by-arn", "by-arn-any-version", "imported"):
        account.adopt(name)
    account.adopt("changed")
    account.set_launch_role("changed", f"arn:aws:iam::{account.id}:role/catalog-launch")
    account.update("changed", "web-service", "v1", {"VisibilityTimeout": "60"}, Tags=[{"Key": "team", "Value": "shop"}])
    account.update("changed", "web-service", "v2", {"VisibilityTimeout": "90"}, Tags=[{"Key": "team", "Value": "shop"}])
    account.adopt("secret", "database")
    account.update("secret", "database", "v1", {"Team": "shop", "Password": "second"})
    account.adopt("moved")
    account.release("moved")
    account.adopt("moved", "shop-service")
    account.adopt("moved-by-update")
    account.update("moved-by-update", "shop-service", "v1", {"VisibilityTimeout": "30"})
    account.launch(
        "launched",
        "web-service",
        "v2",
        {"VisibilityTimeout": "60"},
        Tags=[{"Key": "team", "Value": "shop"}],
        NotificationArns=[f"arn:aws:sns:{REGION}:{account.id}:stack-events"],
    )
    account.launch("secret-launched", "database", "v1", {"Team": "shop", "Password": "second"})
    account.launch(
        "stack-set",
        "fleet-service",
        "v1",
        {"VisibilityTimeout": "60"},
        ProvisioningPreferences={"StackSetAccounts": [account.id], "StackSetRegions": [REGION]},
    )


def failed_update(client: Client) -> None:
    """Adopt and launch, and update both in vain, since their buckets exist; nothing hinders the next update."""
    account = Account(client)
    account.adopt("failed", "archive")
    account.launch("failed-launched", "archive", "v1", {"Content": "launched"})
    with buckets(client):
        account.update("failed", "archive", "v2", {"Content": "adopted"}, fails=True)
        account.update("failed-launched", "archive", "v2", {"Content": "launched"}, fails=True)


def timeout(client: Client) -> None:
    """Do what did not end in time when the program had it done, and has ended since."""
    account = Account(client)
    account.adopt("update")
    account.update("update", "web-service", "v2", {"VisibilityTimeout": "30"})
    account.adopt("adoption")
    account.launch("launch", "web-service", "v1", {})


HISTORY: dict[str, Callable[[Client], None]] = {
    "healthy": healthy,
    "failed-update": failed_update,
    "timeout": timeout,
}

if __name__ == "__main__":
    client: Client = partial(boto3.client, region_name=REGION)
    prepare(client)
    HISTORY[sys.argv[1]](client)
