"""AWS Organizations refuses an account that is in no organization, and one that does not administer it."""

import boto3
import pytest
from botocore.exceptions import ClientError

from catalog_emulator import Background
from support import aws_environment

MANAGEMENT, MEMBER, OUTSIDE = "300000000000", "300000000001", "300000000002"
CALLS = {
    "list_accounts": {},
    "list_accounts_for_parent": {"ParentId": "r-root"},
    "list_organizational_units_for_parent": {"ParentId": "r-root"},
    "list_roots": {},
    "describe_organization": {},
}


@pytest.fixture(scope="module")
def url():
    with Background() as running:
        yield running.url


def refused(client, call, **arguments):
    with pytest.raises(ClientError) as error:
        getattr(client, call)(**arguments)
    return error.value.response["Error"]["Code"]


def test_who_may_list_accounts_is_who_administers_them(url, tmp_path):
    def client(account):
        with aws_environment.caller_of(account, tmp_path, url=url, region="us-east-1"):
            return boto3.Session().client("organizations", "us-east-1")

    for call, arguments in CALLS.items():
        assert refused(client(OUTSIDE), call, **arguments) == "AWSOrganizationsNotInUseException", call
    management = client(MANAGEMENT)
    management.create_organization(FeatureSet="ALL")
    member = management.create_account(AccountName="member", Email="a@example.com")["CreateAccountStatus"]["AccountId"]
    assert refused(client(member), "list_accounts") == "AccessDeniedException"
    management.register_delegated_administrator(AccountId=member, ServicePrincipal="ssm.amazonaws.com")
    listed = {account["Id"] for account in client(member).list_accounts()["Accounts"]}
    assert listed == {MANAGEMENT, member}
