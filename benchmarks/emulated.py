"""Accounts of the emulator with stacks that can be adopted, or are.

Each provider has an account, so that its calls are counted apart.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import boto3

REGION = "eu-west-1"
TEMPLATE = '{"Resources": {"Handle": {"Type": "AWS::CloudFormation::WaitConditionHandle"}}}'
PRODUCT, VERSION = "product", "v1"
_PAGE = 100


def fill(url: str, account: str, count: int) -> None:
    """Make the stacks s0, s1 and so on, and a product whose version has their template."""
    stacks, catalog = _client("cloudformation", url, account), _client("servicecatalog", url, account)
    for number in range(count):
        stacks.create_stack(StackName=f"s{number}", TemplateBody=TEMPLATE)
    first = stacks.describe_stacks(StackName="s0")["Stacks"][0]["StackId"]
    version = {"Name": VERSION, "Info": {"ImportFromPhysicalId": first}, "Type": "CLOUD_FORMATION_TEMPLATE"}
    catalog.create_product(
        Name=PRODUCT, Owner="us", ProductType="CLOUD_FORMATION_TEMPLATE", ProvisioningArtifactParameters=version
    )


def adopt(url: str, account: str, numbers: Iterable[int]) -> Iterator[dict[str, Any]]:
    """Adopt stacks by AWS's own calls alone; return what AWS has of each. The records must take no time."""
    stacks, catalog = _client("cloudformation", url, account), _client("servicecatalog", url, account)
    product = catalog.describe_product_as_admin(Name=PRODUCT)
    product_id = product["ProductViewDetail"]["ProductViewSummary"]["ProductId"]
    artifact_id = product["ProvisioningArtifactSummaries"][0]["Id"]
    names = {f"s{number}" for number in numbers}
    for name in sorted(names):
        catalog.import_as_provisioned_product(
            ProductId=product_id,
            ProvisioningArtifactId=artifact_id,
            ProvisionedProductName=name,
            PhysicalId=stacks.describe_stacks(StackName=name)["Stacks"][0]["StackId"],
            IdempotencyToken=name,
        )
    yield from (product for product in provisioned_products(url, account) if product["Name"] in names)


def provisioned_products(url: str, account: str) -> Iterator[dict[str, Any]]:
    """Return all that AWS's search shows."""
    page: dict[str, Any] = {"PageSize": _PAGE, "AccessLevelFilter": {"Key": "Account", "Value": "self"}}
    while True:
        answer = _client("servicecatalog", url, account).search_provisioned_products(**page)
        yield from answer["ProvisionedProducts"]
        if not answer.get("NextPageToken"):
            return
        page["PageToken"] = answer["NextPageToken"]


def environment(url: str, account: str, folder: Path) -> dict[str, str]:
    """Return the environment of a process that finds this account, and nothing of the user's own."""
    return {
        **plain_environment(),
        "AWS_ACCESS_KEY_ID": account,
        "AWS_SECRET_ACCESS_KEY": "any",
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ENDPOINT_URL": url,
        "AWS_EC2_METADATA_DISABLED": "true",
        "XDG_CACHE_HOME": str(folder),  # where the locks of the lanes are, which other runs have as well
    }


def plain_environment() -> dict[str, str]:
    """Return the environment without what leads to an account, and with Python's bytecode kept, as users have it."""
    left_out = ("AWS_", "PULUMI_", "PYTHONDONTWRITEBYTECODE")
    return {key: value for key, value in os.environ.items() if not key.startswith(left_out)}


def declared(number: int) -> dict[str, str]:
    """Return the inputs that adopt a stack."""
    name = f"s{number}"
    return {
        "name": name,
        "physicalId": name,
        "productName": PRODUCT,
        "provisioningArtifactName": VERSION,
    }


def _client(service: str, url: str, account: str) -> Any:
    keys = {"aws_access_key_id": account, "aws_secret_access_key": "any"}
    return boto3.client(service, endpoint_url=url, region_name=REGION, **keys)
