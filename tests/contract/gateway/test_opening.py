"""Opening the gateway: whose credentials, which Region, which account; and what is said where that leads nowhere."""

import pytest

from pulumi_servicecatalog.aws.clients import open_clients
from pulumi_servicecatalog.aws.gateway import open_gateway
from pulumi_servicecatalog.model import refusal
from pulumi_servicecatalog.model.connection import Connection, Identity
from support.endpoint import DROPPED, Answer, endpoint, query_error

REGION = "eu-west-1"


def refused(connection, kind):
    with pytest.raises(kind) as caught:
        open_gateway(connection)
    return caught.value


def test_the_gateway_knows_its_caller_account_and_region(aws, gateway, account):
    assert gateway.identity() == Identity(
        partition="aws", account=account, region=REGION, caller_arn=gateway.identity().caller_arn
    )
    assert f":{account}:" in gateway.identity().caller_arn


def test_who_we_are_is_asked_once(aws, gateway, emulator, account):
    for _ in range(3):
        gateway.identity()
    operations = [call["operation"] for call in emulator.control.journal(account=account)]
    assert operations.count("GetCallerIdentity") == 1


def test_what_is_opened_when_it_is_first_asked_for_is_opened_once(aws):
    clients = open_clients(Connection(region=REGION))
    assert clients.s3() is clients.s3()
    assert clients.iam() is clients.iam()


@pytest.mark.parametrize("other", [{"region": "us-east-1"}, {"role_arn": "arn:aws:iam::444455556666:role/Reader"}])
def test_all_connections_share_what_the_sdk_knows_of_the_apis(aws, other):
    """To read that for each of hundreds of accounts took most of the time, and 30 MiB each."""
    one = open_clients(Connection(region=REGION))
    another = open_clients(Connection(**{"region": REGION, **other}))
    for service in ("servicecatalog", "cloudformation", "sts"):
        known = [getattr(clients, service).meta.service_model.metadata for clients in (one, another)]
        assert known[0] is known[1]


@pytest.mark.parametrize("variable", ["AWS_REGION", "AWS_DEFAULT_REGION"])
def test_the_region_may_come_from_the_environment(aws, monkeypatch, variable):
    monkeypatch.setenv(variable, "eu-central-1")
    assert open_gateway(Connection()).identity().region == "eu-central-1"


def test_the_declared_region_comes_before_the_environment(aws, monkeypatch):
    monkeypatch.setenv("AWS_REGION", "eu-central-1")
    assert open_gateway(Connection(region=REGION)).identity().region == REGION


def test_a_profile_brings_its_credentials_and_its_region(aws, account, monkeypatch, tmp_path):
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    (tmp_path / "config").write_text("[profile team]\nregion = eu-north-1\n", encoding="utf-8")
    (tmp_path / "credentials").write_text(
        f"[team]\naws_access_key_id = {account}\naws_secret_access_key = any\n", encoding="utf-8"
    )
    identity = open_gateway(Connection(profile="team")).identity()
    assert (identity.account, identity.region) == (account, "eu-north-1")


def test_an_unknown_profile_is_a_matter_of_credentials(aws):
    refusal_raised = refused(Connection(region=REGION, profile="taem"), refusal.CredentialsMissing)
    assert "taem" in refusal_raised.reason


def test_no_credentials(emulator, monkeypatch):
    monkeypatch.delenv("AWS_ACCESS_KEY_ID", raising=False)
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY", raising=False)
    refusal_raised = refused(Connection(region=REGION, endpoint_url=emulator.url), refusal.CredentialsMissing)
    assert refusal_raised.reason == "Unable to locate credentials"


def test_no_region(aws):
    refused(Connection(), refusal.RegionMissing)


def test_the_expected_account_is_let_in(aws, account):
    assert open_gateway(Connection(region=REGION, expected_account_id=account)).identity().account == account


def test_another_account_than_expected_is_refused_before_anything_else_is_asked(aws, emulator, account):
    emulator.control.forget_journal(account=account)
    refusal_raised = refused(Connection(region=REGION, expected_account_id="000000000000"), refusal.AccountUnexpected)
    assert (refusal_raised.reason, refusal_raised.code) == (account, "000000000000")
    assert [call["operation"] for call in emulator.control.journal(account=account)] == ["GetCallerIdentity"]


def test_nothing_answers_at_the_endpoint(credentials):
    refusal_raised = refused(
        Connection(region=REGION, endpoint_url="http://127.0.0.1:1", max_retries=0), refusal.Unreachable
    )
    assert refusal_raised.endpoint.startswith("http://127.0.0.1:1")
    assert refusal_raised.__cause__ is not None


@pytest.mark.parametrize("code", ["ExpiredToken", "InvalidClientTokenId", "SignatureDoesNotMatch"])
def test_credentials_that_aws_does_not_accept(credentials, code):
    with endpoint(query_error(code, "no", status=403), knows_the_caller=False) as server:
        refusal_raised = refused(
            Connection(region=REGION, endpoint_url=server.url, max_retries=0), refusal.CredentialsRefused
        )
    assert (refusal_raised.operation, refusal_raised.code) == ("GetCallerIdentity", code)


def test_a_role_is_assumed_for_every_call(aws, emulator, account):
    role = f"arn:aws:iam::{account}:role/deploy"
    identity = open_gateway(Connection(region=REGION, role_arn=role, external_id="xyz")).identity()
    assert identity.account == account
    assert ":assumed-role/deploy/" in identity.caller_arn
    (assumed,) = [call for call in emulator.control.journal(account=account) if call["operation"] == "AssumeRole"]
    assert assumed["parameters"]["ExternalId"] == "xyz"


def test_a_role_of_another_account_leads_there(aws, accounts):
    other = next(accounts)
    role = f"arn:aws:iam::{other}:role/deploy"
    assert open_gateway(Connection(region=REGION, role_arn=role)).identity().account == other


def test_a_role_needs_credentials_to_be_assumed_with(emulator, monkeypatch):
    monkeypatch.delenv("AWS_ACCESS_KEY_ID", raising=False)
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY", raising=False)
    connection = Connection(region=REGION, endpoint_url=emulator.url, role_arn="arn:aws:iam::123456789012:role/deploy")
    assert refused(connection, refusal.CredentialsMissing).reason == "Unable to locate credentials"


@pytest.mark.parametrize("answer", [DROPPED, Answer(body=b"<AssumeRoleResponse/>", content_type="text/xml")])
def test_where_the_answer_to_assume_role_is_lost_that_is_the_operation_that_is_named(credentials, answer):
    with endpoint(answer) as server:
        connection = Connection(
            region=REGION,
            role_arn="arn:aws:iam::123456789012:role/deploy",
            endpoint_url=server.url,
            max_retries=0,
        )
        assert refused(connection, refusal.Unreachable).operation == "AssumeRole"


def test_a_role_that_may_not_be_assumed(credentials):
    with endpoint(query_error("AccessDenied", "not authorized to perform: sts:AssumeRole", status=403)) as server:
        refusal_raised = refused(
            Connection(
                region=REGION, endpoint_url=server.url, max_retries=0, role_arn="arn:aws:iam::123456789012:role/deploy"
            ),
            refusal.Denied,
        )
    assert refusal_raised.operation == "AssumeRole"
