"""The gateway to AWS, opened on the sample account, and on endpoints that misbehave."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

import catalog_emulator.sample
from pulumi_servicecatalog.aws.gateway import AwsGateway, open_gateway
from pulumi_servicecatalog.model.connection import Connection
from support.account import Account
from support.aws_environment import no_settings, variables
from support.endpoint import DROPPED, Answer, Endpoint, endpoint

REGION = catalog_emulator.sample.REGION


@pytest.fixture(autouse=True)
def _no_settings_of_who_runs_the_tests(tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    no_settings(monkeypatch, tmp_path)


@pytest.fixture
def credentials(account: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in variables(account).items():
        monkeypatch.setenv(name, value)


@pytest.fixture
def aws(emulator: Any, account: str, credentials: None, monkeypatch: pytest.MonkeyPatch) -> Account:
    """The sample account, in which records end as soon as they are asked for."""
    monkeypatch.setenv("AWS_ENDPOINT_URL", emulator.url)
    catalog_emulator.sample.fill(emulator.url, account=account)
    emulator.control.set(account=account, record_seconds=0)
    return Account(emulator.url, account)


@pytest.fixture
def gateway(aws: Account) -> AwsGateway:
    return open_gateway(Connection(region=REGION))


@pytest.fixture(scope="session")
def misbehaving() -> Iterator[tuple[Endpoint, AwsGateway]]:
    """An endpoint, and a gateway to it through which nothing is repeated."""
    with endpoint(DROPPED) as server, pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_ACCESS_KEY_ID", "any")
        patch.setenv("AWS_SECRET_ACCESS_KEY", "any")
        yield server, open_gateway(Connection(region=REGION, endpoint_url=server.url, max_retries=0))


@pytest.fixture
def answering(misbehaving: tuple[Endpoint, AwsGateway]) -> Callable[[Answer], AwsGateway]:
    """Return the gateway to an endpoint that answers this to everything."""
    server, gateway = misbehaving

    def answered(answer: Answer) -> AwsGateway:
        server.answer = answer
        return gateway

    return answered
