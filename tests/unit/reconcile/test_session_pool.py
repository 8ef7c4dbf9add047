"""The sessions of a process: one for each account, Region and credentials, however a program names them."""

from dataclasses import replace
from pathlib import Path

import pytest

from pulumi_servicecatalog.model.connection import Connection
from pulumi_servicecatalog.reconcile.execution.lane import Scope
from pulumi_servicecatalog.reconcile.session_pool import SessionPool
from support.fakes.gateway import FakeGateway
from support.fakes.state import REGION, SOMEBODY, State
from support.waiting import Waiting


@pytest.fixture(autouse=True)
def _cache_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))


def pool(scope: Scope = Scope.ACCOUNT_REGION) -> tuple[SessionPool, list[Connection]]:
    """Return a pool, and the connections that it has opened a gateway for."""
    opened: list[Connection] = []

    def open_gateway(connection: Connection) -> FakeGateway:
        opened.append(connection)
        region = connection.region or REGION
        return FakeGateway(State(identity=replace(SOMEBODY, region=region)))

    return SessionPool(open_gateway, scope), opened


def test_a_connection_is_opened_once() -> None:
    sessions, opened = pool()
    assert sessions.at(Connection(region=REGION)) is sessions.at(Connection(region=REGION))
    assert opened == [Connection(region=REGION)]


def test_a_region_that_is_left_out_leads_to_the_session_of_the_one_that_is_found() -> None:
    sessions, _ = pool()
    assert sessions.at(Connection()) is sessions.at(Connection(region=REGION))


def test_other_credentials_and_other_regions_have_sessions_of_their_own() -> None:
    sessions, _ = pool()
    here, other, elsewhere = (
        sessions.at(connection)
        for connection in (
            Connection(region=REGION),
            Connection(region=REGION, profile="other"),
            Connection(region="us-east-1"),
        )
    )
    assert len({id(here), id(other), id(elsewhere)}) == 3
    assert here.declarations is other.declarations, "what is declared of an account and Region is seen together"
    assert here.declarations is not elsewhere.declarations


@pytest.mark.parametrize(
    ("scope", "shared"),
    [(Scope.ACCOUNT_REGION, (True, False)), (Scope.ACCOUNT, (True, True)), (Scope.OFF, (False, False))],
    ids=str,
)
def test_which_connections_share_a_lane(scope: Scope, shared: tuple[bool, bool]) -> None:
    sessions, _ = pool(scope)
    here, beside, elsewhere = (
        sessions.at(connection).lane
        for connection in (
            Connection(region=REGION),
            Connection(region=REGION, profile="other"),
            Connection(region="us-east-1"),
        )
    )
    assert (here is beside, here is elsewhere) == shared


def test_where_turns_are_left_to_aws_nobody_waits() -> None:
    sessions, _ = pool(Scope.OFF)
    lane, waiting = sessions.at(Connection()).lane, Waiting()
    with lane.turn(Waiting().operation), lane.turn(waiting.operation) as stop:
        assert stop is None
    assert waiting.said == []
