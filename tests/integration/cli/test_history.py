"""`catalogctl history` as a shell sees it: what has been done with a provisioned product, the newest first."""

import json
import re
from typing import Any

import pytest

from integration.cli.conftest import Cli
from support.account import REGION, Account

ROLE = "arn:aws:iam::{account}:role/catalog-launch"
TIME = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"


@pytest.fixture
def observed(aws: Account) -> dict[str, Any]:
    """A provisioned product that was imported at v1, updated to v2, and got a launch role; a third update failed."""
    aws.set(record_seconds=0)
    catalog, stack, product = aws.catalog, aws.stack_id("payments"), aws.product_id("web-service")
    versions = {name: aws.version_id(product, name) for name in ("v1", "v2")}
    made = aws.adopt("payments", name="billing")

    def update(version: str) -> None:
        catalog.update_provisioned_product(ProvisionedProductId=made, ProvisioningArtifactId=versions[version])

    update("v2")
    properties = {"LAUNCH_ROLE": ROLE.format(account=aws.account)}
    catalog.update_provisioned_product_properties(ProvisionedProductId=made, ProvisionedProductProperties=properties)
    aws.control.add_fault(
        "record-fails", account=aws.account, operation="update", code="CfnError", message="no capacity for Jobs"
    )
    update("v1")
    return {"id": made, "stack": stack, "product": product, "versions": versions, "catalog": catalog}


def test_every_record_is_told_the_newest_first(catalogctl: Cli, observed: dict[str, Any], account: str) -> None:
    done = catalogctl("history", "billing")
    assert (done.returncode, done.stderr) == (0, "")
    lines = done.stdout.splitlines()
    assert lines[0] == f"billing ({observed['id']})  TAINTED  of web-service ({observed['product']})"
    v1, v2 = (f"{name} ({observed['versions'][name]})" for name in ("v1", "v2"))
    reported = [line for line in lines if re.match(TIME, line)]
    assert [re.split(r"  +", line)[1:] for line in reported] == [
        ["FAILED", "UPDATE_PROVISIONED_PRODUCT", v1],
        ["SUCCEEDED", "UPDATE_PROVISIONED_PRODUCT", v2],
        ["SUCCEEDED", "UPDATE_PROVISIONED_PRODUCT", v2],
        ["SUCCEEDED", "PROVISION_PRODUCT", v1],
    ]
    assert re.fullmatch(rf"    rec-\w+  path lpv2-\w+  role {re.escape(ROLE.format(account=account))}", lines[3])
    assert lines[4] == "    ! no capacity for Jobs (CfnError)"
    assert re.fullmatch(r"    rec-\w+", lines[-3])  # an import has neither path nor role
    assert lines[-1] == "4 records."


@pytest.mark.parametrize("named", ["id", "stack", "the name of the stack"])
def test_it_may_be_named_by_its_id_or_its_stack_as_well(named: str, catalogctl: Cli, observed: dict[str, Any]) -> None:
    done = catalogctl("history", {**observed, "the name of the stack": "payments"}[named])
    assert done.returncode == 0
    assert done.stdout.startswith(f"billing ({observed['id']})")


def test_the_arn_of_a_stack_names_the_region(catalogctl: Cli, observed: dict[str, Any]) -> None:
    assert catalogctl("history", observed["stack"], without=("AWS_REGION",), HOME="/nonexistent").returncode == 0


def test_a_limit_leaves_out_the_oldest_and_reads_no_more_pages(
    catalogctl: Cli, observed: dict[str, Any], emulator: Any, account: str
) -> None:
    for _ in range(20):
        observed["catalog"].update_provisioned_product(ProvisionedProductId=observed["id"])
    emulator.control.forget_journal(account=account)
    done = catalogctl("history", observed["id"], "--limit", "2")
    assert len(re.findall(rf"^{TIME}", done.stdout, flags=re.MULTILINE)) == 2
    assert done.stdout.endswith("\n2 records.\n")
    requested = [item["operation"] for item in emulator.control.journal(account=account)]
    assert requested.count("ListRecordHistory") == 1
    assert catalogctl("history", observed["id"]).stdout.endswith("\n24 records.\n")
    assert catalogctl("history", observed["id"], "--limit", "1").stdout.endswith("\n1 record.\n")


