"""`--sample-fleet`: an organization whose every stack has the verdict that the plan tells, made the same each time."""

import json
import subprocess
import sys
from collections import Counter
from typing import Any

import boto3
import pytest

from catalog_emulator import Background
from catalog_emulator.sample_fleet import plan

SIZE = plan.Size(accounts=50)
ROLE = "OrganizationAccountAccessRole"


@pytest.fixture(scope="module")
def fleet():
    with Background("--sample-fleet", str(SIZE.accounts), "--record-seconds", "0") as running:
        yield running


@pytest.fixture
def reader(fleet):
    """Open a client of a service in an account and Region, by the role that the management account assumes there."""

    def open_(service, account=None, region="us-east-1"):
        open_client: Any = boto3.client
        keys = {"aws_access_key_id": plan.MASTER, "aws_secret_access_key": "any"}
        if account:
            sts = open_client("sts", endpoint_url=fleet.url, region_name=region, **keys)
            role = f"arn:aws:iam::{account}:role/{ROLE}"
            credentials = sts.assume_role(RoleArn=role, RoleSessionName="reader")["Credentials"]
            keys = {
                "aws_access_key_id": credentials["AccessKeyId"],
                "aws_secret_access_key": credentials["SecretAccessKey"],
                "aws_session_token": credentials["SessionToken"],
            }
        return open_client(service, endpoint_url=fleet.url, region_name=region, **keys)

    return open_


@pytest.fixture
def shard():
    return next(plan.shards(SIZE))


def stacks_of(cloudformation):
    pages = cloudformation.get_paginator("describe_stacks").paginate()
    return {stack["StackName"]: stack for page in pages for stack in page["Stacks"]}


def planned(shard, verdict, reason=None):
    return next(s for s in shard.stacks if s.verdict == verdict and reason in {None, s.reason})


def import_(catalog, shard, stack, stack_id):
    product = catalog.describe_product_as_admin(Name=stack.product)
    versions = {v["Name"]: v["Id"] for v in product["ProvisioningArtifactSummaries"]}
    return catalog.import_as_provisioned_product(
        ProductId=product["ProductViewDetail"]["ProductViewSummary"]["ProductId"],
        ProvisioningArtifactId=versions[f"v{stack.version}"],
        ProvisionedProductName=stack.name,
        PhysicalId=stack_id,
        IdempotencyToken=stack.name,
    )


def test_the_organization_lists_its_accounts_with_the_suspended_ones(reader):
    pages = reader("organizations").get_paginator("list_accounts").paginate()
    listed = {a["Id"]: a["Status"] for page in pages for a in page["Accounts"]}
    expected = {a.id: "SUSPENDED" if a.suspended else "ACTIVE" for a in plan.accounts(SIZE)}
    assert {id_: status for id_, status in listed.items() if id_ in expected} == expected


def test_an_account_has_the_planned_stacks_and_no_others(reader, shard):
    seen = stacks_of(reader("cloudformation", shard.account.id, shard.region))
    assert {name: s["StackStatus"] for name, s in seen.items()} == {s.name: s.status for s in shard.stacks}
    assert {name for name, s in seen.items() if s.get("ParentId")} == {s.name for s in shard.stacks if s.nested}


def test_every_verdict_is_in_the_fleet_and_in_proportion():
    seen = Counter(stack.verdict for shard in plan.shards(plan.Size()) for stack in shard.stacks)
    assert sum(seen.values()) == 60_000
    assert set(seen) == {"governed", "adoptable", "near", "unmatched", "excluded", "unreadable"}
    assert sum(len(shard.products) for shard in plan.shards(plan.Size())) == 5_000


@pytest.mark.parametrize("reason", ["identical", "equivalent"])
def test_what_is_adoptable_is_adopted(reader, shard, reason):
    stack = planned(shard, "adoptable", reason)
    stack_id = stacks_of(reader("cloudformation", shard.account.id, shard.region))[stack.name]["StackId"]
    catalog = reader("servicecatalog", shard.account.id, shard.region)
    record = import_(catalog, shard, stack, stack_id)["RecordDetail"]
    detail = catalog.describe_record(Id=record["RecordId"])["RecordDetail"]
    assert (detail["Status"], detail["RecordErrors"]) == ("SUCCEEDED", [])


@pytest.mark.parametrize("verdict", ["near", "governed"])
def test_what_is_not_adoptable_is_refused(reader, shard, verdict):
    stack = planned(shard, verdict)
    stack_id = stacks_of(reader("cloudformation", shard.account.id, shard.region))[stack.name]["StackId"]
    catalog = reader("servicecatalog", shard.account.id, shard.region)
    with pytest.raises(catalog.exceptions.ClientError):
        import_(catalog, shard, stack, stack_id)


def test_templates_of_an_unreadable_account_cannot_be_read(reader):
    shard = next(s for s in plan.shards(SIZE) if s.account.unreadable)
    cloudformation = reader("cloudformation", shard.account.id, shard.region)
    with pytest.raises(cloudformation.exceptions.ClientError, match="GetTemplate"):
        cloudformation.get_template(StackName=planned(shard, "unreadable").name)


def test_a_stack_of_the_fleet_can_be_updated(reader, shard):
    cloudformation = reader("cloudformation", shard.account.id, shard.region)
    name = planned(shard, "unmatched").name
    before = cloudformation.describe_stack_resources(StackName=name)["StackResources"]
    cloudformation.update_stack(
        StackName=name,
        UsePreviousTemplate=True,
        Parameters=[{"ParameterKey": "VisibilityTimeout", "ParameterValue": "60"}],
    )
    stack = cloudformation.describe_stacks(StackName=name)["Stacks"][0]
    values = {p["ParameterKey"]: p["ParameterValue"] for p in stack["Parameters"]}
    after = cloudformation.describe_stack_resources(StackName=name)["StackResources"]
    assert (stack["StackStatus"], values["VisibilityTimeout"]) == ("UPDATE_COMPLETE", "60")
    assert [r["PhysicalResourceId"] for r in before] == [r["PhysicalResourceId"] for r in after]


def test_the_listing_says_what_is_planned_and_is_the_same_each_time():
    command = [sys.executable, "-m", "catalog_emulator.sample_fleet", "--accounts", "2", "--seed", "7"]
    once, again = (subprocess.run(command, capture_output=True, text=True, check=True).stdout for _ in range(2))
    lines = [json.loads(line) for line in once.splitlines()]
    shards = list(plan.shards(plan.Size(accounts=2, seed=7)))
    assert once == again
    assert [(line["account"], line["region"], line["stack"], line["verdict"]) for line in lines] == [
        (shard.account.id, shard.region, stack.name, stack.verdict) for shard in shards for stack in shard.stacks
    ]


def test_latency_is_put_on_every_call():
    with Background("--latency", "60") as running:
        (rule,) = running.control.faults()
        assert (rule["kind"], rule["seconds"], rule["times"]) == ("delay", 60, None)
