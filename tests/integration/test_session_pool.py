"""The sites of a process: one for each place and credentials, however a program names the place."""

import pytest

from catalog_emulator.sample import REGION
from pulumi_servicecatalog.connect import session_pool
from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.reconcile.session_pool import SessionPool


@pytest.fixture
def sessions(emulator, account: str, monkeypatch: pytest.MonkeyPatch) -> SessionPool:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", account)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "any")
    monkeypatch.setenv("AWS_REGION", REGION)
    monkeypatch.setenv("AWS_ENDPOINT_URL", emulator.url)
    return session_pool()


def test_a_region_that_is_left_out_leads_to_the_session_of_the_one_that_is_found(sessions: SessionPool):
    assert sessions.at(Connection()) is sessions.at(Connection(region=REGION))
    assert sessions.at(Connection(region=REGION)) is sessions.at(Connection())


def test_another_region_is_another_session(sessions: SessionPool):
    assert sessions.at(Connection()) is not sessions.at(Connection(region="us-east-1"))