def test_json_has_a_version_and_the_same_keys_for_every_record(
    catalogctl: Cli, observed: dict[str, Any], account: str
) -> None:
    done = catalogctl("history", "billing", "--json")
    assert done.returncode == 0
    document = json.loads(done.stdout)
    assert document["schemaVersion"] == 1
    assert document["provisionedProduct"] == {
        "id": observed["id"],
        "name": "billing",
        "status": "TAINTED",
        "stackId": observed["stack"],
        "product": {"id": observed["product"], "name": "web-service"},
    }
    newest, *_, oldest = document["records"]
    assert (
        list(newest)
        == list(oldest)
        == [
            "id",
            "type",
            "status",
            "createdTime",
            "updatedTime",
            "provisionedProductId",
            "productId",
            "provisioningArtifact",
            "pathId",
            "launchRoleArn",
            "errors",
            "tags",
        ]
    )
    assert newest["errors"] == [{"code": "CfnError", "description": "no capacity for Jobs"}]
    assert newest["launchRoleArn"] == ROLE.format(account=account)
    assert newest["provisioningArtifact"] == {"id": observed["versions"]["v1"], "name": "v1"}
    assert (oldest["type"], oldest["pathId"], oldest["launchRoleArn"]) == ("PROVISION_PRODUCT", None, None)
    assert re.fullmatch(TIME, oldest["createdTime"])


def test_a_version_whose_product_cannot_be_seen_is_told_by_its_id(
    catalogctl: Cli, observed: dict[str, Any], emulator: Any, account: str
) -> None:
    denied = ["servicecatalog:ListProvisioningArtifacts", "servicecatalog:DescribeProduct"]
    emulator.control.set(account=account, denied_actions=denied)
    done = catalogctl("history", "billing")
    assert done.returncode == 0
    assert f"UPDATE_PROVISIONED_PRODUCT  {observed['versions']['v2']}\n" in done.stdout


def test_a_terminated_one_still_has_a_history_by_its_id(catalogctl: Cli, observed: dict[str, Any]) -> None:
    observed["catalog"].terminate_provisioned_product(
        ProvisionedProductId=observed["id"], RetainPhysicalResources=True, TerminateToken="1"
    )
    done = catalogctl("history", observed["id"])
    assert done.returncode == 0
    assert done.stdout.startswith(f"billing ({observed['id']})  is terminated\n")
    assert "SUCCEEDED  TERMINATE_PROVISIONED_PRODUCT" in done.stdout
    assert json.loads(catalogctl("history", observed["id"], "--json").stdout)["provisionedProduct"] is None


@pytest.mark.parametrize("named", ["nobody", "pp-aaaaaaaaaaaaa", "orders"])
def test_what_is_not_governed_has_no_history(named: str, catalogctl: Cli, account: str) -> None:
    done = catalogctl("history", named)
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr == (
        f"catalogctl: There is no provisioned product {named} in account {account}, {REGION}, "
        f"and no stack {named} that has one.\n"
    )


def test_a_stack_of_another_account_is_told_as_such(catalogctl: Cli, observed: dict[str, Any], account: str) -> None:
    done = catalogctl("history", observed["stack"].replace(account, "999999999999"))
    assert (done.returncode, done.stdout) == (4, "")
    assert done.stderr.startswith("catalogctl: [StackInOtherAccount] ")


@pytest.mark.parametrize(
    ("arguments", "reported"),
    [
        ((), "NAME_OR_ID_OR_STACK"),
        (("",), "must not be empty"),
        (("billing", "--limit", "0"), "'0' must be an integer, at least 1"),
        (("billing", "--limit", "-3"), "--limit"),
        (("billing", "--limit", "few"), "'few' must be an integer, at least 1"),
        (("billing", "--external-id", "x"), "--external-id needs --role-arn"),
    ],
)
def test_wrong_arguments_are_shown_with_the_usage(arguments: tuple[str, ...], reported: str, catalogctl: Cli) -> None:
    done = catalogctl("history", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert reported in done.stderr
    assert "Traceback" not in done.stderr


def test_a_denied_history_is_told_in_one_line(catalogctl: Cli, emulator: Any, account: str) -> None:
    emulator.control.set(account=account, denied_actions=["servicecatalog:ListRecordHistory"])
    done = catalogctl("history", "pp-aaaaaaaaaaaaa")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("catalogctl: [MissingPermission] ")
    assert "servicecatalog:ListRecordHistory" in done.stderr


def test_it_only_reads(catalogctl: Cli, observed: dict[str, Any], emulator: Any, account: str) -> None:
    emulator.control.forget_journal(account=account)
    catalogctl("history", "billing")
    requested = {call["operation"] for call in emulator.control.journal(account=account)}
    assert "ListRecordHistory" in requested
    assert [item for item in requested if not re.match("Describe|Get|List|Search", item)] == []
