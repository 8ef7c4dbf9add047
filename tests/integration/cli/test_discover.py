"""`catalogctl discover` over a fleet: where it looks, what it writes and prints, and what of reading that fails."""

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import boto3
import pytest

from catalog_emulator import Background
from catalog_emulator.sample_fleet import plan
from pulumi_servicecatalog.cli import main
from pulumi_servicecatalog.discovery import inventory_file
from support import aws_environment

SIZE = plan.Size(accounts=3)
ROLE = ["--role-name", "OrganizationAccountAccessRole"]
FIRST, SECOND, THIRD = "100000000000", "100000000001", "100000000002"


@dataclass(frozen=True)
class Discover:
    """The command, which writes its inventory to a file of the test's own."""

    path: Path
    capsys: pytest.CaptureFixture[str]

    def __call__(self, *arguments):
        code = main.main(["discover", "--out", str(self.path), *arguments])
        return code, self.capsys.readouterr()


@pytest.fixture(scope="module")
def fleet():
    with Background("--sample-fleet", str(SIZE.accounts), "--record-seconds", "0") as running:
        yield running


@pytest.fixture
def control(fleet):
    yield fleet.control
    fleet.control.remove_faults()
    for account in (plan.MASTER, FIRST, SECOND, THIRD):
        fleet.control.set(account=account, denied_actions=[])


@pytest.fixture
def discover(fleet, tmp_path, capsys):
    with aws_environment.caller_of(plan.MASTER, tmp_path, url=fleet.url, region="eu-west-1"):
        yield Discover(tmp_path / "i.jsonl", capsys)


def of(path, kind="stack"):
    return getattr(inventory_file.read(path), {"stack": "stacks", "account": "accounts"}[kind])


def test_an_organization_is_read_whole_and_each_stack_is_in_the_inventory(discover):
    code, printed = discover("--organization", *ROLE)
    assert code == 0
    shards = [shard for shard in plan.shards(SIZE) if shard.region == "eu-west-1"]
    planned = {(shard.account.id, stack.name): stack.verdict for shard in shards for stack in shard.stacks}
    assert {(line["account"], line["stack"]["name"]): line["verdict"] for line in of(discover.path)} == planned
    assert "governed 21 of 75 stacks (28%); 30 adoptable now; 24 blocked by 2 causes." in printed.out
    assert "4 of 4: " in printed.err


def test_the_summary_is_json_as_well(discover):
    code, printed = discover("--organization", *ROLE, "--json")
    document = json.loads(printed.out)
    assert (code, document["schemaVersion"], document["coverage"]["adoptable"]) == (0, 1, 30)
    assert sum(document["verdicts"].values()) == document["stacks"] == 90


def test_a_saved_scan_comes_to_the_same_verdicts_and_asks_aws_nothing(discover, control, tmp_path):
    def verdicts():
        lines = ({**line, "family": ""} for line in of(discover.path))  # one with a secret is another without it
        return sorted(json.dumps(line) for line in lines)

    assert discover("--organization", *ROLE, "--save-scan", str(tmp_path / "scan"))[0] == 0
    expected = verdicts()
    control.forget_journal()
    assert discover("--from", str(tmp_path / "scan"), "--force")[0] == 0
    assert verdicts() == expected
    assert control.journal() == []


def test_a_file_of_accounts_says_where_and_in_which_regions(discover, tmp_path):
    file = tmp_path / "accounts.yml"
    role = f"arn:aws:iam::{SECOND}:role/OrganizationAccountAccessRole"
    file.write_text(f"- id: '{SECOND}'\n  regions: [us-east-1]\n  role: {role}\n")
    assert discover("--accounts", str(file))[0] == 0
    assert [(line["account"], line["region"]) for line in of(discover.path, "account")] == [(SECOND, "us-east-1")]


AGGREGATED: dict[str, Any] = {
    "two-accounts": {"AccountAggregationSources": [{"AccountIds": [FIRST, SECOND], "AwsRegions": ["us-east-1"]}]},
    "all": {"OrganizationAggregationSource": {"RoleArn": "arn:aws:iam::999900000000:role/a", "AllAwsRegions": True}},
}


