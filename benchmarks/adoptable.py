"""Accounts of the emulator with stacks that can be adopted.

Used by noop_preview and check_and_diff, with an account for each provider, so that their calls are counted apart.
"""

import os
from pathlib import Path

import boto3

REGION = "eu-west-1"
TEMPLATE = '{"Resources": {"Handle": {"Type": "AWS::CloudFormation::WaitConditionHandle"}}}'
PRODUCT, VERSION = "product", "v1"


def fill(url: str, account: str, count: int) -> None:
    """Make the stacks s0, s1 and so on, and a product whose version has their template."""
    session = boto3.Session(aws_access_key_id=account, aws_secret_access_key="any", region_name=REGION)
    stacks = session.client("cloudformation", endpoint_url=url)
    for number in range(count):
        stacks.create_stack(StackName=f"s{number}", TemplateBody=TEMPLATE)
    catalog = session.client("servicecatalog", endpoint_url=url)
    first = stacks.describe_stacks(StackName="s0")["Stacks"][0]["StackId"]
    version = {"Name": VERSION, "Info": {"ImportFromPhysicalId": first}, "Type": "CLOUD_FORMATION_TEMPLATE"}
    catalog.create_product(
        Name=PRODUCT, Owner="us", ProductType="CLOUD_FORMATION_TEMPLATE", ProvisioningArtifactParameters=version
    )


def environment(url: str, account: str, folder: Path) -> dict[str, str]:
    """Return the environment of a process that finds this account, and nothing of the user's own."""
    return {
        **{key: value for key, value in os.environ.items() if not key.startswith(("AWS_", "PULUMI_"))},
        "AWS_ACCESS_KEY_ID": account,
        "AWS_SECRET_ACCESS_KEY": "any",
        "AWS_REGION": REGION,
        "AWS_ENDPOINT_URL": url,
        "AWS_EC2_METADATA_DISABLED": "true",
        "XDG_CACHE_HOME": str(folder),  # where the locks of the lanes are, which other runs have as well
    }


def declared(number: int) -> dict[str, str]:
    """Return the inputs that adopt a stack."""
    name = f"s{number}"
    return {
        "name": name,
        "physicalId": name,
        "productName": PRODUCT,
        "provisioningArtifactName": VERSION,
    }
