"""Accounts from a file, ours or c7n-org's, and the shards and connections that they come to."""

import json

import pytest

from pulumi_servicecatalog.fleet import accounts_file
from pulumi_servicecatalog.fleet.accounts_file import AccountsFileError
from pulumi_servicecatalog.fleet.target import Account, role_arn, shards
from pulumi_servicecatalog.model.connection import Connection
from support.tables import table

ONE, TWO = "111122223333", "012345678901"
OF_C7N_ORG = f"""
accounts:
- account_id: '{ONE}'
  name: pay
  regions: [eu-west-1]
  role: arn:aws:iam::{ONE}:role/R
  tags: ['env:prod', 'team:pay']
  vars: {{x: 1}}
"""


def read(tmp_path, text, name="accounts.yml"):
    path = tmp_path / name
    path.write_text(text)
    return accounts_file.read(path)


@table(
    "text account",
    (f"- id: {ONE}\n", Account(id=ONE), "the least"),
    (f"- id: {TWO}\n", Account(id=TWO), "a leading zero without quotes"),
    (
        OF_C7N_ORG,
        Account(
            id=ONE,
            name="pay",
            regions=("eu-west-1",),
            role_arn=f"arn:aws:iam::{ONE}:role/R",
            tags={"env": "prod", "team": "pay"},
        ),
        "a file of c7n-org",
    ),
    (f"- id: {ONE}\n  role: Reader\n", Account(id=ONE, role_arn=f"arn:aws:iam::{ONE}:role/Reader"), "a role's name"),
    (f"- id: {ONE}\n  role: [a, b]\n", Account(id=ONE, role_arn=f"arn:aws:iam::{ONE}:role/b"), "a chain of roles"),
    (f"- id: {ONE}\n  tags: {{a: b}}\n", Account(id=ONE, tags={"a": "b"}), "tags as a map"),
)
def test_an_account_is_read(tmp_path, text, account, reason):
    assert read(tmp_path, text) == (account,), reason


def test_json_is_read_as_well(tmp_path):
    accounts = read(tmp_path, json.dumps([{"id": ONE}, {"id": TWO, "role": "Own"}]), "accounts.json")
    assert [account.role_arn for account in accounts] == [None, f"arn:aws:iam::{TWO}:role/Own"]


def test_a_template_of_a_role_may_hold_other_braces():
    assert role_arn("arn:aws:iam::{account}:role/{x}", ONE) == f"arn:aws:iam::{ONE}:role/{{x}}"


@table(
    "text message",
    ("- id: 1234\n", 'account 1: its id must be 12 digits, as text, and is "1234"', "an id that is too short"),
    (f"- id: {ONE}\n- id: {ONE}\n", f"account {ONE} is in it more than once", "the same twice"),
    (f"- id: {ONE}\n  regions: [eu]\n", 'account 1: "eu" is no Region', "no Region"),
    (f"- id: {ONE}\n  rloe: x\n", "account 1: unknown: rloe", "a misspelt member"),
    ("- x\n", "account 1: a map is expected", "no map"),
    ("", "a list of accounts is expected", "an empty file"),
    ("a: [", "while parsing", "no YAML"),
)
def test_a_slip_is_one_clear_line_that_names_the_file(tmp_path, text, message, reason):
    with pytest.raises(AccountsFileError) as failed:
        read(tmp_path, text)
    assert message in str(failed.value), reason
    assert all(line.startswith(str(tmp_path)) for line in str(failed.value).splitlines())


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(AccountsFileError, match="No such file"):
        accounts_file.read(tmp_path / "nowhere.yml")


def test_a_shard_for_each_account_and_region_each_once():
    accounts = [Account(id=ONE, regions=("us-east-1", "us-east-1")), Account(id=TWO)]
    pairs = [(shard.account.id, shard.region) for shard in shards(accounts, ["eu-west-1", "eu-central-1"])]
    assert pairs == [(ONE, "us-east-1"), (TWO, "eu-west-1"), (TWO, "eu-central-1")]
    assert [shard.region for shard in shards([Account()], [])] == [None]


def test_a_connection_expects_the_account_that_the_file_names():
    (shard,) = shards([Account(id=ONE, role_arn="arn:aws:iam::1:role/R", external_id="e")], ["eu-west-1"])
    connection = shard.connection(Connection(profile="me", region="us-east-1"))
    assert connection == Connection(
        region="eu-west-1",
        profile="me",
        role_arn="arn:aws:iam::1:role/R",
        external_id="e",
        expected_account_id=ONE,
    )