@pytest.mark.parametrize(
    ("name", "options", "locations"),
    [
        ("two-accounts", [], {(FIRST, "us-east-1"), (SECOND, "us-east-1")}),
        ("all", ["--region", "eu-west-1"], {(id_, "eu-west-1") for id_ in (FIRST, SECOND, THIRD)}),
    ],
)
def test_an_aggregator_of_config_says_where_stacks_are_and_nothing_else_is_entered(discover, name, options, locations):
    boto3.client("config", region_name="eu-west-1").put_configuration_aggregator(
        ConfigurationAggregatorName=name, **AGGREGATED[name]
    )
    assert discover("--config-aggregator", name, *options, *ROLE)[0] == 0
    assert {(line["account"], line["region"]) for line in of(discover.path, "account")} == locations


def test_an_account_that_is_another_one_than_the_file_says_is_not_read(discover, tmp_path):
    file = tmp_path / "accounts.yml"
    file.write_text(f"- id: '{SECOND}'\n")
    code, printed = discover("--accounts", str(file))
    assert code == 2
    assert "[UnexpectedAccount]" in printed.out
    assert of(discover.path) == ()


def test_all_regions_are_those_that_the_account_has_enabled(discover, tmp_path):
    file = tmp_path / "accounts.yml"
    file.write_text(f"- id: '{FIRST}'\n  role: OrganizationAccountAccessRole\n")
    discover("--accounts", str(file), "--region", "all", "--parallel", "4")
    regions = {line["region"] for line in of(discover.path, "account")}
    assert {"eu-west-1", "us-east-1"} <= regions
    assert "ap-east-1" not in regions


@pytest.mark.parametrize(
    ("action", "outcome"), [("cloudformation:DescribeStacks", "denied"), ("servicecatalog:SearchProducts", "read")]
)
def test_what_is_denied_in_one_account_is_told_and_the_others_are_read(discover, control, action, outcome):
    control.set(account=SECOND, denied_actions=[action])
    code, printed = discover("--organization", *ROLE)
    outcomes = {line["account"]: line["outcome"] for line in of(discover.path, "account")}
    assert outcomes == {plan.MASTER: "read", FIRST: "read", SECOND: outcome, THIRD: "read"}
    assert code == (0 if outcome == "read" else 1)
    assert (action in printed.out) == (outcome != "read")


def test_what_was_not_read_is_completed_and_nothing_is_read_twice(discover, control):
    control.set(account=SECOND, denied_actions=["cloudformation:DescribeStacks"])
    assert discover("--organization", *ROLE)[0] == 1
    control.set(account=SECOND, denied_actions=[])
    control.forget_journal(account=FIRST)
    assert discover("--organization", *ROLE, "--resume")[0] == 0
    assert {line["outcome"] for line in of(discover.path, "account")} == {"read"}
    assert [call for call in control.journal(account=FIRST) if call["operation"] == "GetTemplate"] == []
    assert len(of(discover.path)) == 90


OFF = {
    "code": "InvalidClientTokenId",
    "message": "The security token included in the request is invalid",
    "status": 403,
}
GONE = {"code": "ValidationError", "message": "Stack with id team-05 does not exist", "status": 400}


@pytest.mark.parametrize(
    ("kind", "operation", "fault", "outcome", "message"),
    [
        ("error", "GetCallerIdentity", OFF, "denied", "the Region is not enabled"),
        pytest.param(  # the SDK tries again for some seconds
            "throttle", "DescribeStacks", {}, "failed", "Rate exceeded", marks=pytest.mark.left_to_test_all
        ),
    ],
)
def test_what_fails_without_end_is_told_and_completed_later_and_nothing_is_read_twice(
    discover, control, kind, operation, fault, outcome, message
):
    control.add_fault(kind, account=SECOND, operation=operation, times=None, **fault)
    control.add_fault("error", account=THIRD, operation="GetTemplate", **GONE)
    code, _ = discover("--organization", *ROLE)
    outcomes = {line["account"]: line["outcome"] for line in of(discover.path, "account")}
    assert (code, outcomes) == (1, {plan.MASTER: "read", FIRST: "read", SECOND: outcome, THIRD: "read"})
    assert message in discover.path.read_text()
    assert Counter(line["verdict"] for line in of(discover.path))["unreadable"] == 1
    control.remove_faults()
    control.forget_journal(account=THIRD)
    assert discover("--organization", *ROLE, "--resume")[0] == 0
    assert {line["outcome"] for line in of(discover.path, "account")} == {"read"}
    assert [call for call in control.journal(account=THIRD) if call["operation"] == "GetTemplate"] == []
    assert len(of(discover.path)) == 90


