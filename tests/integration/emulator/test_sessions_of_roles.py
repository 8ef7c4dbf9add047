"""The setting `role_seconds`: AssumeRole says when a session ends, and from then on its calls are refused."""

from datetime import UTC, datetime

import boto3
import pytest

from catalog_emulator import Background
from support.account import REGION, Account

ACCOUNT = "111122223333"


@pytest.fixture
def aws():
    with Background("--manual-clock") as emulator:
        yield Account(emulator.url, ACCOUNT)


def entered(aws: Account):
    """Return a client with the credentials of a role, and when these end."""
    arn = aws.role("Reader")
    credentials = aws.client("sts").assume_role(RoleArn=arn, RoleSessionName="test")["Credentials"]
    session = boto3.Session(
        aws_access_key_id=credentials["AccessKeyId"],
        aws_secret_access_key=credentials["SecretAccessKey"],
        aws_session_token=credentials["SessionToken"],
        region_name=REGION,
    )
    return session.client("servicecatalog", endpoint_url=aws.url), credentials["Expiration"]


def test_a_session_ends_when_it_says(aws: Account) -> None:
    aws.set(role_seconds=600)
    aws.control.advance(5000)
    client, ends = entered(aws)
    now = datetime.fromisoformat(aws.control.advance(0)).replace(tzinfo=UTC)
    assert abs((ends - now).total_seconds() - 600) <= 2
    aws.control.advance(590)
    assert client.list_portfolios()["PortfolioDetails"] == []
    aws.control.advance(20)
    with pytest.raises(client.exceptions.ClientError, match="ExpiredTokenException"):
        client.list_portfolios()


def test_without_it_a_session_never_ends(aws: Account) -> None:
    client, _ = entered(aws)
    aws.control.advance(50000)
    assert client.list_portfolios()["PortfolioDetails"] == []