@pytest.mark.parametrize(
    "options", [["--out", "file/i.jsonl"], ["--out", "file/i.jsonl", "--force"], ["--save-scan", "file/scan"]]
)
def test_what_cannot_be_written_is_one_line_before_anything_is_read(discover, tmp_path, control, options, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("file").write_text("")
    control.forget_journal()
    code, printed = discover(*options)
    assert (code, len(printed.err.splitlines()), "Not a directory" in printed.err) == (2, 1, True)
    assert (control.journal(), discover.path.exists()) == ([], False)


def test_an_inventory_that_exists_is_not_overwritten_by_accident(discover):
    discover.path.write_text("mine\n")
    code, printed = discover()
    assert code == 2
    assert "exists: --resume completes it, --force replaces it" in printed.err
    assert discover.path.read_text() == "mine\n"
    assert discover("--force")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (["--accounts", "nowhere.yml"], 2, "nowhere.yml: No such file or directory"),
        (["--ou", "ou-nowhere"], 1, "[SourceNotFound] --ou ou-nowhere leads to no account: You specified parent that"),
        (["--stack-set", "nowhere"], 1, "[SourceNotFound] --stack-set nowhere leads to no account: "),
        (["--config-aggregator", "nowhere"], 1, "The configuration aggregator does not exist"),
    ],
)
def test_where_nothing_can_be_looked_for_there_is_one_clear_line_and_no_inventory(discover, arguments, code, message):
    result, printed = discover(*arguments)
    assert (result, discover.path.exists()) == (code, False)
    assert message in printed.err
    assert len(printed.err.splitlines()) == 1


def test_roles_that_may_not_be_assumed_are_told_for_their_accounts(discover, control):
    control.set(account=plan.MASTER, denied_actions=["sts:AssumeRole"])
    code, _ = discover("--organization", *ROLE)
    outcomes = {line["account"]: line["outcome"] for line in of(discover.path, "account")}
    assert code == 1
    assert outcomes[plan.MASTER] == "read"
    assert {outcomes[account] for account in (FIRST, SECOND, THIRD)} == {"denied"}


def test_an_account_is_entered_once_in_however_many_regions_it_is_read(discover, control):
    control.forget_journal(account=plan.MASTER)
    code, _ = discover("--organization", *ROLE, *(f"--region={region}" for region in plan.REGIONS))
    assert code == 0
    entered = [call for call in control.journal(account=plan.MASTER) if call["operation"] == "AssumeRole"]
    assert len(entered) == SIZE.accounts


NOT_A_MEMBER = "[SourceNotFound] --organization leads to no account: Your account is not a member of an organization"


@pytest.mark.parametrize(
    ("account", "arguments", "message"),
    [
        ("200000000000", ["--organization"], NOT_A_MEMBER),
        ("200000000000", ["--ou", "ou-a"], "Your account is not a member of an organization"),
        (FIRST, ["--organization"], "[MissingPermission]"),
        (plan.MASTER, ["--stack-set", "empty"], "[SourceEmpty] --stack-set empty leads to no account and Region"),
        (plan.MASTER, ["--config-aggregator", "empty"], "[SourceEmpty] --config-aggregator empty leads to no account"),
    ],
)
def test_who_is_shown_no_account_gets_one_clear_line_and_no_inventory(
    fleet, tmp_path, capsys, account, arguments, message
):
    with aws_environment.caller_of(account, tmp_path, url=fleet.url, region="us-west-2"):
        if "empty" in arguments:
            template = '{"Resources": {"Topic": {"Type": "AWS::SNS::Topic"}}}'
            boto3.client("cloudformation", "us-west-2").create_stack_set(StackSetName="empty", TemplateBody=template)
            source = [{"AccountIds": ["200000000000"], "AllAwsRegions": True}]
            boto3.client("config", "us-west-2").put_configuration_aggregator(
                ConfigurationAggregatorName="empty", AccountAggregationSources=source
            )
        discover = Discover(tmp_path / "i.jsonl", capsys)
        code, printed = discover(*arguments)
    assert (code, discover.path.exists(), len(printed.err.splitlines())) == (1, False, 1)
    assert message in printed.err
